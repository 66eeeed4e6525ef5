/** Messages as bytes: read whole or not at all, and written as they were. */
import { bytesOf, headerOf, jsonOf, readMessage, toAnswer, withHeaders } from './message';
import type { Answer } from './message';

const answer: Answer = {
	status: 201,
	headers: [['content-type', 'application/json']],
	body: Buffer.from('{"id":7}'),
};
const read = (text: string, ended = false) => readMessage(Buffer.from(text), ended);

test('an answer is read as it was written', () => {
	const message = readMessage(bytesOf(answer));
	expect(message && toAnswer(message)).toEqual(answer);
	expect(jsonOf(answer)).toEqual({ id: 7 });
});

test.each([
	['a head without its end', 'GET / HTTP/1.1\r\nhost: a'],
	['less than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort'],
	['chunks without the last', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n'],
	['an answer without a length on an open connection', 'HTTP/1.1 200 OK\r\n\r\nabc'],
])('%s is not read yet', (_, text) => expect(read(text)).toBeUndefined());

test.each([
	[
		'chunks',
		'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
		false,
		'abcde',
	],
	['a body that ends with its connection', 'HTTP/1.1 200 OK\r\n\r\nabc', true, 'abc'],
	['no body', 'HTTP/1.1 204 No Content\r\n\r\n', false, ''],
	['a request without a body', 'GET /a HTTP/1.1\r\nHost: b\r\n\r\n', false, ''],
])('%s', (_, text, ended, body) => expect(read(text, ended)?.body.toString()).toBe(body));

test('headers are found in any case, and replaced', () => {
	const { headers = [] } = read('GET /a HTTP/1.1\r\nHost: b\r\n\r\n') ?? {};
	expect(headerOf(headers, 'host')).toBe('b');
	const changed = withHeaders(answer, { 'content-type': undefined, location: '/login' });
	expect(changed.headers).toEqual([['location', '/login']]);
});
