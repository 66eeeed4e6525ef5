import { Editor, PATIENT } from './editor';
import type { Form, Wanted } from './form';
import { startSystems, type Systems } from './workflows';

/** What the tests of a file share. */
export interface Session {
	editor: Editor;
	systems: Systems;
}

/**
 * Starts the fake servers and a browser before the tests of a file, and stops them after.
 * @param ready what else has to be there, such as an open workflow
 * @returns the session, which holds nothing before the first test
 */
export function startSession(ready?: (session: Session) => Promise<void>): Session {
	const session = {} as Session;
	beforeAll(async () => {
		session.systems = await startSystems();
		session.editor = await Editor.open();
		await ready?.(session);
	}, PATIENT);
	afterAll(async () => {
		await session.editor?.close();
		await session.systems?.close();
	});
	return session;
}

/** Opens a node, does the gestures, and looks for what is wrong in the form and behind it. */
export async function inForm(
	editor: Editor,
	name: string,
	gestures: (form: Form) => Promise<void>,
	wanted: Wanted = {},
): Promise<void> {
	await editor.picturing(name, async () => {
		const form = await editor.openNode(name);
		await gestures(form);
		await editor.picture(name);
		const faults = await form.faults(wanted);
		editor.counted('redBoxes', faults.length);
		expect(faults).toEqual([]);
		await form.close();
	});
	expect(editor.watch.take()).toEqual([]);
}
