/** Records that are given by name or ID, as text: names come first, and two that fit are an error. */
import { VERSION } from '../../../nodes/JiraAgile/fields/kinds';
import { idsOfNames } from '../../../nodes/JiraAgile/fields/names';
import type { ValueContext } from '../../../nodes/shared/operations/operation';
import { refusal } from '../support/errors';

const ROWS = [
	{ id: 77, name: '2024' },
	{ id: 78, name: '3.0' },
	{ id: 79, name: '3.0', released: true },
	{ id: 80, name: '1.0, beta' },
	{ id: 81, name: '82' },
	{ id: 82, name: 'Last' },
	{ id: 83, name: 'First' },
];
const context = (board: unknown = 1) =>
	({
		session: {
			connection: { deployment: 'cloud' },
			all: async () => await Promise.resolve(ROWS),
		},
		timezone: 'utc',
		parameter: () => board,
	}) as unknown as ValueContext;
const read = async (value: unknown, board?: unknown) =>
	await idsOfNames(VERSION, 'Versions', value, context(board));

test.each<[unknown, number[]]>([
	[
		[78, 79],
		[78, 79],
	],
	[10100, [10100]],
	['', []],
	[[], []],
	[undefined, []],
	['2024', [77]],
	['last', [82]],
	['1.0, beta', [80]],
	['Last, First', [82, 83]],
	['1.0, beta, Last', [80, 82]],
	['"1.0, beta", "First"', [80, 83]],
	[
		['1.0, beta', 78],
		[80, 78],
	],
	['77', [77]],
	['555', [555]],
])('%j is %j', async (value, ids) => {
	expect(await read(value)).toEqual(ids);
});

test.each<[unknown, RegExp]>([
	['3.0', /"3.0" stands for 2 records: 3.0 \(ID 78\), 3.0 \(ID 79\)/],
	['82', /"82" is the name of one record and the ID of another: 82 \(ID 81\), Last \(ID 82\)/],
	['Nothing', /there is no version "Nothing"/],
	[[0], /whole number of at least 1/],
	[{}, /there is no version/],
])('%j is refused', async (value, message) => {
	expect((await refusal(async () => await read(value))).message).toMatch(message);
});

test('without a board there are only IDs', async () => {
	const { advice } = await refusal(async () => await read('Last', ''));
	expect(advice).toBe('Choose the board first, or give the ID.');
	expect(await read('82', '')).toEqual([82]);
});
