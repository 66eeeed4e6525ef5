import { headerOf, isPageForFile } from './responses';
import { NoResponse } from './errors';
import { toRecord } from '../values/objectPath';
import { isStream, readStream, STALLED } from './readStream';
import type { HttpRequest, HttpResponse } from './http';

/** The shape of what n8n's request helper throws: a NodeApiError around an axios error, or an error of its own. */
export interface HelperError {
	message: string;
	code?: string;
	httpCode?: string | null;
	/** Of a response of a token endpoint. */
	status?: number;
	body?: unknown;
	/** Of an axios error: what was asked for. */
	config?: { url?: string };
	cause?: HelperError;
	response?: { status: number; headers?: Record<string, string>; data?: unknown };
	context?: { data?: unknown };
}

/** What n8n's OAuth2 client says of a token endpoint that rejects, or that responds with something other than a token. */
const REFUSED = 'EAUTH';
const NO_TOKEN = 'ESTATUS';
/** OAuth errors that say nothing about the credential (RFC 6749, 4.1.2.1; RFC 8628, 3.5). */
const PASSING = /^(temporarily_unavailable|server_error|slow_down|rate_limit\w*)$/;
const TOKEN_WORDS = /access token|OAuth|invalid_client|unauthorized_client|reconnect/i;

const chainOf = (error: HelperError): HelperError[] => {
	const chain: HelperError[] = [];
	for (let at: HelperError | undefined = error; at && chain.length < 10; at = at.cause)
		chain.push(at);
	return chain;
};

const isJson = (response: HttpResponse): boolean =>
	/[/+]json\b/i.test(headerOf(response, 'content-type'));

/** A response with 2xx that the API itself gave, as far as one can see. */
const fromApi = (response: HttpResponse): boolean =>
	isJson(response) ||
	(response.statusCode === 201 && !/html/i.test(headerOf(response, 'content-type')));

/** A response that is not whole. */
function cut(
	request: HttpRequest,
	response: HttpResponse,
	message: string,
	code = 'BODY_CUT',
): NoResponse {
	const { statusCode } = response;
	return new NoResponse(request, code, message, { statusCode, fromApi: fromApi(response) });
}

/** By the status of a token endpoint's response: the credential is rejected, the endpoint is busy, or none is there. */
function tokenCode(status: number, body: unknown): string {
	const { error } = toRecord(body);
	if (status === 429 || status >= 500 || PASSING.test(String(error))) return 'TOKEN_UNAVAILABLE';
	return typeof error === 'string' || [400, 401, 403].includes(status)
		? 'TOKEN_REFUSED'
		: 'TOKEN_MISPLACED';
}

/** Why no token could be had, if it was that; the request itself did not leave then. */
function tokenFailure(
	request: HttpRequest,
	url: string,
	chain: HelperError[],
): NoResponse | undefined {
	// n8n quotes what came instead of a token, which may be one that broke off.
	const missing = (code: string, { message }: HelperError) =>
		new NoResponse(request, code, message.replace(/,? but received:[^]*$/, ''), { notSent: true });
	const client = chain.find(({ code }) => code === REFUSED || code === NO_TOKEN);
	if (client) return missing(tokenCode(client.status ?? 400, client.body), client);
	const elsewhere = chain.find(({ config }) => config?.url !== undefined && config.url !== url);
	if (elsewhere) {
		const { response, code = 'UNKNOWN' } = elsewhere;
		return missing(response ? tokenCode(response.status, response.data) : code, elsewhere);
	}
	if (chain.some(({ code, response }) => code !== undefined || response)) return undefined;
	const told = chain.find(({ message }) => TOKEN_WORDS.test(message));
	return told && missing('TOKEN_REFUSED', told);
}

/**
 * What came of a request for which n8n's helper threw: the response with an error status inside the error, else why there is
 * no whole response. A response whose body breaks off is thrown with its status of success and without a body.
 * @param url what was asked for, to distinguish it from the token endpoint
 */
export function readHelperError(
	request: HttpRequest,
	url: string,
	error: HelperError,
): HttpResponse | NoResponse {
	const chain = chainOf(error);
	const token = tokenFailure(request, url, chain);
	if (token) return token;
	const answered = chain.find(({ response }) => response?.status !== undefined);
	if (answered?.response) {
		const { status, headers = {}, data } = answered.response;
		const response = { statusCode: status, headers: { ...headers }, body: data };
		return status >= 400 ? response : cut(request, response, answered.message);
	}
	const code = chain.find((one) => one.code !== undefined)?.code;
	if (code === undefined && error.httpCode === '401') {
		return { statusCode: 401, headers: {}, body: error.context?.data };
	}
	return new NoResponse(request, code ?? 'UNKNOWN', error.message);
}

const announcedSize = (response: HttpResponse): number | undefined => {
	const announced = headerOf(response, 'content-length');
	return /^\d+$/.test(announced) ? Number(announced) : undefined;
};

/**
 * A response whose body is read to its end, where it came as a stream. A NoResponse for a success that breaks off; what an error
 * status means does not depend on the body.
 * @param patience ms without a byte after which it is given up
 */
export async function readToEnd(
	request: HttpRequest,
	response: HttpResponse,
	patience: number,
): Promise<HttpResponse | NoResponse> {
	const { body, statusCode } = response;
	if (!isStream(body)) return response;
	try {
		const size = announcedSize(response) ?? request.bytes;
		return { ...response, body: await readStream(body, size, patience) };
	} catch (error) {
		if (statusCode >= 400) return { ...response, body: undefined };
		const { message, code } = error as HelperError;
		return cut(request, response, message, code === STALLED ? code : undefined);
	}
}

/** What a file lacks to be whole; undefined when nothing does. A web page in its place is for the reader of the response. */
function faultOfFile(request: HttpRequest, response: HttpResponse): string | undefined {
	const { body } = response;
	const { bytes } = request;
	if (!Buffer.isBuffer(body)) return 'no content came';
	if (isPageForFile(request, response)) return undefined;
	if (bytes !== undefined && body.length !== bytes) {
		return `${body.length} bytes came, and the file has ${bytes}`;
	}
	// The request asks for the file as it is; a longer one was packed on the way all the same.
	const announced = announcedSize(response);
	if (announced !== undefined && body.length < announced) {
		return `${body.length} bytes came, and ${announced} were announced`;
	}
	return body.length === 0 && bytes !== 0 && response.statusCode !== 204
		? 'the file is empty'
		: undefined;
}

/** Whether a name holds the sign for bytes that are no text: names are written by programs, and never hold it. */
function hasBrokenName(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return value.some(hasBrokenName);
	// In place: a list of entries for each row of each page is felt in a long list.
	for (const name in value) {
		if (name.includes('\uFFFD') || hasBrokenName((value as Record<string, unknown>)[name]))
			return true;
	}
	return false;
}

/** What a text lacks to be whole: the start of JSON that is none, nothing at all where something must be. */
function faultOfText({ method, json }: HttpRequest, response: HttpResponse): string | undefined {
	const { body, statusCode, headers } = response;
	if (body === undefined) return 'no content came';
	if (typeof body !== 'string')
		return hasBrokenName(body) ? 'it is JSON that is garbled' : undefined;
	const isText = isJson(response);
	if (/^\s*[[{]/.test(body) && (json || isText)) return 'it is JSON that breaks off or is garbled';
	// A server that means an empty body announces its length (RFC 9112, 6.3), and a record is never empty.
	const announced = headers['content-length'] ?? headers['transfer-encoding'];
	const isMissing = isText && statusCode !== 204 && (method === 'GET' || announced === undefined);
	if (body === '' && isMissing) return 'it is empty';
	if (!json) return undefined;
	if (body.trim() === '') return method === 'GET' && statusCode !== 204 ? 'it is empty' : undefined;
	return isText ? 'it is no JSON' : undefined;
}

/**
 * A response with success whose body is whole, any other response as it is, or a NoResponse with the code BODY_CUT or FILE_DIFFERS
 * (a whole response that is not the file). JSON that was cut is never JSON, therefore n8n hands it on as text.
 */
export function wholeResponse(
	request: HttpRequest,
	response: HttpResponse,
): HttpResponse | NoResponse {
	if (response.statusCode < 200 || response.statusCode >= 300) return response;
	const fault = (request.binary ? faultOfFile : faultOfText)(request, response);
	if (fault === undefined) return response;
	// All that the server announced came: it would come again.
	const { body } = response;
	const isAll = Buffer.isBuffer(body) && announcedSize(response) === body.length;
	return cut(request, response, fault, isAll ? 'FILE_DIFFERS' : 'BODY_CUT');
}
