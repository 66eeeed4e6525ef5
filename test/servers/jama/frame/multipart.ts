/** A part of a multipart body; its content is kept in the pieces in which it came, once. */
export interface Part {
	name: string;
	fileName?: string;
	mimeType: string;
	chunks: Buffer[];
	size: number;
}

const HEADER_LIMIT = 16 * 1024;

function parameter(header: string, name: string): string | undefined {
	const quoted = new RegExp(`[;\\s]${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(header)?.[1];
	if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1').replace(/%22/g, '"');
	return new RegExp(`[;\\s]${name}=([^;\\s]+)`, 'i').exec(header)?.[1];
}

/** filename* has a name in percent-encoded UTF-8 (RFC 5987) and comes first. */
function fileNameOf(disposition: string): string | undefined {
	const extended = /[;\s]filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
	if (extended === undefined) return parameter(disposition, 'filename');
	try {
		return decodeURIComponent(extended);
	} catch {
		return extended;
	}
}

function startPart(head: string): Part {
	const headers = new Map(
		head.split('\r\n').map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
		}),
	);
	const disposition = headers.get('content-disposition') ?? '';
	return {
		name: parameter(disposition, 'name') ?? '',
		fileName: fileNameOf(disposition),
		mimeType: headers.get('content-type') ?? 'application/octet-stream',
		chunks: [],
		size: 0,
	};
}

/**
 * Reads multipart/form-data (RFC 7578) as it comes in: nothing but the parts' content is kept, and that
 * once. Undefined when the body is not well formed.
 */
export async function readMultipart(
	contentType: string,
	body: AsyncIterable<Buffer>,
): Promise<Part[] | undefined> {
	const boundary = parameter(contentType, 'boundary');
	const parts: Part[] = [];
	if (!boundary) {
		await drain(body);
		return undefined;
	}
	const delimiter = Buffer.from(`\r\n--${boundary}`);
	// The first boundary has no line break before it.
	let pending: Buffer = Buffer.from('\r\n');
	let part: Part | undefined;
	let state = 'content' as 'content' | 'boundary' | 'head' | 'end' | 'broken';
	const keep = (piece: Buffer) => {
		if (!part || piece.length === 0) return;
		part.chunks.push(piece);
		part.size += piece.length;
	};
	/** One step over what is pending; false when more is needed. */
	const step = (): boolean => {
		if (state === 'content') {
			const index = pending.indexOf(delimiter);
			if (index < 0) {
				// What may be the beginning of a delimiter waits for the next piece.
				const safe = Math.max(0, pending.length - delimiter.length);
				keep(pending.subarray(0, safe));
				pending = pending.subarray(safe);
				return false;
			}
			keep(pending.subarray(0, index));
			if (part) parts.push(part);
			part = undefined;
			pending = pending.subarray(index + delimiter.length);
			state = 'boundary';
		}
		if (state === 'boundary') {
			if (pending.length < 2) return false;
			const next = pending.toString('latin1', 0, 2);
			state = next === '--' ? 'end' : next === '\r\n' ? 'head' : 'broken';
		}
		if (state === 'head') {
			const end = pending.indexOf('\r\n\r\n');
			if (end < 0) {
				if (pending.length > HEADER_LIMIT) state = 'broken';
				return false;
			}
			part = startPart(pending.toString('utf8', 2, end));
			pending = pending.subarray(end + 4);
			state = 'content';
			return true;
		}
		return false;
	};
	for await (const chunk of body) {
		if (state === 'end' || state === 'broken') continue;
		pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
		while (step());
	}
	return state === 'end' ? parts : undefined;
}

async function drain(body: AsyncIterable<Buffer>): Promise<void> {
	for await (const chunk of body) void chunk;
}
