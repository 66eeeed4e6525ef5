/** What the editor asks the node for: searchable lists and the columns of an item type. */
import { jamaCredentials, runListSearch, runResourceMapper } from '../../support/engine/harness';
import { byId, byKey, byName, parametersOf, useJama } from './support';

const jama = useJama({ items: 300 });
const search = (method: string, more: object = {}) =>
	runListSearch(method, { credentials: jamaCredentials(jama.server), ...more });

describe('lists', () => {
	test('projects, without folders, by any part of their name', async () => {
		expect(
			(await search('searchProjects')).results.map(({ name, value }) => [name, value]),
		).toEqual([
			['Infusion Pump (PUMP)', 2],
			['Bicycle Computer (BIKE)', 3],
		]);
		const { results } = await search('searchProjects', { filter: 'BIKE' });
		expect(results).toEqual([
			{
				name: 'Bicycle Computer (BIKE)',
				value: 3,
				url: `${jama.server.url}/perspective.req#/projects/3/dashboard`,
			},
		]);
	});

	test('item types', async () => {
		const { results } = await search('searchItemTypes', { filter: 'requirement' });
		expect(results.map(({ value }) => value)).toEqual([33, 34]);
	});

	test('items, page by page', async () => {
		const first = await search('searchItems');
		expect(first.results).toHaveLength(50);
		const second = await search('searchItems', { paginationToken: first.paginationToken });
		expect(second.results).toHaveLength(50);
		const values = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(values).size).toBe(100);
		expect(jama.sent().at(-1)).toBe('GET /abstractitems?startAt=50&maxResults=50');
	});

	test('only test cases where one is wanted', async () => {
		const { results } = await search('searchTestCases');
		const { state } = jama.server;
		const cases = [...state.items.values()].filter(
			(one) => !one.test && state.itemTypes.get(one.itemType)?.category === 'TEST_CASE',
		);
		expect(cases.length).toBeGreaterThan(results.length);
		const ids = cases.map(({ id }) => id);
		expect(results).toHaveLength(50);
		expect(results.filter(({ value }) => !ids.includes(value as number))).toEqual([]);
		const found = await search('searchTestCases', { filter: 'PUMP-TC-1' });
		expect(found.results.map(({ name }) => name)).toEqual([expect.stringMatching(/^PUMP-TC-1: /)]);
		const other = await search('searchTestCases', { filter: 'PUMP-SYS-1' });
		expect(other.results).toEqual([]);
	});

	const inPump = { project: byId(2) };
	test('a parent: what holds items, with path and type, in the order of the tree', async () => {
		const { state } = jama.server;
		const parameters = parametersOf('item.create', inPump);
		const { results } = await search('searchParents', { parameters });
		const [top, ...containers] = results;
		expect(top).toMatchObject({ name: 'Top of the project', value: 0 });
		const holders = [...state.items.values()].filter(
			(one) => one.project === 2 && [30, 31, 32].includes(one.itemType),
		);
		expect(containers.map(({ value }) => value).sort()).toEqual(holders.map(({ id }) => id).sort());
		for (const { name, value } of containers) {
			const item = state.items.get(Number(value));
			const type = state.itemTypes.get(item?.itemType ?? 0)?.display;
			const above = state.items.get(item?.parentItem ?? 0);
			const path = [above?.fields.name, item?.fields.name].filter(Boolean).join(' / ');
			expect(name.endsWith(`${path} (${type}, ${item?.documentKey})`)).toBe(true);
		}
		const found = await search('searchParents', { parameters, filter: 'PUMP-SET-1' });
		expect(found.results.map(({ name }) => name)).toContainEqual(
			expect.stringMatching(/ \(Set, PUMP-SET-1\)$/),
		);
	});

	test('a parent to move to: of the project of the item; the top is a choice of its own', async () => {
		const parameters = parametersOf('item.move', { itemId: byKey('PUMP-SYS-1') });
		const { results } = await search('searchParents', { parameters });
		expect(results.length).toBeGreaterThan(3);
		expect(results.filter(({ value }) => value === 0)).toEqual([]);
		const { results: none } = await search('searchParents', {
			parameters: parametersOf('item.move'),
		});
		expect(none).toMatchObject([{ name: 'Choose the project first', value: '' }]);
	});

	test('a type for a new item: of the project, and none of test plans, cycles, runs or files', async () => {
		const { state } = jama.server;
		const typesFor = async (method: string, more = {}) => {
			const parameters = parametersOf('item.create', more);
			const { results } = await search(method, { parameters });
			return results.map(({ value }) => state.itemTypes.get(Number(value))?.category ?? 'none');
		};
		const offered = new Set(await typesFor('searchNewItemTypes', inPump));
		expect(offered).toContain('SET');
		expect(offered).toContain('none');
		for (const other of ['ATTACHMENT', 'TEST_PLAN', 'TEST_CYCLE', 'TEST_RUN']) {
			expect(offered).not.toContain(other);
		}
		expect(jama.sent().join()).toContain('GET /projects/2/itemtypes');
		const inside = new Set(await typesFor('searchChildItemTypes', inPump));
		expect([inside.has('SET'), inside.has('none')]).toEqual([false, true]);
		expect((await typesFor('searchNewItemTypes')).length).toBeGreaterThan(3);
	});

	test('items of the project that is chosen above', async () => {
		const parameters = parametersOf('item.get', { project: byId(3) });
		const { results } = await search('searchItems', { parameters });
		expect(jama.sent()).toEqual(['GET /abstractitems?project=3&startAt=0&maxResults=50']);
		expect(results.length).toBeGreaterThan(0);
		expect(results.filter(({ name }) => !name.startsWith('BIKE-'))).toEqual([]);
	});

	test('users who may not log in any more: only where they are meant', async () => {
		const [user] = [...jama.server.state.users.values()].filter(({ id }) => id === 7);
		Object.assign(user ?? {}, { active: false });
		const found = async (operation: string, more = {}) => {
			const parameters = parametersOf(operation, more);
			return (await search('searchUsers', { parameters, filter: 'anna' })).results;
		};
		expect(await found('userGroup.addUser')).toEqual([]);
		expect(await found('user.setActive')).toMatchObject([
			{ name: 'Anna Lindqvist (anna.lindqvist) (inactive)', value: 7 },
		]);
		Object.assign(user ?? {}, { active: true });
		const member = { userGroupId: byId(2) };
		await found('userGroup.removeUser', member);
		expect(jama.sent().at(-1)).toContain('GET /usergroups/2/users');
	});

	test('an archived test plan takes no new cycle', async () => {
		const plan = [...jama.server.state.items.values()].find(({ test }) => test?.kind === 'plan');
		Object.assign(plan?.test ?? {}, { archived: true });
		const found = async (operation: string) => {
			const parameters = parametersOf(operation, { project: byId(plan?.project ?? 0) });
			return (await search('searchTestPlans', { parameters })).results;
		};
		const offered = await found('testCycle.create');
		expect(offered.filter(({ value }) => value === plan?.id)).toEqual([]);
		expect(await found('testPlan.get')).toContainEqual(
			expect.objectContaining({ value: plan?.id, name: expect.stringMatching(/ \(archived\)$/) }),
		);
		Object.assign(plan?.test ?? {}, { archived: false });
	});

	test('only folders where a project is put into one', async () => {
		const { results } = await search('searchProjectFolders');
		expect(results.map(({ value }) => value)).toEqual([1]);
	});

	test('records of every kind where one is wanted', async () => {
		const { results } = await search('searchRecords', { filter: 'PUMP-SYS-1' });
		expect(results.map(({ name }) => name)).toEqual([expect.stringMatching(/^PUMP-SYS-1: /)]);
	});

	test('items by text, searched by the server', async () => {
		const { results } = await search('searchItems', { filter: 'keypad' });
		expect(results.length).toBeGreaterThan(0);
		for (const { name } of results) expect(name).toMatch(/^\w+-\w+-\d+: .*keypad/i);
		expect(jama.sent()).toEqual(['GET /abstractitems?contains="keypad"&startAt=0&maxResults=50']);
	});

	test('items by document key, with the URL that opens them', async () => {
		const { results } = await search('searchItems', { filter: 'PUMP-SYS-1' });
		const item = jama.server.state.itemByKey('PUMP-SYS-1');
		expect(results).toMatchObject([
			{
				value: item?.id,
				url: `${jama.server.url}/perspective.req#/items/${item?.id}?projectId=2`,
			},
		]);
	});

	test('tags of the project of the item', async () => {
		const parameters = parametersOf('tag.addToRecord', { recordId: byKey('PUMP-SYS-1') });
		const { results } = await search('searchTags', { parameters, filter: 's' });
		expect(results.map(({ name }) => name)).toEqual(['safety', 'usability']);
	});

	test('an error of the credential shows as in a run', async () => {
		jama.server.switches.license = false;
		await expect(search('searchProjects')).rejects.toMatchObject({
			message: 'A Named Creator license is required to use the REST API',
			description: expect.stringMatching(/Ask your Jama administrator/),
		});
	});
});

describe('columns', () => {
	const columns = (operation: string, parameters: object) =>
		runResourceMapper('itemFields', {
			credentials: jamaCredentials(jama.server),
			parameters: parametersOf(operation, parameters),
		});

	test('of a new item: what may be written, with the labels of picklists', async () => {
		const { fields } = await columns('item.create', {
			project: byId(2),
			itemType: byName('System Requirement'),
		});
		const byField = Object.fromEntries(fields.map((field) => [field.id, field]));
		expect(byField.name).toMatchObject({ displayName: 'Name', required: true });
		expect(byField.name?.readOnly).not.toBe(true);
		expect(byField.priority).toMatchObject({
			type: 'options',
			options: expect.arrayContaining([{ name: 'High', value: 101 }]),
		});
		expect(byField.jira_key$33).toBeDefined();
		expect(byField.jira_key$33?.readOnly).not.toBe(true);
		expect(byField.due_date$33).toMatchObject({ type: 'dateTime' });
		for (const name of ['documentKey', 'globalId', 'createdDate', 'modifiedBy']) {
			expect(byField).not.toHaveProperty(name);
		}
	});

	test('of an item that is there', async () => {
		const key = [...jama.server.state.items.values()].find(({ itemType }) => itemType === 35);
		const { fields } = await columns('item.update', { itemId: byKey(key?.documentKey ?? '') });
		expect(fields.map(({ id }) => id)).toContain('automated$35');
	});

	test('say what to choose first', async () => {
		const { fields, emptyFieldsNotice } = await columns('item.create', { project: byId(2) });
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(/^Choose the item type/);
		expect(jama.sent()).toEqual([]);
	});
});
