/** The workflows to import: what can be said of them without n8n. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { Jama } from '../../nodes/Jama/Jama.node';
import { JamaTrigger } from '../../nodes/JamaTrigger/JamaTrigger.node';
import { JiraAgile } from '../../nodes/JiraAgile/JiraAgile.node';
import { JiraAgileTrigger } from '../../nodes/JiraAgileTrigger/JiraAgileTrigger.node';

const root = join(__dirname, '..', '..');
const folder = join(root, 'examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

interface ExampleNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: INodeParameters;
}
const nodesOf = (file: string): ExampleNode[] =>
	(JSON.parse(readFileSync(join(folder, file), 'utf8')) as { nodes: ExampleNode[] }).nodes;
const isNote = ({ type }: ExampleNode) => type.endsWith('.stickyNote');
const textOf = ({ parameters }: ExampleNode) => String(parameters.content);

/** Every picker inside a node's parameters that names a record by its ID, other than by an expression. */
function pickedById(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [];
	const { __rl: isPicker, mode, value: id } = value as Record<string, unknown>;
	if (isPicker) {
		const isId = mode === 'id' || mode === 'list';
		return isId && id !== '' && !String(id).startsWith('=') ? [id] : [];
	}
	return Object.values(value).flatMap(pickedById);
}

const PACKAGE = 'n8n-nodes-jama.';
const DESCRIPTIONS: Record<string, INodeTypeDescription> = {
	jama: new Jama().description,
	jamaTrigger: new JamaTrigger().description,
	jiraAgile: new JiraAgile().description,
	jiraAgileTrigger: new JiraAgileTrigger().description,
};
/** What n8n adds to nodes that poll, and to nodes that are tools. */
const OF_N8N = ['pollTimes', 'descriptionType', 'toolDescription'];

/** Whether a value is one that a property offers; what is no fixed list offers everything. */
const offers = ({ type, options = [] }: INodeProperties, value: unknown): boolean =>
	type !== 'options' || options.length === 0 || String(value).startsWith('=')
		? true
		: options.some((option) => 'value' in option && option.value === value);

/** Parameters of a node of this package that its form does not show, and values that it does not offer. */
function unknownParameters(node: ExampleNode): string[] {
	const { parameters } = node;
	const type = DESCRIPTIONS[node.type.replace(PACKAGE, '').replace(/Tool$/, '')]!;
	const shown = type.properties.filter((property) =>
		NodeHelpers.displayParameter(parameters, property, node, type),
	);
	const of = (name: string) => shown.filter((property) => property.name === name);
	return Object.entries(parameters).flatMap(([name, value]): string[] => {
		if (OF_N8N.includes(name)) return [];
		const fitting = of(name).filter((property) => offers(property, value));
		if (fitting.length === 0) return [`${node.name}: ${name} = ${JSON.stringify(value)}`];
		const [{ type: kind, options = [] }] = fitting as [INodeProperties];
		if (kind !== 'collection' && kind !== 'fixedCollection') return [];
		const inside = options.map((option) => option.name);
		return Object.keys(value as object)
			.filter((key) => !inside.includes(key))
			.map((key) => `${node.name}: ${name}.${key}`);
	});
}

describe.each(files)('examples/%s', (file) => {
	const nodes = nodesOf(file);
	const notes = nodes.filter(isNote);
	const ofPackage = nodes.filter(({ type }) => type.startsWith(PACKAGE));

	it('is in the list of the README', () => {
		expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`| \`${file}\` |`);
	});

	it('has a part in docs/examples.md', () => {
		const page = readFileSync(join(root, 'docs', 'examples.md'), 'utf8');
		expect(page).toContain(`\n[\`${file}\`](../examples/${file}): `);
	});

	it('says what it does, what to do first, and which credential', () => {
		const [first] = notes;
		expect(first && textOf(first)).toMatch(/^## .+\n/);
		expect(first && textOf(first)).toMatch(/\*\*Before you start\*\*/);
		expect(first && textOf(first)).toMatch(/credential/);
	});

	it('names in its notes only nodes that it has', () => {
		const names = nodes.map(({ name }) => name);
		const named = notes.flatMap((note) =>
			[...textOf(note).matchAll(/(?<!\*)\*([A-Z][^*\n]+)\*(?!\*)/g)].map(([, name]) => name),
		);
		expect(named.filter((name) => !names.includes(name!) && !name!.endsWith('?'))).toEqual([]);
	});

	it('fills in only what the forms of the nodes show', () => {
		expect(ofPackage.length).toBeGreaterThan(0);
		expect(ofPackage.flatMap(unknownParameters)).toEqual([]);
	});

	it('has no IDs of one Jama', () => {
		expect(ofPackage.flatMap(({ parameters }) => pickedById(parameters))).toEqual([]);
		for (const { parameters } of ofPackage) {
			const { projects, filters } = parameters as { projects?: unknown; filters?: object };
			const lists = [projects, ...Object.values(filters ?? {})].flat();
			expect(lists.filter((one) => typeof one === 'number')).toEqual([]);
		}
	});

	it('has no node on top of another, and no note across another', () => {
		const places = nodes.filter((node) => !isNote(node)).map(({ position }) => position);
		for (const [at, [x, y]] of places.entries()) {
			for (const [otherX, otherY] of places.slice(at + 1)) {
				expect(Math.abs(x - otherX) >= 130 || Math.abs(y - otherY) >= 130).toBe(true);
			}
		}
		const boxes = notes.map(({ position: [x, y], parameters }) => ({
			left: x,
			top: y,
			right: x + Number(parameters.width),
			bottom: y + Number(parameters.height),
		}));
		for (const [at, a] of boxes.entries()) {
			for (const b of boxes.slice(at + 1)) {
				const apart =
					a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
				expect(apart).toBe(true);
			}
		}
	});
});
