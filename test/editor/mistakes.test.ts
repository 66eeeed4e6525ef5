import { PATIENT } from './editor';
import type { Form } from './form';
import { MISTAKES } from './mistakes';
import { inForm, startSession } from './session';
import { fanOf, nodeOf, saveLogins, UNTHROTTLED } from './workflows';

const session = startSession(async ({ editor, systems }) => {
	const { jama } = await saveLogins(editor.api, systems, 'mistakes');
	const { url, logins } = systems.jama;
	const reader = await editor.api.saveCredential('Jama, reader', 'jamaApi', {
		...UNTHROTTLED,
		baseUrl: url,
		username: logins.reader.username,
		password: logins.reader.password,
	});
	const nodes = MISTAKES.map(({ title, parameters, login }) =>
		nodeOf('jama', title, { authentication: 'basic', ...parameters }, login ? reader : jama),
	);
	await editor.openWorkflow(await editor.api.saveWorkflow(fanOf('Mistakes', nodes)));
});

test.each(MISTAKES.map((mistake) => [mistake.title, mistake] as const))(
	'%s: the panel says what happened and what to do',
	async (title, { prepare, make, what, toDo, marked, errors }) => {
		const { editor, systems } = session;
		const { state, switches } = systems.jama;
		const ruledProjects = [...state.ruleSets.values()].map(({ projects }) => projects);
		const gestures = async (form: Form) => {
			await make(form, systems.jama);
			prepare?.(systems.jama);
			if (!marked) await form.execute();
			const panel = marked ? await form.executeInVain() : await form.errorPanel();
			expect(panel).toEqual({
				what: expect.stringMatching(what),
				toDo: expect.stringMatching(toDo),
			});
			editor.counted('panels');
			if (marked) expect(await form.faults()).toEqual([`red mark: ${marked}`]);
		};
		try {
			await inForm(editor, title, gestures, { wanting: marked ? [marked] : [], errors });
		} finally {
			switches.failNext = [];
			for (const [at, set] of [...state.ruleSets.values()].entries()) {
				set.projects = ruledProjects[at] ?? [];
			}
		}
	},
	PATIENT,
);
