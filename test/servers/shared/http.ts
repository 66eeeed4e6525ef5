import formbody from '@fastify/formbody';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addAdminRoutes } from './admin';
import { htmlAnswer, type Answer } from './answer';
import { selfSigned } from './certificate';
import type { ContractExchange } from './contract';
import { deliver, withFaults } from './requestFaults';
import { logRequest, logViolation, type LoggedRequest } from './requestLog';
import type { FakeServer, ServerOptions } from './server';

/** A request as a system answers it. */
export interface Incoming<Place> {
	/** Where it came in, as the system's `locate` found. */
	place: Place;
	request: FastifyRequest;
	entry: LoggedRequest;
	/** Scheme, host and context path, as the client sees them. */
	base: string;
	/** What is to be said of a body that could not be read. */
	rejected?: Answer;
	/** What the contract checks; its body is still to be set. */
	exchange: Omit<ContractExchange<never>, 'call'>;
}

/** What makes a system of the frame. */
export interface System<Place extends { path: string }> {
	/** Bytes of a body; default 1 MiB. */
	bodyLimit?: number;
	/** Routes and parsers of bodies that only this system has. */
	extend?(app: FastifyInstance): void;
	/** Where a request came in, with its path in the log; or the answer to what is no request to the API. */
	locate(pathname: string, request: FastifyRequest): Place | Answer;
	/** The body for the log; what cannot be read is thrown. */
	readBody(request: FastifyRequest, entry: LoggedRequest): unknown;
	/** What comes before everything else, a failed login included: the rate limit. */
	rejectEarly(): Answer | undefined;
	answer(incoming: Incoming<Place>): Answer | Promise<Answer>;
	/** The answer to an error that the system threw to reject a request; undefined for any other error. */
	rejectionOf(error: unknown): Answer | undefined;
	error(status: number, message: string, headers?: Record<string, string>): Answer;
	/** Headers of every answer. */
	headersOf?(entry: LoggedRequest): Record<string, string>;
	/** The text of a JSON body; default: plain JSON. */
	write?(body: unknown): string;
}

/** The media type of a body, in lower case; '' when there is none. */
export const mediaTypeOf = (request: FastifyRequest): string =>
	(request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

function send(
	reply: FastifyReply,
	{ status, body, file, headers = {} }: Answer,
	write: (body: unknown) => string,
): FastifyReply {
	void reply.code(status).headers(headers);
	if (file) return reply.send(Readable.from(file, { objectMode: false }));
	if (body === undefined) return reply.send();
	if (!headers['content-type']) void reply.type('application/json;charset=UTF-8');
	return reply.send(typeof body === 'string' ? body : write(body));
}

/** Takes every body as a buffer, but a form as its fields. */
async function createApp(tls: boolean, bodyLimit?: number): Promise<FastifyInstance> {
	const app = fastify({
		...(tls && { https: await selfSigned('localhost', '127.0.0.1') }),
		...(bodyLimit !== undefined && { bodyLimit }),
		forceCloseConnections: true,
	} as object) as unknown as FastifyInstance;
	await app.register(formbody);
	app.removeContentTypeParser(['application/json', 'text/plain']);
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
	return app;
}

/** Opens the port of a server; every request is answered here, step by step. */
export async function openHttp<Place extends { path: string }>(
	server: FakeServer,
	options: Pick<ServerOptions<unknown>, 'port' | 'latency' | 'tls' | 'validateResponses'>,
	system: System<Place>,
): Promise<void> {
	const { tls = false, latency = 0, validateResponses = true } = options;
	const app = await createApp(tls, system.bodyLimit);
	addAdminRoutes(app, server);
	system.extend?.(app);

	const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
		const { pathname } = new URL(request.raw.url ?? '/', 'http://localhost');
		const place = system.locate(pathname, request);
		if ('status' in place) return send(reply, place, JSON.stringify);
		const entry = logRequest(server, request, place.path, server.now());
		const outcome = await outcomeOf(request, entry, place);
		if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
		entry.status = outcome.answer?.status ?? 0;
		const own = system.headersOf?.(entry);
		return deliver(request, reply, outcome, (answer) =>
			send(
				reply,
				{ ...answer, headers: { ...own, ...answer.headers } },
				system.write ?? JSON.stringify,
			),
		);
	};

	const outcomeOf = async (request: FastifyRequest, entry: LoggedRequest, place: Place) => {
		let rejected: Answer | undefined;
		try {
			entry.body = system.readBody(request, entry);
		} catch (error) {
			rejected = answerToError(error);
		}
		await server.onRequest?.(entry);
		const { method, path } = entry;
		const incoming: Incoming<Place> = {
			place,
			request,
			entry,
			base: `${request.protocol}://${request.headers.host ?? request.hostname}${server.contextPath}`,
			rejected,
			exchange: {
				entry,
				validateResponses,
				request: {
					method,
					path,
					query: { ...entry.query },
					headers: { 'content-type': request.headers['content-type'] ?? '' },
				},
				violation: (text) => logViolation(server, `${method} ${path}: ${text}`),
			},
		};
		const words = { error: system.error, page: () => htmlAnswer(200, 'Sign in') };
		return await withFaults(server.switches.failNext, entry, words, async () => {
			try {
				return system.rejectEarly() ?? (await system.answer(incoming));
			} catch (error) {
				return answerToError(error);
			}
		});
	};

	/** An error that is no rejection means that the server itself failed. */
	const answerToError = (error: unknown): Answer => {
		const rejection = system.rejectionOf(error);
		if (rejection) return rejection;
		const text = error instanceof Error ? error.stack : String(error);
		logViolation(server, `the server failed: ${text}`);
		return system.error(500, 'Internal Server Error');
	};

	app.setNotFoundHandler(handle);
	await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	const { port } = app.server.address() as { port: number };
	server.url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}${server.contextPath}`;
	server.close = () => app.close();
}
