/** What the test of a credential says when no answer comes: the words of the nodes, never a bare code. */
import '../support/engine/environment';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { testCredentials } from '../support/engine/harness';
import type { StoredCredential } from '../support/engine/harness';

// The waits between attempts are another test's.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

const CREDENTIALS: Array<[type: string, data: object]> = [
	['jamaApi', { username: 'ada', password: 's3cret' }],
	['jiraAgileApi', { username: 'ada', password: 's3cret', deployment: 'dataCenter' }],
	['jiraAgilePatApi', { token: 's3cret', deployment: 'dataCenter' }],
];
const BARE_CODE = /\b(E[A-Z]{4,}|ERR_\w+|HPE_\w+)\b/;

const stored = (type: string, data: object, baseUrl: unknown) =>
	({ id: '1', name: 'x', type, data: { ...data, baseUrl } }) as unknown as StoredCredential;

let server: Server;
let act: (socket: Socket) => void;
beforeAll(async () => {
	server = createServer().on('request', ({ socket }) => act(socket));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => void server.close());
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const answerWith = (head: string, body: string) => (socket: Socket) =>
	void socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`);
const json = 'content-type: application/json';

describe.each(CREDENTIALS)('%s', (type, data) => {
	test.each<[string, (socket: Socket) => void]>([
		['closes the connection', (socket) => void socket.end()],
		['resets the connection', (socket) => void socket.resetAndDestroy()],
		['breaks off in the body', answerWith(`${json}\r\ncontent-length: 100`, '{"data":')],
		['speaks no HTTP', (socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
		['sends nothing', answerWith(`${json}\r\ncontent-length: 0`, '')],
	])('a server that %s', async (_, way) => {
		act = way;
		const { status, message } = await testCredentials(stored(type, data, url()));
		expect(status).toBe('Error');
		expect(message).toMatch(/^[A-Z].*\w+ \w+.*\.$/s);
		expect(message.replace(/\(.*?\)/g, '')).not.toMatch(BARE_CODE);
	});

	test.each<[string, string, RegExp]>([
		['nobody listens', 'http://127.0.0.1:9', /^The server refused the connection\./],
		['the name is unknown', 'https://jama.invalid', /leads nowhere: no such host/],
		['is no URL', 'http://', /URL/],
	])('an address where %s', async (_, address, named) => {
		const { status, message } = await testCredentials(stored(type, data, address));
		expect(status).toBe('Error');
		expect(message).toMatch(named);
		expect(message).toMatch(/ \w+ \w+ /);
		expect(message).not.toMatch(/^\s*[A-Z_]+\s*$/);
	});
});

test.each<[string, string, RegExp]>([
	[
		'a login page',
		'<!doctype html><title>Log in</title>',
		/not as the API of Jira Data Center.*login page/,
	],
	['JSON of another server', '{"status":"up"}', /not as the API of Jira Data Center/],
	['a list', '[]', /not as the API of Jira Data Center/],
	[
		'Jira Cloud',
		'{"self":"x","accountId":"5b10"}',
		/^This is Jira Cloud, .* use the credential Jira Agile API/,
	],
])('a personal access token where %s answers', async (_, body, named) => {
	const kind = body.startsWith('<') ? 'text/html' : 'application/json';
	act = answerWith(`content-type: ${kind}\r\ncontent-length: ${body.length}`, body);
	const pat = stored('jiraAgilePatApi', { token: 's3cret', deployment: 'dataCenter' }, url());
	const { status, message } = await testCredentials(pat);
	expect(status).toBe('Error');
	expect(message).toMatch(named);
	if (!body.includes('accountId')) expect(message).not.toContain('Cloud');
});
