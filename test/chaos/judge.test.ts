/* eslint-disable max-lines -- one example for each kind of wrong */
/** The judge: what it lets pass, and that it catches each way in which a result can be wrong. */
import type { ProxiedRequest } from '../servers/faults/proxy';
import type { Judged } from './judge';
import { judge } from './judge';
import type { Outcome, Row } from './outcome';
import type { Evidence } from './stage';

const MAYBE =
	'It may have been carried out. Look for an item named "Alarm" before you run it again.';
const BEFORE = new Map([['items 20', '{"name":"Old"}']]);
const AFTER = new Map([...BEFORE, ['items 158', '{"name":"Alarm"}']]);
const json = (body: unknown, status = 200) => ({
	status,
	headers: [['content-type', 'application/json']] as Array<[string, string]>,
	body: Buffer.from(JSON.stringify(body)),
});

const outcome = (rows: Row[], more: Partial<Outcome> = {}): Outcome => ({
	rows,
	hints: [],
	all: '',
	...more,
});
const failed = (description: string, message = 'The server refused'): Outcome =>
	outcome([], { error: { message, description } });

function request(more: Partial<ProxiedRequest> = {}): ProxiedRequest {
	const answer = json({ meta: { id: 158 } }, 201);
	return {
		number: 1,
		method: 'POST',
		url: '/rest/v1/items',
		body: Buffer.from('{"name":"Alarm"}'),
		answer,
		received: answer,
		changed: ['+items 158'],
		...more,
	};
}

const evidence = (more: Partial<Evidence>): Evidence => ({
	outcome: outcome([{ id: 158, name: 'Alarm' }]),
	before: BEFORE,
	after: AFTER,
	requests: [request()],
	strays: [],
	leaks: [],
	waited: 0,
	lasted: 10,
	hung: false,
	...more,
});

const create: Judged = { kind: 'write' };
const clean = evidence({});
/** Carried out, and no answer came. */
const lost = request({ fault: 'reset, carried out', received: undefined });
/** Not carried out, and no answer came. */
const undone = request({ fault: 'reset', answer: undefined, received: undefined, changed: [] });
const refused = request({ fault: '400', answer: undefined, received: json({}, 400), changed: [] });
const of = (more: Partial<Evidence>, operation: Judged = create, of = clean) =>
	judge(operation, of, evidence(more));
const kindOf = (more: Partial<Evidence>, operation?: Judged, of_ = clean) => {
	const verdict = of(more, operation, of_);
	return verdict.verdict === 'wrong' ? verdict.kind : verdict.verdict;
};

describe('a write', () => {
	test('that is complete is right', () => expect(of({})).toEqual({ verdict: 'right' }));

	test.each<[string, string, Partial<Evidence>]>([
		['carried out, and it says perhaps', MAYBE, { requests: [lost] }],
		['not carried out, and it says perhaps', MAYBE, { requests: [undone], after: BEFORE }],
		['refused, and it says so', 'Nothing was changed.', { requests: [refused], after: BEFORE }],
		['carried out with a broken 201, and it says so', 'It was carried out.', { requests: [lost] }],
	])('%s: clear', (_, text, more) =>
		expect(of({ outcome: failed(text), ...more })).toEqual({ verdict: 'clear' }),
	);

	test('refused, and it says perhaps: clear but vague', () => {
		const more = { outcome: failed(MAYBE), requests: [refused], after: BEFORE };
		expect(of(more)).toEqual({ verdict: 'clear', vague: true });
	});

	test.each<[string, string, Partial<Evidence>]>([
		['write not told', 'Check the instance URL.', { requests: [lost] }],
		['says nothing was changed', 'Nothing was changed.', { requests: [lost] }],
		['says it was carried out', 'It was carried out.', { requests: [undone], after: BEFORE }],
		['contradicts itself', `Nothing was changed. ${MAYBE}`, { requests: [undone], after: BEFORE }],
		[
			'advice that doubles',
			'It may have been carried out. Try again in a while.',
			{ requests: [lost] },
		],
	])('%s', (kind, text, more) => expect(kindOf({ outcome: failed(text), ...more })).toBe(kind));

	test('an earlier attempt that was carried out counts', () => {
		const requests = [request({ ...lost, method: 'PUT' }), request({ ...refused, method: 'PUT' })];
		expect(kindOf({ outcome: failed('Nothing was changed.'), requests })).toBe(
			'says nothing was changed',
		);
		expect(kindOf({ outcome: failed(MAYBE), requests })).toBe('clear');
	});

	test('an earlier step that was done has to be told', () => {
		const requests = [request(), request({ ...refused, url: '/rest/v1/items/158/tags' })];
		expect(kindOf({ outcome: failed('Nothing was changed.'), requests })).toBe(
			'says nothing was changed',
		);
		expect(kindOf({ outcome: failed('Not allowed.'), requests })).toBe('write not told');
		const steps: Judged = {
			kind: 'write',
			duties: () => [{ what: 'item 158', said: /Item 158 was created/ }],
		};
		expect(kindOf({ outcome: failed('Nothing was changed.'), requests }, steps)).toBe(
			'step not told',
		);
		expect(
			kindOf({ outcome: failed('Nothing was changed. Item 158 was created.'), requests }, steps),
		).toBe('clear');
	});

	test('a lock that came and went is told, and counts only when nothing is left of it', () => {
		const requests = [{ ...lost, method: 'PUT' }];
		const told = failed('Item 158 was locked for this, and is unlocked again.', 'No such item');
		expect(kindOf({ outcome: told, requests, after: BEFORE })).toBe('clear');
		expect(kindOf({ outcome: told, requests })).toBe('write not told');
		expect(kindOf({ outcome: failed('No such item'), requests, after: BEFORE })).toBe(
			'write not told',
		);
	});

	test('done twice', () => {
		const after = new Map([...AFTER, ['items 159', '{"name":"Alarm"}']]);
		const requests = [lost, request({ changed: ['+items 159'] })];
		expect(kindOf({ requests, after })).toBe('double write');
		expect(kindOf({ outcome: failed(MAYBE), requests, after })).toBe('double write');
	});

	test('a success that did not happen', () => {
		expect(kindOf({ requests: [undone], after: BEFORE })).toBe('report differs from state');
	});
});

describe('what everybody owes', () => {
	test.each([
		'Cannot read properties of null',
		'Item undefined was not found',
		'Unexpected token < in JSON at position 0',
		'[{"code": "invalid_type", "path": ["data"]}]',
		'ECONNRESET',
		'The option [object Object] is unknown',
		'failed\n    at send (/srv/send.js:12:3)',
		'<html><body>Bad Gateway</body></html>',
	])('words that a person can read: not %j', (message) => {
		const more = {
			outcome: failed('Nothing was changed.', message),
			requests: [refused],
			after: BEFORE,
		};
		expect(kindOf(more)).toBe('unreadable');
	});

	test('an end', () => expect(kindOf({ hung: true, waited: 700_000 })).toBe('hang'));
	test('to keep secrets', () => {
		expect(kindOf({ leaks: ['ines-secret'] })).toBe('secret shown');
		expect(kindOf({ strays: ['Basic abc'] })).toBe('authorization sent to a stranger');
	});
});

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

describe('what hands on, tests or tells', () => {
	const answerOf = (received: ProxiedRequest['received'], answer = json({ data: 1 })) => [
		request({ method: 'GET', url: '/rest/v1/items/20', changed: [], answer, received }),
	];
	const raw = (body: unknown, received: ProxiedRequest['received']) =>
		kindOf(
			{
				after: BEFORE,
				requests: answerOf(received),
				outcome: outcome([{ statusCode: 200, body }]),
			},
			{ kind: 'raw' },
			evidence({
				after: BEFORE,
				outcome: outcome([{ statusCode: 200, body: { data: 1 } }]),
				requests: [],
			}),
		);

	test('a custom action says what the server said, whole', () => {
		expect(raw([], json([]))).toBe('right');
		expect(raw('{"da', json({ data: 1 }))).toBe('broken answer as success');
		expect(raw('{"da', undefined)).toBe('broken answer as success');
		const page = { ...json(0), headers: [], body: Buffer.from('<html>Log in</html>') };
		expect(raw('<html>Log in</html>', page)).toBe('broken answer as success');
	});

	test('a credential is good only when the true answer came', () => {
		const test: Judged = { kind: 'test' };
		const ok = outcome([{ status: 'OK' }]);
		const user = json({ data: { username: 'ines' } });
		expect(kindOf({ outcome: ok, requests: answerOf(user, user) }, test)).toBe('right');
		expect(kindOf({ outcome: ok, requests: answerOf(json([]), user) }, test)).toBe(
			'broken answer as success',
		);
		expect(kindOf({ outcome: ok, requests: answerOf(undefined, user) }, test)).toBe(
			'broken answer as success',
		);
		expect(kindOf({ outcome: failed('', 'Certificate of another host') }, test)).toBe('clear');
	});

	test('a trigger tells each change once', () => {
		const trigger: Judged = {
			kind: 'trigger',
			expected: ({ rows }) => rows.map(({ id }) => String(id)),
		};
		const all = evidence({ outcome: outcome([{ id: 1 }, { id: 2 }]) });
		const told = (...ids: number[]) =>
			kindOf({ outcome: outcome(ids.map((id) => ({ id }))) }, trigger, all);
		expect(told(2, 1)).toBe('right');
		expect(told(1)).toBe('change lost');
		expect(told(1, 2, 2)).toBe('change told twice');
		expect(told(1, 2, 3)).toBe('change told twice');
	});
});
