/** Examples of requests, results and evidence, for the tests of the judge. */
import type { ProxiedRequest } from '../servers/faults/proxy';
import type { Judged } from './judge';
import { judge } from './judge';
import type { Outcome, Row } from './outcome';
import type { Evidence } from './stage';

export const MAYBE =
	'It may have been carried out. Look for an item named "Alarm" before you run it again.';
export const BEFORE = new Map([['items 20', '{"name":"Old"}']]);
export const AFTER = new Map([...BEFORE, ['items 158', '{"name":"Alarm"}']]);
export const json = (body: unknown, status = 200) => ({
	status,
	headers: [['content-type', 'application/json']] as Array<[string, string]>,
	body: Buffer.from(JSON.stringify(body)),
});

export const outcome = (rows: Row[], more: Partial<Outcome> = {}): Outcome => ({
	rows,
	hints: [],
	all: '',
	...more,
});
export const failed = (description: string, message = 'The server refused'): Outcome =>
	outcome([], { error: { message, description } });

export function request(more: Partial<ProxiedRequest> = {}): ProxiedRequest {
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

export const evidence = (more: Partial<Evidence>): Evidence => ({
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

export const create: Judged = { kind: 'write' };
export const clean = evidence({});
/** Carried out, and no answer came. */
export const lost = request({ fault: 'reset, carried out', received: undefined });
/** Not carried out, and no answer came. */
export const undone = request({
	fault: 'reset',
	answer: undefined,
	received: undefined,
	changed: [],
});
export const refused = request({
	fault: '400',
	answer: undefined,
	received: json({}, 400),
	changed: [],
});
export const of = (more: Partial<Evidence>, operation: Judged = create, of = clean) =>
	judge(operation, of, evidence(more));
export const kindOf = (more: Partial<Evidence>, operation?: Judged, of_ = clean) => {
	const verdict = of(more, operation, of_);
	return verdict.verdict === 'wrong' ? verdict.kind : verdict.verdict;
};
