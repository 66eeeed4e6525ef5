import type { Advise, BadAnswer } from './errors';
import { NoAnswer } from './errors';
import type { HttpMethod } from './http';

/** What one system's advice adds to that of HTTP. Sentences are whole ones. */
export interface AdviceOptions {
	/** The product's name in messages. */
	name: string;
	/** What the credential calls the address of the server. */
	address: string;
	/** Added where no such host exists. */
	addressHint: string;
	/** When no token could be had: what happened, and what to do. */
	tokenRefused: readonly [message: string, description: string];
	/** What to do when a web page, or another server's answer, came. */
	webPage: string;
	/** What to do when a whole answer is known; goes before everything else. */
	byAnswer?: (failure: BadAnswer) => string | undefined;
	/** What to do when the API's own words are known; the first that matches. */
	byWords: ReadonlyArray<readonly [RegExp, string]>;
	byStatus: Readonly<Record<number, string>>;
	/** Where the API is described, for statuses that are not in the list. */
	reference: string;
}

const WRITES: ReadonlySet<HttpMethod> = new Set(['POST', 'PATCH']);

/** n8n's own refusals that are no system errors: SSRF protection and domain limits of a credential. */
const NOT_ALLOWED = /ssrf|not allowed|blocked|restricted/i;

/** By system error code: what happened, and what to do. */
function codesOf({
	name,
	address,
	addressHint,
	tokenRefused,
}: AdviceOptions): Array<[RegExp, string, string]> {
	return [
		[/^TOKEN_REFUSED$/, ...tokenRefused],
		[
			/^ENOTFOUND$|^EAI_AGAIN$/,
			`The ${address} leads nowhere: no such host`,
			`Check the ${address} in the credential for typing errors. ${addressHint}`,
		],
		[
			/^ECONNREFUSED$/,
			'The server refused the connection',
			`Check host and port of the ${address}, and that the server is running.`,
		],
		[
			/CERT|SSL|TLS|EPROTO|UNABLE_TO/,
			'The secure connection could not be made',
			`Check that the ${address} starts with the right scheme. For a certificate of your own, turn on 'Ignore SSL Issues' in the credential.`,
		],
		[
			/TIMEDOUT|ECONNABORTED/,
			'The server did not answer in time',
			'It may be busy or unreachable from here. Try again, or ask for less at once.',
		],
		[
			/^ECONNRESET$|^EPIPE$|SOCKET|HANG/i,
			'The connection broke before the answer came',
			`Try again. A proxy or firewall between n8n and ${name} may close connections.`,
		],
	];
}

/** Message and next step for a failed request. The message is what the API said, if it said anything. */
export function createAdvise(options: AdviceOptions): Advise {
	const { name, webPage, byAnswer, byWords, byStatus, reference } = options;
	const codes = codesOf(options);

	return (failure) => {
		const { request } = failure;
		const half =
			WRITES.has(request.method) &&
			(failure instanceof NoAnswer || [502, 503, 504].includes(failure.response.statusCode))
				? ' It may have been carried out all the same and was not repeated: look before you run it again.'
				: '';

		if (failure instanceof NoAnswer) {
			const known = codes.find(([code]) => code.test(failure.code));
			if (known) {
				const nothingSent = /TOKEN_REFUSED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED/.test(failure.code);
				return { message: known[1], description: known[2] + (nothingSent ? '' : half) };
			}
			const blocked = NOT_ALLOWED.test(failure.message);
			return {
				message: blocked
					? 'n8n does not allow requests to this server'
					: `No answer came from ${name}`,
				description: blocked
					? `${failure.message}. For a self-hosted ${name} in a private network, ask the administrator of n8n to allow its host name (N8N_SSRF_ALLOWED_HOSTNAMES), and check the allowed domains of the credential.`
					: `${failure.message}.${half}`,
			};
		}

		const { statusCode } = failure.response;
		if (failure.kind === 'html') {
			return {
				message: `The answer is a web page, not ${name}'s API (status ${statusCode})`,
				description: (byAnswer?.(failure) ?? webPage) + half,
			};
		}
		if (failure.kind === 'unexpected') {
			return {
				message: `The answer is not one of ${name}'s API (status ${statusCode})`,
				description: `${webPage} The request was ${request.method} ${request.path}.`,
			};
		}
		const { words } = failure;
		const known =
			byAnswer?.(failure) ??
			(words === undefined ? undefined : byWords.find(([text]) => text.test(words))?.[1]);
		const fallback =
			statusCode >= 500
				? `${name} could not carry out the request.${half || ' Try again in a while.'}`
				: reference;
		return {
			message: words ?? `${name} answered with status ${statusCode}`,
			description: known ?? byStatus[statusCode] ?? fallback,
		};
	};
}
