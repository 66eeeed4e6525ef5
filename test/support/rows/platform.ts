/**
 * The resources of Jira's platform API that operations of the Agile node may use beside the Agile API, with the query parameters
 * and the body that each takes (Jira Cloud and Data Center platform REST reference), and an answer that any operation can work
 * with. Stricter than the fake server: what is not named here is not sent.
 */
import type { SentRequest } from './contracts';

interface Resource {
	method: string;
	path: RegExp;
	query?: string[];
	/** Names on the first level of the body. */
	body?: string[];
	answer: unknown;
}

const text = { type: 'string' };
const SCREEN = [
	{ fieldId: 'summary', name: 'Summary', required: true, schema: text },
	{ fieldId: 'description', name: 'Description', schema: text },
	{ fieldId: 'labels', name: 'Labels', schema: { type: 'array', items: 'string' } },
	{ fieldId: 'priority', name: 'Priority', schema: { type: 'priority' } },
	{ fieldId: 'fixVersions', name: 'Fix versions', schema: { type: 'array', items: 'version' } },
	{ fieldId: 'assignee', name: 'Assignee', schema: { type: 'user' } },
	{ fieldId: 'parent', name: 'Parent', schema: { type: 'issuelink' } },
	{ fieldId: 'customfield_10016', name: 'Story Points', schema: { type: 'number' } },
];
const SPRINT = { custom: 'com.pyxis.greenhopper.jira:gh-sprint', type: 'array' };
const FIELDS = [{ id: 'customfield_10020', name: 'Sprint', schema: SPRINT }];
const ISSUE = { id: '10004', key: 'PUMP-4', fields: { summary: 'Text' } };
const USER = { accountId: 'text', name: 'text', displayName: 'text' };

const RESOURCES: Resource[] = [
	{ method: 'GET', path: /^field$/, answer: FIELDS },
	{ method: 'GET', path: /^status$/, answer: [] },
	{
		method: 'GET',
		path: /^project\/[^/]+$/,
		answer: { id: '10000', key: 'PUMP', name: 'Text', simplified: false },
	},
	{
		method: 'GET',
		path: /^issue\/createmeta\/[^/]+\/issuetypes$/,
		query: ['startAt', 'maxResults'],
		answer: { startAt: 0, total: 1, values: [{ id: '10101', name: 'text', subtask: false }] },
	},
	{
		method: 'GET',
		path: /^issue\/createmeta\/[^/]+\/issuetypes\/[^/]+$/,
		query: ['startAt', 'maxResults'],
		answer: { startAt: 0, total: SCREEN.length, values: SCREEN },
	},
	{
		method: 'GET',
		path: /^issue\/[^/]+\/editmeta$/,
		answer: { fields: Object.fromEntries(SCREEN.map(({ fieldId, ...one }) => [fieldId, one])) },
	},
	{
		method: 'GET',
		path: /^issue\/[^/]+\/changelog$/,
		query: ['startAt', 'maxResults'],
		answer: { startAt: 0, total: 0, isLast: true, values: [] },
	},
	{
		method: 'GET',
		path: /^issue\/[^/]+$/,
		query: ['fields', 'expand', 'properties'],
		answer: ISSUE,
	},
	{
		method: 'GET',
		path: /^search(\/jql)?$/,
		query: ['jql', 'fields', 'properties', 'startAt', 'maxResults', 'nextPageToken'],
		answer: { startAt: 0, total: 0, isLast: true, issues: [] },
	},
	{
		method: 'GET',
		path: /^user\/search$/,
		query: ['query', 'username', 'startAt', 'maxResults'],
		answer: [USER],
	},
	{
		method: 'POST',
		path: /^issue$/,
		body: ['fields', 'properties'],
		answer: { id: '10064', key: 'PUMP-64' },
	},
	{
		method: 'PUT',
		path: /^issue\/[^/]+$/,
		body: ['fields', 'properties', 'update'],
		answer: '',
	},
];

const find = ({ method, path }: SentRequest): Resource | undefined => {
	const [, below] = /^\/rest\/api\/[23]\/(.*)$/.exec(path) ?? [];
	if (below === undefined) return undefined;
	return RESOURCES.find((one) => one.method === method && one.path.test(below));
};

/** Whether a request is one of the platform's that operations may send. */
export const isOfPlatform = (request: SentRequest): boolean => find(request) !== undefined;

/** What is wrong with a request to the platform. */
export function platformViolations(request: SentRequest): string[] {
	const { query = [], body = [] } = find(request) ?? {};
	const names = (value: unknown) => Object.keys((value as object | undefined) ?? {});
	return [
		...names(request.query).filter((name) => !query.includes(name)),
		...names(request.body).filter((name) => !body.includes(name)),
	].map((name) => `${request.method} ${request.path}: unknown name ${name}`);
}

/** The answer to a request to the platform; a list is empty from its second page on. */
export function platformAnswer(request: SentRequest): unknown {
	const { answer } = find(request) ?? {};
	if (Array.isArray(answer)) return Number(request.query.startAt ?? 0) > 0 ? [] : answer;
	const { values } = (answer ?? {}) as { values?: unknown[] };
	if (!values || Number(request.query.startAt ?? 0) === 0) return answer;
	return { ...(answer as object), startAt: Number(request.query.startAt), values: [] };
}
