import type { ContractServer } from '../shared/contract';
import { openHttp } from '../shared/http';
import type { LoggedRequest } from '../shared/requestLog';
import { createServer, type FakeServer, type ServerOptions } from '../shared/server';
import { createContract } from './contract';
import type { Exchange } from './frame/exchange';
import { handlers, handlers67 } from './frame/handlers';
import { jiraSystem } from './frame/http';
import { createSeed, DEFAULT_ISSUES, SEED } from './seed/seed';
import type { JiraState } from './state';
import { defaultSwitches, type Switches } from './switches';
import type { Deployment } from './types';

export type { Deployment, LoggedRequest, Switches };
export type * from './types';
export { JiraState } from './state';
export { SEED } from './seed/seed';
export { FIELD } from './issues/siteFields';

export interface Seed {
	/** Number of issues of the main project, besides its three epics; default 60. */
	issues?: number;
}

/** The context path is not used on Cloud; an access token is valid for 3600 seconds by default. */
export interface JiraServerOptions extends ServerOptions<Switches>, Seed {
	/** Default: cloud. */
	deployment?: Deployment;
}

export interface Login {
	username: string;
	password: string;
}

export interface JiraServer extends FakeServer<JiraState, Switches, Seed> {
	deployment: Deployment;
	logins: {
		/** Cloud: e-mail and API token; the others: user name and password. */
		basic: Login;
		/** Data Center: a personal access token of the same user. */
		token: string;
		/** Cloud: the app of the gateway, `${url}/ex/jira/${cloudId}`. The tokens are good until they are expired or used. */
		oauth: {
			clientId: string;
			clientSecret: string;
			accessToken: string;
			refreshToken: string;
			cloudId: string;
		};
		/** A user of the platform without a license for Jira Software. */
		noLicense: Login;
		/** Sees the main project and its boards, not the second; may change nothing. */
		reader: Login;
	};
}

const contracts = new Map<Deployment, ContractServer<Exchange>>();

/** One contract for each deployment and process: compiling its validators takes a while. */
function contractServer(deployment: Deployment): ContractServer<Exchange> {
	const made =
		contracts.get(deployment) ??
		createContract(deployment, deployment === 'agile67' ? handlers67 : handlers);
	contracts.set(deployment, made);
	return made;
}

function loginsOf(state: JiraState): JiraServer['logins'] {
	const login = (id: number): Login => {
		const { username, password } = state.users.get(id)!;
		return { username, password };
	};
	const { clientId, clientSecret, accessToken, refreshToken, cloudId } = SEED;
	return {
		basic: login(SEED.user.integrator),
		token: state.users.get(SEED.user.integrator)!.token,
		oauth: { clientId, clientSecret, accessToken, refreshToken, cloudId },
		noLicense: login(SEED.user.noLicense),
		reader: login(SEED.user.reader),
	};
}

/** Starts the fake Jira server. */
export async function startJiraServer(options: JiraServerOptions = {}): Promise<JiraServer> {
	const { deployment = 'cloud', contextPath = '' } = options;
	const base = createServer(
		{ ...options, contextPath: deployment === 'cloud' ? '' : contextPath },
		defaultSwitches,
		({ issues = DEFAULT_ISSUES }: Seed) => createSeed(deployment, issues),
	);
	const server: JiraServer = Object.assign(base, {
		deployment,
		logins: loginsOf(base.state),
		expireTokens() {
			for (const grant of base.state.grants) grant.expires = 0;
		},
	});
	await openHttp(server, options, jiraSystem(server, contractServer(deployment), options));
	return server;
}
