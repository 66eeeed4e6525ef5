import type { Change } from '../../nodes/shared/trigger/changes';
import { toEvents } from '../../nodes/JamaTrigger/events';
import type { Settings } from '../../nodes/JamaTrigger/settings';
import { caught } from './support/errors';
import { jamaSession } from '../support/rows/jamaSession';
import type { Reply } from '../support/rows/jamaSession';

const settings: Settings = {
	triggerOn: 'itemCreatedOrUpdated',
	projects: [],
	query: {},
	simplify: false,
	ignoreOwnChanges: false,
	previousVersion: false,
	overlap: 5000,
	itemsPerPoll: 1000,
};
const at = (second: number) => `2026-01-15T12:00:0${second}.000+0000`;
const ms = (second: number) => Date.parse(`2026-01-15T12:00:0${second}Z`);

/** A change of item 5: created at 1, saved by user 7 at `saved`, last active at `date`. */
function change(date: number, more: Partial<Change> & { saved?: number } = {}): Change {
	const { saved = date, ...rest } = more;
	return {
		id: '5',
		date: ms(date),
		mark: '',
		unknownSince: ms(0),
		row: {
			id: 5,
			createdDate: at(1),
			modifiedDate: at(saved),
			lastActivityDate: at(date),
			modifiedBy: 7,
			fields: { name: 'now' },
		},
		...rest,
	};
}

async function events(
	changes: Change[],
	more: Partial<Settings> = {},
	replies: Record<string, Reply> = {},
) {
	const { session, asked } = jamaSession(replies);
	return { events: await toEvents(session, { ...settings, ...more }, changes), asked: asked() };
}

describe('created or updated', () => {
	test.each<[string, Change, string[], string[], string[]]>([
		['a new item', change(1), ['created'], ['created'], []],
		['new and saved again', change(3), ['created'], ['created'], ['updated']],
		[
			'emitted before',
			change(3, { before: ms(1), unknownSince: ms(1) }),
			['updated'],
			[],
			['updated'],
		],
		['older than what is known', change(3, { unknownSince: ms(2) }), ['updated'], [], ['updated']],
	])('%s', async (_, one, both, created, updated) => {
		const types = async (triggerOn: Settings['triggerOn']) =>
			(await events([one], { triggerOn })).events.map(({ changeType }) => changeType);
		expect(await types('itemCreatedOrUpdated')).toEqual(both);
		expect(await types('itemCreated')).toEqual(created);
		expect(await types('itemUpdated')).toEqual(updated);
	});
});

describe('own changes', () => {
	const versions = (
		...rows: Array<[number, number, number | undefined]>
	): Record<string, Reply> => ({
		'GET /users/current': { row: { id: 7 } },
		'GET /abstractitems/5/versions': {
			rows: rows.map(([versionNumber, second, createdBy]) => ({
				versionNumber,
				createdDate: at(second),
				createdBy,
			})),
		},
	});
	const isTold = async (one: Change, replies: Record<string, Reply>) =>
		(await events([one], { ignoreOwnChanges: true }, replies)).events.length === 1;

	test('a save by the own user is left out', async () => {
		expect(await isTold(change(3), versions([1, 1, 7], [2, 3, 7]))).toBe(false);
	});

	test('a save by somebody else, or a comment, is emitted without looking at versions', async () => {
		const me = { 'GET /users/current': { row: { id: 8 } } };
		expect(await isTold(change(3), me)).toBe(true);
		const own = { 'GET /users/current': { row: { id: 7 } } };
		expect(await isTold(change(4, { saved: 3 }), own)).toBe(true);
	});

	test('a save by somebody else under the own one is emitted, unless it was emitted before', async () => {
		const mixed = versions([1, 1, 7], [2, 2, 8], [3, 3, 7]);
		expect(await isTold(change(3), mixed)).toBe(true);
		expect(await isTold(change(3, { before: ms(2), unknownSince: ms(2) }), mixed)).toBe(false);
	});

	test('a version that names nobody does not count as somebody else', async () => {
		expect(await isTold(change(3), versions([1, 2, undefined], [2, 3, 7]))).toBe(false);
	});

	test('an item that is gone by now is left out', async () => {
		const gone: Record<string, Reply> = {
			'GET /users/current': { row: { id: 7 } },
			'GET /abstractitems/5/versions': { status: 404 },
		};
		expect(await isTold(change(3), gone)).toBe(false);
	});

	test('an item whose versions may not be seen is emitted: who else saved it is not known', async () => {
		const hidden: Record<string, Reply> = {
			'GET /users/current': { row: { id: 7 } },
			'GET /abstractitems/5/versions': { status: 403 },
		};
		expect(await isTold(change(3), hidden)).toBe(true);
	});

	test('a credential that is refused meanwhile is an error, not a version that is gone', async () => {
		const refused: Record<string, Reply> = {
			'GET /users/current': { status: 401 },
			'GET /abstractitems/5/versions': { status: 401 },
		};
		const one = change(3, { before: ms(1), unknownSince: ms(1) });
		await expect(events([one], { previousVersion: true }, refused)).rejects.toMatchObject({
			response: { statusCode: 401 },
		});
	});
});

describe('activities', () => {
	const activity = (row: object): Change => change(1, { id: '1', row: { id: 1, user: 7, ...row } });
	const affected = (reply: Reply) => ({ 'GET /activities/1/affecteditems': reply });
	const batch = activity({ eventType: 'BATCH_UPDATE', item: 4 });
	const run = async (one: Change, replies: Record<string, Reply> = {}) =>
		await events([one], { triggerOn: 'activity' }, replies);

	test('an entry is emitted as it is', async () => {
		expect(await run(activity({ eventType: 'DELETE' }))).toEqual({
			events: [{ id: 1, user: 7, eventType: 'DELETE' }],
			asked: [],
		});
	});

	test('a batch is emitted once for each item', async () => {
		const { events: got } = await run(batch, affected({ rows: [{ id: 4 }, { id: 6 }] }));
		expect(got.map(({ item, affectedItem }) => [item, affectedItem])).toEqual([
			[4, { id: 4 }],
			[6, { id: 6 }],
		]);
	});

	test.each<[string, Reply]>([
		['has no items', { rows: [] }],
		['cannot be read any more', { status: 404 }],
	])('a batch that %s is emitted as it is', async (_, reply) => {
		expect((await run(batch, affected(reply))).events).toEqual([
			{ id: 1, user: 7, eventType: 'BATCH_UPDATE', item: 4 },
		]);
	});

	test('another error is not hidden', async () => {
		const error = await caught(() => run(batch, affected({ status: 500, words: 'broken' })));
		expect(error.message).toBe('broken');
	});
});
