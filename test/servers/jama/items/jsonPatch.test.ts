import { applyPatch, CANNOT_SET, NO_SUCH_PATH } from './jsonPatch';

const target = () => ({
	project: 1,
	location: { parent: { item: 2 } },
	fields: { name: 'a', x$33: 1 },
});

test('add, replace and remove work in order, on a copy', () => {
	const before = target();
	const after = applyPatch(before, [
		{ op: 'replace', path: '/fields/name', value: 'b' },
		{ op: 'add', path: '/fields/y$33', value: [1] },
		{ op: 'remove', path: '/fields/x$33' },
		{ op: 'replace', path: '/location', value: { parent: { item: 99 } } },
	]);
	expect(after).toEqual({
		project: 1,
		location: { parent: { item: 99 } },
		fields: { name: 'b', y$33: [1] },
	});
	expect(before).toEqual(target());
});

test.each([
	[{ op: 'replace', path: '/fields/none', value: 1 }],
	[{ op: 'remove', path: '/fields/none' }],
	[{ op: 'add', path: '/none/name', value: 1 }],
	[{ op: 'add', path: '/fields/name/deeper', value: 1 }],
	[{ op: 'replace', path: 'fields/name', value: 1 }],
])('%j: no such path', (operation) => {
	expect(() => applyPatch(target(), [operation])).toThrow(NO_SUCH_PATH);
});

test('a value is required for add and replace', () => {
	expect(() => applyPatch(target(), [{ op: 'replace', path: '/fields/name' }])).toThrow(CANNOT_SET);
});

test('operations in upper case only where the server takes them', () => {
	const operations = [{ op: 'REPLACE', path: '/fields/name', value: 'b' }];
	expect(() => applyPatch(target(), operations)).toThrow('Unknown patch operation');
	expect(applyPatch(target(), operations, 'any').fields).toMatchObject({ name: 'b' });
});

test('~1 and ~0 in a path are / and ~', () => {
	const after = applyPatch({ fields: { 'a/b~c': 1 } }, [
		{ op: 'replace', path: '/fields/a~1b~0c', value: 2 },
	]);
	expect(after).toEqual({ fields: { 'a/b~c': 2 } });
});
