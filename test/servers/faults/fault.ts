import type { Answer } from './message';

/** A request as the proxy sees it. */
export interface Requested {
	method: string;
	/** Path and query. */
	url: string;
	body: Buffer;
	authorization?: string;
}

/** What goes over the wire to the client, and how the connection ends. */
export interface Wire {
	/** Sent one after the other; with `pause` ms in between. */
	pieces: Buffer[];
	pause?: number;
	/** `silence`: the connection stays open and nothing more comes. */
	then: 'end' | 'reset' | 'silence';
}

/** What a fault may know when it answers. */
export interface FaultContext {
	request: Requested;
	/** The client's clock in ms. */
	now: number;
	/** The site as the client addresses it. */
	origin: string;
	/** Another site, which writes down what it is sent. */
	stranger: string;
	/** True answers to earlier requests for other pages of the same list. */
	earlierPages: Answer[];
	/** How many requests this fault has met before. */
	met: number;
}

/**
 * One way in which a request goes wrong. Where it acts:
 * - `lookup`: the host's name leads to nothing, or to a port where nobody listens;
 * - `connection`: the server shows another certificate;
 * - `request`: something else than the true answer comes.
 */
export interface Fault {
	name: string;
	at: 'lookup' | 'connection' | 'request';
	/** Whether the server carries the request out. */
	carriedOut: boolean;
	/** At the lookup: a system error's code, or `refused`. At the connection: which certificate. */
	how?: string;
	/** What comes instead of the true answer; `answer` is a stand-in when the request was not carried out. */
	act?: (answer: Answer, context: FaultContext) => Wire;
	/** Only for such requests; `answer` is the true one. */
	fits?: (request: Pick<Requested, 'method' | 'url'>, answer: Answer) => boolean;
	/** Needs credentials that are renewed by a token, and what the proxy's owner does for it. */
	needs?: 'oauth' | 'tls';
	/** The proxy's owner expires the tokens before the request is carried out. */
	expires?: boolean;
}
