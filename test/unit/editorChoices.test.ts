/** What the editor offers: each choice can be told from the others, and what is put away is no new value. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { methods } from '../../nodes/Jama/lists';
import { editor } from './support/editor';
import { REQUIREMENT } from '../support/rows/jamaSession';
import { n8nFunctions } from './support/n8nFunctions';

const { searchReleases, searchTags, searchTestRuns } = methods.listSearch;
const { getReleases } = methods.loadOptions;
const { itemFields } = methods.resourceMapping;
const byId = (value: number) => ({ __rl: true, mode: 'id', value });

describe('records that are shown alike', () => {
	const releases = [
		{ id: 900, name: 'Release 1.0' },
		{ id: 901, name: 'Release 2.0' },
		{ id: 902, name: 'Release 2.0' },
	];
	const told = ['Release 1.0', 'Release 2.0 (ID 901)', 'Release 2.0 (ID 902)'];

	test('are distinguished by their IDs, in a searchable list and in one of several', async () => {
		const { editor: it } = editor({ '/releases': releases }, { project: byId(5) });
		expect((await searchReleases.call(it)).results.map(({ name }) => name)).toEqual(told);
		const { editor: filters } = editor({ '/releases': releases }, { filters: { projects: [5] } });
		expect((await getReleases.call(filters)).map(({ name }) => name)).toEqual(told);
	});

	test('also where they belong to several projects', async () => {
		const { functions } = n8nFunctions({
			answers: ({ qs }) => {
				const data = [{ id: Number(qs?.project) * 100, name: 'R1' }];
				const pageInfo = { startIndex: 0, resultCount: 1, totalResults: 1 };
				return { statusCode: 200, body: { meta: { pageInfo }, data } };
			},
			parameters: { filters: { projects: [5, 6] } },
		});
		const it = functions as unknown as ILoadOptionsFunctions;
		expect((await getReleases.call(it)).map(({ name }) => name)).toEqual([
			'R1 (ID 500)',
			'R1 (ID 600)',
		]);
	});

	test('test runs by their document keys, since those of a case have one name', async () => {
		const run = (id: number) => ({ id, documentKey: `P-R-${id}`, fields: { name: 'Alarm' } });
		const { editor: it } = editor(
			{ '/testcycles/7/testruns': [run(1), run(2)] },
			{ testCycleId: byId(7) },
		);
		expect((await searchTestRuns.call(it)).results.map(({ name }) => name)).toEqual([
			'P-R-1: Alarm',
			'P-R-2: Alarm',
		]);
	});
});

test('a new value is no option or release that is put away, nor confused with one', async () => {
	const { editor: it } = editor(
		{
			'/itemtypes/33': REQUIREMENT,
			'/picklists/4/options': [
				{ id: 401, name: 'High' },
				{ id: 404, name: '401', active: false },
			],
			'/releases': [
				{ id: 70, name: 'R1', active: false },
				{ id: 71, name: 'R1', active: true },
				{ id: 72, name: 'R0', archived: true },
			],
		},
		{ operation: 'create', itemType: byId(33), project: byId(5) },
	);
	const { fields } = await itemFields.call(it);
	const optionsOf = (name: string) => fields.find(({ id }) => id === name)?.options;
	expect(optionsOf('risk$33')).toEqual([{ name: 'High', value: 'ID 401' }]);
	expect(optionsOf('release')).toEqual([{ name: 'R1', value: 71 }]);
});

test('a project that is an expression is no project that was forgotten', async () => {
	const project = { mode: 'list', value: '={{ $json.project }}' };
	const { results } = await searchTags.call(editor({}, { project }).editor);
	expect(results).toMatchObject([
		{ name: 'There is no list while the project is an expression', value: '' },
	]);
});

test('releases wait for a project; the row cannot be ticked', async () => {
	const rowOf = async (...projects: unknown[]) =>
		await getReleases.call(editor({}, { filters: { projects } }).editor);
	expect(await rowOf()).toEqual([{ name: 'Choose the project first', value: '', disabled: true }]);
	expect(await rowOf('={{ $json.project }}')).toMatchObject([
		{ name: 'There is no list while the project is an expression', value: '' },
	]);
});
