/** Rows whose form no document says: whatever they hold, people can read them, and no value gets lost or changes its place. */
import { simplifyUnpublished } from '../../nodes/Jama/fields/unpublishedRows';
import type { Row } from '../../nodes/shared/values/row';
import { jamaSession, LOOKUPS } from '../support/rows/jamaSession';
import { pseudoRandom } from './support/random';

const BEN = { id: 8, username: 'ben', firstName: 'Ben', lastName: 'Okafor' };
const REPLIES = {
	...LOOKUPS,
	'GET /users/8': { row: BEN },
	'GET /users/9': { row: { ...BEN, id: 9, username: 'ada', firstName: 'Ada', lastName: 'Li' } },
	'GET /users/10': { row: { ...BEN, id: 10, username: 'ben2' } },
	'GET /users/99': { status: 404 },
	'GET /projects/2': { row: { id: 2, projectKey: 'PUMP', fields: { name: 'Pump' } } },
	'GET /itemtypes': { rows: [{ id: 33, display: 'Requirement' }] },
	'GET /relationshiptypes': { rows: [{ id: 1, name: 'Verified By' }] },
};

async function show(...rows: Row[]) {
	const { session, asked, hints } = jamaSession(structuredClone(REPLIES));
	await simplifyUnpublished.prepare?.(rows, session);
	const shown = await Promise.all(
		rows.map(async (row) => await simplifyUnpublished(row, session, {})),
	);
	return { shown, asked: asked(), hints };
}
/** The columns of a row, in their order, with their values. */
const columns = async (row: Row) => Object.entries((await show(row)).shown[0] ?? {});

test('key, name, status and type come first, IDs last, and nothing empty is shown', async () => {
	const row = {
		id: 1,
		baseline: 4,
		createdDate: '2026-01-05',
		tags: [],
		note: null,
		more: {},
		type: 'PEER',
		status: 'OPEN',
		name: 'Review',
		key: 'REV-1',
	};
	expect(await columns(row)).toEqual([
		['key', 'REV-1'],
		['name', 'Review'],
		['status', 'OPEN'],
		['type', 'PEER'],
		['createdDate', '2026-01-05'],
		['id', 1],
		['baseline', 4],
	]);
});

test('what Jama calls the records of a list is no type', async () => {
	expect(await columns({ id: 1, type: 'reviewcomments' })).toEqual([['id', 1]]);
});

test('users are shown by name, projects by key, types by name, with the other IDs last', async () => {
	const row = { createdBy: 8, userId: 9, project: 2, itemType: 33, fromItemType: 33, owner: 'me' };
	expect(await columns(row)).toEqual([
		['createdBy', 'Ben Okafor'],
		['user', 'Ada Li'],
		['projectKey', 'PUMP'],
		['itemTypeName', 'Requirement'],
		['fromItemTypeName', 'Requirement'],
		['owner', 'me'],
		['userId', 9],
		['project', 2],
		['itemType', 33],
		['fromItemType', 33],
	]);
});

test('each value of an object stands in a column; its name is the object', async () => {
	const row = {
		state: { id: 3, name: 'Open', color: 'red' },
		owner: BEN,
		origin: { project: 2, baseline: { baselineId: 4 } },
		fields: { text: 'Words' },
	};
	expect(await columns(row)).toEqual([
		['state', 'Open'],
		['stateColor', 'red'],
		['owner', 'Ben Okafor'],
		['originProjectKey', 'PUMP'],
		['text', 'Words'],
		['stateId', 3],
		['ownerId', 8],
		['originProject', 2],
		['originBaselineId', 4],
	]);
});

test('a list of objects is a list for each of their values, in step', async () => {
	const rules = [
		{ fromItemType: 33, relationshipType: 1, labels: ['a', 'b'] },
		{ fromItemType: 34, note: 'x' },
	];
	const participants = [{ user: 8, finished: true }, { user: 9, finished: false }, { user: 99 }];
	const { shown, hints } = await show({ participants, rules });
	expect(Object.entries(shown[0] ?? {})).toEqual([
		['participantsUser', ['Ben Okafor', 'Ada Li', 99]],
		['participantsFinished', [true, false, null]],
		['rulesFromItemTypeName', ['Requirement', 34]],
		['rulesRelationshipTypeName', ['Verified By', null]],
		['rulesLabels', ['a, b', null]],
		['rulesNote', [null, 'x']],
		['rulesFromItemType', [33, 34]],
		['rulesRelationshipType', [1, null]],
	]);
	expect(hints).toEqual([
		"'participants.user' is shown as a number: this user may not read what the number stands for.",
	]);
});

test('a number under the name of many is a count, and a list of IDs is none', async () => {
	const { shown, asked } = await show({ participants: 8, projects: 2, moderators: [8, 9] });
	expect(shown).toEqual([{ participants: 8, projects: 2, moderators: ['Ben Okafor', 'Ada Li'] }]);
	expect(asked).toEqual(['GET /users/8', 'GET /users/9']);
});

test('no value takes the place of another one', async () => {
	const row = { projectKey: 'OWN', project: 2, user: { id: 7, name: 'Ben' }, userId: 8 };
	const { shown } = await show(row);
	expect(shown).toEqual([{ projectKey: 'OWN', project: 2, user: 'Ben', userId: 8, 'user.id': 7 }]);
});

test('users of one name are told apart, whichever row comes first', async () => {
	const { shown } = await show({ user: 8 }, { user: 10 });
	expect(shown).toEqual([{ user: 'Ben Okafor (ID 8)' }, { user: 'Ben Okafor (ID 10)' }]);
});

test.each([
	['an item', { id: 1, itemType: 33, documentKey: 'A-1', fields: { name: 'A' } }, 'documentKey'],
	['a project', { id: 2, projectKey: 'PUMP', fields: { name: 'Pump' } }, 'projectKey'],
	['a user', { ...BEN, role: 'APPROVER' }, 'username'],
])('a row in the form of %s is shown as one', async (_, row, first) => {
	const all = await columns(row);
	expect(all[0]?.[0]).toBe(first);
	expect(all.map(([name]) => name)).toContain(first === 'username' ? 'role' : 'url');
	expect(all.find(([name]) => name === 'fields')).toBeUndefined();
});

test('whatever a row holds, no column holds an object or an empty list, and each text is there', async () => {
	const random = pseudoRandom(11);
	const below = (end: number) => Math.floor(random() * end);
	let texts: string[] = [];
	const names = ['a', 'name', 'aName', 'b', 'bA', 'id', 'list', 'key', 'linkedTo'];
	const some = <T>(make: () => T): T[] => Array.from({ length: below(4) }, make);
	const value = (depth: number): unknown => {
		const kind = below(depth > 3 ? 2 : 4);
		if (kind === 2) return some(() => value(depth + 1));
		if (kind === 3) return object(depth + 1);
		if (kind === 1) return [null, '', true, 0][below(4)];
		const text = `t${texts.length}.`;
		texts.push(text);
		return text;
	};
	const object = (depth: number): Row =>
		Object.fromEntries(
			[...new Set(some(() => names[below(names.length)] as string))].map((name) => [
				name,
				value(depth) as never,
			]),
		);
	for (let round = 0; round < 500; round++) {
		texts = [];
		const row = object(0);
		const { shown } = await show(row);
		const cells = Object.values(shown[0] ?? {});
		const flat = cells.flatMap((cell) => (Array.isArray(cell) && cell.length > 0 ? cell : [cell]));
		expect(flat.filter((one) => typeof one === 'object' && one !== null)).toEqual([]);
		const said = JSON.stringify(shown);
		expect({ row, lost: texts.filter((text) => !said.includes(text)) }).toEqual({ row, lost: [] });
	}
});
