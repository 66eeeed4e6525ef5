import formbody from '@fastify/formbody';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { certificate, headersOf, push, queryOf } from '../../shared/http';
import { deliver, withFaults, type FaultWords, type Outcome } from '../../shared/requestFaults';
import { addAdminRoutes } from './admin';
import { apiDescription, apiDocsPage, DESCRIPTION, resourceList } from '../apiDocs';
import { authenticate, issueToken, type AuthContext } from '../people/auth';
import type { Call, Query } from './call';
import type { ContractServer } from '../contract';
import { inZone } from '../search/dates';
import { errorAnswer, htmlAnswer, JamaError, type Answer } from './envelope';
import type { Exchange } from './exchange';
import { tooMany } from './failures';
import { PIXEL } from '../records/images';
import type { JamaServer } from '..';
import { readMultipart } from './multipart';
import { Multipart, parseBody } from './requestBody';
import type { Throttle } from '../people/throttle';
import type { LoggedRequest } from '../types';

export interface HttpOptions {
	port: number;
	latency: number;
	tls: boolean;
	contextPath: string;
	tokenLifetime: number;
	validateResponses: boolean;
	throttle: Throttle;
	now: () => number;
}

/** Assumption: a PNG, for whoever is logged in. */
const PICTURE: Answer = {
	status: 200,
	file: [PIXEL],
	headers: { 'content-type': 'image/png', 'content-length': String(PIXEL.length) },
};
const KEPT_REQUESTS = 100_000;
const KEPT_VIOLATIONS = 10_000;
const BODY_LIMIT = 50 * 1024 * 1024;
const ROOTS = /^\/(v1|latest|labs)(\/.*)?$/;

function send(
	reply: FastifyReply,
	{ status, body, file, headers = {} }: Answer,
	dateZone: string,
): FastifyReply {
	void reply.code(status).headers(headers);
	if (file) return reply.send(Readable.from(file, { objectMode: false }));
	if (body === undefined) return reply.send();
	if (!headers['content-type']) void reply.type('application/json;charset=UTF-8');
	return reply.send(typeof body === 'string' ? body : inZone(JSON.stringify(body), dateZone));
}

/** Opens the port; the answer to every request under /rest is found here, step by step. */
export async function openHttp(
	server: JamaServer,
	contract: ContractServer,
	options: HttpOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
	const https = options.tls ? await certificate() : undefined;
	const app = fastify({
		...(https ? { https } : {}),
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
	} as object) as unknown as FastifyInstance;
	await app.register(formbody);
	app.removeContentTypeParser(['application/json', 'text/plain']);
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
	// Not collected into one buffer: a large upload is held once, in pieces.
	app.addContentTypeParser(
		'multipart/form-data',
		async (request: FastifyRequest, body: Readable) => {
			const parts = await readMultipart(request.headers['content-type'] ?? '', body);
			return new Multipart(parts);
		},
	);
	addAdminRoutes(app, server);
	const rest = `${options.contextPath}/rest`;

	const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
		const url = new URL(request.raw.url ?? '/', 'http://localhost');
		const { pathname } = url;
		if (pathname.replace(/\/$/, '') === `${options.contextPath}/api-docs`)
			return send(reply, apiDocsPage(isLoggedIn(request)), '+0000');
		const isPicture = pathname.startsWith(`${options.contextPath}/img/`);
		if (pathname !== rest && !pathname.startsWith(`${rest}/`) && !isPicture) {
			return send(reply, errorAnswer(404, 'HTTP 404 Not Found', options.now()), '+0000');
		}
		const inside = pathname.slice((isPicture ? options.contextPath : rest).length);
		const [, root, path = root === undefined ? inside : '/'] = ROOTS.exec(inside) ?? [];
		const entry: LoggedRequest = {
			time: options.now(),
			method: request.method,
			path: path.length > 1 ? path.replace(/\/$/, '') : path,
			url: request.raw.url ?? '',
			query: queryOf(url),
			headers: headersOf(request),
			body: undefined,
			status: 0,
		};
		push(server.requests, entry, KEPT_REQUESTS);
		const outcome = await answerTo(request, entry, root);
		if (options.latency > 0) await new Promise((resolve) => setTimeout(resolve, options.latency));
		entry.status = outcome.answer?.status ?? 0;
		return deliver(request, reply, outcome, (answer) =>
			send(reply, answer, server.switches.dateZone),
		);
	};

	const authContext = (now: number): AuthContext => ({
		state: server.state,
		switches: server.switches,
		now,
		tokenLifetime: options.tokenLifetime,
	});
	const isLoggedIn = ({ headers }: FastifyRequest) =>
		!('status' in authenticate(headers.authorization, authContext(options.now())));

	const words: FaultWords = {
		error: (status, message, headers) => errorAnswer(status, message, options.now(), headers),
		page: () => htmlAnswer(200, 'Sign in'),
	};

	const answerTo = async (
		request: FastifyRequest,
		entry: LoggedRequest,
		root?: string,
	): Promise<Outcome> => {
		let refused: Answer | undefined;
		try {
			entry.body = parseBody(request, entry.path === '/oauth/token');
		} catch (error) {
			refused = toAnswer(error);
		}
		await server.onRequest?.(entry);
		return await withFaults(
			server.switches.failNext,
			entry,
			words,
			() => refuseEarly() ?? route(request, entry, root, refused),
		);
	};

	/** Throttling and maintenance come before everything else, a failed login included (assumption). */
	const refuseEarly = (): Answer | undefined => {
		const wait = options.throttle.take();
		if (server.switches.maintenance) return tooMany(server.switches, 60_000, options.now());
		return wait > 0 ? tooMany(server.switches, wait, options.now()) : undefined;
	};

	const route = async (
		request: FastifyRequest,
		entry: LoggedRequest,
		root: string | undefined,
		refused?: Answer,
	): Promise<Answer> => {
		const now = options.now();
		const { authorization } = request.headers;
		const context = authContext(now);
		const raw = new URL(entry.url, 'http://localhost').pathname;
		if (raw === `${rest}/oauth/token` && entry.method === 'POST')
			return issueToken(authorization, entry.body, context);
		if (raw === rest || raw === `${rest}/`) return { status: 200, body: versions(now) };
		// Pictures of item types: their addresses are in `image`, and are no part of the API.
		if (entry.method === 'GET' && raw.startsWith(`${options.contextPath}/img/`)) {
			const visitor = authenticate(authorization, context);
			return 'status' in visitor ? visitor : PICTURE;
		}
		// Consecutive slashes are not found since 8.10 (community post, 2016).
		if (root === undefined || raw.includes('//')) {
			push(server.violations, `${entry.method} ${raw}: no such path`, KEPT_VIOLATIONS);
			return errorAnswer(404, 'HTTP 404 Not Found', now);
		}
		const user = authenticate(authorization, context);
		if ('status' in user) return user;
		entry.user = user.username;
		if (refused) return refused;
		if (entry.method === 'GET' && entry.path === '/') return resourceList(now);
		if (entry.method === 'GET' && entry.path === DESCRIPTION) return apiDescription(root);
		const base = `${request.protocol}://${request.headers.host ?? request.hostname}${options.contextPath}`;
		const { parts } = request.body instanceof Multipart ? request.body : { parts: undefined };
		const exchange: Exchange = {
			root,
			now,
			validateResponses: options.validateResponses,
			strict: server.switches.strict,
			request: {
				method: entry.method,
				path: entry.path,
				query: entry.query,
				headers: { 'content-type': request.headers['content-type'] ?? '' },
				body: parts ? undefined : entry.body,
			},
			violation: (text) =>
				push(server.violations, `${entry.method} ${entry.path}: ${text}`, KEPT_VIOLATIONS),
			call: (params, query: Query): Call => ({
				state: server.state,
				switches: server.switches,
				user,
				params,
				query,
				body: parts ? undefined : entry.body,
				...(parts && { parts }),
				datesWithTime: request.headers['x-jama-date-fields-with-time'] === 'true',
				base,
				now,
			}),
		};
		try {
			return await contract.handle(exchange.request, exchange);
		} catch (error) {
			return toAnswer(error);
		} finally {
			entry.operationId = exchange.operationId;
		}
	};

	const toAnswer = (error: unknown): Answer => {
		if (error instanceof JamaError)
			return errorAnswer(error.status, error.message, options.now(), error.headers);
		push(
			server.violations,
			`the server failed: ${error instanceof Error ? error.stack : String(error)}`,
			KEPT_VIOLATIONS,
		);
		return errorAnswer(500, 'Internal Server Error', options.now());
	};

	app.setNotFoundHandler(handle);
	await app.listen({ port: options.port, host: '127.0.0.1' });
	const address = app.server.address();
	const port = typeof address === 'object' && address ? address.port : options.port;
	return {
		url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}${options.contextPath}`,
		close: () => app.close(),
	};
}

/** GET /rest lists the versions (REST guide, Versioning; the form of the list is an assumption). */
function versions(now: number): unknown {
	const { body } = errorAnswer(200, '', now) as { body: { meta: Record<string, unknown> } };
	const { message, ...meta } = body.meta;
	return { meta, data: ['v1', 'latest', 'labs'].map((name) => ({ name, type: 'versions' })) };
}
