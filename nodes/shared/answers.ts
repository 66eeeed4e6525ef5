import type { z } from 'zod';
import { BadAnswer } from './errors';
import type { HttpRequest, HttpResponse } from './http';

/** Text and parsed JSON of a body that may have come as a Buffer. */
function readBody(body: unknown): unknown {
	if (!Buffer.isBuffer(body)) return body;
	const text = body.toString('utf8');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

const isWebPage = (body: unknown): boolean =>
	typeof body === 'string' && /^\s*<(!doctype|html|head|body|\?xml)/i.test(body.slice(0, 200));

/** Readers of answers, for an API that says in `wordsOf` what is wrong. */
export interface AnswerReader {
	/** Refuses answers with an error status, and web pages, which no endpoint but a file's answers with. Throws BadAnswer. */
	check: (request: HttpRequest, response: HttpResponse) => void;
	/** The body in the shape of a schema. Throws BadAnswer for any other. */
	parse: <T>(schema: z.ZodType<T>, request: HttpRequest, response: HttpResponse) => T;
}

/** @param wordsOf what the API itself said in the body of an error; undefined when it said nothing */
export function createAnswerReader(wordsOf: (body: unknown) => string | undefined): AnswerReader {
	const check: AnswerReader['check'] = (request, response) => {
		const isFile = request.binary === true && response.statusCode < 400;
		if (isFile) return;
		const body = readBody(response.body);
		if (isWebPage(body)) throw new BadAnswer(request, response, 'html');
		if (response.statusCode >= 400) throw new BadAnswer(request, response, 'status', wordsOf(body));
		if (response.statusCode >= 300) throw new BadAnswer(request, response, 'unexpected');
	};
	return {
		check,
		parse: (schema, request, response) => {
			check(request, response);
			const parsed = schema.safeParse(response.body);
			if (!parsed.success) throw new BadAnswer(request, response, 'unexpected');
			return parsed.data;
		},
	};
}
