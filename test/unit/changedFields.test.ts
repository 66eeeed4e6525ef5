import { compareVersions } from '../../nodes/Jama/traceability/baselineCompare';
import { changedFields } from '../../nodes/Jama/fields/changedFields';
import { toEvents } from '../../nodes/JamaTrigger/events';
import type { Row } from '../../nodes/shared/values/row';
import { jamaSession } from '../support/rows/jamaSession';

describe('what changed between two states of an item', () => {
	const changed = (before: Row, after: Row) =>
		changedFields({ fields: before }, { fields: after }).map(({ field }) => field);

	test.each<[string, Row, Row]>([
		['what only Jama sets', { modifiedDate: 'a', lastActivityDate: 1 }, { modifiedDate: 'b' }],
		['empty and missing', { a: '', b: null, c: [] }, {}],
		['the order of a multiple choice', { a: [1, 2] }, { a: [2, 1] }],
		['the order of options that are text', { a: ['x', 'y'] }, { a: ['y', 'x'] }],
		['a number and its text', { a: 1 }, { a: '1' }],
		['the order of keys', { a: { x: 1, y: [2] } }, { a: { y: [2], x: 1 } }],
	])('%s is no change', (_, before, after) => {
		expect(changed(before, after)).toEqual([]);
		expect(changed(after, before)).toEqual([]);
	});

	test.each<[string, Row, Row]>([
		['a value that came', {}, { a: 0 }],
		['a value that went', { a: false }, {}],
		['another choice', { a: [1, 2] }, { a: [1, 3] }],
		['the order of steps', { a: [{ x: 1 }, { x: 2 }] }, { a: [{ x: 2 }, { x: 1 }] }],
		['a format', { a: '<p>beeps</p>' }, { a: '<p><b>beeps</b></p>' }],
		['a blank', { a: 'beeps' }, { a: 'beeps ' }],
	])('%s is a change', (_, before, after) => {
		expect(changed(before, after)).toEqual(['a']);
	});

	test('two fields that would be called the same keep the names that the API gives them', () => {
		expect(
			changed({ risk$33: 1, risk$34: 1, type$33: 1 }, { risk$33: 2, risk$34: 2, type$33: 2 }),
		).toEqual(['risk$33', 'risk$34', 'type$33']);
	});

	test('records without fields are the same', () => {
		expect(changedFields({}, {})).toEqual([]);
	});
});

const at = (second: number) => `2026-01-15T12:00:0${second}.000+0000`;

test('the trigger and the comparison of baselines say the same of the same two versions', async () => {
	const before: Row = {
		name: 'Alarm',
		description: '<p>beeps</p>',
		priority$33: null,
		verification$33: [1, 2],
		documentKey: 'K-5',
		createdDate: 'a',
		risk$33: 4,
	};
	const after: Row = {
		name: 'Alarm',
		description: '<p>beeps  </p>',
		verification$33: [2, 1],
		documentKey: 'K-6',
		risk$33: 5,
	};
	const old = { id: 5, fields: before, version: 1 };
	const now = { id: 5, fields: after, version: 2, createdDate: at(0), modifiedDate: at(3) };
	const [compared] = compareVersions([old], [now]).changes;

	const { session } = jamaSession({
		'GET /abstractitems/5/versions': {
			rows: [
				{ versionNumber: 2, createdDate: at(3) },
				{ versionNumber: 1, createdDate: at(0) },
			],
		},
		'GET /abstractitems/5/versions/1/versioneditem': { row: old },
	});
	const settings = {
		triggerOn: 'itemUpdated' as const,
		projects: [],
		query: {},
		simplify: false,
		ignoreOwnChanges: false,
		previousVersion: true,
		overlap: 5000,
		itemsPerPoll: 1000,
	};
	const date = Date.parse(at(3));
	const change = {
		id: '5',
		date,
		mark: '',
		unknownSince: date - 1000,
		before: date - 1000,
		row: now,
	};
	const [event] = await toEvents(session, settings, [change]);

	expect(compared?.changedFields.map(({ field }) => field).sort()).toEqual(['description', 'risk']);
	expect(event?.changedFields).toEqual(['description', 'risk']);
});
