import { readPlace, writePlace } from '../../nodes/shared/trigger/places';
import type { Owner, State } from '../../nodes/shared/trigger/state';

/** A workflow whose static data lasts, and that can be activated anew. */
class Stored {
	own: Record<string, unknown> = {};
	shared: Record<string, unknown> = {};

	activate() {
		this.shared = JSON.parse(JSON.stringify(this.shared)) as Record<string, unknown>;
	}

	/** One poll of a node; returns from which poll's state it went on, 0 for none. */
	poll(name: string, listens = name, more: Partial<Owner> = {}) {
		const owner: Owner = { node: 'same', name, workflow: 'w', listens, ...more };
		const warnings: string[] = [];
		const warn = (message: string) => warnings.push(message);
		const { state, formerName } = readPlace(
			'jamaTrigger',
			this.own[name],
			this.shared,
			owner,
			warn,
		);
		const polls = (state?.polls ?? 0) + 1;
		const next: State = { version: 1, ...owner, source: 's', cursors: {}, polls };
		this.own[name] = next;
		writePlace('jamaTrigger', this.shared, next, formerName);
		return { went: polls - 1, from: state?.listens, warnings };
	}
}

let stored: Stored;
beforeEach(() => (stored = new Stored()));
const wentOn = (name: string, listens?: string) => stored.poll(name, listens).went;

test('two nodes with the same id keep their own places, however often each is polled', () => {
	for (let n = 0; n < 5; n++) expect(wentOn('A')).toBe(n);
	expect(wentOn('B')).toBe(0);
	for (let n = 5; n < 9; n++) expect(wentOn('A')).toBe(n);
	expect(stored.poll('B')).toMatchObject({ went: 1, from: 'B' });
	stored.activate();
	expect(stored.poll('B')).toMatchObject({ went: 2, from: 'B' });
	expect(stored.poll('A')).toMatchObject({ went: 9, from: 'A' });
});

test.each([
	['the old one is polled first', ['A', 'B']],
	['the new one is polled first', ['B', 'A']],
])(
	'a node with the same id is added, and %s: neither takes what the other goes on with',
	(_, order) => {
		for (let n = 0; n < 5; n++) stored.poll('A', 'the same');
		stored.activate();
		for (const name of order) stored.poll(name, 'the same');
		const [a, b] = [wentOn('A', 'the same'), wentOn('B', 'the same')];
		expect(a).toBe(6);
		for (let n = 1; n < 4; n++) expect(wentOn('A', 'the same')).toBe(a + n);
		expect(wentOn('B', 'the same')).toBe(b + 1);
	},
);

test('a node that is renamed goes on, also under a name that it had before', () => {
	for (const [name, went] of [
		['A', 0],
		['A', 1],
		['B', 2],
		['A', 3],
		['C', 4],
		['A', 5],
	] as const) {
		stored.activate();
		expect(wentOn(name, 'the same')).toBe(went);
	}
});

test('a node that is renamed and emitted to listen to something else goes on from where it was', () => {
	stored.poll('A', 'project 2');
	stored.activate();
	expect(wentOn('B', 'project 3')).toBe(1);
});

test('one of two with the same id is renamed: it finds its own place again', () => {
	for (let n = 0; n < 5; n++) stored.poll('A', 'project 2');
	stored.poll('B', 'project 3');
	stored.activate();
	expect(stored.poll('C', 'project 3')).toMatchObject({ went: 1, warnings: [] });
	expect(stored.poll('A', 'project 2')).toMatchObject({ went: 5 });
});

test('both of two alike are renamed: it is not known which was which, and that is said', () => {
	stored.poll('A', 'project 2');
	stored.poll('B', 'project 2');
	stored.activate();
	const { went, warnings } = stored.poll('C', 'project 2');
	expect(went).toBe(0);
	expect(warnings.join()).toMatch(
		/Several triggers of this workflow have the ID same, and none is called 'C'/,
	);
});

test('a copied workflow does not go on where the other one was', () => {
	stored.poll('A');
	stored.poll('A');
	stored.activate();
	expect(stored.poll('A', 'A', { workflow: 'copy' }).went).toBe(0);
});

test('a state of a version without names is taken once', () => {
	const old: State = { version: 1, node: 'same', source: 's', cursors: {}, polls: 7 };
	stored.shared['jamaTrigger same'] = old;
	expect(wentOn('A')).toBe(7);
	expect(wentOn('B')).toBe(0);
});

test.each([{ places: [] }, { places: [null] }, null])(
	'when nothing but %j is left of what was stored, that is said',
	(left) => {
		stored.poll('A');
		stored.own = {};
		stored.shared['jamaTrigger same'] = left;
		const { went, warnings } = stored.poll('A');
		expect(went).toBe(0);
		expect(warnings.join()).toMatch(/^Nothing is left of the stored state.*starts from now/);
	},
);

test('a place that is damaged is rebuilt from the other copy', () => {
	stored.poll('A');
	stored.shared['jamaTrigger same'] = { places: ['junk', null, 5, { name: 'A', cursors: 'x' }] };
	stored.activate();
	expect(stored.poll('A')).toMatchObject({ went: 1, warnings: [] });
	stored.own = { A: 'junk' };
	expect(wentOn('A')).toBe(2);
});
