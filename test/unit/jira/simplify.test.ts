/** Rows as people read them keep what was asked for. */
import {
	simplifyBoard,
	simplifyIssue,
	simplifySprint,
} from '../../../nodes/JiraAgile/fields/simplify';
import { jamaSession } from '../../support/rows/jamaSession';

const { session } = jamaSession({});
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
		id: '1',
		key: 'PUMP-4',
		summary: 'Alarm',
		issuelinks: links,
		subtasks,
		comment,
	});
	expect(await simplify({ summary: 'Alarm', ...quiet })).toEqual({
		id: '1',
		key: 'PUMP-4',
		summary: 'Alarm',
	});
	expect(await simplify(quiet, { fields: '*all' })).toMatchObject(quiet);
});

test('a field that was named stays when it is empty', async () => {
	const fields = { assignee: null, labels: [], subtasks: [], issuetype: null };
	expect(await simplify(fields, { fields: 'assignee, labels, subtasks, issuetype' })).toEqual({
		id: '1',
		key: 'PUMP-4',
		assignee: null,
		labels: [],
		subtasks: [],
		type: null,
	});
	expect(await simplify(fields)).toEqual({ id: '1', key: 'PUMP-4' });
});

test('what expand added stays, whole', async () => {
	const added = {
		changelog: { histories: [{}] },
		names: { summary: 'Summary' },
		transitions: [{}],
	};
	expect(await simplify({ summary: 'A' }, {}, { ...added, expand: 'changelog' })).toEqual({
		id: '1',
		key: 'PUMP-4',
		summary: 'A',
		...added,
	});
	const board = { id: 1, self: 'x', name: 'B', admins: { users: [] }, canEdit: true };
	expect(simplifyBoard(board)).toEqual({ id: 1, name: 'B', admins: { users: [] }, canEdit: true });
	const sprint = { id: 1, self: 'x', name: 'S', synced: false, autoStartStop: true };
	expect(simplifySprint(sprint)).toEqual({ id: 1, name: 'S', synced: false, autoStartStop: true });
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
		['id', '1'],
		['key', 'PUMP-4'],
		['summary', 'Alarm'],
		...Object.entries(fields),
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
	[
		sprintText('name=Sprint 1, Alarms,startDate=2026-01-05T09:00:00.000Z,goal='),
		'Sprint 1, Alarms',
	],
	[sprintText('name=Sprint [2], b=c,goal=x,sequence=3'), 'Sprint [2], b=c'],
	[sprintText('name=Last'), 'Last'],
	[
		'com.atlassian.greenhopper.service.sprint.Sprint@1f[rapidViewId=1,state=CLOSED,name=Older,startDate=<null>,id=3]',
		'Older',
	],
])('the value %j is shown as %j', async (value, shown) => {
	expect(await simplify({ customfield_1: value })).toMatchObject({ customfield_1: shown });
});
