import { createContract } from './contract';
import type { Edit } from './history/editStream';
import { handlers } from './frame/handlers';
import { openHttp } from './frame/http';
import { createSeed, SEED } from './seed/seed';
import { seedOdd } from './seed/seedOdd';
import type { JamaState } from './state';
import { defaultSwitches, type Switches } from './switches';
import { createThrottle } from './people/throttle';
import type { LoggedRequest } from './types';

export type { LoggedRequest, Switches };
export { JamaState } from './state';

export interface JamaServerOptions {
	/** Default 0: any free port, on 127.0.0.1. */
	port?: number;
	/** Number of items of the main project; default 120. */
	items?: number;
	/** A project of odd values more: see seedOdd.ts. */
	oddValues?: boolean;
	/** Requests per second; default: no limit. */
	rate?: number;
	/** Size of the bucket; default: the rate. */
	burst?: number;
	/** ms that every answer waits; default 0. */
	latency?: number;
	/** Self-signed HTTPS. */
	tls?: boolean;
	/** '' or, for example, '/contour'. */
	contextPath?: string;
	/** Seconds that a token is valid; default 3599 (REST guide, OAuth sample). */
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
	clientId: string;
	clientSecret: string;
}

export interface JamaServer {
	/** With the context path, for example http://127.0.0.1:4001/contour. */
	url: string;
	logins: {
		basic: { username: string; password: string };
		oauth: { clientId: string; clientSecret: string };
		/** May read the second project and nothing else. */
		reader: Login;
	};
	/** Every request under /rest, oldest first; the last 100,000. */
	requests: LoggedRequest[];
	/** Requests, and own answers, that break the contract; the last 10,000. */
	violations: string[];
	/** May be changed at any time. */
	switches: Switches;
	state: JamaState;
	/** The server's clock in ms, ahead by the switch clockSkew. */
	now: () => number;
	/** Called with every request under /rest before it is answered, so that data can change between two pages. */
	onRequest?: (request: LoggedRequest) => void | Promise<void>;
	/** What edit streams have done, oldest first. */
	ledger: Edit[];
	/**
	 * Clears requests, violations, ledger and onRequest, and sets the switches back to the options'; the
	 * data stays.
	 */
	reset(): void;
	/** Sets the data back to the seed, of the same size or another, with or without the odd values. */
	reseed(options?: Pick<JamaServerOptions, 'items' | 'oddValues'>): void;
	expireTokens(): void;
	close(): Promise<void>;
}

let contract: ReturnType<typeof createContract> | undefined;

function seed({ items = 120, oddValues = false }: JamaServerOptions): JamaState {
	const state = createSeed(items);
	if (oddValues) seedOdd(state);
	return state;
}

function loginOf(state: JamaState, id: number): Login {
	const user = state.users.get(id);
	if (!user) throw new Error(`user ${id} is not in the seed`);
	const { username, password, clientId, clientSecret } = user;
	return { username, password, clientId, clientSecret };
}

/** Starts the fake Jama server. */
export async function startJamaServer(options: JamaServerOptions = {}): Promise<JamaServer> {
	const clock = options.now ?? Date.now;
	const start = (): Switches => ({
		...defaultSwitches(),
		...options.switches,
		failNext: structuredClone(options.switches?.failNext ?? []),
	});
	const integrator = loginOf(createSeed(0), SEED.integrator);
	const server: JamaServer = {
		url: '',
		logins: {
			basic: { username: integrator.username, password: integrator.password },
			oauth: { clientId: integrator.clientId, clientSecret: integrator.clientSecret },
			reader: loginOf(createSeed(0), SEED.reader),
		},
		requests: [],
		violations: [],
		switches: start(),
		state: seed(options),
		now: () => clock() + server.switches.clockSkew,
		ledger: [],
		reset() {
			server.requests.length = 0;
			server.violations.length = 0;
			server.ledger.length = 0;
			delete server.onRequest;
			Object.assign(server.switches, start());
		},
		reseed(more = {}) {
			server.state = seed({ ...options, ...more });
		},
		expireTokens: () => server.state.tokens.clear(),
		close: async () => {},
	};
	contract ??= createContract(handlers);
	const { url, close } = await openHttp(server, contract, {
		port: options.port ?? 0,
		latency: options.latency ?? 0,
		tls: options.tls ?? false,
		contextPath: (options.contextPath ?? '').replace(/\/+$/, ''),
		tokenLifetime: options.tokenLifetime ?? 3599,
		validateResponses: options.validateResponses ?? true,
		throttle: createThrottle(options.rate, options.burst, clock),
		now: server.now,
	});
	server.url = url;
	server.close = close;
	return server;
}
