import type { Call } from '../frame/call';
import { PRIORITIES, STATUSES, TYPES } from '../issues/issueViews';
import type { Issue } from '../types';

export type Order = (a: Issue, b: Issue) => number;

type Value = number | string | undefined;

const PROJECT_AND_NUMBER = /^(.+)-(\d+)$/;

/** Keys as people count: PUMP-9 before PUMP-10. */
function byKey(a: Issue, b: Issue): number {
	const [, projectA = '', numberA = ''] = PROJECT_AND_NUMBER.exec(a.key) ?? [];
	const [, projectB = '', numberB = ''] = PROJECT_AND_NUMBER.exec(b.key) ?? [];
	return projectA.localeCompare(projectB) || Number(numberA) - Number(numberB);
}

/** What is empty comes last, and first backwards (assumption). */
const by =
	(read: (issue: Issue) => Value): Order =>
	(a, b) => {
		const [one, other] = [read(a), read(b)];
		if (one === undefined || other === undefined) {
			return Number(one === undefined) - Number(other === undefined);
		}
		if (typeof one === 'number' && typeof other === 'number') return one - other;
		return String(one).localeCompare(String(other), 'en', { sensitivity: 'base' });
	};

const READ: Record<string, (call: Call, issue: Issue) => Value> = {
	summary: (_, issue) => issue.summary,
	created: (_, issue) => issue.created,
	createddate: (_, issue) => issue.created,
	updated: (_, issue) => issue.updated,
	updateddate: (_, issue) => issue.updated,
	id: (_, issue) => issue.id,
	project: ({ state }, issue) => state.projectByKey(issue.project)?.name,
	status: (_, { status }) => STATUSES.findIndex(({ name }) => name === status),
	statuscategory: (_, { status }) => STATUSES.findIndex(({ name }) => name === status),
	issuetype: (_, issue) => TYPES.indexOf(issue.type),
	type: (_, issue) => TYPES.indexOf(issue.type),
	assignee: ({ state }, issue) => state.users.get(issue.assignee ?? 0)?.displayName,
	sprint: (_, issue) => issue.sprint ?? issue.closedSprints.at(-1),
	fixversion: (_, issue) => issue.fixVersions[0],
	'story points': (_, issue) => issue.storyPoints,
	'cf[10016]': (_, issue) => issue.storyPoints,
	originalestimate: (_, issue) => issue.originalEstimate,
	timeoriginalestimate: (_, issue) => issue.originalEstimate,
	priority: (_, { priority }) => PRIORITIES.indexOf(priority),
};

/** The order by a field, upwards; undefined for a field that there is not, or that has no order. */
export function orderOf(call: Call, field: string): Order | undefined {
	const name = field.toLowerCase();
	if (['key', 'issuekey', 'issue'].includes(name)) return byKey;
	if (name === 'rank') {
		const places = new Map(call.state.rank.map((id, index) => [id, index]));
		return by(({ id }) => places.get(id));
	}
	const read = READ[name];
	return read && by((issue) => read(call, issue));
}
