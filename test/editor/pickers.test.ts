import type { INodeProperties } from 'n8n-workflow';

import { prepared } from '../n8n/prepared';
import { Editor, PATIENT } from './editor';
import type { Form } from './form';
import { PICKER_FORMS } from './pickerForms';
import type { Picker, PickerForm } from './pickerParts';
import { fanOf, nodeOf, saveLogins, startSystems, type Systems } from './workflows';

const titleOf = ({ node, parameters }: PickerForm): string =>
	[node, ...Object.values(parameters).filter((value) => typeof value === 'string')].join(' ');

let editor: Editor;
let systems: Systems;

beforeAll(async () => {
	systems = await startSystems();
	editor = await Editor.open();
	const { jama, jira } = await saveLogins(editor.api, systems, 'pickers');
	const nodes = PICKER_FORMS.map((form) =>
		nodeOf(
			form.node,
			titleOf(form),
			{ authentication: 'basic', ...form.parameters },
			form.node === 'jiraAgile' ? jira : jama,
		),
	);
	await editor.openWorkflow(await editor.api.saveWorkflow(fanOf('Pickers', nodes)));
}, PATIENT);

afterAll(async () => {
	await editor?.close();
	await systems?.close();
});

async function work(form: Form, { parameter, search, entry, ways = {} }: Picker): Promise<void> {
	for (const [way, text] of Object.entries(ways)) {
		await form.nameBy(parameter, way, text);
		expect(await form.picked(parameter)).toBe(text);
	}
	const title = await form.pick(parameter, search, entry);
	expect(title).not.toBe('');
	expect(await form.picked(parameter)).toBe(title);
}

test.each(PICKER_FORMS.map((form) => [titleOf(form), form] as const))(
	'%s',
	async (title, { pickers = [], choices = [] }) => {
		await editor.picturing(title, async () => {
			const form = await editor.openNode(title);
			for (const picker of pickers) await work(form, picker);
			for (const { parameter, labels } of choices) await form.tick(parameter, ...labels);
			await editor.picture(title);
			const names = [...pickers, ...choices].map(({ parameter }) => parameter);
			const faults = await form.faults(names);
			editor.counted('redBoxes', faults.length);
			expect(faults).toEqual([]);
			await form.close();
		});
		expect(editor.watch.take()).toEqual([]);
	},
	PATIENT,
);

/** Every property of a node's description, also those inside collections. */
const deep = (property: INodeProperties): INodeProperties[] => [
	property,
	...((property.options ?? []) as unknown as INodeProperties[])
		.filter((option) => 'type' in option)
		.flatMap(deep),
];

/** The list a parameter asks the node for. */
const listsOf = ({ modes = [], typeOptions }: INodeProperties): string[] =>
	[
		...modes.map((mode) => mode.typeOptions?.searchListMethod),
		typeOptions?.loadOptionsMethod,
	].filter((name): name is string => name !== undefined);

test('no list of any node is left out', async () => {
	for (const short of ['jama', 'jiraAgile', 'jamaTrigger'] as const) {
		const type = (await editor.api.nodeTypes()).find(
			({ name }) => name === `${prepared().packed.name}.${short}`,
		) as unknown as { properties: INodeProperties[] };
		const properties = type.properties.flatMap(deep);
		const forms = PICKER_FORMS.filter(({ node }) => node === short);
		const worked = forms.flatMap(({ pickers = [], choices = [] }) =>
			[...pickers, ...choices].map(({ parameter }) => parameter),
		);
		const opened = properties.filter(({ name }) => worked.includes(name)).flatMap(listsOf);
		const all = properties.flatMap(listsOf);
		expect([short, [...new Set(opened)].sort()]).toEqual([short, [...new Set(all)].sort()]);
	}
});
