import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { certificate, headersOf, push, queryOf } from '../../shared/http';
import { deliver, withFaults, type FaultWords, type Outcome } from '../../shared/requestFaults';
import { addAdminRoutes } from './admin';
import type { ContractServer } from '../contract';
import { errorAnswer, htmlAnswer, refusal, type Answer } from './envelope';
import type { JiraServer } from '..';
import type { Limiter } from './limits';
import { answerTo, answerToError, type Incoming } from './route';
import type { LoggedRequest } from '../types';

export interface HttpOptions {
	port: number;
	latency: number;
	tls: boolean;
	contextPath: string;
	tokenLifetime: number;
	validateResponses: boolean;
	limiter: Limiter;
	now: () => number;
}

const KEPT_REQUESTS = 100_000;
const KEPT_VIOLATIONS = 10_000;
const GATEWAY = /^\/ex\/jira\/([^/]+)(\/.*)?$/;
const SIGN_IN = ['/authorize', '/oauth/token', '/oauth/token/accessible-resources'];

const mediaType = (request: FastifyRequest) =>
	(request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** The body as JSON text; anything else than JSON is refused, but a form where OAuth has one. */
function bodyText(request: FastifyRequest): string | undefined {
	const raw = request.body;
	if (!Buffer.isBuffer(raw) || raw.length === 0) return undefined;
	if (mediaType(request) !== 'application/json') throw refusal(415, 'Unsupported Media Type');
	return raw.toString();
}

function parseBody(text: string | undefined): unknown {
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw refusal(
			400,
			'Invalid request payload. Refer to the REST API documentation and try again.',
		);
	}
}

function send(reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply {
	void reply.code(status).headers(headers);
	if (body === undefined) return reply.send();
	if (!headers['content-type']) void reply.type('application/json;charset=UTF-8');
	return reply.send(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Where a request came in: the path below the site, and the cloudId of the gateway. Undefined = not Jira's. */
function locate(
	pathname: string,
	contextPath: string,
	cloud: boolean,
): { path: string; cloudId?: string } | undefined {
	const [, cloudId, below = '/'] = (cloud && GATEWAY.exec(pathname)) || [];
	if (cloudId !== undefined) return { path: below, cloudId };
	if (cloud && SIGN_IN.includes(pathname)) return { path: pathname };
	if (!pathname.startsWith(`${contextPath}/rest/`)) return undefined;
	return { path: pathname.slice(contextPath.length) };
}

/** Opens the port; every request is answered here, step by step. */
export async function openHttp(
	server: JiraServer,
	contract: ContractServer,
	options: HttpOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
	const https = options.tls ? await certificate() : undefined;
	const app = fastify({
		...(https ? { https } : {}),
		forceCloseConnections: true,
	} as object) as unknown as FastifyInstance;
	await app.register(formbody);
	app.removeContentTypeParser(['application/json', 'text/plain']);
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
	addAdminRoutes(app, server);
	const { deployment } = server;
	const violation = (text: string) => push(server.violations, text, KEPT_VIOLATIONS);

	const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
		const url = new URL(request.raw.url ?? '/', 'http://localhost');
		const place = locate(url.pathname, options.contextPath, deployment === 'cloud');
		if (!place) return send(reply, errorAnswer(404, 'Not found'));
		const entry: LoggedRequest = {
			time: options.now(),
			method: request.method,
			path: place.path,
			url: request.raw.url ?? '',
			query: queryOf(url),
			headers: headersOf(request),
			body: undefined,
			status: 0,
		};
		push(server.requests, entry, KEPT_REQUESTS);
		const outcome = await answerOnce(request, entry, place.cloudId);
		if (options.latency > 0) await new Promise((resolve) => setTimeout(resolve, options.latency));
		entry.status = outcome.answer?.status ?? 0;
		return deliver(request, reply, outcome, (answer) =>
			send(reply, { ...answer, headers: { ...ownHeaders(entry), ...answer.headers } }),
		);
	};

	const words: FaultWords = { error: errorAnswer, page: () => htmlAnswer(200, 'Sign in') };

	/** X-AUSERNAME: the user or `anonymous` (JIRA Agile 6.7.6 REST reference). */
	const ownHeaders = (entry: LoggedRequest): Record<string, string> => ({
		...(deployment === 'cloud' ? {} : { 'x-ausername': entry.user ?? 'anonymous' }),
		...(entry.user === undefined ? {} : options.limiter.headers()),
	});

	const answerOnce = async (
		request: FastifyRequest,
		entry: LoggedRequest,
		cloudId?: string,
	): Promise<Outcome> => {
		let text: string | undefined;
		let refused: Answer | undefined;
		try {
			const isForm = mediaType(request) === 'application/x-www-form-urlencoded';
			if (isForm && entry.path === '/oauth/token') entry.body = request.body;
			else {
				text = bodyText(request);
				entry.body = parseBody(text);
			}
		} catch (error) {
			refused = answerToError(error, violation);
			violation(`${entry.method} ${entry.path}: the body is not JSON`);
		}
		return await withFaults(
			server.switches.failNext,
			entry,
			words,
			// The limit comes before everything else, a failed login included (assumption).
			() =>
				options.limiter.refuse() ?? refused ?? answerOf(incomingOf(request, entry, cloudId, text)),
		);
	};

	const incomingOf = (
		request: FastifyRequest,
		entry: LoggedRequest,
		cloudId?: string,
		text?: string,
	): Incoming => ({
		entry,
		site: `${request.protocol}://${request.headers.host ?? request.hostname}${options.contextPath}`,
		...(cloudId === undefined ? {} : { cloudId }),
		authorization: request.headers.authorization,
		userAgent: request.headers['user-agent'] ?? '',
		token: [request.headers['x-atlassian-token']].flat()[0],
		contentType: request.headers['content-type'] ?? '',
		text,
	});

	const answerOf = async (incoming: Incoming): Promise<Answer> => {
		const { tokenLifetime, validateResponses, now } = options;
		try {
			const settings = { tokenLifetime, validateResponses, now, violation };
			return await answerTo(incoming, server, contract, settings);
		} catch (error) {
			return answerToError(error, violation);
		}
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
