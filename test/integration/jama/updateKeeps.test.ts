/** Update keeps what is not given, also where Jama's PUT sets the whole record; what is added and left empty is cleared. */
import type { JamaState } from '../../servers/jama';
import { PLAN } from './testCenter';
import { byId, useJama } from './support';

const jama = useJama();
const item = byId(26);

/** An operation: how its record is picked, where the server keeps it, and what is changed of it. */
interface Update {
	operation: string;
	picked: object;
	/** The record on the server. */
	record: (state: JamaState) => object | undefined;
	/** Values that the record begins with, on top of the seed's. */
	start: object;
	/** One change, as Update Fields, and what it makes of the record. */
	change: object;
	changed: object;
	/** Clears one value, and what it makes of the record; absent where nothing can be cleared. */
	clear?: object;
	cleared?: object;
	/** Empties a value that the record needs. */
	empty?: [fields: object, message: string];
}

const updates: Update[] = [
	{
		operation: 'link.update',
		picked: { recordId: item, linkId: 1 },
		record: ({ links }) => links.get(1),
		start: { description: 'Usability standard' },
		change: { url: 'https://example.com/b' },
		changed: { url: 'https://example.com/b' },
		clear: { description: '' },
		cleared: { description: '' },
		empty: [{ url: '' }, "'URL' is empty, and cannot be cleared"],
	},
	{
		operation: 'testGroup.update',
		picked: { testPlanId: byId(PLAN), testGroupId: byId(1) },
		record: ({ items }) => {
			const plan = items.get(PLAN)?.test;
			return plan?.kind === 'plan' ? plan.groups.find(({ id }) => id === 1) : undefined;
		},
		start: { assignedTo: 9 },
		change: { name: 'Renamed' },
		changed: { name: 'Renamed' },
		clear: { assignedTo: byId('') },
		cleared: { assignedTo: undefined },
		empty: [{ name: ' ' }, "'Name' is empty, and cannot be cleared"],
	},
	{
		operation: 'picklist.updateOption',
		picked: { picklistOptionId: byId(101) },
		record: ({ options }) => options.get(101),
		start: { description: 'Soon', value: '3', color: 'FF0000', default: true },
		change: { name: 'Very high' },
		changed: { name: 'Very high' },
		clear: { value: '' },
		cleared: { value: '' },
		empty: [{ name: '' }, "'Name' is empty, and cannot be cleared"],
	},
	{
		operation: 'user.update',
		picked: { userId: byId(9) },
		record: ({ users }) => users.get(9),
		start: { title: 'Tester', location: 'Oslo', phone: '1', licenseType: 'FLOATING' },
		change: { phone: '+47 22 00 00 00' },
		changed: { phone: '+47 22 00 00 00' },
		clear: { title: '' },
		cleared: { title: '' },
		empty: [{ email: '' }, "'Email' is empty, and cannot be cleared"],
	},
	{
		operation: 'userGroup.update',
		picked: { userGroupId: byId(2) },
		record: ({ userGroups }) => userGroups.get(2),
		start: { description: 'Those who review' },
		change: { name: 'Readers' },
		changed: { name: 'Readers' },
		empty: [{ description: '' }, "'Description' is empty, and cannot be cleared"],
	},
	{
		operation: 'release.update',
		picked: { releaseId: byId(2) },
		record: ({ releases }) => releases.get(2),
		start: { description: 'The second' },
		change: { name: 'Release 2.1' },
		changed: { name: 'Release 2.1' },
		clear: { description: '' },
		cleared: { description: '' },
		empty: [{ name: '' }, "'Name' is empty, and cannot be cleared"],
	},
	{
		operation: 'relationship.update',
		picked: { relationshipId: 2 },
		record: ({ relationships }) => {
			const { createdDate, ...relationship } = relationships.get(2) ?? { createdDate: 0 };
			return relationship;
		},
		start: {},
		change: { toItem: byId(28) },
		changed: { toItem: 28 },
		empty: [{ fromItem: byId('') }, "'From Item' is empty"],
	},
	{
		operation: 'project.update',
		picked: { projectId: byId(2) },
		record: ({ projects }) => {
			const { modifiedDate, ...project } = projects.get(2) ?? { modifiedDate: 0 };
			return structuredClone({
				...project,
				fields: { ...projects.get(2)?.fields, projectKey: '' },
			});
		},
		start: {},
		change: { projectKey: 'PUMP2' },
		changed: { projectKey: 'PUMP2' },
		empty: [{ projectKey: '' }, "'Project Key' is empty, and cannot be cleared"],
	},
];
const rows = updates.map((one) => [one.operation, one] as const);

describe.each(rows)('%s', (operation, { picked, record, start, ...row }) => {
	const { change, changed, clear, cleared, empty } = row;
	const now = () => structuredClone(record(jama.server.state));
	const begin = () => {
		Object.assign(record(jama.server.state) ?? {}, start);
		return now();
	};
	const run = async (updateFields: object) =>
		await jama.rows(operation, { ...picked, updateFields });

	test('keeps what is not given', async () => {
		const before = begin();
		await run(change);
		expect(before).not.toMatchObject(changed);
		expect(now()).toEqual({ ...before, ...changed });
		const [put] = jama.writes();
		expect(put).toMatch(/^PUT /);
		expect(put).not.toMatch(/"(id|active|archived|itemCount|suspect|avatarUrl|createdDate)":/);
		expect(put).not.toMatch(/password|null/);
	});

	if (clear) {
		test('clears what is added and left empty', async () => {
			const before = begin();
			await run(clear);
			expect(now()).toEqual({ ...before, ...cleared });
		});
	}

	if (empty) {
		test('does not empty what the record needs; nothing is sent', async () => {
			const [fields, message] = empty;
			const failure = await jama.failure(operation, { ...picked, updateFields: fields });
			expect(failure.message).toBe(message);
			expect(jama.sent()).toEqual([]);
		});
	}

	test('without any field nothing is sent', async () => {
		const failure = await jama.failure(operation, { ...picked, updateFields: {} });
		expect(failure.message).toBe("'Update Fields' is empty");
		expect(jama.sent()).toEqual([]);
	});
});

test('a tag is renamed without naming its project', async () => {
	await jama.rows('tag.update', { tagId: byId(2), name: 'New', options: { returnRecord: false } });
	expect(jama.sent()).toEqual(['GET /tags/2', 'PUT /tags/2 {"name":"New","project":2}']);
});

test('a record that cannot be read is not written', async () => {
	jama.server.switches.failNext = [{ status: 403, method: 'GET', path: '/releases/2' }];
	const updateFields = { name: 'Release 2.1' };
	await jama.failure('release.update', { releaseId: byId(2), updateFields });
	expect(jama.writes()).toEqual([]);
});

test('nothing is read when everything is given', async () => {
	const updateFields = { fromItem: byId(26), toItem: byId(28), relationshipType: byId(2) };
	const options = { returnRecord: false };
	await jama.rows('relationship.update', { relationshipId: 2, updateFields, options });
	expect(jama.sent()).toEqual([
		'PUT /relationships/2 {"fromItem":26,"toItem":28,"relationshipType":2}',
	]);
});

test('an expression that gives nothing is not a value that clears', async () => {
	const before = structuredClone(jama.server.state.options.get(101));
	const updateFields = { name: 'Other', description: '={{ $json.none }}' };
	await jama.rows('picklist.updateOption', { picklistOptionId: byId(101), updateFields });
	expect(jama.server.state.options.get(101)).toEqual({ ...before, name: 'Other' });
});

test('one field of a project is cleared by null, the others stay', async () => {
	const fieldsNow = () => jama.server.state.projects.get(2)?.fields;
	const { statusId, ...others } = fieldsNow() ?? {};
	expect(statusId).toBeDefined();
	const updateFields = { fieldsJson: '{"statusId": null}' };
	await jama.rows('project.update', { projectId: byId(2), updateFields });
	expect(fieldsNow()).toEqual(others);
});
