import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { methods } from '../../nodes/Jama/lists';
import { methods as jiraMethods } from '../../nodes/JiraAgile/lists';
import { caught } from './support/errors';
import { REQUIREMENT } from '../support/rows/jamaSession';
import { editor } from './support/editor';
import { n8nFunctions } from './support/n8nFunctions';

type Row = Record<string, unknown>;
const { searchItemTypes, searchProjects, searchTags, searchTransitions } = methods.listSearch;
const { getItemTypes, getProjects, getReleases } = methods.loadOptions;
const { itemFields } = methods.resourceMapping;

const project = (id: number, name: string, more: Row = {}) => ({
	id,
	projectKey: `K${id}`,
	fields: { name },
	...more,
});
const projects = (count: number) =>
	Array.from({ length: count }, (_, index) => project(index + 1, `P${index + 1}`));

test('an empty page of a list that is announced as longer is no empty list', async () => {
	const { functions } = n8nFunctions({
		answers: () => ({
			statusCode: 200,
			body: { meta: { pageInfo: { totalResults: 27 } }, data: [] },
		}),
		credential: { burst: 50 },
	});
	const it = functions as unknown as ILoadOptionsFunctions;
	const error = await caught(async () => await searchProjects.call(it));
	expect(error).toMatchObject({
		message: 'Jama announced 27 rows and gave 0',
		description: 'Open the list again.',
	});
});

describe('a page of Jira that calls itself the last while its total says more', () => {
	const board = (id: number) => ({ id, name: `B${id}`, type: 'scrum' });
	const pick = async (...pages: object[][]) => {
		const { functions, requests } = n8nFunctions({
			answers: pages.map((values) => ({
				statusCode: 200,
				body: { startAt: 0, maxResults: 50, total: 4, isLast: true, values },
			})),
			credential: { burst: 50 },
			parameters: { authentication: 'basic' },
		});
		const search = jiraMethods.listSearch.searchBoards.bind(
			functions as unknown as ILoadOptionsFunctions,
		);
		const { results } = await search();
		return {
			ids: results.map(({ value }) => value),
			starts: requests.map(({ qs }) => qs?.startAt),
		};
	};

	test('is asked for the rest', async () => {
		expect(await pick([board(1), board(2)], [board(3), board(4)])).toEqual({
			ids: [1, 2, 3, 4],
			starts: [0, 2],
		});
	});

	test('is the last when nothing follows', async () => {
		expect(await pick([board(1), board(2)], [])).toEqual({ ids: [1, 2], starts: [0, 2] });
	});
});

describe('projects', () => {
	test('name, key and a link; folders cannot be chosen', async () => {
		const { editor: it, baseUrl } = editor({
			'/projects': [project(1, 'Pump'), project(2, 'All', { isFolder: true })],
		});
		const url = `${baseUrl}/perspective.req#/projects/1/dashboard`;
		expect(await searchProjects.call(it)).toEqual({
			results: [{ name: 'Pump (K1)', value: 1, url }],
		});
		expect(await getProjects.call(it)).toEqual([{ name: 'Pump (K1)', value: 1 }]);
	});

	test('page by page: the token goes on where the last answer ended', async () => {
		const { editor: it } = editor({ '/projects': projects(70) });
		const first = await searchProjects.call(it);
		expect(first.results).toHaveLength(50);
		expect(first.paginationToken).toBe('50');
		const second = await searchProjects.call(it, undefined, first.paginationToken as string);
		expect(second.results.map(({ value }) => value)).toEqual(
			Array.from({ length: 20 }, (_, i) => i + 51),
		);
		expect(second.paginationToken).toBeUndefined();
	});

	test('what is typed is looked for on every page, in any case', async () => {
		const rows = [...projects(120), project(999, 'Infusion Pump')];
		const { editor: it, requests } = editor({ '/projects': rows });
		const { results, paginationToken } = await searchProjects.call(it, ' infusion ');
		expect(results.map(({ value }) => value)).toEqual([999]);
		expect(paginationToken).toBeUndefined();
		expect(requests).toHaveLength(3);
	});

	test('nothing found after ten pages: an empty answer that can go on', async () => {
		const { editor: it, requests } = editor({ '/projects': projects(600) });
		expect(await searchProjects.call(it, 'nothing like it')).toEqual({
			results: [],
			paginationToken: '500',
		});
		expect(requests).toHaveLength(10);
	});
});

describe('what belongs to the chosen record', () => {
	const data = {
		'/items/12': { id: 12, project: 5, itemType: 33 },
		'/tags': [
			{ id: 7, name: 'safety' },
			{ id: 8, name: 'audit' },
		],
		'/items/12/workflowtransitionoptions': [
			{ id: '3', action: 'Submit' },
			{ id: '2', action: 'Accept' },
		],
		'/releases': [{ id: 70, name: 'R1' }],
		'/itemtypes': [
			{ id: 33, display: 'Requirement' },
			{ id: 34, display: 'Defect' },
		],
	};
	const itemId = { mode: 'list', value: 12 };

	test('tags of its project', async () => {
		const { editor: it, requests } = editor(data, { itemId });
		const { results } = await searchTags.call(it, 'AUD');
		expect(results).toEqual([{ name: 'audit', value: 8 }]);
		expect(requests[1]?.qs).toMatchObject({ project: 5 });
	});

	test('transitions of its workflow', async () => {
		expect(await searchTransitions.call(editor(data, { itemId }).editor)).toEqual({
			results: [
				{ name: 'Submit', value: '3' },
				{ name: 'Accept', value: '2' },
			],
		});
	});

	test.each([
		['', 'Choose the item first'],
		[{ mode: 'id', value: '={{ $json.id }}' }, 'There is no list while the item is an expression'],
	])('a row that chooses nothing while %j is chosen', async (chosen, notice) => {
		const { editor: it, requests } = editor(data, { itemId: chosen });
		const tags = await searchTags.call(it, 'saf');
		expect(tags.results).toMatchObject([{ name: 'Choose the project first', value: '' }]);
		const { results } = await searchTransitions.call(it);
		expect(results).toMatchObject([{ name: notice, value: '' }]);
		expect(requests).toEqual([]);
	});

	test('releases of the projects in the filters, item types of all', async () => {
		const { editor: it, requests } = editor(data, { filters: { projects: [5, 6] } });
		expect(await getReleases.call(it)).toHaveLength(2);
		expect(requests.map(({ qs }) => qs?.project)).toEqual([5, 6]);
		expect(await getReleases.call(editor(data).editor)).toEqual([
			{ name: 'Choose the project first', value: '', disabled: true },
		]);
		expect((await getItemTypes.call(it)).map(({ name }) => name)).toEqual([
			'Defect',
			'Requirement',
		]);
		expect((await searchItemTypes.call(it, 'req')).results).toMatchObject([{ value: 33 }]);
	});
});

describe('columns of the field mapper', () => {
	const data = {
		'/itemtypes/33': REQUIREMENT,
		'/items/12': { id: 12, project: 5, itemType: 33 },
		'/picklists/4/options': [
			{ id: 402, name: 'High' },
			{ id: 401, name: 'Low' },
		],
	};

	test('to create: the fields of the type with their kinds and options', async () => {
		const { editor: it } = editor(data, {
			operation: 'create',
			itemType: { mode: 'list', value: 33 },
		});
		const { fields } = await itemFields.call(it);
		const byId = Object.fromEntries(fields.map((field) => [field.id, field]));
		expect(byId.name).toMatchObject({ displayName: 'Name', required: true, display: true });
		expect(byId.risk$33).toMatchObject({
			type: 'options',
			options: [
				{ name: 'High', value: 402 },
				{ name: 'Low', value: 401 },
			],
		});
		expect(byId.due$33?.type).toBe('dateTime');
		expect(byId.safety$33).toMatchObject({
			type: 'options',
			options: [
				{ name: 'Yes', value: true },
				{ name: 'No', value: false },
			],
		});
		expect(byId.methods$33).toMatchObject({
			type: 'string',
			displayName: 'Verification Methods (A, B, …)',
		});
		expect(byId.points$33?.type).toBe('number');
		expect(byId).not.toHaveProperty('documentKey');
	});

	test('to update: the fields of the type of the item', async () => {
		const { editor: it } = editor(data, {
			operation: 'update',
			itemId: { mode: 'id', value: '12' },
		});
		expect((await itemFields.call(it)).fields.length).toBeGreaterThan(5);
	});

	test('nothing chosen: no columns and a word about it', async () => {
		const { editor: it, requests } = editor(data, { operation: 'create' });
		const result = await itemFields.call(it);
		expect(requests).toEqual([]);
		expect(result.fields).toEqual([]);
		expect(result.emptyFieldsNotice).toContain('item type');
	});
});

describe('the editor is told why there are no columns', () => {
	test.each<[string, Row, RegExp]>([
		[
			'an expression',
			{ operation: 'update', itemId: { mode: 'id', value: '={{ $json.id }}' } },
			/expression/,
		],
		[
			'an item that is gone',
			{ operation: 'update', itemId: { mode: 'id', value: '99' } },
			/no \/items\/99/,
		],
		[
			'what is no ID',
			{ operation: 'create', itemType: { mode: 'id', value: 'SYS' } },
			/must be an ID/,
		],
	])('%s', async (_, parameters, notice) => {
		const { fields, emptyFieldsNotice } = await itemFields.call(editor({}, parameters).editor);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(notice);
	});

	test('a real error stays one', async () => {
		const n8n = n8nFunctions({
			answers: () => ({ statusCode: 500 }),
			parameters: { operation: 'update', itemId: { mode: 'id', value: '12' } },
		});
		const it = n8n.functions as unknown as ILoadOptionsFunctions;
		expect(await caught(() => itemFields.call(it))).toBeInstanceOf(NodeApiError);
	});

	test('two options of one name, and one whose ID is the name of another, can be told apart', async () => {
		const rows = [
			{ id: 401, name: '402' },
			{ id: 402, name: 'High' },
			{ id: 403, name: 'High' },
			{ id: 404, name: 'Old', active: false },
		];
		const { editor: it } = editor(
			{ '/itemtypes/33': REQUIREMENT, '/picklists/4/options': rows },
			{ operation: 'create', itemType: { mode: 'list', value: 33 } },
		);
		const { fields } = await itemFields.call(it);
		expect(fields.find(({ id }) => id === 'risk$33')?.options).toEqual([
			{ name: '402 (ID 401)', value: 401 },
			{ name: 'High (ID 402)', value: 'ID 402' },
			{ name: 'High (ID 403)', value: 403 },
		]);
	});
});

describe('errors in the editor are those of n8n', () => {
	test('an answer of Jama', async () => {
		const error = await caught(() => searchProjects.call(editor({}).editor));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('no /projects');
	});

	test('an unusable credential', async () => {
		const n8n = n8nFunctions({ credential: { baseUrl: '' } });
		const it = n8n.functions as unknown as ILoadOptionsFunctions;
		expect(await caught(() => getProjects.call(it))).toBeInstanceOf(NodeOperationError);
	});
});
