import type { FastifyRequest } from 'fastify';
import { createBucket, retryAfterHeader } from '../../shared/bucket';
import type { ContractServer } from '../../shared/contract';
import type { Incoming, System } from '../../shared/http';
import { addEditRoutes } from './admin';
import { apiDescription, apiDocsPage, DESCRIPTION, resourceList } from '../apiDocs';
import { authenticate, issueToken, type AuthContext } from '../people/auth';
import { inZone } from '../search/dates';
import { errorAnswer, JamaError, meta, type Answer } from './envelope';
import { numbersOf, type Exchange } from './exchange';
import { PIXEL } from '../records/images';
import type { JamaServer, JamaServerOptions } from '..';
import { readMultipart } from './multipart';
import { Multipart, parseBody } from './requestBody';
import type { User } from '../types';

interface Place {
	/** Below the root. */
	path: string;
	/** v1, latest or labs. */
	root?: string;
	/** Below the context path. */
	below: string;
}

/** Assumption: a PNG, for whoever is logged in. */
const PICTURE: Answer = {
	status: 200,
	file: [PIXEL],
	headers: { 'content-type': 'image/png', 'content-length': String(PIXEL.length) },
};
const ROOTS = /^\/(v1|latest|labs)(\/.*)?$/;

/** GET /rest lists the versions (REST guide, Versioning; the form of the list is an assumption). */
const versions = (now: number): unknown => ({
	meta: meta(200, now),
	data: ['v1', 'latest', 'labs'].map((name) => ({ name, type: 'versions' })),
});

/** How Jama answers a request under /rest, step by step. */
export function jamaSystem(
	server: JamaServer,
	contract: ContractServer<Exchange>,
	{ rate, burst, now: clock = Date.now, tokenLifetime = 3599 }: JamaServerOptions,
): System<Place> {
	const bucket = createBucket(rate, burst, clock);
	const error: System<Place>['error'] = (status, message, headers) =>
		errorAnswer(status, message, server.now(), headers);
	const authContext = (): AuthContext => {
		const { state, switches } = server;
		return { state, switches, now: server.now(), tokenLifetime };
	};
	const visitor = ({ headers }: FastifyRequest) =>
		authenticate(headers.authorization, authContext());

	/** What is no operation of the contract; undefined for all else. */
	const besideApi = ({ place, entry, request }: Incoming<Place>): Answer | undefined => {
		const { below } = place;
		if (below === '/rest/oauth/token' && entry.method === 'POST')
			return issueToken(request.headers.authorization, entry.body, authContext());
		if (/^\/rest\/?$/.test(below)) return { status: 200, body: versions(server.now()) };
		// Pictures of item types: their addresses are in `image`, and are no part of the API.
		if (entry.method !== 'GET' || !below.startsWith('/img/')) return undefined;
		const user = visitor(request);
		return 'status' in user ? user : PICTURE;
	};

	const exchangeOf = (
		{ base, entry, exchange, request }: Incoming<Place>,
		root: string,
		user: User,
	): Exchange => {
		const { state, switches } = server;
		const now = server.now();
		const { parts } = request.body instanceof Multipart ? request.body : { parts: undefined };
		const body = parts ? undefined : entry.body;
		const datesWithTime = request.headers['x-jama-date-fields-with-time'] === 'true';
		const given = { body, ...(parts && { parts }), datesWithTime, base, now };
		return {
			...exchange,
			request: { ...exchange.request, body },
			root,
			now,
			strict: switches.strict,
			call: (params, query) => ({
				state,
				switches,
				user,
				params: numbersOf(params),
				query,
				...given,
			}),
		};
	};

	return {
		bodyLimit: 50 * 1024 * 1024,
		extend(app) {
			// Not collected into one buffer: a large upload is held once, in pieces.
			app.addContentTypeParser(
				'multipart/form-data',
				async (request: FastifyRequest, body: AsyncIterable<Buffer>) =>
					new Multipart(await readMultipart(request.headers['content-type'] ?? '', body)),
			);
			addEditRoutes(app, server);
		},
		locate(pathname, request) {
			const { contextPath } = server;
			const below = pathname.startsWith(contextPath) ? pathname.slice(contextPath.length) : '';
			if (/^\/api-docs\/?$/.test(below)) return apiDocsPage(!('status' in visitor(request)));
			if (!/^\/(rest$|rest\/|img\/)/.test(below)) return error(404, 'HTTP 404 Not Found');
			const inside = below.replace(/^\/rest/, '');
			const [, root, path = root === undefined ? inside : '/'] = ROOTS.exec(inside) ?? [];
			return { below, root, path: path.length > 1 ? path.replace(/\/$/, '') : path };
		},
		readBody: (request, { path }) => parseBody(request, path === '/oauth/token'),
		/** Maintenance looks like throttling; no document mentions Retry-After, some clients read it. */
		rejectEarly() {
			const { maintenance, retryAfter } = server.switches;
			const wait = bucket.take();
			if (!maintenance && wait === 0) return undefined;
			const seconds = maintenance ? 60 : Math.max(1, Math.ceil(wait));
			const headers = retryAfterHeader(retryAfter, seconds, server.now());
			return error(429, 'API throttling limit exceeded', headers);
		},
		answer(incoming) {
			const { place, entry, request, rejected, exchange } = incoming;
			const { root, below } = place;
			const beside = besideApi(incoming);
			if (beside) return beside;
			// Consecutive slashes are not found since 8.10 (community post, 2016).
			if (root === undefined || below.includes('//')) {
				exchange.violation('no such path');
				return error(404, 'HTTP 404 Not Found');
			}
			const user = visitor(request);
			if ('status' in user) return user;
			entry.user = user.username;
			if (rejected) return rejected;
			if (entry.method === 'GET' && entry.path === '/') return resourceList(server.now());
			if (entry.method === 'GET' && entry.path === DESCRIPTION) return apiDescription(root);
			return contract.handle(exchangeOf(incoming, root, user));
		},
		rejectionOf: (thrown) =>
			thrown instanceof JamaError
				? error(thrown.status, thrown.message, thrown.headers)
				: undefined,
		error,
		write: (body) => inZone(JSON.stringify(body), server.switches.dateZone),
	};
}
