/** A folder of projects given for a project: said, wherever nothing would be found in it. */
import { registry } from '../../../nodes/Jama/registry';
import { fieldsOf } from '../../../nodes/shared/operations/operation';
import { byId, byKey, useJama } from './support';

const jama = useJama();
const FOLDER = 1;
const IS_FOLDER = `The project ${FOLDER} is a folder of projects`;

/** Every list that is read by project, with its parameter and the collection that holds it. */
const LISTS = Object.entries(registry).flatMap(([resource, { operations }]) =>
	Object.entries(operations).flatMap(([name, operation]) =>
		fieldsOf(operation)
			.filter(({ field }) => operation.list && field.ifNone)
			.map(({ field, collection }) => ({
				operation: `${resource}.${name}`,
				parameters: (value: unknown) =>
					collection === undefined
						? { [field.property.name]: value }
						: { [collection]: { [field.property.name]: value } },
			})),
	),
);

test('every kind of list by project is among them', () => {
	expect(LISTS.map(({ operation }) => operation)).toEqual(
		expect.arrayContaining([
			'activity.getMany',
			'baseline.getMany',
			'item.getManyInProject',
			'project.getItemTypes',
			'project.getTags',
			'relationship.getMany',
			'release.getMany',
			'tag.getMany',
			'testPlan.getMany',
		]),
	);
});

test.each(LISTS)('$operation', async ({ operation, parameters }) => {
	const needed = { reviewId: 1, filterId: byId(2) };
	const found = await jama.run(operation, { ...needed, ...parameters(byId(FOLDER)) });
	expect(found.error).toBeUndefined();
	const hints = found.hints.map(({ message }) => message);
	expect(hints).toEqual(found.items.length > 0 ? [] : [expect.stringContaining(IS_FOLDER)]);
});

test('a list that found something asks for no project', async () => {
	await jama.rows('release.getMany', { project: byId(2) });
	expect(jama.sent()).toEqual([expect.stringMatching(/^GET \/releases\?project=2/)]);
});

test('a list of a project that holds none is empty, and no error', async () => {
	jama.server.state.releases.clear();
	expect(await jama.rows('release.getMany', { project: byId(2) })).toEqual([]);
});

test.each([{ projects: [FOLDER] }, { projects: [FOLDER, 2] }, { projects: String(FOLDER) }])(
	'Item Get Many with %j',
	async (filters) => {
		const { hints, error } = await jama.run('item.getMany', { filters });
		expect(error).toBeUndefined();
		expect(hints.map(({ message }) => message)).toContainEqual(expect.stringContaining(IS_FOLDER));
	},
);

test.each<[string, object]>([
	['traceability.findGaps', { projectId: byId(FOLDER), itemType: byId(33), relatedType: byId(34) }],
	[
		'traceability.findGaps',
		{
			searchIn: 'filter',
			filterId: byId(2),
			project: byId(FOLDER),
			itemType: byId(33),
			relatedType: byId(34),
		},
	],
])('%s %j', async (operation, parameters) => {
	expect((await jama.failure(operation, parameters)).message).toBe(IS_FOLDER);
});

test('by key: no project where one is asked for, and a project where a folder is', async () => {
	const key = String(jama.server.state.projects.get(FOLDER)?.projectKey);
	const inFolder = await jama.failure('item.getManyInProject', { project: byKey(key) });
	expect(inFolder.message).toBe(`The project with key "${key}" is a folder of projects`);
	const project = { projectKey: 'NEW', name: 'New' };
	const parent = { additionalFields: { parent: byKey('PUMP') } };
	const noFolder = await jama.failure('project.create', { ...project, ...parent });
	expect(noFolder.message).toBe('The project with key "PUMP" is no folder');
	expect(jama.writes()).toEqual([]);
	expect(await jama.rows('project.get', { projectId: byKey(key) })).toMatchObject([{ id: FOLDER }]);
});
