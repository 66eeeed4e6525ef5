/** Records that are named by what people call them: never the first of several. */
import { ITEM_TYPE, PROJECT, TEST_PLAN } from '../../nodes/Jama/pickers/kinds';
import { locator } from '../../nodes/shared/pickers/locator';
import type { Field } from '../../nodes/shared/operations/operation';
import { refusal } from './support/errors';
import type { Reply } from '../support/rows/jamaSession';
import { jamaSession, valueContext } from '../support/rows/jamaSession';

const project = locator(PROJECT, { name: 'project', displayName: 'Project' });
const itemType = locator(ITEM_TYPE, { name: 'itemType', displayName: 'Item Type' });

async function resolve(field: Field, value: unknown, replies: Record<string, Reply>) {
	const { session } = jamaSession(replies);
	return { id: await field.toWire?.(value, valueContext(session)) };
}
const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });

describe('other names', () => {
	test('a project by name, which a folder does not have for it', async () => {
		const rows = [
			{ id: 4, isFolder: true, fields: { name: 'Infusion Pump' } },
			{ id: 5, projectKey: 'PUMP', fields: { name: 'Infusion Pump' } },
		];
		const replies = { 'GET /projects': { rows } };
		expect((await resolve(project, by('name', 'infusion pump'), replies)).id).toBe(5);
	});

	test('two projects of one name are listed, and one is meant by its name with its ID', async () => {
		const rows = [5, 6].map((id) => ({ id, fields: { name: 'Pump' } }));
		const replies = { 'GET /projects': { rows } };
		const two = await refusal(() => resolve(project, by('name', 'pump'), replies));
		expect(two.message).toBe('The project "pump" stands for 2 records: Pump (ID 5), Pump (ID 6)');
		expect(two.advice).toContain('as it stands here, with its ID');
		expect((await resolve(project, by('name', 'Pump (ID 6)'), replies)).id).toBe(6);
	});

	test('one that is not put away goes before one that is, and one written exactly so before others', async () => {
		const plan = locator(TEST_PLAN, { name: 'testPlan', displayName: 'Test Plan' });
		const find = async (rows: Array<Record<string, unknown>>) => {
			const { session } = jamaSession({ 'GET /testplans': { rows } });
			const parameter = (name: string) => (name === 'project' ? 5 : undefined);
			return await plan.toWire?.(by('name', 'Release 3'), {
				...valueContext(session),
				parameter,
			});
		};
		const named = (id: number, name: string, more = {}) => ({ id, fields: { name }, ...more });
		expect(await find([named(1, 'Release 3', { archived: true }), named(2, 'Release 3')])).toBe(2);
		expect(await find([named(1, 'release 3'), named(2, 'Release 3')])).toBe(2);
	});

	test('a project by key, which a folder may have too', async () => {
		const folder = { id: 4, projectKey: 'PUMP', isFolder: true };
		const of = async (...rows: object[]) =>
			await resolve(project, by('key', 'PUMP'), { 'GET /projects': { rows: rows as never } });
		expect((await of(folder, { id: 5, projectKey: 'pump' })).id).toBe(5);
		const { message } = await refusal(() => of(folder));
		expect(message).toBe('The project with key "PUMP" is a folder of projects');
	});

	test('a project by key', async () => {
		const rows = [{ id: 5, projectKey: 'PUMP' }, { id: 6, projectKey: 'PUMP2' }, { id: 7 }];
		expect((await resolve(project, by('key', 'pump'), { 'GET /projects': { rows } })).id).toBe(5);
		const { message } = await refusal(() =>
			resolve(project, by('key', 'NOPE'), { 'GET /projects': { rows } }),
		);
		expect(message).toBe('The project with key "NOPE" was not found');
	});

	test('an item type by name or type key; an unknown name lists the valid ones', async () => {
		const rows = [
			{ id: 33, display: 'Requirement', typeKey: 'REQ' },
			{ id: 34, display: 'Test Case', typeKey: 'TC' },
		];
		const replies = { 'GET /itemtypes': { rows } };
		expect((await resolve(itemType, by('name', 'requirement'), replies)).id).toBe(33);
		expect((await resolve(itemType, by('name', 'TC'), replies)).id).toBe(34);
		const { message, advice } = await refusal(() => resolve(itemType, by('name', 'Bug'), replies));
		const twice = { 'GET /itemtypes': { rows: [...rows, { id: 35, display: 'TC' }] } };
		const two = await refusal(() => resolve(itemType, by('name', 'tc'), twice));
		expect(two.message).toMatch(/stands for 2 records: .*\(ID 34\).*\(ID 35\)/);
		expect(message).toBe('There is no item type "Bug"');
		expect(advice).toBe('Valid: Requirement, Test Case.');
	});
});
