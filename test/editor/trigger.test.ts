import { createEditor } from '../servers/jama/history/editStream';
import {
	executionsOf,
	handedOn,
	POLL_TIMES,
	triggerWorkflow,
	unpublish,
} from '../n8n/activeWorkflow';
import { PATIENT } from './editor';
import { startSession } from './session';
import { nodeOf, saveLogins } from './workflows';

const TITLE = 'Jama Connect Trigger';
/** An item of the project that is picked. */
const EDITED = 20;

let workflow: string;

const session = startSession(async ({ editor, systems }) => {
	const { jamaTrigger } = await saveLogins(editor.api, systems, 'trigger');
	// Nobody waits for a minute in a test; how often is a choice of n8n's own form.
	const parameters = { authentication: 'basic', pollTimes: POLL_TIMES };
	const trigger = nodeOf('jamaTrigger', TITLE, parameters, jamaTrigger);
	workflow = await editor.api.saveWorkflow(triggerWorkflow('Trigger by mouse', trigger));
	await editor.openWorkflow(workflow);
});

afterAll(async () => await unpublish(session.editor.api, workflow).catch(() => undefined));

test(
	'a test event is fetched, the workflow is published, and a change arrives',
	async () => {
		const { editor, systems } = session;
		await editor.picturing('trigger', async () => {
			const form = await editor.openNode(TITLE);
			const run = await editor.inFewClicks('trigger', async () => {
				await form.tick('projects', ['Infusion Pump (PUMP)']);
				expect(await form.faults()).toEqual([]);
				return await form.execute();
			});
			const { runData, error } = run;
			expect(error).toBeUndefined();
			const [example] = runData[TITLE]?.[0]?.data?.main[0] ?? [];
			expect(example?.json).toMatchObject({ documentKey: expect.stringMatching(/^PUMP-/) });
			await form.root.getByText(String(example?.json.documentKey)).first().waitFor();
			await editor.picture('trigger test event');
			await form.close();

			await editor.publish();
			await editor.picture('trigger published');
		});
		createEditor(systems.jama).edit(EDITED);
		await editor.eventually('the change in an execution', async () => {
			const executions = await executionsOf(editor.api, workflow);
			const events = await Promise.all(
				executions
					.filter(({ mode }) => mode === 'trigger')
					.map(async ({ id }) => await handedOn(editor.api, id)),
			);
			return events.flat().some(({ id }) => id === EDITED);
		});
		editor.counted('events');
		expect(editor.watch.take()).toEqual([]);
	},
	PATIENT,
);
