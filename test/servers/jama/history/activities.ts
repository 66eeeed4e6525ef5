import { findProject, inReach, list, single, type Call, type Handlers } from '../frame/call';
import { dateRange, isWithin } from '../testCenter/itemTests';
import type { Activity } from '../types';
import { viewActivity } from '../configuration/views';

/** eventType DELETE stands for its batch form as well (assumption; contract: the filter has fewer values). */
function eventTypes(values: string[]): Set<string> {
	return new Set(values.flatMap((value) => [value, `BATCH_${value}`]));
}

/** See the switch activityOrder. */
export function inOrder({ switches }: Call, activities: Activity[]): Activity[] {
	return switches.activityOrder === 'newestFirst' ? activities.reverse() : activities;
}

/**
 * GET /activities: the append-only log of a project, in the order of events (REST cookbook, Using
 * Activities to Detect Changes). `deleteEvents=true` leaves the deletions only (contract; assumption: of
 * anything, a tag of an item for example).
 */
function getActivities(call: Call): Activity[] {
	const { query, state } = call;
	const project = findProject(call, query.project as number);
	const tests: Array<(activity: Activity) => boolean> = [];
	const { eventType, objectType, itemType, date } = query as Record<string, string[] | undefined>;
	if (eventType?.length) {
		const types = eventTypes(eventType);
		tests.push((activity) => types.has(activity.eventType));
	}
	if (objectType?.length) tests.push((activity) => objectType.includes(activity.objectType));
	if (itemType?.length) {
		const types = new Set<unknown>(itemType);
		tests.push((activity) => types.has(activity.itemType));
	}
	const range = date?.length ? dateRange('date', date, call.switches) : undefined;
	if (range) tests.push((activity) => isWithin(range, activity.date));
	if (query.deleteEvents === true) tests.push((activity) => activity.eventType.endsWith('DELETE'));
	const events = state.log.since(project.id, range?.from);
	const found =
		tests.length === 0 ? events : events.filter((each) => tests.every((test) => test(each)));
	return inOrder(call, found);
}

export const activities: Handlers = {
	get_activities: (call) => list(call, getActivities(call), viewActivity),
	get_activity: (call) => {
		const found = call.state.log.find(call.params.activityId);
		return single(call, viewActivity(inReach(call, found, 'Activity')));
	},
};
