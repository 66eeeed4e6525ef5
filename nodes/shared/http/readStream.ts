import { onAbort } from '../values/onAbort';

/** A body that comes in pieces: Node's Readable, as n8n's helper gives it for the encoding `stream`. */
export interface BodyStream extends AsyncIterable<Uint8Array> {
	destroy: (error?: Error) => unknown;
}

/** Whether a body has still to be read. */
export const isStream = (body: unknown): body is BodyStream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;

/** What readStream throws when nothing came for too long: the code that n8n's helper gives its own timeouts. */
export const STALLED = 'ECONNABORTED';

/** Bytes for a body of which nobody said how large it is. */
const SMALLEST_ROOM = 65_536;
/** Bytes taken for a body before they have come: what a server announces need not be true. */
const MOST_ANNOUNCED = 2 ** 30;
/** The longest time in ms that a timer takes. */
const LONGEST = 2 ** 31 - 1;

/**
 * Reads a body into one buffer of the announced size, so that it is held once: n8n's helper would hold the pieces beside the
 * whole.
 * @param announced bytes that should come; it may be more or less
 * @param patience ms without a byte after which the stream is given up: n8n's timeout ends with the headers
 * @throws what the stream throws; an error with the code `STALLED` when it is given up
 */
export async function readStream(
	stream: BodyStream,
	announced: number | undefined,
	patience: number,
): Promise<Buffer> {
	let room = Buffer.allocUnsafeSlow(Math.min(announced ?? SMALLEST_ROOM, MOST_ANNOUNCED));
	let length = 0;
	let stopWatching = () => {};
	const watch = (from: number) => {
		const timeout = AbortSignal.timeout(Math.min(Math.ceil(patience), LONGEST));
		stopWatching = onAbort(timeout, () => {
			if (length > from) return watch(length);
			const error = new Error(`timeout of ${patience}ms exceeded`);
			stream.destroy(Object.assign(error, { code: STALLED }));
		});
	};
	watch(length);
	try {
		for await (const piece of stream) {
			const needed = length + piece.length;
			if (needed > room.length) {
				const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * room.length));
				room.copy(larger, 0, 0, length);
				room = larger;
			}
			room.set(piece, length);
			length = needed;
		}
	} finally {
		stopWatching();
	}
	return room.subarray(0, length);
}
