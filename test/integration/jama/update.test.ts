/** Updating: what changes, and what stays. */
import { autoMapped, byId, jsonFields, mapped, useJama } from './support';

const jama = useJama();
const item = { itemId: byId(20) };
const json = (fields: unknown) => ({ ...item, ...jsonFields(fields) });
const patch = (operations: unknown) => ({
	...item,
	fieldsInput: 'patch',
	patchJson: JSON.stringify(operations),
});
const fieldsNow = () => jama.server.state.items.get(20)?.fields;
const patches = () => jama.writes().map((line) => line.replace('PATCH /items/20 ', ''));

describe('update', () => {
	test('sets fields by label and leaves the others alone', async () => {
		const before = { ...fieldsNow() };
		const fields = mapped({ priority: 'High', effort$33: 8 });
		const rows = await jama.rows('item.update', { ...item, fields, simplify: false });
		expect(patches()).toEqual([
			'[{"op":"add","path":"/fields/priority","value":101},{"op":"add","path":"/fields/effort$33","value":8}]',
		]);
		expect(fieldsNow()).toEqual({ ...before, priority: 101, effort$33: 8 });
		expect(rows).toMatchObject([{ id: 20, fields: { priority: 101, effort$33: 8 } }]);
	});

	test('clears a field that has a value, and not one that is empty already', async () => {
		expect(fieldsNow()).toHaveProperty('rationale$33');
		await jama.rows('item.update', json({ rationale: null, jira_key: '', source_url: null }));
		expect(patches()).toEqual([
			'[{"op":"remove","path":"/fields/rationale$33"},{"op":"remove","path":"/fields/jira_key$33"}]',
		]);
		expect(fieldsNow()).not.toHaveProperty('rationale$33');
	});

	test('sends no PATCH when all that is to be cleared is empty', async () => {
		expect(await jama.rows('item.update', json({ source_url: null }))).toMatchObject([{ id: 20 }]);
		expect(jama.writes()).toEqual([]);
	});

	test('a column of the mapper without a value changes nothing', async () => {
		const fields = mapped({ name: 'Kept', rationale$33: null });
		await jama.rows('item.update', { ...item, fields });
		expect(patches()).toEqual(['[{"op":"add","path":"/fields/name","value":"Kept"}]']);
	});

	test.each([
		['all that an earlier read gave', (row: object) => row],
		['an id and a new name', () => ({ id: 20 })],
	])('auto-mapping %s changes no field that only Jama sets', async (_name, shape) => {
		const [read] = await jama.rows('item.get', item);
		const input = [{ ...shape(read ?? {}), name: 'Renamed' }];
		const parameters = { itemId: byId('={{ $json.id }}'), fields: autoMapped };
		await jama.rows('item.update', parameters, { input });
		expect(fieldsNow()).toMatchObject({ name: 'Renamed', description: read?.description });
		expect(jama.writes()).toHaveLength(1);
		expect(jama.writes()[0]).not.toMatch(/documentKey|globalId|modifiedDate/);
	});

	test.each<[unknown, number[]]>([
		['Test, Analysis', [301, 303]],
		['Test, Analysis, Test', [301, 303]],
		[['Test', 'test'], [301]],
		['["Test","Analysis"]', [301, 303]],
		[
			['Test', 'Analysis'],
			[301, 303],
		],
		['={{ ["Test", "Analysis"] }}', [301, 303]],
		['"Test", 303', [301, 303]],
	])('a field with several choices takes %j', async (value, expected) => {
		const fields = mapped({ verification_method$33: value as string });
		await jama.rows('item.update', { ...item, fields });
		expect(fieldsNow()).toMatchObject({ verification_method$33: expected });
	});

	test.each<[string, string, string]>([
		[
			'Flow <5\nat 3 > 2\n\nsecond & last',
			'detect',
			'<p>Flow &lt;5<br />at 3 &gt; 2</p><p>second &amp; last</p>',
		],
		['<p>as it <b>is</b></p>', 'detect', '<p>as it <b>is</b></p>'],
		['AT&amp;T', 'detect', 'AT&amp;T'],
		['the tag <b>', 'plain', '<p>the tag &lt;b&gt;</p>'],
		['no tag', 'html', 'no tag'],
		['<device> is off', 'detect', '<p>&lt;device&gt; is off</p>'],
	])('rich text %j as %s is %j', async (description, richTextInput, expected) => {
		const parameters = { ...json({ description }), options: { richTextInput } };
		await jama.rows('item.update', parameters);
		expect(fieldsNow()).toMatchObject({ description: expected });
	});

	test('text in other fields stays as it is', async () => {
		await jama.rows('item.update', json({ name: 'a <5', rationale: 'x\n<p>y' }));
		expect(fieldsNow()).toMatchObject({ name: 'a <5', rationale$33: 'x\n<p>y' });
	});

	test('a value that Jama did not keep is told by the label of its field', async () => {
		const row = { id: 20, documentKey: 'PUMP-SYS-1', fields: { name: 'Other', effort$33: 8 } };
		const saved = { status: 200, method: 'GET', path: '/items/20', body: { meta: {}, data: row } };
		const { error, hints } = await jama.run('item.update', {
			...patch([
				{ op: 'add', path: '/fields/name', value: 'New' },
				{ op: 'add', path: '/fields/effort$33', value: 8 },
			]),
		});
		expect([error, hints]).toEqual([undefined, []]);
		jama.server.switches.failNext = [saved];
		const second = await jama.run('item.update', {
			...patch([
				{ op: 'add', path: '/fields/name', value: 'New' },
				{ op: 'add', path: '/fields/effort$33', value: 8 },
			]),
		});
		expect(second.hints).toMatchObject([
			{
				message: expect.stringMatching(
					/^Item PUMP-SYS-1 was saved, but not with .* 'name' \(now "Other"\)\./,
				),
			},
		]);
	});

	test('one field given twice with different values is refused', async () => {
		const failure = await jama.failure('item.update', json({ Priority: 'High', priority: 'Low' }));
		expect(failure.message).toMatch(/"Priority" and "priority" are the same field 'Priority'/);
		expect(jama.writes()).toEqual([]);
	});

	test('a column of another item is refused, not taken for a field', async () => {
		const failure = await jama.failure('item.update', json({ name: 'X', project: 3 }));
		expect(failure.message).toMatch(/has no field "project"/);
		expect(jama.writes()).toEqual([]);
	});

	test('JSON Patch goes out as it is, in one request', async () => {
		const operations = [
			{ op: 'replace', path: '/fields/name', value: 'Patched' },
			{ op: 'remove', path: '/fields/rationale$33' },
		];
		const parameters = { ...patch(operations), options: { returnRecord: false } };
		expect(await jama.rows('item.update', parameters)).toEqual([{ success: true, id: 20 }]);
		expect(jama.sent()).toEqual([`PATCH /items/20 ${JSON.stringify(operations)}`]);
	});

	test('JSON Patch in capitals goes out in small letters', async () => {
		await jama.rows('item.update', patch([{ op: 'REPLACE', path: '/fields/name', value: 'X' }]));
		expect(patches()).toEqual(['[{"op":"replace","path":"/fields/name","value":"X"}]']);
	});

	test('a record that cannot be read back is a note, not an error', async () => {
		const operations = [{ op: 'replace', path: '/fields/name', value: 'Patched' }];
		jama.server.switches.failNext = [{ status: 404, method: 'GET', path: '/items/20' }];
		expect(await jama.rows('item.update', patch(operations))).toEqual([
			{ success: true, id: 20, note: expect.stringContaining('could not be read back') },
		]);
	});

	test.each<[string, object, string | RegExp, RegExp]>([
		[
			'JSON that is none',
			json('{"name": "a",}'),
			/^'Fields' is not valid JSON: /,
			/It starts with: \{"name"/,
		],
		['a list for JSON', json([1]), "'Fields' must be a JSON object", /braces/],
		['no field', json({}), 'There is no field to update', /at least one/],
		[
			'an empty mapper',
			{ ...item, fields: mapped({ name: null }) },
			'There is no field to update',
			/at least one/,
		],
		[
			'a patch that is no list',
			patch({ op: 'add' }),
			"'Patch Operations' is not a list of patch operations",
			/RFC|\[\{"op"/,
		],
		[
			'an operation that is none',
			patch([{ op: 'copy', path: '/fields/name' }]),
			"'Patch Operations' is not a list of patch operations",
			/add, replace or remove/,
		],
		[
			'a patch path without slash',
			patch([{ op: 'remove', path: 'fields' }]),
			"'Patch Operations' is not a list of patch operations",
			/\/fields\/name/,
		],
	])('refuses %s', async (_name, parameters, message, advice) => {
		const failure = await jama.failure('item.update', parameters);
		expect(failure.message).toEqual(
			typeof message === 'string' ? message : expect.stringMatching(message),
		);
		expect(failure.description).toMatch(advice);
		expect(failure.itemIndex).toBe(0);
		expect(jama.writes()).toEqual([]);
	});

	test.each<[string, object, string, RegExp]>([
		[
			'a path that is not there',
			patch([{ op: 'replace', path: '/fields/source_url$33', value: 'x' }]),
			'no such path in target JSON document',
			/operation "add"/,
		],
		[
			'a value of the wrong kind',
			patch([{ op: 'replace', path: '/fields/priority', value: 'High' }]),
			'The value you provided could not be set at the path.',
			/take their numbers/,
		],
		[
			'a field that nobody may write',
			json({ documentKey: 'PUMP-SYS-77' }),
			'Field documentKey is read only',
			/read-only/,
		],
	])('explains how Jama refuses %s', async (_name, parameters, message, advice) => {
		const before = structuredClone(fieldsNow());
		const failure = await jama.failure('item.update', parameters);
		expect(failure).toMatchObject({ message, description: expect.stringMatching(advice) });
		expect(fieldsNow()).toEqual(before);
	});

	test('explains a lock of somebody else', async () => {
		const locked = jama.server.state.items.get(20);
		if (locked) locked.lock = { locked: true, lastLockedDate: 0, lockedBy: 9 };
		const failure = await jama.failure('item.update', json({ name: 'X' }));
		expect(failure.message).toBe('The item is locked by another user');
		expect(failure.description).toMatch(/operation Unlock/);
	});
});
