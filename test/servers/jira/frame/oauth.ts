import { randomUUID } from 'node:crypto';
import { decodeBasic } from '../../shared/basic';
import { gatewayRefusal, userOfToken, type AuthContext } from './auth';
import type { Answer } from './envelope';
import { SEED } from '../seed/seed';
import type { Grant, JiraState } from '../state';
import { avatarUrls } from '../issues/views';

/** Scopes of the Agile resources and of the issues that examples use. */
export const SCOPES = [
	'read:jira-work',
	'write:jira-work',
	'read:jira-user',
	'read:board-scope:jira-software',
	'write:board-scope:jira-software',
	'read:project:jira',
	'read:sprint:jira-software',
	'write:sprint:jira-software',
	'delete:sprint:jira-software',
	'offline_access',
];

const refused = (status: number, error: string, text: string): Answer => ({
	status,
	body: { error, error_description: text },
});

function newGrant(state: JiraState, user: number, now: number, lifetime: number): Grant {
	const grant = {
		user,
		accessToken: `eyJraWQiOiJhdXRoIn0.${user}.${randomUUID()}`,
		refreshToken: `eyJyZWYiOiJhdXRoIn0.${user}.${randomUUID()}`,
		expires: now + lifetime * 1000,
	};
	state.grants.push(grant);
	return grant;
}

/**
 * POST /oauth/token of auth.atlassian.com, as JSON or as a form, with the client's id and secret in the body or as
 * Basic: a code is good once, and a refresh token too: each refresh gives a new one. Errors are OAuth's own (RFC
 * 6749, 5.2); the 403 for a used refresh token is from memory. `lifetime` in seconds.
 */
export function issueToken(
	header: string | undefined,
	body: unknown,
	{ state, now }: AuthContext,
	lifetime: number,
): Answer {
	const form = (body ?? {}) as Record<string, string | undefined>;
	const [id, secret] = decodeBasic(header ?? '') ?? [form.client_id, form.client_secret];
	if (id !== SEED.clientId || secret !== SEED.clientSecret)
		return refused(401, 'access_denied', 'Unauthorized');
	let user: number | undefined;
	if (form.grant_type === 'authorization_code') {
		user = state.codes.get(form.code ?? '');
		if (user === undefined) return refused(403, 'invalid_grant', 'Invalid authorization code');
		state.codes.delete(form.code ?? '');
	} else if (form.grant_type === 'refresh_token') {
		const index = state.grants.findIndex((grant) => grant.refreshToken === form.refresh_token);
		if (index < 0) return refused(403, 'invalid_grant', 'Unknown or invalid refresh token.');
		user = state.grants.splice(index, 1)[0]?.user;
	} else return refused(400, 'unsupported_grant_type', `Unsupported grant: ${form.grant_type}`);
	const grant = newGrant(state, user ?? 0, now, lifetime);
	return {
		status: 200,
		body: {
			access_token: grant.accessToken,
			refresh_token: grant.refreshToken,
			expires_in: lifetime,
			token_type: 'Bearer',
			scope: SCOPES.join(' '),
		},
	};
}

/** GET /authorize: the user agrees at once, and is sent back with a code. */
export function authorize(query: Record<string, string | string[]>, state: JiraState): Answer {
	const { redirect_uri: target, client_id: client, state: given } = query;
	if (client !== SEED.clientId || typeof target !== 'string' || !URL.canParse(target))
		return refused(400, 'invalid_request', 'Unknown client or redirect_uri');
	const code = randomUUID();
	state.codes.set(code, SEED.user.integrator);
	const location = new URL(target);
	location.searchParams.set('code', code);
	if (typeof given === 'string') location.searchParams.set('state', given);
	return { status: 302, headers: { location: location.href } };
}

/** GET /oauth/token/accessible-resources of api.atlassian.com: the sites of a token. */
export function accessibleResources(header: string | undefined, context: AuthContext): Answer {
	if (!userOfToken(header, context)) return gatewayRefusal('Unauthorized');
	const avatarUrl = Object.values(avatarUrls(context.base, 'site-avatar'))[3];
	const site = { id: SEED.cloudId, url: context.base, name: 'pump', scopes: SCOPES, avatarUrl };
	return { status: 200, body: [site] };
}
