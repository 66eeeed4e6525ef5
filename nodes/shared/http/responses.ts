import type { z } from 'zod';
import { fileNameOf } from './binary';
import { BadResponse } from './errors';
import type { HttpRequest, HttpResponse } from './http';

/** Text and parsed JSON of a body that may have come as a Buffer. */
function readBody(body: unknown): unknown {
	if (!Buffer.isBuffer(body)) return body;
	const text = body.toString('utf8');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** A header of a response as one text. */
export const headerOf = ({ headers }: HttpResponse, name: string): string =>
	String([headers[name] ?? ''].flat()[0] ?? '');

const isPage = (body: unknown): boolean =>
	typeof body === 'string' &&
	/^[\s\uFEFF]*<(!doctype|html|head|body|\?xml)/i.test(body.slice(0, 200));

const HTML_NAME = /\.(x?html?|mht|mhtml)$/i;

/**
 * Whether a web page came in the place of a file. Not when HTML was asked for: as the file's kind, by the name at the end of
 * the path or in Content-Disposition, or by an Accept header.
 */
export function isPageForFile(request: HttpRequest, response: HttpResponse): boolean {
	const { body } = response;
	const start = Buffer.isBuffer(body) ? body.subarray(0, 200).toString('latin1') : '';
	const looksSo =
		/^\s*(text\/html|application\/xhtml)/i.test(headerOf(response, 'content-type')) ||
		/^[\s\u00EF\u00BB\u00BF]*<(!doctype html|html|head|body)/i.test(start);
	if (!looksSo || request.html) return false;
	const named = fileNameOf(headerOf(response, 'content-disposition')) ?? '';
	const accept = Object.entries(request.headers ?? {}).find(
		([name]) => name.toLowerCase() === 'accept',
	)?.[1];
	const asked = [request.path, String(request.query?.url ?? '').replace(/[?#].*$/, ''), named];
	return !asked.some((name) => HTML_NAME.test(name)) && !/html/i.test(accept ?? '');
}

/** Readers of responses, for an API that says in `wordsOf` what is wrong. */
export interface ResponseReader {
	/** Rejects responses with an error status, and web pages where no web page was asked for. Throws BadResponse. */
	check: (request: HttpRequest, response: HttpResponse) => void;
	/** The body in the shape of a schema. Throws BadResponse for any other. */
	parse: <T>(
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		request: HttpRequest,
		response: HttpResponse,
	) => T;
}

/** What is wrong in a body by the first complaint of its schema, in a few words. */
function detailOf({ issues: [issue] }: z.ZodError): string | undefined {
	if (!issue) return undefined;
	const at = issue.path.join('.');
	return at === ''
		? undefined
		: `'${at}' is ${issue.message === 'Required' ? 'missing' : 'of another kind'}`;
}

/** @param wordsOf what the API itself said in the body of an error; undefined when it said nothing */
export function createResponseReader(
	wordsOf: (body: unknown) => string | undefined,
): ResponseReader {
	const check: ResponseReader['check'] = (request, response) => {
		const { statusCode } = response;
		if (request.binary === true && statusCode < 300) {
			if (statusCode === 204) throw new BadResponse(request, response, 'unexpected');
			if (isPageForFile(request, response)) throw new BadResponse(request, response, 'html');
			return;
		}
		const body = readBody(response.body);
		if (isPage(body)) throw new BadResponse(request, response, 'html');
		if (statusCode >= 400) throw new BadResponse(request, response, 'status', wordsOf(body));
		if (statusCode >= 300) throw new BadResponse(request, response, 'unexpected');
	};
	return {
		check,
		parse: (schema, request, response) => {
			check(request, response);
			const parsed = schema.safeParse(response.body);
			if (parsed.success) return parsed.data;
			const detail = detailOf(parsed.error);
			throw new BadResponse(request, response, 'unexpected', undefined, detail);
		},
	};
}

/** When the server responded (RFC 9110, 6.6.1), in ms; undefined when the header is missing or unreadable. */
export function readDateHeader({ headers }: HttpResponse): number | undefined {
	const date = Date.parse(String(headers.date));
	return Number.isNaN(date) ? undefined : date;
}
