import { z } from 'zod';
import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import type { Api, Connection } from './api';
import { NoResponse } from '../http/errors';
import { InvalidInput } from '../values/invalidInput';
import type { Fetch, HttpRequest, HttpResponse } from '../http/http';
import { guardCredential } from './credentialGuard';
import type { HelperError } from '../http/n8nResponses';
import { readHelperError, readToEnd, wholeResponse } from '../http/n8nResponses';
import type { Send } from '../http/send';
import { createSend } from '../http/send';
import { onAbort } from '../values/onAbort';
import { isRecord, ownEntry, toRecord } from '../values/objectPath';
import { toValue } from '../values/row';
import { createInFlight } from '../http/inFlight';
import { LimitWaits } from '../http/limitWaits';
import { urlBelow } from '../http/relativeUrl';
import type { Session } from './session';
import { createSession } from './session';
import type { Clock } from '../http/throttle';
import { createThrottle, withMargin } from '../http/throttle';
import { createMemory } from './memory';

/** n8n's `sleep`, ended early when the execution is cancelled. */
const clock: Clock = {
	now: () => Date.now(),
	sleep: async (ms, signal) => {
		if (!signal) return await sleep(ms);
		signal.throwIfAborted();
		await new Promise<void>((resolve) => {
			const off = onAbort(signal, resolve);
			void sleep(ms).then(() => {
				off();
				resolve();
			});
		});
		signal.throwIfAborted();
	},
};

/**
 * One for the process: every node, credential and execution shares a server's bucket. Its clock only goes forward: one that
 * is set back by an hour would hold every request for an hour.
 */
const throttle = createThrottle({ ...clock, now: () => performance.now() });

/** One for the process; tests begin with an empty one. */
export const configuration = createMemory(() => performance.now());

/** Differs where two credentials do, and tells nothing of them. */
async function fingerprint(
	type: string,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	// Tokens come and go while the credential stays the same.
	const text = new TextEncoder().encode(
		JSON.stringify([type, { ...credential, oauthTokenData: null }]),
	);
	return Buffer.from(await crypto.subtle.digest('SHA-256', text)).toString('base64');
}

/** One for the process, for the same reason. */
const inFlight = createInFlight(throttle);

const DEFAULT_TIMEOUT = 60_000;

/** n8n drops empty objects and arrays, null, false and 0 from requests: they are sent as text. */
function bodyOptions(body: unknown): Partial<IHttpRequestOptions> {
	if (body === undefined) return {};
	if (body === null || body === false || body === 0) return { body: JSON.stringify(body) };
	const isEmpty = isJson(body) && Object.keys(body).length === 0;
	return { body: isEmpty ? JSON.stringify(body) : toValue(body) };
}

const isJson = (body: unknown): body is object =>
	Array.isArray(body) || (isRecord(body) && Object.getPrototypeOf(body) === Object.prototype);

/** Headers as text; a repeated one is a list. */
const headersOf = (headers: object): HttpResponse['headers'] =>
	Object.fromEntries(
		Object.entries(toRecord(headers)).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.map(String) : String(value),
		]),
	);

/** What n8n's helpers resolve with where the full response is asked for. */
const fullResponse = z.object({
	statusCode: z.number(),
	headers: z.object({}).passthrough(),
	body: z.unknown(),
});

/** One spelling, so that a user's header replaces ours instead of standing beside it. */
const lowerCaseNames = (headers: Record<string, string> = {}): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Calls one of n8n's HTTP helpers. */
export type Helper = (options: IHttpRequestOptions) => Promise<unknown>;

/**
 * How a file comes. A stream is held once, but hides what follows behind the length that the server announced: whoever reads
 * it has the end before the error. So only a file whose size is known is streamed; its size tells.
 */
const encodingFor = ({ bytes }: HttpRequest): 'arraybuffer' | 'stream' =>
	bytes === undefined ? 'arraybuffer' : 'stream';

/**
 * The one way to one of n8n's HTTP helpers. Resolves with any whole response; rejects with a NoResponse.
 * @param refreshesToken whether the helper gets a new token for a 401, and sends again
 */
export function fetchBy(helper: Helper, connection: Connection, refreshesToken: boolean): Fetch {
	return async (request) => {
		const url = urlBelow(connection.baseUrl, request.path);
		const timeout = request.timeout ?? DEFAULT_TIMEOUT;
		const options: IHttpRequestOptions = {
			method: request.method,
			url,
			qs: request.query,
			arrayFormat: 'repeat',
			headers: {
				accept: 'application/json',
				// Only the length of a file that comes as it is can be compared with the one announced.
				...(request.binary ? { 'accept-encoding': 'identity' } : {}),
				...(isJson(request.body) ? { 'content-type': 'application/json' } : {}),
				...lowerCaseNames(connection.headers),
				...lowerCaseNames(request.headers),
			},
			...bodyOptions(request.body),
			...(request.binary ? { encoding: encodingFor(request) } : {}),
			timeout,
			skipSslCertificateValidation: connection.ignoreCertificate,
			sendCredentialsOnCrossOriginRedirect: false,
			// A write that is sent on becomes a GET, whose response says nothing of the write.
			...(request.method === 'GET' ? {} : { disableFollowRedirect: true }),
			returnFullResponse: true,
			// A 401 must throw where n8n refreshes a token for it; elsewhere it would only send a wrong password twice.
			ignoreHttpStatusErrors: refreshesToken ? { ignore: true, except: [401] } : true,
		};
		let outcome: HttpResponse | NoResponse;
		try {
			const { statusCode, headers, body } = fullResponse.parse(await helper(options));
			outcome = { statusCode, headers: headersOf(headers), body };
		} catch (error) {
			outcome = readHelperError(request, url, error as HelperError);
		}
		for (const finish of [readToEnd, wholeResponse]) {
			if (outcome instanceof NoResponse) throw outcome;
			outcome = await finish(request, outcome, timeout);
		}
		if (outcome instanceof NoResponse) throw outcome;
		return outcome;
	};
}

/**
 * Sends to one server, within the limit that all nodes of the process share.
 * @param patience ms for which a rejected or failed request is tried again; without it as often as the rules say
 */
export const sendTo = (
	{ baseUrl, limit }: Connection,
	fetch: Fetch,
	patience?: number,
	signal?: AbortSignal,
	waits?: LimitWaits,
): Send =>
	createSend({
		fetch,
		throttle,
		inFlight,
		clock,
		random: Math.random,
		origin: new URL(baseUrl).origin,
		limit,
		signal,
		waitsUntil: patience === undefined ? undefined : clock.now() + patience,
		waits,
	});

/**
 * Opens a session on the credential chosen in the node.
 * @param authentication value of the Authentication parameter
 * @param patience ms for which a rejected or failed request is tried again; without it as often as the rules say
 * @throws InvalidInput when the credential cannot be used; n8n's own error when it is missing
 */
export async function openSession(
	functions: IAllExecuteFunctions,
	api: Api,
	authentication: unknown,
	patience?: number,
): Promise<Session> {
	const credential = ownEntry(api.credentials, authentication);
	if (!credential) {
		throw new InvalidInput(
			`'Authentication' is ${JSON.stringify(authentication)}`,
			`Choose one of: ${Object.keys(api.credentials).join(', ')}.`,
		);
	}
	const data = await functions.getCredentials<ICredentialDataDecryptedObject>(credential.type);
	let connection = api.connect(data);
	const signal =
		'getExecutionCancelSignal' in functions ? functions.getExecutionCancelSignal() : undefined;
	const helper: Helper = async (options) =>
		await functions.helpers.httpRequestWithAuthentication.call(functions, credential.type, options);
	const { logger } = functions;
	const waits = new LimitWaits(api.name, (message) => logger.info(message));
	const begun = clock.now();
	const open = (to: Connection) => {
		const left = patience === undefined ? undefined : patience - (clock.now() - begun);
		return sendTo(to, fetchBy(helper, to, credential.refreshesToken), left, signal, waits);
	};
	if (connection.locate) {
		connection = { ...connection, ...(await connection.locate(open(connection))) };
	}
	const send = open(connection);
	const hint = (message: string) => {
		if ('addExecutionHints' in functions) {
			functions.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		} else functions.logger.warn(`${api.name}: ${message}`);
	};
	const { root, path } = api.probe;
	const probe: HttpRequest = { method: 'GET', path: api.root(root, connection) + path };
	const { origin } = new URL(connection.baseUrl);
	const memory = configuration.of(origin, await fingerprint(credential.type, data));
	// Who looks at a form, or opens it again, wants to see what is there now.
	const isEditor = 'getCurrentNodeParameter' in functions;
	const recall = isEditor ? () => undefined : memory.recall;
	const { limit } = connection;
	return createSession(api, connection, guardCredential(send, probe), {
		hint,
		memory: { ...memory, recall },
		log: (message) => logger.debug(message),
		room: () => inFlight.room(origin, withMargin(limit, inFlight.latency(origin)?.lateness)),
		limitHint: () => waits.hint(limit),
	});
}
