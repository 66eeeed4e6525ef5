/** HTTP/1.1 messages as bytes: what goes over a wire, so that it can be broken on the way. */

/** Names in lower case, in the order in which they came. */
export type Headers = Array<[name: string, value: string]>;

export interface Message {
	/** The first line, such as `GET /rest/v1/items HTTP/1.1` or `HTTP/1.1 200 OK`. */
	start: string;
	headers: Headers;
	/** Without the framing of chunks. */
	body: Buffer;
}

export interface Answer {
	status: number;
	headers: Headers;
	body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
/** How a body is framed or packed: said anew by whoever sends it on. */
const FRAMING: ReadonlySet<string> = new Set([
	'connection',
	'content-length',
	'keep-alive',
	'transfer-encoding',
]);

/** The first value of a header. */
export function headerOf(headers: Headers, name: string): string | undefined {
	return headers.find(([each]) => each === name)?.[1];
}

/** The content of chunks, or undefined when the last one is not there yet (RFC 9112, 7.1). */
function readChunks(bytes: Buffer): Buffer | undefined {
	const chunks: Buffer[] = [];
	for (let at = 0; ; ) {
		const lineEnd = bytes.indexOf(LINE_END, at);
		if (lineEnd < 0) return undefined;
		const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
		const start = lineEnd + LINE_END.length;
		if (Number.isNaN(size) || bytes.length < start + size + LINE_END.length) return undefined;
		if (size === 0) return Buffer.concat(chunks);
		chunks.push(bytes.subarray(start, start + size));
		at = start + size + LINE_END.length;
	}
}

/**
 * Reads the message that `bytes` begin with.
 * @param ended true when nothing follows: an answer without a length ends with its connection
 * @returns undefined while something of it is missing
 */
export function readMessage(bytes: Buffer, ended = false): Message | undefined {
	const headEnd = bytes.indexOf(HEAD_END);
	if (headEnd < 0) return undefined;
	const [start = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
	const headers: Headers = lines.map((line) => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	});
	const rest = bytes.subarray(headEnd + HEAD_END.length);
	if (headerOf(headers, 'transfer-encoding')?.toLowerCase() === 'chunked') {
		const body = readChunks(rest);
		return body && { start, headers, body };
	}
	const length = headerOf(headers, 'content-length');
	if (length !== undefined) {
		const size = Number(length);
		return rest.length < size ? undefined : { start, headers, body: rest.subarray(0, size) };
	}
	const isAnswer = start.startsWith('HTTP/');
	if (isAnswer && !ended && !/ (204|304) /.test(`${start} `)) return undefined;
	return { start, headers, body: isAnswer ? rest : Buffer.alloc(0) };
}

/** A message that is an answer. */
export function toAnswer({ start, headers, body }: Message): Answer {
	const status = Number(start.split(' ')[1]);
	return { status, headers: headers.filter(([name]) => !FRAMING.has(name)), body };
}

const REASONS: Record<number, string> = {
	200: 'OK',
	201: 'Created',
	204: 'No Content',
	302: 'Found',
	307: 'Temporary Redirect',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	409: 'Conflict',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

/** The first line and headers of an answer, with what frames its body. */
export function headOf({ status, headers }: Omit<Answer, 'body'>, framing: Headers): Buffer {
	const all: Headers = [...headers, ...framing, ['connection', 'close']];
	const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
	return Buffer.from(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}\r\n${lines}\r\n`, 'latin1');
}

/** A whole answer as it should be; `length` says another Content-Length than the true one. */
export function bytesOf(answer: Answer, length = answer.body.length): Buffer {
	const framing: Headers = answer.status === 204 ? [] : [['content-length', String(length)]];
	return Buffer.concat([headOf(answer, framing), answer.body]);
}

/** Replaces headers; a value of undefined takes one away. */
export function withHeaders(answer: Answer, changes: Record<string, string | undefined>): Answer {
	const kept = answer.headers.filter(([name]) => !(name in changes));
	const added = Object.entries(changes).flatMap(
		([name, value]): Headers => (value === undefined ? [] : [[name, value]]),
	);
	return { ...answer, headers: [...kept, ...added] };
}

/** An answer's JSON; undefined when it is none. */
export function jsonOf({ headers, body }: Answer): unknown {
	if (!headerOf(headers, 'content-type')?.includes('json')) return undefined;
	try {
		return JSON.parse(body.toString()) as unknown;
	} catch {
		return undefined;
	}
}

/** The same answer with other JSON. */
export function withJson(answer: Answer, json: unknown): Answer {
	return { ...answer, body: Buffer.from(JSON.stringify(json)) };
}
