import type { ContractServer } from '../shared/contract';
import { openHttp } from '../shared/http';
import type { LoggedRequest } from '../shared/requestLog';
import { createServer, type FakeServer, type ServerOptions } from '../shared/server';
import { createContract } from './contract';
import type { Edit } from './history/editStream';
import type { Exchange } from './frame/exchange';
import { handlers } from './frame/handlers';
import { jamaSystem } from './frame/http';
import { createSeed, SEED } from './seed/seed';
import { seedOdd } from './seed/seedOdd';
import type { JamaState } from './state';
import { defaultSwitches, type Switches } from './switches';

export type { LoggedRequest, Switches };
export { JamaState } from './state';

export interface Seed {
	/** Number of items of the main project; default 120. */
	items?: number;
	/** A project of odd values more: see seedOdd.ts. */
	oddValues?: boolean;
}

/**
 * Rates and buckets that are published: 15 with 750 (REST cookbook, Throttling; both must be exceeded before a 429), 10
 * (Support article 2 Jan 2026). A token is valid for 3599 seconds by default (REST guide, OAuth sample).
 */
export type JamaServerOptions = ServerOptions<Switches> & Seed;

export interface Login {
	username: string;
	password: string;
	clientId: string;
	clientSecret: string;
}

export interface JamaServer extends FakeServer<JamaState, Switches, Seed> {
	logins: {
		basic: { username: string; password: string };
		oauth: { clientId: string; clientSecret: string };
		/** May read the second project and nothing else. */
		reader: Login;
	};
	/** What edit streams have done, oldest first; `reset` clears it. */
	ledger: Edit[];
}

let contract: ContractServer<Exchange> | undefined;

function seed({ items = 120, oddValues = false }: Seed): JamaState {
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

/** Starts the fake Jama server; its clock is ahead by the switch clockSkew. */
export async function startJamaServer(options: JamaServerOptions = {}): Promise<JamaServer> {
	const base = createServer(options, defaultSwitches, seed);
	const { now, reset } = base;
	const { username, password, clientId, clientSecret } = loginOf(createSeed(0), SEED.integrator);
	const server: JamaServer = Object.assign(base, {
		logins: {
			basic: { username, password },
			oauth: { clientId, clientSecret },
			reader: loginOf(createSeed(0), SEED.reader),
		},
		now: () => now() + server.switches.clockSkew,
		ledger: [] as Edit[],
		reset() {
			reset();
			server.ledger.length = 0;
		},
		expireTokens: () => server.state.tokens.clear(),
	});
	contract ??= createContract(handlers);
	await openHttp(server, options, jamaSystem(server, contract, options));
	return server;
}
