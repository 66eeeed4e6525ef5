import { decodeBasic } from '../../shared/basic';
import { errorAnswer, htmlAnswer, textAnswer, type Answer } from './envelope';
import type { JiraState } from '../state';
import type { Switches } from '../switches';
import type { Deployment, User } from '../types';

export interface AuthContext {
	state: JiraState;
	switches: Switches;
	deployment: Deployment;
	/** The request came by the Cloud gateway, /ex/jira/{cloudId}. */
	gateway: boolean;
	/** The address of the site. */
	base: string;
	now: number;
}

const find = (state: JiraState, test: (user: User) => boolean) =>
	[...state.users.values()].find(test);

/** A 401 of the site: error collection, HTML or empty, as clients report them all. */
function unauthorized({ switches, base }: AuthContext, reason?: string): Answer {
	const headers: Record<string, string> = {
		'www-authenticate': `OAuth realm="${encodeURIComponent(base)}"`,
		...(reason ? { 'x-seraph-loginreason': reason } : {}),
	};
	if (switches.unauthorized === 'empty') return textAnswer(401, '', headers);
	if (switches.unauthorized === 'html') {
		const page = htmlAnswer(401, 'Unauthorized (401)');
		return { ...page, headers: { ...page.headers, ...headers } };
	}
	return errorAnswer(401, 'You are not authenticated. Authentication required.', headers);
}

function captcha(base: string): Answer {
	const page = htmlAnswer(403, 'CAPTCHA required');
	const reason = `CAPTCHA_CHALLENGE; login-url=${base}/login.jsp`;
	const headers = {
		'x-authentication-denied-reason': reason,
		'x-seraph-loginreason': 'AUTHENTICATION_DENIED',
	};
	return { ...page, headers: { ...page.headers, ...headers } };
}

/** Refusals of the Cloud gateway; their form is from memory. */
export const gatewayRefusal = (message: string): Answer => ({
	status: 401,
	body: { code: 401, message },
});

/** The user of an access token that has not expired. */
export function userOfToken(header: string | undefined, context: AuthContext): User | undefined {
	const token = /^bearer (.+)$/i.exec(header ?? '')?.[1];
	const grant = context.state.grants.find(({ accessToken }) => accessToken === token);
	return grant && grant.expires > context.now ? context.state.users.get(grant.user) : undefined;
}

function bearer(header: string, context: AuthContext): User | Answer {
	const { deployment, gateway, switches, state } = context;
	if (gateway) {
		if (switches.scopeMismatch) return gatewayRefusal('Unauthorized; scope does not match');
		return userOfToken(header, context) ?? gatewayRefusal('Unauthorized');
	}
	// Cloud takes tokens at the gateway only; a site's words are those of lesstif/php-jira-rest-client #528.
	if (deployment === 'cloud')
		return { status: 403, body: { error: 'Failed to parse Connect Session Auth Token' } };
	const token = header.split(' ')[1];
	const user = deployment === 'dataCenter' && find(state, (each) => each.token === token);
	return user || unauthorized(context);
}

/**
 * Who sends a request, or the answer that refuses it. Cloud: Basic with e-mail and API token at the site, Bearer at
 * the gateway; Data Center: Basic or a personal access token; 6.7.6: Basic (Jira Software REST reference, JIRA Agile
 * 6.7.6 REST reference).
 */
export function authenticate(header: string | undefined, context: AuthContext): User | Answer {
	const { state, switches, deployment, gateway, base } = context;
	if (!header) {
		if (gateway) return gatewayRefusal('Unauthorized');
		return switches.anonymous === 404
			? errorAnswer(404, 'The resource does not exist or you do not have permission to see it.')
			: unauthorized(context);
	}
	const basic = decodeBasic(header);
	if (!basic) return bearer(header, context);
	if (gateway && !switches.basicOnGateway) return gatewayRefusal('Unauthorized');
	if (switches.captcha && deployment !== 'cloud') return captcha(base);
	const user = find(state, (each) => each.username === basic[0] && each.password === basic[1]);
	return user ?? unauthorized(context, 'AUTHENTICATED_FAILED');
}
