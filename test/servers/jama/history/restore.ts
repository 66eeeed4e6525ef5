import {
	checkWrite,
	done,
	inReach,
	JamaError,
	list,
	type Call,
	type Handlers,
} from '../frame/call';
import type { Answer } from '../frame/envelope';
import { activity, touchEnds } from '../items/itemChanges';
import { logAll } from './itemEvents';
import type { TestItem } from '../testCenter/testItems';
import type { Activity, Item } from '../types';
import { viewActivity, viewItem } from '../configuration/views';

function find(call: Call): Activity {
	const id = call.params.activityId;
	return inReach(call, call.state.log.find(id), `Activity ${id}`);
}

/**
 * Items that an event is about; a batch event has several (REST cookbook, Using Activities: batch events
 * must be unwrapped). Assumption: a deletion shows the items as they were.
 */
function affected(call: Call): Item[] {
	const event = find(call);
	const deletion = call.state.deletions.get(event.id);
	const ids = event.affected ?? (event.item === undefined ? [] : [event.item]);
	return ids.flatMap(
		(id) =>
			call.state.items.get(id) ?? deletion?.items.find((item) => item.id === id) ?? ([] as Item[]),
	);
}

/**
 * POST /activities/{id}/restore undoes a deletion: the item with all that was below it, and its
 * relationships. Assumptions: with the same ids and keys, last among its siblings; any event of one
 * deletion restores the whole; 400 for an event that deleted nothing, or whose parent is gone; the other
 * ends of relationships that come back have an activity, what is restored by the switch restoreIsActivity.
 */
function restore(call: Call): Answer {
	checkWrite(call);
	const { state } = call;
	const event = find(call);
	const deletion = state.deletions.get(event.id);
	const [root] = deletion?.items ?? [];
	if (!deletion || !root) throw new JamaError(400, `Activity ${event.id} cannot be restored`);
	if (state.items.has(root.id))
		throw new JamaError(400, `Item ${root.id} has been restored already`);
	if (root.parentItem !== undefined && !state.items.has(root.parentItem))
		throw new JamaError(400, `The parent of item ${root.id} does not exist any more`);
	for (const item of deletion.items) {
		if (item.test) state.insertTestItem(item as TestItem);
		else state.insertItem(item);
		if (call.switches.restoreIsActivity) activity(call, item);
	}
	logAll(call, 'CREATE', 'restored', deletion.items);
	for (const relationship of deletion.relationships) {
		const ends = [relationship.fromItem, relationship.toItem].map((id) => state.items.get(id));
		if (!ends.every((end) => end) || state.relationships.has(relationship.id)) continue;
		state.insertRelationship(relationship);
		touchEnds(call, 'CREATE', ...ends.filter((end) => end && !deletion.items.includes(end)));
	}
	return done(call);
}

const ADMIN = ['PROJECT', 'USER'];

export const restoreHandlers: Handlers = {
	get_activit_affected_items: (call) => list(call, affected(call), (item) => viewItem(call, item)),
	restore_items: restore,
	/**
	 * A client reads it. Assumptions: the events of projects and users, administrators only; filterTerm is a text
	 * in what an event says, projectId its project.
	 */
	get_activities_adminActivity: (call) => {
		if (!call.user.admin)
			throw new JamaError(call.switches.noAccess, 'Only administrators may read this');
		const { filterTerm, projectId } = call.query as { filterTerm?: string; projectId?: number };
		const term = (filterTerm ?? '').toLowerCase();
		const rows = call.state.activities.filter(
			({ objectType, details, action, project }) =>
				ADMIN.includes(objectType) &&
				`${action} ${details}`.toLowerCase().includes(term) &&
				(projectId === undefined || project === projectId),
		);
		return list(call, rows, viewActivity);
	},
};
