import type { Call, Query } from './call';

/** One request while it is handled: what the contract checks and what a handler is called with. */
export interface Exchange {
	operationId?: string;
	validateResponses: boolean;
	/** Fields of the body that the contract does not know: handlers do not see them. */
	ignored: string[];
	/** Path and query as the client sent them, for the words of a 404. */
	url: string;
	unknownPath: 'json' | 'html';
	unknownFields: 'ignored' | 'refused';
	request: {
		method: string;
		path: string;
		query: Record<string, string | string[]>;
		headers: Record<string, string>;
		/** The JSON text of the body. */
		body?: string;
	};
	violation(text: string): void;
	call(params: Record<string, string>, query: Query): Call;
}
