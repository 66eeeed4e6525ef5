/** What no document settles, where nothing else asks: the client works with either, or says what is in the way. */
import { jamaCredentials } from '../../support/engine/harness';
import type { Switches } from '../../servers/jama/switches';
import { RETRY_AFTER } from '../../servers/shared/bucket';
import { autoMapped, byId, byKey, byName, jsonFields, NEXT_ID, useJama } from './support';
import { CYCLE, fieldsOf, inCycle, PLAN, runOf } from './testCenter';

const jama = useJama();
const target = { project: byId(2), itemType: byId(33), parentItem: byId(8) };
const item20 = { itemId: byId(20) };
const set = (switches: Partial<Switches>) => void Object.assign(jama.server.switches, switches);
const fieldsNow = (id: number) => jama.server.state.items.get(id)?.fields;

test.each([
	['401', 'Username or password is invalid', /^Check the credential: user name and password/],
	['html', "The response is a web page, not Jama's API (status 200)", /A wrong password/],
] as const)('a wrong password is rejected by %s', async (basicRefusal, message, advice) => {
	set({ basicRefusal });
	const { type, data } = jamaCredentials(jama.server);
	const credentials = { type, data: { ...data, password: 'not-this-one' } };
	const failure = await jama.failure('item.get', item20, { credentials });
	expect(failure.message).toBe(message);
	expect(failure.description).toMatch(advice);
});

test.each([401, 403] as const)('a user who may only read gets %s', async (noWrite) => {
	set({ noWrite });
	const { username, password } = jama.server.logins.reader;
	const { type, data } = jamaCredentials(jama.server);
	const credentials = { type, data: { ...data, username, password } };
	const own = [...jama.server.state.items.values()].find(({ project }) => project === 3)!;
	const before = structuredClone(own.fields);
	const change = { itemId: byId(own.id), ...jsonFields({ name: 'Mine' }) };
	const failure = await jama.failure('item.update', change, { credentials });
	expect(failure.message).toBe('You do not have permission to change this resource');
	expect(failure.description).toMatch(/license|access|permission/);
	expect(failure.description).toMatch(/Nothing was changed\.$/);
	expect(own.fields).toEqual(before);
});

test.each([400, 409] as const)('an item that another user has locked: %s', async (lockedItem) => {
	set({ lockedItem });
	const item = jama.server.state.items.get(20)!;
	item.lock = { locked: true, lastLockedDate: 0, lockedBy: 9 };
	const before = structuredClone(item.fields);
	const failure = await jama.failure('item.update', { ...item20, ...jsonFields({ name: 'N' }) });
	expect(failure.message).toBe('The item is locked by another user');
	expect(failure.description).toMatch(/Wait for them, or unlock it .* Nothing was changed\.$/);
	expect(item.fields).toEqual(before);
	const rows = jsonFields([{ documentKey: item.documentKey, name: 'N' }]);
	const [row] = await jama.rows('item.updateMany', { ...rows, rowsJson: rows.fieldsJson });
	expect(row).toMatchObject({ ok: false, error: 'The item is locked by another user' });
	expect(item.fields).toEqual(before);
});

describe.each(['suffixed', 'bare'] as const)('fields in item types are %s', (fieldNames) => {
	beforeEach(() => set({ fieldNames }));

	test('an update writes under the name that the item has', async () => {
		const fields = { Rationale: 'R2', verification_method: 'Test, Analysis' };
		const { hints } = await jama.run('item.update', { ...item20, ...jsonFields(fields) });
		expect(hints).toEqual([]);
		expect(fieldsNow(20)).toMatchObject({
			rationale$33: 'R2',
			verification_method$33: [301, 303],
		});
	});

	test('what is written under a name that the item does not have is told', async () => {
		const fields = { ...target, ...jsonFields({ name: 'X', Rationale: 'R' }) };
		const { hints } = await jama.run('item.create', fields);
		const isKept = fieldsNow(NEXT_ID)?.rationale$33 === 'R';
		expect(isKept).toBe(fieldNames === 'suffixed');
		const told = expect.stringMatching(/saved, but not with what was given for 'Rationale'/);
		expect(hints.map(({ message }) => message)).toEqual(isKept ? [] : [told]);
	});

	test('a simplified item has the same columns', async () => {
		const [row] = await jama.rows('item.get', { ...item20, simplify: true });
		expect(row).toMatchObject({
			status: 'Draft',
			priority: 'Medium',
			rationale: fieldsNow(20)?.rationale$33,
		});
	});
});

test.each(['lower', 'any'] as const)('operations of a JSON Patch: %s case', async (patchOps) => {
	set({ patchOps });
	await jama.rows('item.update', { ...item20, ...jsonFields({ name: 'Renamed' }) });
	expect(fieldsNow(20)).toMatchObject({ name: 'Renamed' });
});

test.each([false, true])('a child item type is required: %s', async (childItemTypeRequired) => {
	set({ childItemTypeRequired });
	const [made] = await jama.rows('item.create', { ...target, ...jsonFields({ name: 'X' }) });
	expect(made).toMatchObject({ id: NEXT_ID, itemType: 33 });
	const match = { matchBy: 'field', matchField: byName('Jira Key'), matchValue: 'EXT-8' };
	const fields = jsonFields({ name: 'Y', 'Jira Key': 'EXT-8' });
	const [upserted] = await jama.rows('item.createOrUpdate', { ...target, ...match, ...fields });
	expect(upserted).toMatchObject({ created: true, id: NEXT_ID + 1 });
});

test.each(['required', 'asListed'] as const)('a plus after a term: %s', async (plusAfterTerm) => {
	set({ plusAfterTerm });
	const text = 'Alpha +Beta -Gamma';
	const match = { matchBy: 'field', matchField: byName('Jira Key'), matchValue: text };
	const fields = jsonFields({ name: 'Y', 'Jira Key': text });
	const save = async () =>
		await jama.rows('item.createOrUpdate', { ...target, ...match, ...fields });
	expect(await save()).toMatchObject([{ created: true, id: NEXT_ID }]);
	expect(await save()).toMatchObject([{ created: false, id: NEXT_ID }]);
});

describe.each(['ignored', 'rejected', 'applied'] as const)(
	'the status of a run with steps is %s',
	(runStatusWithSteps) => {
		const statusNow = () => fieldsOf(jama, runOf(2)).testRunStatus;
		beforeEach(() => set({ runStatusWithSteps }));

		test('a recorded result comes with its steps', async () => {
			const result = { ...inCycle, testCaseId: byKey('PUMP-TC-2'), status: 'FAILED' };
			await jama.rows('testRun.recordResult', result);
			expect(statusNow()).toBe('FAILED');
		});

		test('an update without steps: applied, told or rejected', async () => {
			const before = statusNow();
			expect(before).not.toBe('BLOCKED');
			const change = { testRunId: byId(runOf(2)), ...jsonFields({ testRunStatus: 'BLOCKED' }) };
			const { error, hints, items } = await jama.run('testRun.update', change);
			const told = hints.map(({ message }) => message);
			expect({ told, error: error?.message, now: statusNow() }).toEqual(
				{
					ignored: {
						told: [expect.stringContaining("not with what was given for 'Status'")],
						now: before,
					},
					rejected: {
						told: [],
						error: 'The status of a test run with steps is set by its steps',
						now: before,
					},
					applied: { told: [], now: 'BLOCKED' },
				}[runStatusWithSteps],
			);
			if (!error) expect(items[0]?.json.fields).toMatchObject({ testRunStatus: statusNow() });
		});
	},
);

test.each(['regenerated', 'completed', 'kept'] as const)(
	'runs of a cycle that is renamed are %s',
	async (cycleUpdate) => {
		set({ cycleUpdate });
		const change = { testCycleId: byId(CYCLE), ...jsonFields({ name: 'New' }) };
		const [row] = await jama.rows('testCycle.update', change);
		expect(row).toMatchObject({ id: CYCLE, name: 'New' });
		const runs = await jama.rows('testCycle.getRuns', { ...inCycle, returnAll: true });
		expect(runs.map(({ id }) => id)).toEqual(
			jama.server.state.testItems.runsOf(CYCLE).map(({ id }) => id),
		);
	},
);

test.each([
	['object', { count: 21 }],
	['number', { count: 21 }],
] as const)('the count of a filter as %s', async (filterCount, row) => {
	set({ filterCount });
	const filter = { project: byId(2), filterId: byId(3) };
	expect(await jama.rows('filter.count', filter)).toEqual([row]);
});

test.each(['skipped', 'rejected'] as const)(
	'a bad row in background is %s',
	async (batchErrors) => {
		set({ batchErrors });
		const rename = [{ op: 'replace', path: '/fields/name', value: 'BG' }];
		const rows = [20, 99_999].map((id) => ({ id, operations: rename }));
		const { error, items } = await jama.run('item.updateInBackground', {
			body: JSON.stringify(rows),
		});
		// What Jama does in the background it does not say; the node says only that the request was accepted.
		expect(error?.message ?? items[0]?.json).toEqual(
			batchErrors === 'skipped' ? { success: true } : 'Item 99999 not found',
		);
	},
);

describe.each(['ignored', 'refused'] as const)('unknown fields are %s', (unknownFields) => {
	beforeEach(() => set({ unknownFields }));

	test('columns of the input that are no fields are not sent', async () => {
		const input = [{ name: 'A', colour: 'red' }];
		await jama.rows('item.create', { ...target, fields: autoMapped }, { input });
		await jama.rows('item.update', { ...item20, fields: autoMapped }, { input });
		expect([fieldsNow(NEXT_ID)?.name, fieldsNow(20)?.name]).toEqual(['A', 'A']);
		expect(jama.writes().join()).not.toContain('colour');
	});

	test('a name that is written is an error before anything is sent', async () => {
		const fields = { ...target, ...jsonFields({ name: 'A', colour: 'red' }) };
		const { message } = await jama.failure('item.create', fields);
		expect(message).toBe('The item type \'System Requirement\' has no field "colour"');
		expect(jama.writes()).toEqual([]);
	});

	test('where the type is not read first, Jama says it or a hint does', async () => {
		const additionalFields = { fieldsJson: '{"colour": "red"}' };
		const plan = { project: byId(2), name: 'P', additionalFields };
		const { error, hints } = await jama.run('testPlan.create', plan);
		const said = error?.message ?? hints.map(({ message }) => message).join();
		expect(said).toMatch(/colour/);
	});
});

test.each(['kept', 'dropped'] as const)(
	'plain text in new rich text is %s',
	async (plainRichText) => {
		set({ plainRichText });
		const description = 'one\ntwo';
		await jama.rows('item.create', { ...target, ...jsonFields({ name: 'A', description }) });
		const more = { additionalFields: { description } };
		await jama.rows('testPlan.create', { project: byId(2), name: 'P', ...more });
		const cycle = { ...more, name: 'C', startDate: '2026-01-01', endDate: '2026-01-02' };
		await jama.rows('testCycle.create', { project: byId(2), testPlanId: byId(PLAN), ...cycle });
		for (const id of [NEXT_ID, NEXT_ID + 1, NEXT_ID + 2])
			expect(fieldsNow(id)?.description).toBe('<p>one<br />two</p>');
	},
);

test.each([false, true])('a new user needs an authentication type: %s', async (multiAuth) => {
	set({ multiAuth });
	const person = { username: 'new', firstName: 'A', lastName: 'B', email: 'a@b.example' };
	const { error, items } = await jama.run('user.create', { ...person, password: 'Secret12!' });
	const made = [...jama.server.state.users.values()].filter(({ username }) => username === 'new');
	expect(made).toHaveLength(multiAuth ? 0 : 1);
	expect(error?.message ?? items[0]?.json.username).toBe(
		multiAuth ? 'authType is required: 1 (Basic) or 2 (IdP)' : 'new',
	);
});

test.each([true, false])('relationship rules are enforced: %s', async (relationshipRules) => {
	set({ relationshipRules });
	const ends = { fromItem: byId(138), toItem: byId(134) };
	const { error } = await jama.run('relationship.create', { ...ends, additionalFields: {} });
	const made = [...jama.server.state.relationships.values()].filter(
		({ fromItem, toItem }) => fromItem === 138 && toItem === 134,
	);
	expect(made).toHaveLength(relationshipRules ? 0 : 1);
	expect(error?.message.startsWith('Relationship violates rules')).toBe(
		relationshipRules ? true : undefined,
	);
});

describe('a limit that is lower than the credential says', () => {
	const slow = useJama({ rate: 4, burst: 1 });

	test.each(RETRY_AFTER)(
		'Retry-After as %s: waited for, and every row comes',
		async (retryAfter) => {
			slow.server.switches.retryAfter = retryAfter;
			const rows = await slow.rows('item.getManyInProject', { project: byId(2), returnAll: true });
			expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
			expect(rows).toHaveLength(slow.server.state.treeOrder(2).length);
			expect(slow.server.requests.map(({ status }) => status)).toContain(429);
		},
	);
});
