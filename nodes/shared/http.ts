import type { IDataObject } from 'n8n-workflow';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

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
	/** True: the answer's body is a Buffer. */
	binary?: boolean;
	/** Milliseconds until the request is given up. */
	timeout?: number;
}

export interface HttpResponse {
	statusCode: number;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	/** Parsed JSON where the answer was JSON, else a string; a Buffer when the request asked for one. */
	body: unknown;
}

/** Sends one request and resolves with any answer, whatever its status; rejects with a NoAnswer. */
export type Fetch = (request: HttpRequest) => Promise<HttpResponse>;
