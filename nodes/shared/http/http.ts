import type { IDataObject } from 'n8n-workflow';

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** A request as the layers below an operation see it. */
export interface HttpRequest {
	method: HttpMethod;
	/** Percent-encoded path from the base URL on, such as `/rest/v1/items/12`. */
	path: string;
	/** Arrays are sent as repeated keys, undefined is left out. */
	query?: IDataObject;
	headers?: Record<string, string>;
	/** An object or array is sent as JSON; a FormData, URLSearchParams, Buffer or string as it is. */
	body?: unknown;
	/** True: the response's body is a Buffer. */
	binary?: boolean;
	/** Of a file: how many bytes it must have, where that is known. */
	bytes?: number;
	/** True: the file is known to be a web page. */
	html?: boolean;
	/** True: the response is an object or a list in JSON, if there is one; text in its place is a broken response. */
	json?: boolean;
	/** True: the response to a write is the record that it saved. */
	returnsRecord?: boolean;
	/** True: the record in the path was found by its name or key just before. */
	lookedUp?: boolean;
	/** Milliseconds until the request is given up. */
	timeout?: number;
}

export interface HttpResponse {
	statusCode: number;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	/** Parsed JSON where the response was JSON, else a string; a Buffer when the request asked for one. */
	body: unknown;
	/** An earlier attempt of this request may have been carried out. */
	perhapsDone?: boolean;
	/** The response is that of an earlier request: this one was not sent, for it would have ended the same. */
	foreseen?: boolean;
}

/** Sends one request and resolves with any response, whatever its status; rejects with a NoResponse. */
export type Fetch = (request: HttpRequest) => Promise<HttpResponse>;
