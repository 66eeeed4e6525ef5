import type { LoggedRequest, RequestLog } from './requestLog';
import type { RequestFault } from './requestFaults';

/** How a server is started; each system adds what its data is. */
export interface ServerOptions<Switches> {
	/** Default 0: any free port, on 127.0.0.1. */
	port?: number;
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
	/** Seconds that an access token is valid. */
	tokenLifetime?: number;
	/** The server's clock in ms; default Date.now. */
	now?: () => number;
	switches?: Partial<Switches>;
	/** Default true: an answer of the server that breaks the contract is a violation too. */
	validateResponses?: boolean;
}

/** What tests and the admin routes use of every server. */
export interface FakeServer<
	State = unknown,
	Switches extends { failNext: RequestFault[] } = { failNext: RequestFault[] },
	Seed = unknown,
> extends RequestLog {
	/** With the context path, for example http://127.0.0.1:4001/contour. */
	url: string;
	/** Without a slash at its end. */
	contextPath: string;
	/** May be changed at any time. */
	switches: Switches;
	state: State;
	/** The server's clock in ms. */
	now: () => number;
	/** Called with every request to the API before it is answered, so that data can change between two pages. */
	onRequest?: (request: LoggedRequest) => void | Promise<void>;
	/** Clears the logs and onRequest, and sets the switches back to the options'; the data stays. */
	reset(): void;
	/** Sets the data back to the seed, as the options say or otherwise. */
	reseed(seed?: Seed): void;
	/** Expires all access tokens; refresh tokens stay good. */
	expireTokens(): void;
	close(): Promise<void>;
}

/** A server that is not open yet; what its tokens are is its own. */
export function createServer<
	State,
	Switches extends { failNext: RequestFault[] },
	Seed extends object,
>(
	options: ServerOptions<Switches> & Seed,
	defaults: () => Switches,
	seed: (of: Seed) => State,
): Omit<FakeServer<State, Switches, Seed>, 'expireTokens'> {
	// Faults are used up; other switches may be functions, which cannot be cloned.
	const start = (): Switches => ({
		...defaults(),
		...options.switches,
		failNext: structuredClone(options.switches?.failNext ?? []),
	});
	const server: Omit<FakeServer<State, Switches, Seed>, 'expireTokens'> = {
		url: '',
		contextPath: (options.contextPath ?? '').replace(/\/+$/, ''),
		requests: [],
		violations: [],
		switches: start(),
		state: seed(options),
		now: options.now ?? Date.now,
		reset() {
			server.requests.length = 0;
			server.violations.length = 0;
			delete server.onRequest;
			Object.assign(server.switches, start());
		},
		reseed(of) {
			server.state = seed({ ...options, ...of });
		},
		close: async () => {},
	};
	return server;
}
