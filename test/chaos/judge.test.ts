/** The judge: what it lets pass, and that it catches each way in which a result can be wrong. */
import type { ProxiedRequest } from '../servers/faults/proxy';
import type { Judged } from './judge';
import type { Evidence } from './stage';
import {
	MAYBE,
	BEFORE,
	AFTER,
	json,
	outcome,
	failed,
	request,
	evidence,
	lost,
	undone,
	refused,
	of,
	kindOf,
} from './judgeExamples';

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
