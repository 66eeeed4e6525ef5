import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODES } from '../support/rows/systems';

const FOLDERS: Record<string, string> = { jama: 'Jama', jiraAgile: 'JiraAgile' };

describe.each(NODES.map((system) => [system.title, system] as const))('%s', (_name, system) => {
	const { registry } = system;
	const node = FOLDERS[system.node.description.name] as string;
	const folder = join(__dirname, '..', '..', 'nodes', node, '__schema__', 'v1.0.0');
	const previews = readdirSync(folder).flatMap((resource) =>
		readdirSync(join(folder, resource)).map((file) => ({ resource, file })),
	);

	test('at least twenty operations show what they return before they run', () => {
		expect(previews.length).toBeGreaterThanOrEqual(20);
	});

	test.each(previews)(
		'$resource/$file belongs to an operation and is a schema',
		({ resource, file }) => {
			const operation = file.replace(/\.json$/, '');
			expect(registry[resource]?.operations[operation]).toBeDefined();
			const schema = JSON.parse(readFileSync(join(folder, resource, file), 'utf8')) as {
				type: string;
				properties: object;
				version: number;
			};
			expect(schema).toMatchObject({ type: 'object', version: 1 });
			expect(Object.keys(schema.properties).length).toBeGreaterThan(2);
		},
	);
});
