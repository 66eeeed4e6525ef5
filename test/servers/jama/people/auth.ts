import { randomUUID } from 'node:crypto';
import { decodeBasic } from '../../shared/basic';
import { errorAnswer, htmlAnswer, type Answer } from '../frame/envelope';
import type { JamaState } from '../state';
import type { Switches } from '../switches';
import type { User } from '../types';

export interface AuthContext {
	state: JamaState;
	switches: Switches;
	now: number;
	/** Seconds that a token is valid. */
	tokenLifetime: number;
}

const find = (state: JamaState, test: (user: User) => boolean) =>
	[...state.users.values()].find(test);

/** What Basic meets on a server with SAML, and what a wrong password meets on some: a login page. */
const loginPage = () => htmlAnswer(200, 'Log in');

/**
 * Who sends a request, or the answer that refuses it. Sources: REST guide, Authentication (Basic by
 * RFC 2617, not with SAML; Bearer) and Common response codes (401); change log 9.4 and Support article
 * 2 Jan 2026 (creator license; the text of that 401 is an assumption).
 */
export function authenticate(header: string | undefined, context: AuthContext): User | Answer {
	const { state, switches, now } = context;
	const refused = (message: string) => errorAnswer(401, message, now);
	if (!header) return refused('Authentication is required to access this resource');
	const basic = decodeBasic(header);
	let user: User | undefined;
	if (basic) {
		if (switches.sso)
			return switches.ssoRefusal === 'html'
				? loginPage()
				: refused('Basic authentication is not available');
		user = find(
			state,
			(each) => each.active && each.username === basic[0] && each.password === basic[1],
		);
		if (!user)
			return switches.basicRefusal === 'html'
				? loginPage()
				: refused('Username or password is invalid');
	} else {
		const token = state.tokens.get(/^bearer (.+)$/i.exec(header)?.[1] ?? '');
		user = token && token.expires > now ? state.users.get(token.user) : undefined;
		if (!user) return refusedToken(switches, now);
	}
	return switches.license
		? user
		: refused('A Named Creator license is required to use the REST API');
}

function refusedToken(switches: Switches, now: number): Answer {
	const text = 'The access token is invalid or has expired';
	if (switches.tokenRefusal === 'envelope') return errorAnswer(401, text, now);
	return { status: 401, body: { error: 'invalid_token', error_description: text } };
}

/**
 * POST /rest/oauth/token: client credentials by Basic, form grant_type=client_credentials; no refresh
 * token (REST guide, Exchange Client Credentials, with the fields of its sample). Errors are OAuth's own
 * (RFC 6749, 5.2).
 */
export function issueToken(
	header: string | undefined,
	form: unknown,
	context: AuthContext,
): Answer {
	const { state, now, tokenLifetime } = context;
	const credentials = header === undefined ? undefined : decodeBasic(header);
	const user =
		credentials &&
		find(
			state,
			(each) =>
				each.active && each.clientId === credentials[0] && each.clientSecret === credentials[1],
		);
	if (!user) {
		return {
			status: 401,
			body: { error: 'invalid_client', error_description: 'Bad client credentials' },
		};
	}
	const grant = (form as { grant_type?: unknown } | null | undefined)?.grant_type;
	if (grant === undefined) {
		return {
			status: 400,
			body: { error: 'invalid_request', error_description: 'Missing grant type' },
		};
	}
	if (grant !== 'client_credentials') {
		return {
			status: 400,
			body: {
				error: 'unsupported_grant_type',
				error_description: `Unsupported grant type: ${String(grant)}`,
			},
		};
	}
	const token = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(`${user.id}.${now}`).toString('base64url')}.${randomUUID()}`;
	state.tokens.set(token, { user: user.id, expires: now + tokenLifetime * 1000 });
	return {
		status: 200,
		body: {
			access_token: token,
			token_type: 'bearer',
			expires_in: tokenLifetime,
			scope: 'token_information',
			application_data: { JAMA_CORE: user.username },
			tenant: 'default',
			jti: randomUUID(),
		},
	};
}
