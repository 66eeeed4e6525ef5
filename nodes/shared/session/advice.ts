import { LONGEST_WAIT, readRetryAfter } from '../http/retry';
import type { Advise, BadResponse } from '../http/errors';
import { NoResponse } from '../http/errors';
import { tellOutcome } from '../http/outcome';

/** What to do, a whole sentence or several; by the failure where it depends on the request. */
type Counsel = string | ((failure: BadResponse) => string);

/** What one system's advice adds to that of HTTP. Sentences are whole ones. */
export interface AdviceOptions {
	/** The product's name in messages. */
	name: string;
	/** What the credential calls the address of the server. */
	address: string;
	/** Added where no such host exists. */
	addressHint: string;
	/** When the credential gets no token: what happened, and what to do. */
	tokenRejected: readonly [message: string, description: string];
	/** What to check when a web page, or another server's response, came. */
	elsewhere: string;
	/** What to do when a whole response is known; goes before everything else. */
	byResponse?: (failure: BadResponse) => string | undefined;
	/** What to do when the API's own words are known; the first that matches. */
	byWords: ReadonlyArray<readonly [RegExp, string]>;
	byStatus: Readonly<Record<number, Counsel>>;
	/** Where the API is described, for statuses that are not in the list. */
	reference: string;
}

type Advice = ReturnType<Advise>;
type Failure = BadResponse | NoResponse;

/** n8n's own refusals that are no system errors: SSRF protection and domain limits of a credential. */
const NOT_ALLOWED = /ssrf|not allowed|blocked|restricted/i;

/** Sentences end with one full stop. */
const sentence = (text: string): string => `${text.trim().replace(/[.\s]+$/, '')}.`;

/** By system error code: what happened, and what to do. */
function codesOf({
	name,
	address,
	addressHint,
	tokenRejected,
}: AdviceOptions): Array<
	[RegExp, (failure: NoResponse) => string, (failure: NoResponse) => string]
> {
	const always = (text: string) => () => text;
	const between = `A proxy or firewall between n8n and ${name} may close connections.`;
	return [
		[/^TOKEN_REFUSED$/, always(tokenRejected[0]), always(tokenRejected[1])],
		[
			/^TOKEN_UNAVAILABLE$/,
			always(`${name} gave no access token just now`),
			({ message }) =>
				`Where tokens are issued the response was: ${sentence(message)} It is busy, restarting, or limits how often it may be asked; that says nothing about client ID and secret.`,
		],
		[
			/^TOKEN_MISPLACED$/,
			always(`Where ${name} should give access tokens there is something else`),
			({ message }) =>
				`Check the ${address} in the credential, with the context path if self-hosted. The response was: ${sentence(message)}`,
		],
		[
			/^ENOTFOUND$|^EAI_AGAIN$/,
			always(`The ${address} leads nowhere: no such host`),
			always(`Check the ${address} in the credential for typing errors. ${addressHint}`),
		],
		[
			/^ECONNREFUSED$/,
			always('The server refused the connection'),
			always(`Check host and port of the ${address}, and that the server is running.`),
		],
		[
			/^ERR_INVALID_URL$/,
			always(`The ${address} is not a URL`),
			always(`Check the ${address} in the credential.`),
		],
		[
			/^ERR_FR_TOO_MANY_REDIRECTS$/,
			always('The server sends the request on without end'),
			always(
				`Open the ${address} in the browser and enter in the credential where you end. A login page does so, too, when it does not take the login.`,
			),
		],
		[
			/CERT|SSL|TLS|EPROTO|UNABLE_TO/,
			always('The secure connection could not be established'),
			always(
				`Check that the ${address} starts with the right scheme. For a certificate of your own, turn on 'Ignore SSL Issues' in the credential.`,
			),
		],
		[/^BODY_CUT$/, ({ message }) => `The response is not complete: ${message}`, always(between)],
		[
			/^FILE_DIFFERS$/,
			({ message }) => `The response is not the file: ${message}`,
			always(
				`Look at the file in ${name} itself; it may have been replaced just now, or be damaged.`,
			),
		],
		[
			/TIMEDOUT|ECONNABORTED/,
			always('The server did not respond in time'),
			always(
				'It may be busy or unreachable from here. Ask for less at once, where that is possible.',
			),
		],
		[
			/^ECONNRESET$|^EPIPE$|SOCKET|HANG/i,
			always('The connection broke before the response arrived'),
			always(between),
		],
	];
}

/** Ends after which another attempt may help. */
const PASSING =
	/^TOKEN_UNAVAILABLE$|^BODY_CUT$|TIMEDOUT|ECONNABORTED|ECONNRESET|EPIPE|SOCKET|HANG/i;

/** Message and next step for a failed request. The message is what the API said, if it said anything. */
export function createAdvise(options: AdviceOptions): Advise {
	const { name, address, elsewhere, byResponse, byWords, byStatus, reference } = options;
	const codes = codesOf(options);

	/** "Try again" only where that repeats nothing. */
	const again = ({ outcome }: Failure): string =>
		outcome === undefined || outcome === 'notDone' ? ' Try again in a while.' : '';

	const ofStatus = (failure: BadResponse): string | undefined => {
		const counsel = byStatus[failure.response.statusCode];
		return typeof counsel === 'function' ? counsel(failure) : counsel;
	};

	const ofMissing = (failure: NoResponse): Advice => {
		const known = codes.find(([code]) => code.test(failure.code));
		if (known) {
			const passing = PASSING.test(failure.code) ? again(failure) : '';
			return { message: known[1](failure), description: known[2](failure) + passing };
		}
		const blocked = NOT_ALLOWED.test(failure.message);
		return {
			message: blocked
				? 'n8n does not allow requests to this server'
				: `No response came from ${name}`,
			description: blocked
				? `${sentence(failure.message)} For a self-hosted ${name} in a private network, ask the administrator of n8n to allow its host name (N8N_SSRF_ALLOWED_HOSTNAMES), and check the allowed domains of the credential.`
				: sentence(failure.message),
		};
	};

	/** A page instead of the API: of the login, of a proxy, or of another server. */
	const ofPage = (failure: BadResponse): Advice => {
		const { statusCode } = failure.response;
		const own = byResponse?.(failure);
		const proxy = `A proxy in front of ${name} responded in its place: ${name} is down, restarting or overloaded.${again(failure)}`;
		const page = `The server responded with a web page instead of the API. ${elsewhere}`;
		const isLogin = statusCode === 401 || statusCode === 429;
		return {
			message: isLogin
				? `${name} responded with status ${statusCode}, as a web page`
				: `The response is a web page, not ${name}'s API (status ${statusCode})`,
			description:
				own ?? (isLogin ? ofStatus(failure) : undefined) ?? (statusCode >= 500 ? proxy : page),
		};
	};

	const ofUnexpected = ({ request, response, detail, outcome }: BadResponse): Advice => {
		const { statusCode, headers } = response;
		const asked = `The request was ${request.method} ${request.path}.`;
		if (statusCode >= 300 && statusCode < 400) {
			const target = String(headers.location ?? '');
			const { origin, pathname } = URL.canParse(target)
				? new URL(target)
				: { origin: '', pathname: target.replace(/[?#].*$/, '') };
			const where = origin + pathname;
			return {
				message: `The server sends the request on to another address (status ${statusCode})`,
				description: `${where === '' ? '' : `It leads to ${where}. `}Open the ${address} in the browser and enter in the credential where you end, with https. A login page means that the login was not accepted. ${asked}`,
			};
		}
		const what = detail === undefined ? '' : ` In the response ${detail}.`;
		return {
			message: `The response is not one of ${name}'s API (status ${statusCode})`,
			description: `${outcome === 'done' ? '' : `${elsewhere} `}${asked}${what}`,
		};
	};

	const ofRejection = (failure: BadResponse): Advice => {
		const { words, response } = failure;
		const { statusCode, perhapsDone } = response;
		const message = words ?? `${name} responded with status ${statusCode}`;
		if (perhapsDone && failure.outcome === 'unknown' && statusCode < 500) {
			const description =
				'An earlier attempt of the same request got no response; this rejection may come from its having been carried out.';
			return { message, description };
		}
		const known =
			byResponse?.(failure) ??
			(words === undefined ? undefined : byWords.find(([text]) => text.test(words))?.[1]);
		const fallback =
			statusCode >= 500 ? `${name} could not carry out the request.${again(failure)}` : reference;
		return { message, description: known ?? ofStatus(failure) ?? fallback };
	};

	/** How long the server wants to be left alone, where it is longer than is waited for. */
	const ofLongWait = ({ response }: BadResponse): string => {
		const header = response.headers['retry-after'];
		const ms = readRetryAfter(Array.isArray(header) ? header[0] : header, Date.now());
		if (response.statusCode !== 429 || ms === undefined || ms <= LONGEST_WAIT) return '';
		return `The server asks to wait for ${Math.ceil(ms / 60_000)} minutes before the next request.`;
	};

	const byKind = { html: ofPage, unexpected: ofUnexpected, status: ofRejection };

	return (failure) => {
		const isMissing = failure instanceof NoResponse;
		const { message, description } = isMissing ? ofMissing(failure) : byKind[failure.kind](failure);
		const { outcome, request } = failure;
		const { foreseen } = isMissing ? failure.known : failure.response;
		const before = foreseen ? 'The requests before it ended so; this one was not sent.' : '';
		const wait = isMissing ? '' : ofLongWait(failure);
		const isStep = failure.done !== undefined;
		const told = outcome === undefined ? '' : tellOutcome(request, outcome, isStep);
		return { message, description: [description, wait, before, told].filter(Boolean).join(' ') };
	};
}
