import { Editor, PATIENT } from './editor';
import type { Form } from './form';
import type { Picker, PickerForm } from './pickerParts';
import { fanOf, nodeOf, saveLogins, startSystems, type Systems } from './workflows';

const titleOf = ({ node, parameters }: PickerForm): string =>
	[node, ...Object.values(parameters).filter((value) => typeof value === 'string')].join(' ');

async function work(form: Form, { parameter, search, entry, ways = {} }: Picker): Promise<void> {
	for (const [way, text] of Object.entries(ways)) {
		await form.nameBy(parameter, way, text);
		expect(await form.picked(parameter)).toBe(text);
	}
	const title = await form.pick(parameter, search, entry);
	expect(title).not.toBe('');
	expect(await form.picked(parameter)).toBe(title);
}

/** Tests of forms with pickers: each is opened, searched, picked from and typed into, by mouse. */
export function testPickers(forms: readonly PickerForm[]): void {
	let editor: Editor;
	let systems: Systems;

	beforeAll(async () => {
		systems = await startSystems();
		editor = await Editor.open();
		const { jama, jira } = await saveLogins(
			editor.api,
			systems,
			`pickers of ${forms[0]?.node ?? ''}`,
		);
		const nodes = forms.map((form) =>
			nodeOf(
				form.node,
				titleOf(form),
				{ authentication: 'basic', ...form.parameters },
				form.node === 'jiraAgile' ? jira : jama,
			),
		);
		await editor.openWorkflow(
			await editor.api.saveWorkflow(fanOf(`Pickers of ${forms[0]?.node ?? ''}`, nodes)),
		);
	}, PATIENT);

	afterAll(async () => {
		await editor?.close();
		await systems?.close();
	});

	test.each(forms.map((form) => [titleOf(form), form] as const))(
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
}
