/** Answers that any operation can work with: one record that is a bit of everything. */
import { endpointOf, isPaged } from './rowContract';
import type { SentRequest } from './rowContract';
import type { HelperResponse } from './rowRun';

const RECORD = {
	id: 1,
	type: 'items',
	documentKey: 'PUMP-SYS-1',
	globalId: 'GID-1',
	project: 2,
	projectKey: 'PUMP',
	isFolder: false,
	itemType: 33,
	childItemType: 33,
	display: 'Requirement',
	category: 'CORE',
	name: 'Text',
	fileName: 'a.png',
	location: { parent: { item: 8 } },
	fields: { name: 'Text', testPlan: 17, testCycle: 18, testCase: 22 },
};
const ITEM_TYPE = {
	...RECORD,
	id: 33,
	fields: [{ name: 'name', label: 'Name', fieldType: 'STRING', required: true }],
};
const FILES = /^GET \/(files|attachments\/\{\}\/file|itemtypes\/\{\}\/image)$/;

const answer = (statusCode: number, status: string, more: object = {}): HelperResponse => ({
	statusCode,
	headers: {},
	body: { meta: { status }, links: {}, ...more },
});

/** The answer to a request of the contract; a request outside of it gets a 404. */
export function plainAnswer(request: SentRequest): HelperResponse {
	const endpoint = endpointOf(request) ?? '';
	const { method, query } = request;
	if (endpoint === '') return answer(404, 'Not Found');
	if (FILES.test(endpoint)) {
		const headers = { 'content-type': 'image/png' };
		return { statusCode: 200, headers, body: Buffer.from('content') };
	}
	if (method === 'POST') return answer(201, 'Created', { meta: { status: 'Created', id: 1 } });
	if (method === 'DELETE') return { statusCode: 204, headers: {}, body: '' };
	if (method !== 'GET') return answer(200, 'OK');
	const record = /^GET \/itemtypes/.test(endpoint) ? ITEM_TYPE : RECORD;
	if (!isPaged(endpoint)) return answer(200, 'OK', { data: record });
	const isFirst = [query.startAt, query.lastId].every((value) => Number(value ?? 0) === 0);
	const data = isFirst ? [record] : [];
	const pageInfo = { startIndex: 0, resultCount: data.length, totalResults: 1 };
	return answer(200, 'OK', { meta: { status: 'OK', pageInfo }, data });
}
