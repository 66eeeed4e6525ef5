import type { WorkflowNode } from '../../n8n/api';
import { descriptionsOf, valuesOf } from '../descriptions';
import { PATIENT } from '../editor';
import { inForm, startSession } from '../session';
import { fanOf, nodeOf, saveLogins } from '../workflows';
import { JUNIT } from './ofJama';
import { perform, titleOf, type Use } from './use';

/** A file for the operations that take one. */
const FILE: WorkflowNode[] = [
	{
		name: 'Text of File',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ text: JUNIT }) },
	},
	{
		name: 'File',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toText',
			sourceProperty: 'text',
			options: { fileName: 'report.xml' },
		},
	},
];

/** Tests that fill in operations by mouse, run them, and read the output panel. */
export function testUses(uses: readonly Use[]): void {
	const [node = 'jama'] = uses.map((use) => use.node);
	const session = startSession(async ({ editor, systems }) => {
		const title = `uses of ${node}`;
		const loginOf = await saveLogins(editor.api, systems, title);
		// As n8n places a node whose action was picked in its panel.
		const nodes = uses.map((use) => {
			const { resource, operation } = use;
			const parameters = { authentication: 'basic', resource, operation };
			return nodeOf(node, titleOf(use), parameters, loginOf[node]);
		});
		await editor.openWorkflow(await editor.api.saveWorkflow(fanOf(title, nodes, FILE)));
	});

	test('every resource of the node is used', async () => {
		const { properties } = (await descriptionsOf(session.editor.api))(node);
		const resources = properties.filter(({ name }) => name === 'resource').flatMap(valuesOf);
		expect([...new Set(uses.map(({ resource }) => resource))].sort()).toEqual(resources.sort());
	});

	test.each(uses.map((use) => [titleOf(use), use] as const))(
		'%s: filled in by mouse and run',
		async (title, { prepare, gestures, shows, task }) => {
			const { editor, systems } = session;
			prepare?.(systems);
			await inForm(editor, title, async (form) => {
				const { error, status } = await editor.inFewClicks(task, async () => {
					for (const gesture of gestures) {
						// A list that is still loading closes again: nobody clicks before it is there.
						await editor.watch.quiet();
						await perform(form, gesture);
					}
					return await form.execute();
				});
				expect({ error, status }).toEqual({ error: undefined, status: 'success' });
				await form.output.getByText(shows).filter({ visible: true }).first().waitFor();
			});
		},
		PATIENT,
	);
}
