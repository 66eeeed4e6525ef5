import { createContract, type ContractServer } from './contract';
import { handlers, handlers67 } from './frame/handlers';
import { openHttp } from './frame/http';
import { createLimiter } from './frame/limits';
import { createSeed, DEFAULT_ISSUES, SEED } from './seed/seed';
import type { JiraState } from './state';
import { defaultSwitches, type Switches } from './switches';
import type { Deployment, LoggedRequest } from './types';

export type { Deployment, LoggedRequest, Switches };
export type * from './types';
export { JiraState } from './state';
export { SEED } from './seed/seed';
export { FIELD } from './issues/issueViews';

export interface JiraServerOptions {
	/** Default: cloud. */
	deployment?: Deployment;
	/** Default 0: any free port, on 127.0.0.1. */
	port?: number;
	/** Number of issues of the main project, besides its three epics; default 60. */
	issues?: number;
	/** Requests per second; default: no limit. */
	rate?: number;
	/** Size of the bucket; default: the rate. */
	burst?: number;
	/** ms that every answer waits; default 0. */
	latency?: number;
	/** Self-signed HTTPS. */
	tls?: boolean;
	/** '' or, for example, '/jira'; not on Cloud. */
	contextPath?: string;
	/** Seconds that an access token is valid; default 3600. */
	tokenLifetime?: number;
	/** The server's clock in ms; default Date.now. */
	now?: () => number;
	switches?: Partial<Switches>;
	/** Default true: an answer of the server that breaks the contract is a violation too. */
	validateResponses?: boolean;
}

export interface Login {
	username: string;
	password: string;
}

export interface JiraServer {
	/** With the context path, for example http://127.0.0.1:4002/jira. */
	url: string;
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
	/** Every request under /rest and of the sign-in, oldest first; the last 100,000. */
	requests: LoggedRequest[];
	/** Requests, and own answers, that break the contract; the last 10,000. */
	violations: string[];
	/** May be changed at any time. */
	switches: Switches;
	state: JiraState;
	/** Clears requests and violations and sets the switches back to the options'; the data stays. */
	reset(): void;
	/** Sets the data back to the seed, of the same size or another. */
	reseed(options?: { issues?: number }): void;
	/** Expires all access tokens; refresh tokens stay good. */
	expireTokens(): void;
	close(): Promise<void>;
}

const contracts = new Map<Deployment, ContractServer>();

/** One contract for each deployment and process: compiling its validators takes a while. */
function contractServer(deployment: Deployment): ContractServer {
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
	const { deployment = 'cloud', now = Date.now } = options;
	const start = (): Switches => ({
		...defaultSwitches(),
		...structuredClone(options.switches ?? {}),
	});
	const seed = (issues = options.issues ?? DEFAULT_ISSUES) => createSeed(deployment, issues);
	const state = seed();
	const server: JiraServer = {
		url: '',
		deployment,
		logins: loginsOf(state),
		requests: [],
		violations: [],
		switches: start(),
		state,
		reset() {
			server.requests.length = 0;
			server.violations.length = 0;
			Object.assign(server.switches, start());
		},
		reseed({ issues } = {}) {
			server.state = seed(issues);
		},
		expireTokens() {
			for (const grant of server.state.grants) grant.expires = 0;
		},
		close: async () => {},
	};
	const { rate, burst } = options;
	const { url, close } = await openHttp(server, contractServer(deployment), {
		port: options.port ?? 0,
		latency: options.latency ?? 0,
		tls: options.tls ?? false,
		contextPath: deployment === 'cloud' ? '' : (options.contextPath ?? '').replace(/\/+$/, ''),
		tokenLifetime: options.tokenLifetime ?? 3600,
		validateResponses: options.validateResponses ?? true,
		limiter: createLimiter({ rate, burst, deployment, switches: server.switches, now }),
		now,
	});
	server.url = url;
	server.close = close;
	return server;
}
