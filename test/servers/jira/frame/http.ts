import type { FastifyRequest } from 'fastify';
import type { ContractServer } from '../../shared/contract';
import { mediaTypeOf, type System } from '../../shared/http';
import { errorAnswer, JiraError, refusal } from './envelope';
import type { Exchange } from './exchange';
import type { JiraServer, JiraServerOptions } from '..';
import { createLimiter } from './limits';
import { answerTo, type Place } from './route';

const GATEWAY = /^\/ex\/jira\/([^/]+)(\/.*)?$/;
const SIGN_IN = ['/authorize', '/oauth/token', '/oauth/token/accessible-resources'];

/** The JSON of a body; anything else is rejected, but a form where OAuth has one. */
function readBody(request: FastifyRequest, { path }: { path: string }): unknown {
	const raw = request.body;
	const type = mediaTypeOf(request);
	if (type === 'application/x-www-form-urlencoded' && path === '/oauth/token') return raw;
	if (!Buffer.isBuffer(raw) || raw.length === 0) return undefined;
	if (type !== 'application/json') throw refusal(415, 'Unsupported Media Type');
	try {
		return JSON.parse(raw.toString()) as unknown;
	} catch {
		throw refusal(
			400,
			'Invalid request payload. Refer to the REST API documentation and try again.',
		);
	}
}

/** Where a request came in: the path below the site, and the cloudId of the gateway. Undefined = not Jira's. */
function locate(pathname: string, contextPath: string, cloud: boolean): Place | undefined {
	const [, cloudId, below = '/'] = (cloud && GATEWAY.exec(pathname)) || [];
	if (cloudId !== undefined) return { path: below, cloudId };
	if (cloud && SIGN_IN.includes(pathname)) return { path: pathname };
	if (!pathname.startsWith(`${contextPath}/rest/`)) return undefined;
	return { path: pathname.slice(contextPath.length) };
}

/** How Jira answers a request, step by step. */
export function jiraSystem(
	server: JiraServer,
	contract: ContractServer<Exchange>,
	{ rate, burst, tokenLifetime = 3600 }: JiraServerOptions,
): System<Place> {
	const { deployment, switches, now, contextPath } = server;
	const limiter = createLimiter({ rate, burst, deployment, switches, now });
	return {
		locate: (pathname) =>
			locate(pathname, contextPath, deployment === 'cloud') ?? errorAnswer(404, 'Not found'),
		readBody,
		rejectEarly: () => limiter.refuse(),
		answer(incoming) {
			if (!incoming.rejected) return answerTo(incoming, server, contract, tokenLifetime);
			incoming.exchange.violation('the body is not JSON');
			return incoming.rejected;
		},
		rejectionOf: (thrown) =>
			thrown instanceof JiraError
				? errorAnswer(thrown.status, thrown.trouble, thrown.headers)
				: undefined,
		error: errorAnswer,
		/** Date by the server's own clock, and X-AUSERNAME: the user or `anonymous` (JIRA Agile 6.7.6 REST reference). */
		headersOf: ({ user }) => ({
			date: new Date(now()).toUTCString(),
			...(deployment === 'cloud' ? {} : { 'x-ausername': user ?? 'anonymous' }),
			...(user === undefined ? {} : limiter.headers()),
		}),
	};
}
