import type { ContractExchange } from '../../shared/contract';
import type { Call } from './call';

/** One request while it is handled: what the contract checks and what a handler is called with. */
export interface Exchange extends ContractExchange<Call> {
	/** v1, latest or labs. */
	root: string;
	now: number;
	/** See the switch strict. */
	strict: boolean;
}

/** Path parameters as handlers take them. */
export const numbersOf = (params: Record<string, string>): Record<string, number> =>
	Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Number(value)]));
