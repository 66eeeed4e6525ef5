/** Every doubt about Jama and Jira has a switch of the fake server, and every switch is set by a test that runs the nodes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');
const RUN_THE_NODES = ['chaos', 'editor', 'fuzz', 'integration', 'n8n', 'sync', 'unit'];

/** The sources of tests that use switches at all, and are not about the other system. */
const sourcesFor = (system: string): string[] => {
	const other = system === 'jama' ? /jira/i : /jama/i;
	return RUN_THE_NODES.flatMap((folder) =>
		readdirSync(join(TESTS, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts') && !other.test(name))
			.map((name) => readFileSync(join(TESTS, folder, name), 'utf8')),
	).filter((text) => /\bswitches\b/.test(text));
};

/** The names of an interface's properties. */
function namesIn(system: string): string[] {
	const source = readFileSync(join(TESTS, 'servers', system, 'switches.ts'), 'utf8');
	const body = /export interface Switches \{\n([^]*?)\n\}/.exec(source)?.[1] ?? '';
	return [...body.matchAll(/^\t(\w+)\??:/gm)].map(([, name = '']) => name);
}

/** As a property of the switches, or as one of an object that is assigned to them. */
const notSet = (names: string[], sources: string[]): string[] =>
	names.filter((name) => {
		const setting = new RegExp(`\\bswitches\\??\\.${name}\\b|[{,\\s]${name}\\s*[:,}]`);
		return !sources.some((text) => setting.test(text));
	});

test.each([
	['jama', 'pageMax'],
	['jira', 'sprintField'],
])('%s: no switch is left to the tests of the server', (system, known) => {
	const sources = sourcesFor(system);
	const names = namesIn(system);
	expect(names).toContain(known);
	expect(notSet(['aDoubtThatNobodyHas', known], sources)).toEqual(['aDoubtThatNobodyHas']);
	expect(notSet(names, sources)).toEqual([]);
});
