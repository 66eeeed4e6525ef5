import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContract } from './contract';
import type { Exchange } from './frame/exchange';
import { handlers } from './frame/handlers';
import { basic, startBench, type Bench } from './testing';
import { addPickList } from './configuration/typeSpecs';

type Operation = { operationId: string; servers?: unknown[] };
const { paths } = JSON.parse(readFileSync(join(__dirname, 'jama-openapi.json'), 'utf8')) as {
	paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		method: method.toUpperCase(),
		path,
		id: operation.operationId,
		root: operation.servers ? 'labs' : 'v1',
	})),
);

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench.server.close());

const first = (keys: Iterable<number>) => [...keys][0] as number;

/** A value for each path parameter, by what is before it in the path. */
function fill(path: string): string {
	const { state } = bench.server;
	const [attached] = state.itemAttachments.entries();
	const [tagged] = state.itemTags.entries();
	const link = [...state.links.values()][0];
	const item = bench.nth('system').id;
	const plan = state.testItems.list('plan')[0]!;
	const run = state.testItems.list('run')[0]!;
	const group = plan.test.groups[0]!;
	const owner = path.startsWith('/testplans') ? plan.id : path.startsWith('/testruns') ? run.id : 0;
	const deleted = state.activities.find((each) => state.deletions.has(each.id));
	const values: Record<string, unknown> = {
		'/items/{id}/attachments/{attachmentId}': attached && [attached[0], first(attached[1])],
		'/items/{id}/links/{linkId}': [link?.item, link?.id],
		'/items/{id}/tags/{tagId}': tagged && [tagged[0], first(tagged[1])],
		'/items/{id}/synceditems/{syncedItemId}': [item, bench.nth('system', 1).id],
		'/items/{id}/synceditems/{syncedItemId}/syncstatus': [item, bench.nth('system', 1).id],
		'/items/{id}/categories/{categoryPathId}': [item, 1],
		'/activities/{activityId}/restore': [deleted?.id],
	};
	const own = owner
		? {
				id: owner,
				attachmentId: first(state.attachments.keys()),
				linkId: [...state.links.values()].find((each) => each.item === owner)?.id,
				tagId: 1,
			}
		: {};
	const named: Record<string, unknown> = {
		id: path.startsWith('/items') || path.startsWith('/abstractitems') ? item : 1,
		attachmentId: first(state.attachments.keys()),
		activityId: 1,
		baselineId: 2,
		itemId: [...state.baselines.get(2)!.entries.keys()].at(-1),
		categoryPathId: 1,
		filterId: 1,
		itemTypeId: 33,
		picklistId: [...state.pickLists.keys()].at(-1),
		picklistOptionId: 101,
		projectId: 2,
		relationshipId: first(state.relationships.keys()),
		releaseId: 1,
		reportId: 1,
		reviewId: 1,
		revisionId: 1,
		testCycleId: state.testItems.list('cycle')[0]!.id,
		testGroupId: group.id,
		testCaseId: group.testCases[0],
		userId: path.startsWith('/usergroups') ? 5 : 7,
		versionNum: 1,
		...own,
	};
	const given = values[path] as unknown[] | undefined;
	let n = 0;
	return path.replace(/\{(\w+)\}/g, (_, name: string) => String(given ? given[n++] : named[name]));
}

const QUERY: Record<string, string> = {
	get_abstract_item_versioned_relationships: 'timestamp=2025-12-01T00:00:00.000%2B0000',
	get_relationships: 'project=2&lastId=0',
};
const PROJECT = ['activities', 'baselines', 'items', 'releases', 'tags', 'testplans'];

function query(id: string, path: string): string {
	if (id === 'download_files') {
		const [attachment] = bench.server.state.attachments.values();
		const link = `${bench.server.url}/attachment/${attachment?.fields.attachment}/diagram.png`;
		return `?url=${encodeURIComponent(link)}`;
	}
	const list = id.startsWith('get_') && PROJECT.some((name) => path === `/${name}`);
	const given = QUERY[id] ?? (list ? 'project=2' : '');
	return given && `?${given}`;
}

/** A body for each operation that needs one. */
function body(id: string): unknown {
	const { state } = bench.server;
	const item = bench.nth('system');
	const days = { startDate: '2026-01-01', endDate: '2026-02-01' };
	const name = [{ op: 'replace', path: '/fields/name', value: 'New' }];
	const relationship = [...state.relationships.values()][0]!;
	const user = {
		username: 'new.user',
		password: 'secret',
		firstName: 'New',
		lastName: 'User',
		email: 'new@example.com',
		licenseType: 'NAMED',
	};
	const request = {
		project: 2,
		itemType: 33,
		location: { parent: { item: item.parentItem } },
		fields: { name: 'New' },
	};
	const link = { url: 'https://example.com' };
	const bodies: Record<string, unknown> = {
		post_baselines: { project: 2, name: 'New' },
		put_baselines_baselineId: { name: 'New' },
		put_baselinetree_projectId_move: { baseline: 2, folder: 1 },
		post_baselines_folders: { name: 'New', project: 2 },
		add_comment: { body: { text: 'New' }, location: { item: item.id } },
		add_item: request,
		put_item: request,
		patch_item: name,
		patch_items: [{ id: item.id, operations: name }],
		put_items_treeLocation: { item: item.id, parent: { item: item.parentItem } },
		update_item_location: { parent: { item: item.parentItem } },
		connect_item_to_global_id_pool: { item: bench.nth('system', 1).id },
		execute_transition: { transitionId: '1' },
		post_items_id_categories: { categoryPathId: 2 },
		post_categories: { name: 'New', projects: [2] },
		put_categories_categoryPathId_visibility: { project: 2, visible: true },
		post_itemtypes: { typeKey: 'NEW', display: 'New' },
		post_itemtypes_itemTypeId_fields: { label: 'New', fieldType: 'STRING' },
		update_picklist_option: { name: 'New' },
		add_pick_list_option: { name: 'New', color: 'FF0000' },
		post_picklists: { name: 'New', pickListType: 'STANDARD' },
		add_project: { projectKey: 'NEW', fields: { name: 'New' } },
		put_project: { projectKey: 'PUMP', fields: { name: 'New' }, parent: 1 },
		post_projects_projectId_permissions: { user: 7, permission: 'READ' },
		put_projects_projectId_permissions: { user: 7, permission: 'READ' },
		post_attachment: { fields: { name: 'New' } },
		create_relationship: { fromItem: item.id, toItem: bench.nth('testCase', 9).id },
		update_relationship: {
			fromItem: relationship.fromItem,
			toItem: relationship.toItem,
			relationshipType: 1,
		},
		add_release: { name: 'New', releaseDate: '2026-05-01', project: 2 },
		put_release: { name: 'New', releaseDate: '2026-05-01', project: 2 },
		set_domains: { domains: ['https://example.org'] },
		add_tag: { name: 'New', project: 2 },
		put_tag: { name: 'New', project: 2 },
		create_test_plan: { project: 2, fields: { name: 'New' } },
		update_test_plan: { project: 2, fields: { name: 'New' } },
		patch_test_plan: name,
		toggle_archived_status: { archived: true },
		create_test_cycle: { fields: { name: 'New', ...days } },
		update_test_cycle: { fields: { name: 'New', ...days } },
		patch_test_cycle: name,
		add_test_group: { name: 'New' },
		update_test_group: { name: 'New' },
		post_test_case: { testCase: bench.nth('testCase', 12).id },
		update_test_run: { fields: { actualResults: 'New' } },
		patch_test_run: [{ op: 'add', path: '/fields/actualResults', value: 'New' }],
		add_user_group: { name: 'New', description: '' },
		update_user_group: { name: 'New', description: '' },
		add_user_to_group: { user: 8 },
		add_user: user,
		put_user: user,
		set_active_status: { active: false },
		post_reports_reportId: { project: 2, format: 'PDF' },
	};
	if (/_attachment$/.test(id) && id.startsWith('add_')) {
		const made = state.attachments.get(first(state.attachments.keys()))!;
		state.attachments.set(1, { ...made, id: 1 });
		return { attachment: 1 };
	}
	if (/^add_.*_tag$/.test(id)) return { tag: 5 };
	if (/_link$/.test(id) && !id.startsWith('get') && !id.startsWith('delete')) return link;
	return id.endsWith('_lock') && id.startsWith('update') ? { locked: true } : bodies[id];
}

/** What an operation needs to be there first. */
async function prepare(id: string): Promise<void> {
	const { state } = bench.server;
	const item = bench.nth('system').id;
	const plan = state.testItems.list('plan')[0]!.id;
	const run = state.testItems.list('run')[0]!.id;
	if (/sync/.test(id) && id !== 'connect_item_to_global_id_pool')
		await bench.send('POST', `/items/${item}/synceditems`, { item: bench.nth('system', 1).id });
	if (id === 'delete_items_id_categories_categoryPathId')
		await bench.send('POST', `/items/${item}/categories`, { categoryPathId: 1 });
	if (id === 'delete_picklists_picklistId') addPickList(state, 9, 'New', []);
	if (id === 'restore_items') await bench.send('DELETE', `/items/${bench.nth('software').id}`);
	if (id === 'execute_transition') bench.nth('system').fields.status = 201;
	if (/_attachment|_link|_tag/.test(id) && /test_(plan|run)/.test(id) && !id.startsWith('add_')) {
		const owner = /test_plan/.test(id) ? `/testplans/${plan}` : `/testruns/${run}`;
		await bench.send('POST', `${owner}/tags`, { tag: 1 });
		await bench.send('POST', `${owner}/links`, { url: 'https://example.com' });
		await bench.send('POST', `${owner}/attachments`, {
			attachment: first(state.attachments.keys()),
		});
	}
}

test('all 243 operations of the contract are answered, and no other', () => {
	const ids = operations.map(({ id }) => id);
	expect(ids).toHaveLength(243);
	expect(ids.filter((id) => !(id in handlers))).toEqual([]);
	expect(Object.keys(handlers).filter((id) => !ids.includes(id))).toEqual([]);
});

test('an operation without a handler answers 501', async () => {
	const contract = createContract({});
	const request = { method: 'GET', path: '/projects', query: {}, headers: {} };
	const exchange: Exchange = {
		entry: {},
		root: 'v1',
		now: 0,
		validateResponses: true,
		strict: false,
		request,
		violation: () => {},
		call: () => {
			throw new Error('not called');
		},
	};
	expect((await contract.handle(exchange)).status).toBe(501);
});

test.each(operations.map((each) => [each.id, each] as const))(
	'%s succeeds, in a form that the contract allows',
	async (id, { method, path, root }) => {
		bench.server.reset();
		bench.server.reseed({ items: 120 });
		await prepare(id);
		const address = `/rest/${root}${fill(path)}${query(id, path)}`;
		const { username, password } = bench.server.logins.basic;
		const form = new FormData();
		form.set('file', new Blob(['x']), 'x.txt');
		const reply =
			id === 'upload_file'
				? await fetch(bench.server.url + address, {
						method,
						body: form,
						headers: { authorization: basic(username, password) },
					})
				: await bench.send(method, address, body(id));
		const text = 'text' in reply && typeof reply.text === 'string' ? reply.text : '';
		const expected = method === 'POST' ? [200, 201] : method === 'DELETE' ? [204] : [200];
		expect([address, expected.includes(reply.status) ? 'ok' : `${reply.status} ${text}`]).toEqual([
			address,
			'ok',
		]);
		expect(bench.server.violations).toEqual([]);
	},
);
