import type { Editor } from '../editor';
import type { Form } from '../form';
import { chainsOf, nodeOf, type NodeType } from '../workflows';
import type { CredentialRef } from '../../n8n/api';
import type { WalkedForm } from './forms';

/** Forms in one chain: the editor gets slower with every node that stands before the one that is open. */
const IN_CHAIN = 10;
/** Chains in one workflow: it gets slower with every node on the canvas, and another workflow is another page. */
const IN_WORKFLOW = 3;

const groupsOf = <T>(all: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
		all.slice(at * size, (at + 1) * size),
	);

/** Forms of one node that follow each other. Triggers follow nothing. */
export interface Chain {
	type: NodeType;
	forms: WalkedForm[];
}

/** All forms of a node, in chains. */
export const inChains = (type: NodeType, forms: readonly WalkedForm[]): Chain[] =>
	groupsOf(forms, /trigger$/i.test(type) ? 1 : IN_CHAIN).map((group) => ({ type, forms: group }));

/** What nobody should see in the form that is open, and behind it. */
async function lookAt(editor: Editor, form: Form, one: WalkedForm): Promise<string[]> {
	await editor.watch.quiet();
	const seen = await form.faults(one);
	for (const { name } of one.lists) await form.openList(name, editor.watch.quiet);
	return [...seen, ...editor.watch.take()];
}

/**
 * Opens one form after the other, and looks for what nobody should see.
 * @param loginOf the credential of a node
 * @returns what was found, after the title of its form
 */
export async function walk(
	editor: Editor,
	name: string,
	chains: readonly Chain[],
	loginOf: Record<NodeType, CredentialRef>,
): Promise<string[]> {
	const faults: string[] = [];
	for (const [at, group] of groupsOf(chains, IN_WORKFLOW).entries()) {
		const nodes = group.map(({ type, forms }) =>
			forms.map(({ title, parameters }) => nodeOf(type, title, parameters, loginOf[type])),
		);
		const workflow = chainsOf(`${name} ${at + 1}`, nodes);
		await editor.openWorkflow(await editor.api.saveWorkflow(workflow));
		for (const { forms } of group) {
			await editor.picturing(`${name} ${forms[0]?.title ?? ''}`, async () => {
				const form = await editor.openNode(forms[0]?.title ?? '');
				for (const [place, one] of forms.entries()) {
					if (place > 0) {
						await form.next();
						editor.counted('forms');
					}
					await form.isOf(one.title);
					const seen = await lookAt(editor, form, one);
					faults.push(...seen.map((what) => `${one.title}: ${what}`));
					await editor.picture(`walk ${one.title}`);
				}
				await form.close();
			});
		}
	}
	return faults;
}
