import { authenticate, type AuthContext } from './auth';
import type { Call, Query } from './call';
import { unknownPath, type ContractServer } from '../contract';
import { errorAnswer, JiraError, textAnswer, type Answer } from './envelope';
import type { Exchange } from './exchange';
import type { JiraServer } from '..';
import { accessibleResources, authorize, issueToken } from './oauth';
import { platformQuery, platformRoute } from '../boards/platform';
import { SEED } from '../seed/seed';
import type { LoggedRequest, User } from '../types';

/** A request as the router takes it: where it came in, and what it says. */
export interface Incoming {
	entry: LoggedRequest;
	/** Scheme, host and context path of the site. */
	site: string;
	/** The cloudId of a path below /ex/jira. */
	cloudId?: string;
	authorization?: string;
	userAgent: string;
	/** X-Atlassian-Token. */
	token?: string;
	contentType: string;
	/** JSON text of the body. */
	text?: string;
}

export interface RouteOptions {
	tokenLifetime: number;
	validateResponses: boolean;
	now: () => number;
	violation: (text: string) => void;
}

const WRITES = ['POST', 'PUT', 'DELETE', 'PATCH'];

/** Browsers' writes need the header; other clients are let pass (assumption: told by the User-Agent). */
function isForgery({ entry, userAgent, token }: Incoming): boolean {
	const checked = /^no-?check$/i.test(token ?? '');
	return WRITES.includes(entry.method) && /^Mozilla\//.test(userAgent) && !checked;
}

function signInAnswer(
	{ entry, authorization }: Incoming,
	context: AuthContext,
	lifetime: number,
): Answer | undefined {
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
	incoming: Incoming,
	server: JiraServer,
	contract: ContractServer,
	options: RouteOptions,
): Promise<Answer> {
	const { entry, site, cloudId } = incoming;
	const { state, switches, deployment } = server;
	const gateway = cloudId !== undefined;
	const now = options.now();
	const context: AuthContext = { state, switches, deployment, gateway, base: site, now };
	if (deployment === 'cloud' && !gateway) {
		const answer = signInAnswer(incoming, context, options.tokenLifetime);
		if (answer) return answer;
	}
	if (gateway && cloudId !== SEED.cloudId) {
		const body = { timestamp: new Date(now).toISOString(), status: 404, error: 'Not Found' };
		return { status: 404, body: { ...body, message: 'No message available', path: entry.url } };
	}
	const isOpen = /^[/]rest[/]api[/][^/]+[/]serverInfo$/.test(entry.path);
	const user =
		isOpen && incoming.authorization === undefined
			? state.users.get(SEED.user.noLicense)!
			: authenticate(incoming.authorization, context);
	if ('status' in user) return user;
	if (incoming.authorization !== undefined) entry.user = user.username;
	if (switches.xsrf && isForgery(incoming)) return textAnswer(403, 'XSRF check failed');
	const exchange = exchangeOf(incoming, server, user, options);
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
	try {
		return await contract.handle(exchange.request, exchange);
	} finally {
		entry.operationId = exchange.operationId;
	}
}

function without(body: unknown, fields: string[]): unknown {
	if (fields.length === 0) return body;
	return Object.fromEntries(
		Object.entries(body as object).filter(([name]) => !fields.includes(name)),
	);
}

function exchangeOf(
	{ entry, site, cloudId, contentType, text }: Incoming,
	server: JiraServer,
	user: User,
	options: RouteOptions,
): Exchange {
	const { switches, deployment } = server;
	const { method, path, body } = entry;
	const base = cloudId === undefined ? site : `${site}/ex/jira/${cloudId}`;
	const ignored: string[] = [];
	return {
		ignored,
		validateResponses: options.validateResponses,
		url: entry.url,
		unknownPath: switches.unknownPath,
		unknownFields: switches.unknownFields,
		request: {
			method,
			path,
			query: { ...entry.query },
			headers: { 'content-type': contentType },
			body: text,
		},
		violation: (message) => options.violation(`${method} ${path}: ${message}`),
		call: (params, query: Query): Call => ({
			state: server.state,
			switches,
			deployment,
			user,
			method,
			path,
			params,
			query,
			body: without(body, ignored),
			base,
			now: options.now(),
		}),
	};
}

/** The answer to an error: Jira's refusals, or a violation when the server itself failed. */
export function answerToError(error: unknown, violation: (text: string) => void): Answer {
	if (error instanceof JiraError) return errorAnswer(error.status, error.trouble, error.headers);
	violation(`the server failed: ${error instanceof Error ? error.stack : String(error)}`);
	return errorAnswer(500, 'Internal server error');
}
