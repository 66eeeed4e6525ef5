import type { HttpMethod, HttpRequest } from './http';
import { toRecord, valueAt } from '../values/objectPath';

/** What became of a request that changes something. */
export type Outcome = 'notDone' | 'done' | 'unknown';

/** The one sentence of the three that an error of a write holds. */
export const NOTHING_CHANGED = 'Nothing was changed.';
export const CARRIED_OUT = 'It was carried out.';
export const MAY_BE_CARRIED_OUT = 'It may have been carried out.';

/** How a request ended, as far as it says what became of it. */
export interface Ending {
	method: HttpMethod;
	/** Of the response, also of one that broke off; undefined when none came. */
	statusCode?: number;
	/** Of a missing response: a system error code, or a word of our own. */
	code?: string;
	/** The response is from the API itself as far as one can see, and no page of something between. */
	fromApi?: boolean;
	/** The request did not leave. */
	notSent?: boolean;
	/** An earlier attempt of the same request may have been carried out. */
	perhapsDone?: boolean;
}

/** The connection was never made, so that no server can have seen the request. */
const NOT_CONNECTED =
	/^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_INVALID_URL|ERR_TLS_\w+|ERR_SSL_\w+|TOKEN_\w+|.*CERT.*|UNABLE_TO_\w+)$/;
/** The server responds this way without looking at the request: the resource is under another address (RFC 9110, 15.4). */
const ELSEWHERE: ReadonlySet<number> = new Set([301, 304, 307, 308]);

/**
 * What became of a request by the end of its last attempt. 4xx rejects (but 408, which a proxy sends when it waits too long);
 * a 5xx may come after the work was done, or from a proxy that did not wait for it. A 201 that breaks off was carried out,
 * as was any 2xx in the API's own JSON; a 2xx of anything else may come from a login page.
 */
function ofLastAttempt({ statusCode, code, fromApi }: Ending): Outcome {
	if (statusCode === undefined) return NOT_CONNECTED.test(code ?? '') ? 'notDone' : 'unknown';
	if (statusCode >= 500 || statusCode === 408) return 'unknown';
	if (statusCode >= 400) return 'notDone';
	if (statusCode >= 300) return ELSEWHERE.has(statusCode) ? 'notDone' : 'unknown';
	return fromApi ? 'done' : 'unknown';
}

/** What became of a request that changes something; undefined for one that only reads. */
export function outcomeOfEnding(ending: Ending): Outcome | undefined {
	if (ending.method === 'GET') return undefined;
	const last = ending.notSent ? 'notDone' : ofLastAttempt(ending);
	return last === 'notDone' && ending.perhapsDone ? 'unknown' : last;
}

const LONGEST_NAME = 80;
/** Where a body says what people know the record by; the first that is there. Values of other fields may be secrets. */
const NAMES = [
	...['fields.name', 'name', 'fields.summary', 'summary', 'title', 'documentKey'],
	...['fields.documentKey', 'key', 'username', 'projectKey', 'url', 'issues'],
];

function textOf(value: unknown): string | undefined {
	const list = Array.isArray(value) ? value.slice(0, 3) : [value];
	const texts = list
		.filter((one) => typeof one === 'string' || typeof one === 'number')
		.map(String);
	const text = texts.join(', ').trim().slice(0, LONGEST_NAME);
	return text === '' ? undefined : text;
}

/** What a request's body says of the record that people can look for: its name, key or file name; undefined when nothing. */
export function nameInBody(body: unknown): string | undefined {
	if (body instanceof FormData) {
		let name: string | undefined;
		body.forEach((part) => (name ??= typeof part === 'string' ? undefined : textOf(part.name)));
		return name;
	}
	if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return undefined;
	if (Array.isArray(body)) {
		const patch = body.map(toRecord);
		return textOf(patch.find(({ path }) => path === '/fields/name')?.value);
	}
	for (const path of NAMES) {
		const text = textOf(valueAt(body, path));
		if (text !== undefined) return text;
	}
	return undefined;
}

/**
 * Says what became of a write, in one of the three sentences, and where to look.
 * @param isStep the request is one of several of an operation, so that others may have been carried out before
 */
export function tellOutcome(
	{ method, path, body }: HttpRequest,
	outcome: Outcome,
	isStep = false,
): string {
	const request = `${method} ${path}`;
	const step = isStep ? `Of the request that failed, ${request}: ` : '';
	if (outcome === 'notDone') return step + NOTHING_CHANGED;
	const name = nameInBody(body);
	const where = `${name === undefined ? 'at the record' : `for ${JSON.stringify(name)}`}${isStep ? '' : ` (${request})`}`;
	return outcome === 'done'
		? `${step}${CARRIED_OUT} Its response could not be read: look ${where} before you run it again.`
		: `${step}${MAY_BE_CARRIED_OUT} Look ${where} before you run it again.`;
}
