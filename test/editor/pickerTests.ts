import { PATIENT } from './editor';
import type { Form } from './form';
import type { Picker, PickerForm } from './pickerParts';
import { inForm, startSession } from './session';
import { fanOf, nodeOf, saveLogins } from './workflows';

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
	const session = startSession(async ({ editor, systems }) => {
		const title = `pickers of ${forms[0]?.node ?? ''}`;
		const loginOf = await saveLogins(editor.api, systems, title);
		const nodes = forms.map((form) => {
			const parameters = { authentication: 'basic', ...form.parameters };
			return nodeOf(form.node, titleOf(form), parameters, loginOf[form.node]);
		});
		await editor.openWorkflow(await editor.api.saveWorkflow(fanOf(title, nodes)));
	});

	test.each(forms.map((form) => [titleOf(form), form] as const))(
		'%s',
		async (title, { pickers = [], choices = [] }) => {
			const gestures = async (form: Form) => {
				for (const picker of pickers) await work(form, picker);
				for (const { parameter, labels } of choices) await form.tick(parameter, labels);
			};
			const of = [...pickers, ...choices].map(({ parameter }) => parameter);
			await inForm(session.editor, title, gestures, { of });
		},
		PATIENT,
	);
}
