/** Every room of `nodes` stands in the layers that lint holds it to. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const roomsOf = (node: string) =>
	readdirSync(join(ROOT, 'nodes', node), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== '__schema__')
		.map(({ name }) => `${node}/${name}`);
const NODES = ['shared', 'Jama', 'JiraAgile'];

/** Runs in a process of its own: the config is an ES module, which jest does not load. */
const SCRIPT = `
	import { ESLint } from 'eslint';
	const lint = new ESLint({ overrideConfigFile: 'test/eslint.config.mjs' });
	const found = [];
	for (const [room, from] of JSON.parse(process.argv[1])) {
		const code = "import { x } from '" + from + "';\\nexport const y = x;\\n";
		const [result] = await lint.lintText(code, { filePath: 'nodes/' + room + '/x.ts' });
		found.push(result.messages.map(({ ruleId }) => ruleId));
	}
	console.log(JSON.stringify(found));
`;
const complaints = (imports: Array<[room: string, from: string]>): string[][] =>
	JSON.parse(
		execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT, JSON.stringify(imports)], {
			cwd: ROOT,
			encoding: 'utf8',
		}),
	) as string[][];

const rooms = NODES.flatMap(roomsOf);
const FORBIDDEN: Array<[room: string, from: string]> = [
	['shared/values', '../operations/run'],
	['shared/http', '../session/api'],
	['shared/pickers', '../../Jama/api/api'],
	['Jama/fields', '../items/itemWrites'],
	['Jama/records', '../projects/release'],
	['Jama/items', '../registry'],
	['JiraAgile/fields', '../sprints/sprint'],
	['JiraAgile/api', '../../Jama/api/api'],
	...rooms.map((room): [string, string] => [room, '../../JamaTrigger/poll']),
];

test('an import from a room above, and of the trigger, is an error in every room', () => {
	const found = complaints(FORBIDDEN).map((rules, at) => [FORBIDDEN[at], rules]);
	expect(found).toEqual(FORBIDDEN.map((one) => [one, ['no-restricted-imports']]));
});

test('an import from below is none', () => {
	const below = rooms.map((room): [string, string] => [room, '../../shared/values/row']);
	expect(complaints(below).flat()).toEqual([]);
});

test('no folder holds more than 15 files', () => {
	const folders = [...NODES, ...rooms, 'JamaTrigger', 'JiraAgileTrigger'];
	const files = (folder: string) =>
		readdirSync(join(ROOT, 'nodes', folder)).filter((name) => name.endsWith('.ts')).length;
	expect(folders.filter((folder) => files(folder) > 15)).toEqual([]);
});
