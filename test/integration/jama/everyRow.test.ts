/**
 * Every operation against the server, with every field filled and with only the required ones: none meets an unknown path
 * or method, none breaks the contract, and the server knows them all. Without n8n's engine, which takes too long for
 * hundreds of runs; the hand-written cases have it.
 */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { startJamaServer } from '../../servers/jama';
import type { JamaServer } from '../../servers/jama';
import { createRowRunner } from '../../support/rows/rowRun';
import type { HelperResponse, RowRunner } from '../../support/rows/rowRun';
import { fillIn, fillingsOf } from '../../support/rows/rowValues';
import { JAMA } from '../../support/rows/systems';
import { tableRows } from '../../support/rows/tableRows';
import { SEEDED_IDS } from './seededIds';

/** Not found as an operation, not understood, not known to the server, broken. */
const NEVER = [405, 406, 415, 500, 501];
/** Share of the runs that must succeed: the others meet a record that is not there, or a rule that says no. */
const SUCCEED = 0.75;

let server: JamaServer;
let run: RowRunner;
const succeeded: boolean[] = [];

/** Sends as n8n's helper does. */
async function send({ method, url, qs, headers: own, body }: IHttpRequestOptions) {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(qs ?? {})) {
		for (const one of [value].flat()) query.append(name, String(one));
	}
	const { username, password } = server.logins.basic;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	const isPlain = body === undefined || typeof body === 'string' || body instanceof FormData;
	const response = await fetch(query.size > 0 ? `${url}?${query}` : url, {
		method,
		headers: { ...(own as Record<string, string>), authorization },
		...(body === undefined ? {} : { body: isPlain ? (body as string) : JSON.stringify(body) }),
	});
	const headers: Record<string, string> = {};
	response.headers.forEach((value, name) => (headers[name] = value));
	const content = Buffer.from(await response.arrayBuffer());
	const isJson = headers['content-type']?.includes('json');
	return {
		statusCode: response.status,
		headers,
		body: isJson ? (JSON.parse(content.toString()) as unknown) : content,
	} satisfies HelperResponse;
}

beforeAll(async () => {
	server = await startJamaServer();
	run = createRowRunner(send, JAMA, { baseUrl: server.url, login: server.logins.basic });
});
afterAll(async () => await server.close());

test.each(tableRows)('%s', async (_, { resource, name, operation }) => {
	let sent = 0;
	for (const filling of fillingsOf(operation, JAMA)) {
		if (server.requests.some(({ method }) => method !== 'GET')) server.reseed();
		server.reset();
		const { error } = await run(resource, name, fillIn(operation, filling, JAMA, SEEDED_IDS));
		const { requests, violations } = server;
		const statuses = requests.map(({ status }) => status);
		const never = statuses.filter((status) => NEVER.includes(status));
		sent += requests.length;
		succeeded.push(error === undefined);
		expect({ filling, violations, never }).toEqual({ filling, violations: [], never: [] });
		const isAnswered = statuses.length > 0 && statuses.every((status) => status < 400);
		const mayFail = !operation.request;
		if (!mayFail && (isAnswered || statuses.length === 0)) expect(error?.message).toBeUndefined();
	}
	expect(sent).toBeGreaterThan(0);
});

test('most of them succeed', () => {
	const share = succeeded.filter(Boolean).length / succeeded.length;
	expect(succeeded.length).toBeGreaterThanOrEqual(2 * tableRows.length);
	expect(share).toBeGreaterThan(SUCCEED);
});
