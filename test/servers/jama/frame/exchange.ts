import type { Call, Query } from './call';

/** One request while it is handled: what the contract checks and what a handler is called with. */
export interface Exchange {
	/** v1, latest or labs. */
	root: string;
	now: number;
	operationId?: string;
	validateResponses: boolean;
	/** See the switch strict. */
	strict: boolean;
	request: {
		method: string;
		path: string;
		query: Record<string, string | string[]>;
		headers: Record<string, string>;
		body?: unknown;
	};
	violation(text: string): void;
	call(params: Record<string, number>, query: Query): Call;
}
