/** The examples on the canvas: n8n knows every node, what is red is named in the first note, and each canvas is pictured. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { CredentialRef } from '../n8n/api';
import { prepared } from '../n8n/prepared';
import { readExample } from '../n8n/twoSystems';
import { Editor, PATIENT } from './editor';

const { root } = prepared();
const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.json'));

/** Nodes that must be red, so that n8n asks; elsewhere those may be that the first note names. */
const ASKING: Record<string, string[]> = {
	'call-any-endpoint.json': [],
	'jira-sprint-report.json': ['Create or update report', 'Get active sprint'],
	'nightly-gaps-report.json': ['Find requirements without a test', 'Send mail'],
	'requirement-changed-to-chat.json': ['Post to chat'],
};

let editor: Editor;
const credentials = new Map<string, CredentialRef>();
beforeAll(async () => void (editor = await Editor.open()), PATIENT);
afterAll(async () => await editor?.close());

/** A credential of each type that a workflow names; nothing is sent with it here. */
async function credentialsOf(types: string[]): Promise<CredentialRef[]> {
	for (const type of types) {
		if (!credentials.has(type)) {
			credentials.set(type, await editor.api.saveCredential(`For ${type}`, type, {}));
		}
	}
	return [...credentials.values()];
}

it.each(files)(
	'examples/%s stands on the canvas',
	async (file) => {
		const workflow = readExample(root, file);
		const name = `examples-${file.replace(/\.json$/, '')}`;
		const types = workflow.nodes.flatMap((node) => Object.keys(node.credentials ?? {}));
		await editor.picturing(name, async () => {
			const id = await editor.api.saveWorkflow(workflow, await credentialsOf(types));
			await editor.openWorkflow(id);
			const isNote = ({ type }: { type: string }) => type.endsWith('.stickyNote');
			const [notes, others] = [true, false].map((is) =>
				workflow.nodes.filter((node) => isNote(node) === is).map((node) => node.name),
			);
			expect(await editor.nodesOnCanvas()).toEqual(others?.sort());
			expect(await editor.page.getByTestId('sticky').count()).toBe(notes?.length);
			const red = await editor.nodesOnCanvas('node-issues');
			const note = String(workflow.nodes[0]?.parameters.content);
			expect(red).toEqual(ASKING[file] ?? red.filter((node) => note.includes(`*${node}*`)));
			expect(editor.watch.take()).toEqual([]);
			await editor.pictureOfCanvas(name);
		});
	},
	PATIENT,
);
