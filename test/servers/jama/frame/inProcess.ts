import type { Answer } from './envelope';
import { errorAnswer, JamaError } from './envelope';
import { createContract } from '../contract';
import { numbersOf } from './exchange';
import { handlers } from './handlers';
import { createSeed, SEED } from '../seed/seed';
import type { JamaState } from '../state';
import { defaultSwitches, type Switches } from '../switches';

/** A request as it stands on the wire. */
export interface PlainRequest {
	method: string;
	/** With /rest/v1. */
	path: string;
	query: Record<string, string | string[]>;
	body?: unknown;
}

/** The fake Jama without sockets, logins and faults, for tests that need thousands of answers. */
export interface JamaInProcess {
	state: JamaState;
	switches: Switches;
	violations: string[];
	answer: (request: PlainRequest) => Promise<Answer>;
}

let contract: ReturnType<typeof createContract> | undefined;

/** @param items of the main project; @param now the server's clock in ms */
export function openJamaInProcess(items: number, now: () => number = Date.now): JamaInProcess {
	const state = createSeed(items);
	const user = state.users.get(SEED.integrator);
	if (!user) throw new Error('The seed has no integrator');
	const switches = defaultSwitches();
	const violations: string[] = [];
	const jama = (contract ??= createContract(handlers));
	return {
		state,
		switches,
		violations,
		answer: async ({ method, path, query, body }) => {
			const time = now();
			const headers = { 'content-type': body === undefined ? '' : 'application/json' };
			const given = { body, datesWithTime: false, base: 'https://jama.test', now: time };
			try {
				return await jama.handle({
					entry: {},
					root: 'v1',
					now: time,
					validateResponses: false,
					strict: switches.strict,
					request: { method, path: path.replace(/^.*\/rest\/v1/, ''), query, headers, body },
					violation: (text) => violations.push(`${method} ${path}: ${text}`),
					call: (params, asked) => ({
						state,
						switches,
						user,
						params: numbersOf(params),
						query: asked,
						...given,
					}),
				});
			} catch (error) {
				if (error instanceof JamaError) return errorAnswer(error.status, error.message, time);
				throw error;
			}
		},
	};
}
