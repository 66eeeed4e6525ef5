import type { ContractServer } from '../../shared/contract';
import type { Incoming } from '../../shared/http';
import { authenticate, type AuthContext } from './auth';
import type { Call } from './call';
import { unknownPath } from '../contract';
import { errorAnswer, textAnswer, type Answer } from './envelope';
import type { Exchange } from './exchange';
import type { JiraServer } from '..';
import { accessibleResources, authorize, issueToken } from './oauth';
import { platformQuery, platformRoute } from '../boards/platform';
import { SEED } from '../seed/seed';
import type { User } from '../types';

/** Where a request came in. */
export interface Place {
	/** Below the site. */
	path: string;
	/** The cloudId of a path below /ex/jira. */
	cloudId?: string;
}

type JiraRequest = Incoming<Place>;

const WRITES = ['POST', 'PUT', 'DELETE', 'PATCH'];

/** Browsers' writes need the header; other clients are let pass (assumption: told by the User-Agent). */
function isForgery({ entry, request: { headers } }: JiraRequest): boolean {
	const checked = /^no-?check$/i.test([headers['x-atlassian-token']].flat()[0] ?? '');
	const isBrowser = /^Mozilla\//.test(headers['user-agent'] ?? '');
	return WRITES.includes(entry.method) && isBrowser && !checked;
}

function signInAnswer(
	{ entry, request: { headers } }: JiraRequest,
	context: AuthContext,
	lifetime: number,
): Answer | undefined {
	const { authorization } = headers;
	const route = `${entry.method} ${entry.path}`;
	if (route === 'POST /oauth/token')
		return issueToken(authorization, entry.body, context, lifetime);
	if (route === 'GET /authorize') return authorize(entry.query, context.state);
	if (route === 'GET /oauth/token/accessible-resources')
		return accessibleResources(authorization, context);
	return undefined;
}

/** Who is logged in, by the session resource of Data Center and 6.7 (REST reference); Cloud has none (assumption). */
const sessionAnswer = (site: string, { name }: User): Answer => ({
	status: 200,
	body: {
		self: `${site}/rest/api/latest/user?username=${name}`,
		name,
		loginInfo: { failedLoginCount: 0, loginCount: 1 },
	},
});

/** The answer to a request under /rest, or to one of the sign-in at Atlassian. */
export async function answerTo(
	incoming: JiraRequest,
	server: JiraServer,
	contract: ContractServer<Exchange>,
	tokenLifetime: number,
): Promise<Answer> {
	const { entry, base: site, place } = incoming;
	const { cloudId } = place;
	const { authorization } = incoming.request.headers;
	const { state, switches, deployment } = server;
	const gateway = cloudId !== undefined;
	const now = server.now();
	const context: AuthContext = { state, switches, deployment, gateway, base: site, now };
	if (deployment === 'cloud' && !gateway) {
		const answer = signInAnswer(incoming, context, tokenLifetime);
		if (answer) return answer;
	}
	if (gateway && cloudId !== SEED.cloudId) {
		const body = { timestamp: new Date(now).toISOString(), status: 404, error: 'Not Found' };
		return { status: 404, body: { ...body, message: 'No message available', path: entry.url } };
	}
	const isOpen = /^[/]rest[/]api[/][^/]+[/]serverInfo$/.test(entry.path);
	const user =
		isOpen && authorization === undefined
			? state.users.get(SEED.user.noLicense)!
			: authenticate(authorization, context);
	if ('status' in user) return user;
	if (authorization !== undefined) entry.user = user.username;
	if (switches.xsrf && isForgery(incoming)) return textAnswer(403, 'XSRF check failed');
	const exchange = exchangeOf(incoming, server, user);
	if (deployment !== 'cloud' && `${entry.method} ${entry.path}` === 'GET /rest/auth/1/session') {
		entry.operationId = 'getSession';
		return sessionAnswer(site, user);
	}
	const platform = platformRoute(entry.method, entry.path, deployment === 'cloud');
	if (platform) {
		entry.operationId = platform.name;
		return platform.answer(exchange.call(platform.params, platformQuery(entry.query)));
	}
	if (/^[/]rest[/](api|auth)[/]/.test(entry.path)) return unknownPath(exchange, 404);
	if (!switches.license || !user.licensed)
		return errorAnswer(403, 'You do not have a license to use Jira Software.');
	return await contract.handle(exchange);
}

function without(body: unknown, fields: string[]): unknown {
	if (fields.length === 0) return body;
	return Object.fromEntries(
		Object.entries(body as object).filter(([name]) => !fields.includes(name)),
	);
}

function exchangeOf(
	{ entry, base: site, place: { cloudId }, request, exchange }: JiraRequest,
	server: JiraServer,
	user: User,
): Exchange {
	const { state, switches, deployment } = server;
	const { method, path, body } = entry;
	const base = cloudId === undefined ? site : `${site}/ex/jira/${cloudId}`;
	const ignored: string[] = [];
	// As text: the contract coerces what it parsed, and handlers get what was sent.
	const text = Buffer.isBuffer(request.body) ? request.body.toString() || undefined : undefined;
	return {
		...exchange,
		ignored,
		url: entry.url,
		unknownPath: switches.unknownPath,
		unknownFields: switches.unknownFields,
		request: { ...exchange.request, body: text },
		call: (params, query): Call => ({
			state,
			switches,
			deployment,
			user,
			method,
			path,
			params,
			query,
			body: without(body, ignored),
			base,
			now: server.now(),
		}),
	};
}
