import type { ContractExchange } from '../../shared/contract';
import type { Call } from './call';

/** One request while it is handled: what the contract checks and what a handler is called with. */
export interface Exchange extends ContractExchange<Call> {
	/** Fields of the body that the contract does not know: handlers do not see them. */
	ignored: string[];
	/** Path and query as the client sent them, for the message of a 404. */
	url: string;
	unknownPath: 'json' | 'html';
	unknownFields: 'ignored' | 'refused';
}
