import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { ZodError } from 'zod';
import type { HttpRequest, HttpResponse } from './http';
import type { Outcome } from './outcome';
import { Failure, InvalidInput } from '../values/invalidInput';
import { outcomeOfEnding } from './outcome';

export { CARRIED_OUT, MAY_BE_CARRIED_OUT, NOTHING_CHANGED } from './outcome';
export type { Outcome } from './outcome';

/** What else is known of a request without a whole response. */
interface Missing {
	/** Of a response that broke off. */
	statusCode?: number;
	/** The response that broke off was the API's own, as far as one can see. */
	fromApi?: boolean;
	/** The request did not leave. */
	notSent?: boolean;
	/** It did not leave, since requests before it ended in the same way. */
	foreseen?: boolean;
	/** An earlier attempt may have been carried out. */
	perhapsDone?: boolean;
}

/** No whole response came: the server could not be reached, the connection broke, or no token could be had. */
export class NoResponse extends Failure {
	/**
	 * @param code system error code such as ECONNREFUSED, or a word of our own: TOKEN_REFUSED, TOKEN_UNAVAILABLE,
	 * TOKEN_MISPLACED, BODY_CUT (a response came and is not whole), FILE_DIFFERS (it is whole and is not the file)
	 */
	constructor(
		readonly request: HttpRequest,
		readonly code: string,
		message: string,
		readonly known: Missing = {},
	) {
		super(message);
	}

	/** What became of a request that changes something; undefined for one that only reads. */
	get outcome(): Outcome | undefined {
		const { foreseen, notSent = foreseen, ...known } = this.known;
		const { method } = this.request;
		return outcomeOfEnding({ method, code: this.code, notSent: notSent === true, ...known });
	}

	/** The same end with more known of it. */
	with(known: Missing, request = this.request): NoResponse {
		return new NoResponse(request, this.code, this.message, { ...this.known, ...known });
	}
}

/** A response came, and it is an error (`status`), a web page (`html`), or not a response of the API (`unexpected`). */
export class BadResponse extends Failure {
	constructor(
		readonly request: HttpRequest,
		readonly response: HttpResponse,
		readonly kind: 'status' | 'html' | 'unexpected',
		/** The API's own words, if it said any. */
		readonly words?: string,
		/** What is unexpected in it, in a few words. */
		readonly detail?: string,
	) {
		super(words ?? `Status ${response.statusCode}`);
	}

	/**
	 * What became of a request that changes something; undefined for one that only reads, and where the response itself says what
	 * was done and what was not (207, RFC 4918, 13).
	 */
	get outcome(): Outcome | undefined {
		if (this.kind === 'status' && this.response.statusCode === 207) return undefined;
		const { statusCode, foreseen: notSent = false, perhapsDone = false } = this.response;
		// Of the responses with 2xx that are none, only a 201 says by itself that something was made.
		const fromApi = this.kind !== 'html' && statusCode === 201;
		const { method } = this.request;
		return outcomeOfEnding({ method, statusCode, fromApi, notSent, perhapsDone });
	}
}

/**
 * True where the API itself responded with one of the statuses. The page of a proxy with the same status says nothing of the
 * record that was asked for.
 */
export const hasStatus = (error: unknown, ...statuses: number[]): error is BadResponse =>
	error instanceof BadResponse &&
	error.kind === 'status' &&
	statuses.includes(error.response.statusCode);

/**
 * What became of the request that an error says of. A request that only reads and an input that cannot be used change
 * nothing; of a mistake of our own nothing is known. Steps before it are another matter, see `notingDone`.
 */
export function outcomeOf(error: unknown): Outcome {
	if (error instanceof BadResponse || error instanceof NoResponse)
		return error.outcome ?? 'notDone';
	return error instanceof InvalidInput ? 'notDone' : 'unknown';
}

/**
 * Runs a step of an operation of several steps. When it fails, the user reads, after the API's words, the advice and what
 * became of the step itself, what was done before, what is left behind, and how to continue. Notes of steps inside steps follow
 * each other.
 * @param note whole sentences, such as "Attachment 12 was created and is empty. Delete it, or upload the file to it."; a
 * function where they depend on what became of the step
 */
export async function notingDone<T>(
	note: string | ((outcome: Outcome) => string),
	work: () => Promise<T>,
): Promise<T> {
	return await work().catch((error: unknown) => {
		if (error instanceof Failure) {
			const told = typeof note === 'string' ? note : note(outcomeOf(error));
			error.done = error.done === undefined ? told : `${told} ${error.done}`;
		}
		throw error;
	});
}

/** Rejects with an error that holds a note besides, as `notingDone` puts it there. */
export const failNoting = async (error: unknown, note: string): Promise<never> =>
	await notingDone(
		note,
		async () => await Promise.reject(error instanceof Error ? error : new Error(String(error))),
	);

/** What an API adds to an error: a message in its own terms and what to do next. Pure; see the Api of each system. */
export type Advise = (failure: BadResponse | NoResponse) => {
	message: string;
	description: string;
};

const FAILURE_CAUSES: Record<
	number,
	'rate-limited' | 'temporarily-unavailable' | 'credential-invalid'
> = {
	401: 'credential-invalid',
	429: 'rate-limited',
	500: 'temporarily-unavailable',
	502: 'temporarily-unavailable',
	503: 'temporarily-unavailable',
	504: 'temporarily-unavailable',
};

const withDone = ({ done }: Failure, advice = ''): string =>
	[advice, done ?? ''].filter(Boolean).join(' ');

/** A response whose shape nobody foresaw: where it differs, never the list of a schema's complaints. */
function unreadableText({ issues: [issue] }: ZodError): { message: string; description: string } {
	const where = issue && issue.path.length > 0 ? ` at '${issue.path.join('.')}'` : '';
	const reason = issue ? ` (${issue.message})` : '';
	return {
		message: `A response of the server cannot be read${where}${reason}`,
		description:
			'It has another shape than its API describes. Please report it with the name of the operation.',
	};
}

/** What an error says: its message, and what to do about it. */
export function readable(
	error: unknown,
	advise: Advise,
): { message: string; description?: string } {
	if (error instanceof BadResponse || error instanceof NoResponse) {
		const { message, description } = advise(error);
		return { message, description: withDone(error, description) };
	}
	if (error instanceof ZodError) return unreadableText(error);
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof InvalidInput ? withDone(error, error.description) : '';
	return description === '' ? { message } : { message, description };
}

/**
 * The one place where an error of the user, the network or the API becomes an error that n8n shows.
 * The message says what happened (the API's words first), the description what to do, `itemIndex` where.
 * Never holds a header of the request: secrets live there.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex: number | undefined,
	advise: Advise,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	const { message, description } = readable(error, advise);
	const shown = {
		...(description === undefined ? {} : { description }),
		...(itemIndex === undefined ? {} : { itemIndex }),
	};
	if (!(error instanceof BadResponse || error instanceof NoResponse)) {
		return new NodeOperationError(node, message, shown);
	}
	const status = error instanceof BadResponse ? error.response.statusCode : undefined;
	const cause = status === undefined ? 'temporarily-unavailable' : FAILURE_CAUSES[status];
	const response: JsonObject = {
		message,
		request: `${error.request.method} ${error.request.path}`,
		...(status === undefined ? {} : { statusCode: status }),
	};
	return new NodeApiError(node, response, {
		message,
		...shown,
		...(status === undefined ? {} : { httpCode: String(status) }),
		...(cause ? { failure: { cause } } : {}),
	});
}
