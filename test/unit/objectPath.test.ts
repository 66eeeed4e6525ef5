/** Paths from outside lead to own properties only, and to no prototype. */
import { ownValue, setAt, valueAt } from '../../nodes/shared/values/objectPath';
import { Columns } from '../../nodes/shared/operations/columns';
import { mergeLinked } from '../../nodes/shared/operations/shape';
import { buildRequest } from '../../nodes/shared/operations/request';

const NAMES = [
	'__proto__.x',
	'constructor.prototype.x',
	'a.__proto__.x',
	'prototype.x',
	'__proto__',
];

/** What an attack would leave on every object of the process. */
const traces = () => ({
	x: ({} as Record<string, unknown>).x,
	keys: Object.keys(Object.prototype),
	list: ([] as unknown as Record<string, unknown>).x,
});
const CLEAN = { x: undefined, keys: [], list: undefined };

test.each(NAMES)('%s sets nothing', (path) => {
	const target = { a: {} };
	expect(setAt(target, path, { polluted: true })).toBe(false);
	expect(target).toEqual({ a: {} });
	expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
	expect(traces()).toEqual(CLEAN);
});

test.each([...NAMES, 'constructor', 'toString', 'a.constructor.name'])(
	'%s leads nowhere',
	(path) => {
		expect(valueAt({ a: {} }, path)).toBeUndefined();
	},
);

test('a path leads to what is there, and makes what is not', () => {
	const target: Record<string, unknown> = { location: { parent: { project: 2 } }, text: 'x' };
	expect(setAt(target, 'location.parent.item', 8)).toBe(true);
	expect(setAt(target, 'location.parent', { sequence: '1.2' })).toBe(true);
	expect(setAt(target, 'text.inner', 1)).toBe(true);
	expect(target).toEqual({
		location: { parent: { project: 2, item: 8, sequence: '1.2' } },
		text: { inner: 1 },
	});
	expect(valueAt(target, 'location.parent.item')).toBe(8);
	expect(ownValue(['a'], '0')).toBe('a');
});

describe('objects that the server links', () => {
	const linked = {
		'__proto__.x': { polluted: true },
		'constructor.prototype.x': { polluted: true },
		'fields.__proto__.x': { polluted: true },
		'fields.status': { name: 'Approved' },
	};

	test('are merged where their paths lead, never into a prototype', () => {
		const merged = mergeLinked({ id: 1, fields: { status: 7 }, linked });
		expect(merged).toMatchObject({ id: 1, fields: { status: { name: 'Approved' } } });
		expect(traces()).toEqual(CLEAN);
	});

	test('are merged into a simplified row by the name at the end', () => {
		const merged = mergeLinked({
			id: 1,
			status: 7,
			linked: { ...linked, 'fields.risk$33': { id: 2 } },
		});
		expect(merged).toMatchObject({ id: 1, status: { name: 'Approved' }, risk: { id: 2 } });
		expect(traces()).toEqual(CLEAN);
	});
});

test('columns are own properties', () => {
	const row = { 'a.b': 1, a: { b: 2, c: 3 } };
	expect(new Columns('a.b, a.c, toString, constructor.name').pick(row)).toEqual({
		'a.b': 1,
		'a.c': 3,
		toString: null,
		'constructor.name': null,
	});
});

test('the name of a body field does not reach a prototype', () => {
	const property = { displayName: 'X', name: 'x', type: 'string' as const, default: '' };
	const field = { property, in: 'body' as const, as: '__proto__.x' };
	buildRequest('POST /items', '/rest/v1', [{ field, value: 'polluted' }]);
	expect(traces()).toEqual(CLEAN);
});
