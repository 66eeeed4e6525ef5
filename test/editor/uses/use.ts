import type { Task } from '../clicks';
import type { Form } from '../form';
import type { NodeType, Systems } from '../workflows';

/** What a person does in a form, from top to bottom. The parameter is named first. */
export type Gesture =
	/** An entry of a picker's list; `search` is typed before where the list is long. */
	| { pick: string; entry: string; search?: string }
	/** A choice of a dropdown. */
	| { choose: string; label: string }
	/** Choices of a dropdown that takes several; the last one of a form stays open until "Execute step" is clicked. */
	| { tick: string; labels: string[]; isLast?: boolean }
	/** A text. */
	| { type: string; text: string }
	/** A field that is added to a mapper by its label, and its value; a field that is there needs no label. */
	| { map: string; label?: string; text: string };

/** An operation filled in by mouse and run. */
export interface Use {
	node: NodeType;
	resource: string;
	operation: string;
	gestures: Gesture[];
	/** What has to be there on the server. */
	prepare?: (systems: Systems) => void;
	/** What the output panel shows then. */
	shows: string;
	/** A task whose clicks are counted. */
	task?: Task;
}

/** What a test and its node are called. */
export const titleOf = ({ node, resource, operation, task }: Use): string =>
	[node, resource, operation, ...(task ? [`(${task})`] : [])].join(' ');

/** Does one gesture. */
export async function perform(form: Form, gesture: Gesture): Promise<void> {
	if ('pick' in gesture) await form.pick(gesture.pick, gesture.search ?? '', gesture.entry);
	else if ('choose' in gesture) await form.choose(gesture.choose, gesture.label);
	else if ('tick' in gesture) await form.tick(gesture.tick, gesture.labels, gesture.isLast);
	else if ('type' in gesture) await form.fill(gesture.type, { text: gesture.text });
	else {
		if (gesture.label === undefined) await form.mapperReady();
		else await form.addField(gesture.label);
		await form.fill(gesture.map, { text: gesture.text });
	}
}
