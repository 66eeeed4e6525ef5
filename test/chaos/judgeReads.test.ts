/** The judge: what it lets pass of reads and reports, and what it catches. */
import type { ProxiedRequest } from '../servers/faults/proxy';
import type { Judged } from './judge';
import type { Row } from './outcome';
import { MAYBE, BEFORE, outcome, failed, request, evidence, kindOf } from './judgeExamples';

describe('a read', () => {
	const read: Judged = { kind: 'read' };
	const rows = [1, 2, 3].map((id) => ({ id, priority: 'High' }));
	const whole = evidence({ outcome: outcome(rows), after: BEFORE, requests: [] });
	const got = (some: Row[], hints: string[] = []) =>
		kindOf({ outcome: outcome(some, { hints }), after: BEFORE, requests: [] }, read, whole);

	test('whole in another order, with ids as text', () => {
		expect(got([...rows].reverse())).toBe('right');
		expect(got(rows.map((row) => ({ ...row, id: String(row.id) })))).toBe('right');
	});
	test('short', () => {
		expect(got(rows.slice(1))).toBe('short without a hint');
		expect(got(rows.slice(1), ['Jama announced 3 rows and gave 2.'])).toBe('clear');
	});
	test('rows twice', () => expect(got([...rows, { id: 2, priority: 'High' }])).toBe('rows twice'));
	test('numbers instead of labels', () => {
		const bare = rows.map((row) => ({ ...row, priority: 101 }));
		expect(got(bare)).toBe('other values without a hint');
		expect(got(bare, ["'priority' is shown as a number."])).toBe('clear');
	});
	test('a name with its ID, but not another name', () => {
		const named = rows.map((row) => ({ ...row, priority: `${String(row.priority)} (ID 7)` }));
		expect(got(named)).toBe('right');
		const other = rows.map((row) => ({ ...row, priority: 'Low (ID 7)' }));
		expect(got(other)).toBe('other values without a hint');
	});
	test('a file with other bytes', () => {
		const file = (hash: string) => [
			{ id: 1, binary: { data: { fileName: 'a.png', bytes: 9, hash } } },
		];
		const download = evidence({ outcome: outcome(file('a')), after: BEFORE, requests: [] });
		const cut = { outcome: outcome(file('b')), after: BEFORE, requests: [] };
		expect(kindOf(cut, read, download)).toBe('wrong file');
	});
	test('an error', () => {
		expect(
			kindOf(
				{ outcome: failed('Try again in a while.'), after: BEFORE, requests: [] },
				read,
				whole,
			),
		).toBe('clear');
	});
});

describe('a report', () => {
	const report: Judged = {
		kind: 'report',
		tells: ({ rows }) =>
			rows.map((row) => ({
				subject: `items ${String(row.id)}`,
				ok: row.ok === true,
				text: String(row.error),
			})),
		subjectOf: (difference) => /^.(items \d+)/.exec(difference)?.[1],
	};
	const patch = (id: number, more: Partial<ProxiedRequest> = {}) =>
		request({ method: 'PATCH', url: `/rest/v1/items/${id}`, changed: [`~items ${id}`], ...more });
	const state = (...changed: number[]) =>
		new Map([20, 21].map((id) => [`items ${id}`, changed.includes(id) ? 'new' : 'old']));
	const both = {
		before: state(),
		after: state(20, 21),
		requests: [patch(20), patch(21)],
		outcome: outcome([20, 21].map((id) => ({ id, ok: true }))),
	};
	const whole = evidence(both);
	const told = (second: Row, after = both.after, requests = both.requests) =>
		kindOf(
			{ ...both, after, requests, outcome: outcome([{ id: 20, ok: true }, second]) },
			report,
			whole,
		);

	test('is right when it is so', () => expect(kindOf(both, report, whole)).toBe('right'));
	test.each<[string, Row, Map<string, string>]>([
		['clear', { id: 21, ok: false, error: MAYBE }, state(20, 21)],
		['clear', { id: 21, ok: false, error: MAYBE }, state(20)],
		['clear', { id: 21, ok: false, error: 'No such option. Nothing was changed.' }, state(20)],
		[
			'report differs from state',
			{ id: 21, ok: false, error: 'The connection broke' },
			state(20, 21),
		],
		[
			'says nothing was changed',
			{ id: 21, ok: false, error: 'Nothing was changed.' },
			state(20, 21),
		],
		['report differs from state', { id: 21, ok: true }, state(20)],
		['report differs from state', { id: 22, ok: true }, state(20, 21)],
		['unreadable', { id: 21, ok: false, error: 'ECONNRESET' }, state(20)],
	])('%s: %j', (kind, row, after) => expect(told(row, after)).toBe(kind));
});
