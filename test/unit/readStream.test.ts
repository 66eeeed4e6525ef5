import { Readable } from 'node:stream';
import fc from 'fast-check';
import { readToEnd } from '../../nodes/shared/http/n8nResponses';
import { readStream, STALLED } from '../../nodes/shared/http/readStream';
import { caught } from './support/errors';

const PATIENCE = 60_000;

test('whatever was announced, what came is read, in order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.uint8Array({ maxLength: 90_000 }), { maxLength: 12 }),
			fc.option(fc.nat(400_000), { nil: undefined }),
			async (pieces, announced) => {
				const read = await readStream(Readable.from(pieces), announced, PATIENCE);
				expect(read.equals(Buffer.concat(pieces))).toBe(true);
			},
		),
		{ numRuns: 60 },
	);
});

test('a body as large as announced is held in one buffer of that size', async () => {
	const pieces = Array.from({ length: 30 }, (_, at) => Buffer.alloc(100_000, at));
	const { buffer, length } = await readStream(Readable.from(pieces), 3_000_000, PATIENCE);
	expect([buffer.byteLength, length]).toEqual([3_000_000, 3_000_000]);
});

test('what a server announces is no reason to take all memory', async () => {
	const read = await readStream(Readable.from([Buffer.from('short')]), 1e15, PATIENCE);
	expect(read.toString()).toBe('short');
});

/** Gives the pieces, and then nothing more. */
const stalling = (...pieces: string[]) => {
	const stream = new Readable({ read: () => undefined });
	for (const piece of pieces) stream.push(piece);
	return stream;
};

test('a body that comes no further is given up, with the connection', async () => {
	const stream = stalling('half');
	const error = await caught(() => readStream(stream, 8, 20));
	expect(error).toMatchObject({ code: STALLED, message: 'timeout of 20ms exceeded' });
	expect(stream.destroyed).toBe(true);
});

test('a body that comes slowly is read to its end', async () => {
	const slow = async function* () {
		for (const piece of ['a', 'b', 'c', 'd']) {
			await new Promise((resolve) => setTimeout(resolve, 20));
			yield Buffer.from(piece);
		}
	};
	// In all it takes longer than the patience.
	expect((await readStream(Readable.from(slow()), 4, 60)).toString()).toBe('abcd');
});

describe('the response of which it is the body', () => {
	const request = { method: 'GET', path: '/rest/v1/attachments/7/file', binary: true } as const;
	const breaking = () =>
		Readable.from(
			(function* () {
				yield Buffer.from('%PDF');
				throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
			})(),
		);

	test.each([
		['breaks off', breaking, 'BODY_CUT'],
		['stalls', () => stalling('%PDF'), STALLED],
	])('a success that %s is no response', async (_, body, code) => {
		const response = { statusCode: 200, headers: {}, body: body() };
		expect(await readToEnd(request, response, 20)).toMatchObject({ code });
	});

	test('an error status stays one where its body breaks off', async () => {
		const response = { statusCode: 404, headers: {}, body: breaking() };
		const read = await readToEnd(request, response, PATIENCE);
		expect(read).toEqual({ statusCode: 404, headers: {}, body: undefined });
	});

	test('what is no stream stays as it is', async () => {
		const response = { statusCode: 200, headers: {}, body: Buffer.from('x') };
		expect(await readToEnd(request, response, PATIENCE)).toBe(response);
	});
});
