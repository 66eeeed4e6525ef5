/** Answers that any operation can work with: one record that is a bit of everything. */
import type { Endpoints, SentRequest } from './contracts';
import { isOfPlatform, platformAnswer } from './platform';

/** What n8n's HTTP helper answers. */
export interface HelperResponse {
	statusCode: number;
	headers: Record<string, string>;
	body: unknown;
}

const RECORD = {
	id: 1,
	type: 'items',
	documentKey: 'PUMP-SYS-1',
	globalId: 'GID-1',
	project: 2,
	projectKey: 'PUMP',
	isFolder: false,
	itemType: 33,
	versionNumber: 1,
	childItemType: 33,
	display: 'Requirement',
	category: 'CORE',
	name: 'Text',
	description: 'Text',
	url: 'https://example.com/a',
	releaseDate: '2026-01-05',
	fromItem: 20,
	toItem: 22,
	username: 'jdoe',
	firstName: 'Jo',
	lastName: 'Doe',
	email: 'jdoe@example.com',
	licenseType: 'NAMED',
	fileName: 'a.png',
	location: { parent: { item: 8 } },
	fields: { name: 'Text', testPlan: 17, testCycle: 18, testCase: 22 },
};
const ITEM_TYPE = {
	...RECORD,
	id: 33,
	fields: [{ name: 'name', label: 'Name', fieldType: 'STRING', required: true }],
};
const OWN_RECORDS: Record<string, object> = {
	itemtypes: ITEM_TYPE,
	users: { ...RECORD, location: 'Text' },
};
const FILES = /^GET \/rest\/v1\/(files|attachments\/\{\}\/file|itemtypes\/\{\}\/image)$/;

const answer = (statusCode: number, status: string, more: object = {}): HelperResponse => ({
	statusCode,
	headers: {},
	body: { meta: { status }, links: {}, ...more },
});

/** The answer to a request of Jama's contract; a request outside of it gets a 404. */
export function jamaResponse(request: SentRequest, endpoints: Endpoints): HelperResponse {
	const endpoint = endpoints.endpointOf(request) ?? '';
	const { method, query } = request;
	if (endpoint === '') return answer(404, 'Not Found');
	if (FILES.test(endpoint)) {
		const headers = { 'content-type': 'image/png' };
		return { statusCode: 200, headers, body: Buffer.from('content') };
	}
	if (method === 'POST') return answer(201, 'Created', { meta: { status: 'Created', id: 1 } });
	if (method === 'DELETE') return { statusCode: 204, headers: {}, body: '' };
	if (method !== 'GET') return answer(200, 'OK');
	const [, place = ''] = /^GET \/rest\/v1\/(\w+)/.exec(endpoint) ?? [];
	const record = OWN_RECORDS[place] ?? RECORD;
	if (!endpoints.isList(endpoint)) return answer(200, 'OK', { data: record });
	const isFirst = [query.startAt, query.lastId].every((value) => Number(value ?? 0) === 0);
	const data = isFirst ? [record] : [];
	const pageInfo = { startIndex: 0, resultCount: data.length, totalResults: 1 };
	return answer(200, 'OK', { meta: { status: 'OK', pageInfo }, data });
}

const JIRA_RECORD = {
	id: 1,
	key: 'PUMP-1',
	name: 'Text',
	state: 'future',
	startDate: '2026-01-05T09:00:00.000Z',
	endDate: '2026-01-19T09:00:00.000Z',
};
const json = (statusCode: number, body: unknown): HelperResponse => ({
	statusCode,
	headers: {},
	body,
});

/** The answer to a request of Jira's contract; a request outside of it gets a 404. */
export function jiraResponse(request: SentRequest, endpoints: Endpoints): HelperResponse {
	if (isOfPlatform(request)) return json(200, platformAnswer(request));
	const endpoint = endpoints.endpointOf(request) ?? '';
	if (endpoint === '') return json(404, { errorMessages: ['Not found'], errors: {} });
	if (request.method === 'DELETE') return json(204, '');
	if (request.method !== 'GET') return json(200, JIRA_RECORD);
	if (!endpoints.isList(endpoint)) return json(200, JIRA_RECORD);
	const name = /\/(issue|backlog)$/.test(endpoint) ? 'issues' : 'values';
	const start = Number(request.query.startAt ?? 0);
	const rows = start === 0 ? [JIRA_RECORD] : [];
	return json(200, { startAt: start, maxResults: 50, isLast: true, [name]: rows });
}
