import {
	checkWrite,
	created,
	findItem,
	JamaError,
	list,
	type Call,
	type Handlers,
} from '../frame/call';
import { checkLock, save } from '../items/itemChanges';
import { optionId } from '../seed/seedTypes';
import type { Item } from '../types';
import { plain } from './views';

/** The seeded workflow of the status field: status -> what may be done. */
const TRANSITIONS: Record<number, Array<{ id: string; action: string; newStatus: number }>> = {
	[optionId('status', 1)]: [
		{ id: '1', action: 'Send to review', newStatus: optionId('status', 2) },
	],
	[optionId('status', 2)]: [
		{ id: '2', action: 'Approve', newStatus: optionId('status', 3) },
		{ id: '3', action: 'Reject', newStatus: optionId('status', 4) },
	],
	[optionId('status', 3)]: [{ id: '4', action: 'Reopen', newStatus: optionId('status', 1) }],
	[optionId('status', 4)]: [{ id: '5', action: 'Rework', newStatus: optionId('status', 1) }],
};

function optionsOf(item: Item): Array<{ id: string; action: string; newStatus: number }> {
	return TRANSITIONS[Number(item.fields.status)] ?? [];
}

/** Models by the contract; which transitions there are is an administrator's choice, here the seed's. */
export const workflow: Handlers = {
	get_item_workflow_transition_options: (call: Call) =>
		list(call, optionsOf(findItem(call, call.params.id as number)), plain('workflowtransitions')),
	/** Assumption: 201 names the item, since a transition has no address of its own; it is a save. */
	execute_transition: (call: Call) => {
		checkWrite(call);
		const item = findItem(call, call.params.id as number);
		checkLock(call, item);
		const transition = optionsOf(item).find((each) => each.id === call.body.transitionId);
		if (!transition)
			throw new JamaError(
				400,
				`Transition ${call.body.transitionId} is not available for item ${item.id}`,
			);
		save(call, item, { ...item.fields, status: transition.newStatus });
		return created(call, `items/${item.id}`, item.id);
	},
};
