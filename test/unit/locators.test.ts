import type { INodePropertyMode } from 'n8n-workflow';
import {
	ITEM,
	ITEM_TYPE,
	PROJECT,
	RECORD,
	TAG,
	TEST_CYCLE,
	TEST_PLAN,
	TEST_RUN,
} from '../../nodes/Jama/pickers/kinds';
import { chosen, locator } from '../../nodes/shared/pickers/locator';
import type { Field } from '../../nodes/shared/operations/operation';
import { refusal } from './support/errors';
import type { Reply } from '../support/rows/jamaSession';
import { jamaSession, valueContext } from '../support/rows/jamaSession';

const item = locator(ITEM, {
	name: 'itemId',
	displayName: 'Item',
	in: 'path',
	as: 'id',
	required: true,
});
const project = locator(PROJECT, { name: 'project', displayName: 'Project' });
const itemType = locator(ITEM_TYPE, { name: 'itemType', displayName: 'Item Type' });
const tag = locator(TAG, { name: 'tag', displayName: 'Tag', required: true });

async function resolve(field: Field, value: unknown, replies: Record<string, Reply> = {}) {
	const jama = jamaSession(replies);
	const id = await field.toWire?.(value, valueContext(jama.session));
	return { id, sent: jama.sent, asked: jama.asked() };
}
const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });

describe('by list and by ID', () => {
	test.each([
		by('list', 12),
		by('list', '12'),
		by('id', '12'),
		by('id', ' 12 '),
		by('id', 12),
		{ value: 12 },
		12,
		'12',
	])('%j is 12, without a request', async (value) => {
		const { id, sent } = await resolve(item, value);
		expect([id, sent]).toEqual([12, []]);
	});

	test.each(['REQ-12', '12a', '1.5', '-3', '1e3', 'null', true])(
		'the ID %j is no number: it says how else to name the item',
		async (value) => {
			const { message, advice } = await refusal(() => resolve(item, by('id', value)));
			expect(message).toContain("'Item' must be an ID");
			expect(advice).toMatch(/'By Key' for PUMP-SYS-12.*'By Global ID'/);
		},
	);

	test.each([
		by('constructor', '12'),
		by('toString', '12'),
		by('no such mode', '12'),
		{ __rl: true, mode: 7, value: '12' },
		by('id', { id: 12 }),
		by('list', [12, 13]),
		{ id: 12 },
		[12],
	])('%j is refused with a sentence that names the field', async (value) => {
		const { message, advice } = await refusal(() => resolve(item, value));
		expect(message).toMatch(/^'Item' (has no mode|must be text or a number)/);
		expect(`${message} ${String(advice)}`).not.toMatch(/\[object|undefined|not a function/);
	});

	test('a kind without other names says what a number looks like', async () => {
		const plain = locator({ ...TAG, nameOf: undefined }, { name: 'tagId', displayName: 'Tag' });
		const { advice } = await refusal(() => resolve(plain, by('id', 'safety')));
		expect(advice).toContain('such as 7');
	});

	test.each(['', null, undefined, by('list', ''), by('id', null), by('url', '')])(
		'%j: required is refused, optional is left out',
		async (value) => {
			expect((await refusal(() => resolve(item, value))).message).toBe("'Item' is empty");
			expect((await resolve(project, value)).id).toBeUndefined();
		},
	);

	test('blanks are empty', async () => {
		expect((await refusal(() => resolve(item, by('id', '   ')))).message).toMatch(
			/^'Item' (is empty|must be an ID)/,
		);
	});
});

describe('by document key', () => {
	const rows = [
		{ id: 12, documentKey: 'PUMP-SYS-1' },
		{ id: 13, documentKey: 'PUMP-SYS-12' },
	];

	test('asks the server and compares exactly, whatever the case', async () => {
		const { id, sent } = await resolve(item, by('key', 'pump-sys-1'), {
			'GET /abstractitems': { rows },
		});
		expect(id).toBe(12);
		expect(sent[0]?.query).toMatchObject({ documentKey: ['pump-sys-1'] });
	});

	test('none and several are refused', async () => {
		const none = await refusal(() =>
			resolve(item, by('key', 'X-1'), { 'GET /abstractitems': { rows } }),
		);
		expect(none.message).toBe('The item with document key "X-1" was not found');
		const twice = [
			{ id: 1, documentKey: 'A-1' },
			{ id: 2, documentKey: 'A-1' },
		];
		const two = await refusal(() =>
			resolve(item, by('key', 'A-1'), { 'GET /abstractitems': { rows: twice } }),
		);
		expect(two.message).toContain('A-1 (ID 1), A-1 (ID 2)');
		expect(two.advice).toContain('ID');
	});

	test('the same key is asked for once in an execution', async () => {
		const { session, sent } = jamaSession({ 'GET /abstractitems': { rows } });
		for (let time = 0; time < 3; time++)
			await item.toWire?.(by('key', 'PUMP-SYS-1'), valueContext(session));
		expect(sent).toHaveLength(1);
	});
});

describe('by global ID', () => {
	const row = (id: number, globalId: string) => ({ id, globalId, documentKey: `K-${id}` });

	test('is searched as text and compared exactly', async () => {
		const rows = [row(1, 'GID-10'), row(2, 'GID-1'), row(3, 'x')];
		const { id, sent } = await resolve(item, by('globalId', 'gid-1'), {
			'GET /abstractitems': { rows },
		});
		expect(id).toBe(2);
		expect(sent[0]?.query?.contains).toEqual(['globalId:"gid-1"']);
	});

	test('synced items share one: refused with the items that have it', async () => {
		const rows = [row(1, 'GID-1'), row(2, 'GID-1')];
		const { message } = await refusal(() =>
			resolve(item, by('globalId', 'GID-1'), { 'GET /abstractitems': { rows } }),
		);
		expect(message).toContain('K-1 (ID 1), K-2 (ID 2)');
	});

	test('unknown: both searches, then refused', async () => {
		const jama = jamaSession({ 'GET /abstractitems': { rows: [] } });
		await refusal(() => item.toWire?.(by('globalId', 'GID-9'), valueContext(jama.session)));
		expect(jama.sent.map(({ query }) => query?.contains)).toEqual([
			['globalId:"GID-9"'],
			['"+GID +9"'],
			['"GID-9"'],
		]);
	});
});

describe('by URL', () => {
	const base = 'https://jama.test/contour';
	test.each([
		`${base}/perspective.req#/items/1234?projectId=56`,
		`${base}/perspective.req?projectId=56&docId=1234`,
		`${base}/perspective.req#/projects/56/items/1234`,
		`https://JAMA.test/contour/perspective.req#/items/1234`,
		`${base}/perspective.req#/items/1234`,
		`${base}/perspective.req#/testCases/1234?projectId=56`,
		`${base}/perspective.req#/containers/1234`,
		`${base}/perspective.req#/defects/1234?projectId=56`,
		`${base}/rest/v1/abstractitems/1234`,
	])('%s names item 1234', async (url) => {
		expect((await resolve(item, by('url', url))).id).toBe(1234);
	});

	test.each([
		`${base}/perspective.req#/projects/56/dashboard`,
		`${base}/perspective.req?projectId=56`,
	])('%s names project 56', async (url) => {
		expect((await resolve(project, by('url', url))).id).toBe(56);
	});

	test.each([
		[TEST_RUN, 'testRuns'],
		[TEST_CYCLE, 'testCycles'],
		[TEST_PLAN, 'testPlans'],
		[RECORD, 'testRuns'],
		[RECORD, 'testPlans'],
		[RECORD, 'defects'],
		[RECORD, 'attachments'],
	])('an address of the browser names a record by its view: $noun at %s', async (kind, view) => {
		const field = locator(kind, { name: 'picked', displayName: 'Picked' });
		for (const more of ['', '?projectId=56']) {
			const url = `${base}/perspective.req#/${view}/77${more}`;
			expect((await resolve(field, by('url', url))).id).toBe(77);
		}
	});

	test('a test run is no item', async () => {
		const url = `${base}/perspective.req#/testRuns/77?projectId=56`;
		const { message } = await refusal(() => resolve(item, by('url', url)));
		expect(message).toContain('names no item');
	});

	test.each([
		'https://evil.test/perspective.req#/items/1234',
		'https://jama.test.evil.test/#/items/1',
		'https://jama.test:8443/#/items/1',
		'items/1234',
		'1234',
	])('%s belongs to another host or is no URL', async (url) => {
		const { message, advice } = await refusal(() => resolve(item, by('url', url)));
		expect(message).toContain("'Item' is not a URL of this Jama");
		expect(advice).toContain('jama.test');
	});

	test('a URL of this Jama that names no item', async () => {
		const { message, advice } = await refusal(() =>
			resolve(item, by('url', `${base}/perspective.req#/projects/5`)),
		);
		expect(message).toContain('names no item');
		expect(advice).toContain('#/items/1234');
	});
});

describe('in the editor', () => {
	const modes = (field: Field) =>
		(field.property.modes as INodePropertyMode[]).map(({ displayName }) => displayName);

	test('every kind offers its ways, the list first', () => {
		expect(modes(item)).toEqual(['From List', 'By ID', 'By Key', 'By Global ID', 'By URL']);
		expect(modes(project)).toEqual(['From List', 'By ID', 'By Key', 'By Name', 'By URL']);
		// What the browser shows on no page of its own has no URL that anybody could copy.
		expect(modes(itemType)).toEqual(['From List', 'By ID', 'By Name']);
		expect(modes(tag)).toEqual(['From List', 'By ID', 'By Name']);
		expect(item.property.default).toEqual({ mode: 'list', value: '' });
	});

	test('what a URL looks like stands in its empty box', () => {
		const { placeholder } = (item.property.modes as INodePropertyMode[]).at(-1)!;
		expect(placeholder).toBe('e.g. …#/items/1234');
	});

	test('what an expression will give is not known yet', async () => {
		const { session, sent } = jamaSession({});
		expect(await chosen(ITEM, by('id', '={{ $json.id }}'), valueContext(session))).toBeUndefined();
		expect(await chosen(ITEM, by('list', ''), valueContext(session))).toBeUndefined();
		expect(
			await chosen(ITEM_TYPE, by('id', '={{ $json.id }}'), valueContext(session)),
		).toBeUndefined();
		expect(await chosen(ITEM, by('list', 12), valueContext(session))).toBe(12);
		expect(sent).toEqual([]);
	});
});
