/** Rows as people read them keep what was asked for. */
import { simplifyTo } from '../../../nodes/JiraAgile/fields/rowKinds';
import { simplifyIssue } from '../../../nodes/JiraAgile/fields/simplify';
import { jamaSession } from '../../support/rows/jamaSession';

const { session } = jamaSession({});
const site = session.connection.baseUrl;
/** What stands behind the other columns of PUMP-4. */
const END = { url: `${site}/browse/PUMP-4`, id: '1' };
const simplify = async (fields: object, options: object = {}, more: object = {}) =>
	await simplifyIssue({ id: '1', key: 'PUMP-4', self: 'x', ...more, fields } as never, session, {
		...options,
	});

const links = [{ id: '7', type: { name: 'Blocks' }, outwardIssue: { key: 'PUMP-5' } }];
const subtasks = [{ id: '8', key: 'PUMP-8', fields: { summary: 'Sub' } }];
const comment = { comments: [{ body: 'Yes' }], total: 1 };
const quiet = { issuelinks: links, subtasks, comment, votes: { votes: 2 } };

test('fields that were named stay, whole; others of their kind do not', async () => {
	const row = await simplify(
		{ summary: 'Alarm', ...quiet },
		{ fields: 'summary,issuelinks, subtasks,comment' },
	);
	expect(row).toEqual({
		...END,
		key: 'PUMP-4',
		summary: 'Alarm',
		issuelinks: links,
		subtasks,
		comment,
	});
	expect(await simplify({ summary: 'Alarm', ...quiet })).toEqual({
		...END,
		key: 'PUMP-4',
		summary: 'Alarm',
	});
	expect(await simplify(quiet, { fields: '*all' })).toMatchObject(quiet);
});

test('a field that was named stays when it is empty', async () => {
	const fields = { assignee: null, labels: [], subtasks: [], issuetype: null };
	expect(await simplify(fields, { fields: 'assignee, labels, subtasks, issuetype' })).toEqual({
		...END,
		key: 'PUMP-4',
		assignee: null,
		labels: [],
		subtasks: [],
		type: null,
	});
	expect(await simplify(fields)).toEqual({ key: 'PUMP-4', ...END });
});

test('what expand added stays, whole', async () => {
	const added = {
		changelog: { histories: [{}] },
		names: { summary: 'Summary' },
		transitions: [{}],
	};
	expect(await simplify({ summary: 'A' }, {}, { ...added, expand: 'changelog' })).toEqual({
		...END,
		key: 'PUMP-4',
		summary: 'A',
		...added,
	});
	const board = { id: 1, self: 'x', name: 'B', admins: { users: [] }, canEdit: true };
	expect(await simplifyTo.board(board, session, {})).toEqual({
		name: 'B',
		admins: { users: [] },
		canEdit: true,
		url: `${site}/secure/RapidBoard.jspa?rapidView=1`,
		id: 1,
	});
	const sprint = { id: 1, self: 'x', name: 'S', synced: false, autoStartStop: true };
	expect(await simplifyTo.sprint(sprint, session, {})).toEqual({
		name: 'S',
		synced: false,
		autoStartStop: true,
		id: 1,
	});
});

test('no field takes the place of a column', async () => {
	const fields = {
		status: { name: 'To Do', statusCategory: { key: 'new' } },
		statusCategory: { name: 'To Do' },
	};
	const row = await simplify({ ...fields, key: 'other', sprintId: 9 }, { fields: '*all' });
	expect(row).toMatchObject({ key: 'PUMP-4', statusCategory: 'new', status: 'To Do' });
});

test('a field that is named like what every object has is a field', async () => {
	const fields = { constructor: 'Builder', toString: 'x', valueOf: 3 };
	const row = await simplify({ summary: 'Alarm', ...fields });
	expect(Object.entries(row)).toEqual([
		['key', 'PUMP-4'],
		['summary', 'Alarm'],
		...Object.entries(fields),
		...Object.entries(END),
	]);
});

const sprintText = (inside: string) =>
	`com.atlassian.greenhopper.service.sprint.Sprint@1f[id=3,rapidViewId=1,state=ACTIVE,${inside}]`;

test.each([
	[{ value: 'Class II', child: { value: 'IIb' } }, 'Class II / IIb'],
	[{ value: 'Class II' }, 'Class II'],
	[
		[{ value: 'A', child: { value: 'B' } }, { value: 'C' }],
		['A / B', 'C'],
	],
])('the value %j is shown as %j', async (value, shown) => {
	const names = { customfield_1: 'Risk Class' };
	expect(await simplify({ customfield_1: value }, {}, { names })).toMatchObject({
		'Risk Class': shown,
	});
});

test.each([
	['name=Sprint 1, Alarms,startDate=2026-01-05T09:00:00.000Z,goal=', 'Sprint 1, Alarms'],
	['name=Sprint [2], b=c,goal=x,sequence=3', 'Sprint [2], b=c'],
	['name=Last', 'Last'],
])('the sprint %j is called %j', async (text, sprint) => {
	const closed =
		'com.atlassian.greenhopper.service.sprint.Sprint@1f[rapidViewId=1,state=CLOSED,name=Older,startDate=<null>,id=2]';
	const row = await simplify({ customfield_1: [closed, sprintText(text)] });
	expect(Object.entries(row)).toEqual([
		['key', 'PUMP-4'],
		['sprint', sprint],
		['sprintState', 'active'],
		['closedSprints', ['Older']],
		...Object.entries(END),
		['sprintId', 3],
	]);
});

test('the sprint field of the Agile API and its custom field are one set of columns', async () => {
	const active = { id: 3, name: 'S3', state: 'active', originBoardId: 1 };
	const old = { id: 2, name: 'S2', state: 'closed', boardId: 1 };
	const row = await simplify({
		sprint: active,
		closedSprints: [{ ...old, originBoardId: 1 }],
		customfield_1: [old, { ...active, boardId: 1 }],
	});
	expect(row).toEqual({
		...{ key: 'PUMP-4', sprint: 'S3', sprintState: 'active', closedSprints: ['S2'], ...END },
		sprintId: 3,
	});
});

test('custom fields by name; by ID where that was asked for, or two have the name', async () => {
	const names = { customfield_1: 'Team', customfield_2: 'Team', customfield_3: 'status' };
	const fields = { status: { name: 'Done' }, customfield_1: 'a', customfield_2: 'b' };
	const all = { ...fields, customfield_3: 'c' };
	expect(await simplify(all, {}, { names })).toMatchObject({
		'Team (customfield_1)': 'a',
		'Team (customfield_2)': 'b',
		'status (customfield_3)': 'c',
		status: 'Done',
	});
	const options = { fields: 'customfield_1, customfield_2' };
	expect(await simplify(fields, options, { names })).toMatchObject({
		customfield_1: 'a',
		customfield_2: 'b',
	});
});
