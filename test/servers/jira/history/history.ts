import { ok, findIssue, type Call, type Handler, type Handlers } from '../frame/call';
import { refusal } from '../frame/envelope';
import { offsetPage } from '../frame/paging';
import type { Route } from '../boards/platform';
import { STATUSES } from '../issues/issueViews';
import { CUSTOM_FIELDS, FIELD } from '../issues/siteFields';
import { issueDate, userView } from '../issues/views';
import type { JiraState } from '../state';
import type { Deployment, History, HistoryItem, Issue } from '../types';

type Copies = Map<number, Issue>;

const copyOf = (issue: Issue): Issue => ({
	...issue,
	labels: [...issue.labels],
	fixVersions: [...issue.fixVersions],
	closedSprints: [...issue.closedSprints],
	custom: new Map(issue.custom),
});

const text = (value: unknown): string | null =>
	value === undefined || value === null || value === '' ? null : String(value);

/** What a select, a cascading select or a user is called in the history. */
const shown = (value: unknown): string | null => {
	if (typeof value !== 'object' || value === null) return text(value);
	const { value: option, child, displayName } = value as Record<string, unknown>;
	if (child !== undefined)
		return `Parent values: ${String(option)} Level 1 values: ${shown(child)}`;
	return text(displayName ?? option);
};

/** How a field stands in the history: its name there, and each value as its ID (or nothing) and as people read it. */
interface Reading {
	field: string;
	fieldId: string;
	custom?: true;
	read: (issue: Issue) => [id: string | null, text: string | null];
}

function readings(state: JiraState, deployment: Deployment): Reading[] {
	const key = (id?: number) => state.issues.get(id ?? 0)?.key;
	const plain = (fieldId: string, read: (issue: Issue) => unknown): Reading => ({
		field: fieldId,
		fieldId,
		read: (issue) => [null, text(read(issue))],
	});
	const custom = (field: string, fieldId: string, read: Reading['read']): Reading => ({
		...{ field, fieldId, custom: true, read },
	});
	const parent: Reading = {
		field: deployment === 'cloud' ? 'IssueParentAssociation' : 'Parent',
		fieldId: 'parent',
		read: ({ parent: id }) => [text(id), text(key(id))],
	};
	return [
		plain('summary', (issue) => issue.summary),
		plain('description', (issue) => issue.description),
		plain('labels', (issue) => issue.labels.join(' ')),
		{
			field: 'status',
			fieldId: 'status',
			read: ({ status }) => [STATUSES.find(({ name }) => name === status)!.id, status],
		},
		{
			field: 'assignee',
			fieldId: 'assignee',
			read({ assignee }) {
				const user = state.users.get(assignee ?? 0);
				if (!user) return [null, null];
				return [deployment === 'cloud' ? user.accountId : user.name, user.displayName];
			},
		},
		{ field: 'priority', fieldId: 'priority', read: ({ priority }) => [null, priority] },
		{
			field: 'Fix Version',
			fieldId: 'fixVersions',
			read: ({ fixVersions: ids }) => [
				text(ids.join(', ')),
				text(ids.map((id) => state.versions.get(id)?.name).join(', ')),
			],
		},
		custom('Sprint', FIELD.sprint, ({ closedSprints, sprint }) => {
			const ids = [...closedSprints, ...(sprint === undefined ? [] : [sprint])];
			const names = ids.map((id) => state.sprints.get(id)?.name ?? String(id));
			return [ids.join(', '), names.join(', ')];
		}),
		custom('Story Points', FIELD.storyPoints, ({ storyPoints }) => [null, text(storyPoints)]),
		{
			field: 'timeoriginalestimate',
			fieldId: 'timeoriginalestimate',
			read: ({ originalEstimate: seconds }) => [text(seconds), text(seconds)],
		},
		custom('Epic Link', FIELD.epicLink, ({ epic }) => [text(epic), text(key(epic))]),
		parent,
		...CUSTOM_FIELDS.map(({ id, name }) =>
			custom(name, id, (issue) => [null, shown(issue.custom.get(id))]),
		),
	];
}

/** Notes what became of issues: their history, and what an index that lags behind still holds of them. */
function note(call: Pick<Call, 'state' | 'deployment' | 'now'>, author: number, before: Copies) {
	const { state, deployment, now } = call;
	const fields = readings(state, deployment);
	for (const issue of state.issues.values()) {
		const earlier = before.get(issue.id);
		if (!earlier) continue;
		const items = fields.flatMap(({ read, ...field }): HistoryItem[] => {
			const [from, fromString] = read(earlier);
			const [to, toString] = read(issue);
			const is = from === to && fromString === toString;
			return is ? [] : [{ ...field, from, fromString, to, toString }];
		});
		if (items.length === 0) continue;
		state.earlier.push({ until: now, issue: earlier });
		const history: History = { id: state.next('history', 20_000), author, created: now, items };
		state.histories.set(issue.id, [...(state.histories.get(issue.id) ?? []), history]);
	}
}

/**
 * Does something that may change issues, and notes it in their histories. For tests as well: what they change in the state
 * by hand is in no history otherwise.
 */
export function recording<T>(
	call: Pick<Call, 'state' | 'deployment' | 'now'>,
	author: number,
	work: () => T,
): T {
	const before = new Map([...call.state.issues].map(([id, issue]) => [id, copyOf(issue)]));
	const done = work();
	note(call, author, before);
	return done;
}

/** A handler whose changes of issues are noted. */
export const recorded =
	(handler: Handler): Handler =>
	(call) =>
		call.method === 'GET' ? handler(call) : recording(call, call.user.id, () => handler(call));

export const recordedAll = (handlers: Handlers): Handlers =>
	Object.fromEntries(Object.entries(handlers).map(([name, one]) => [name, recorded(one)]));

/** Issues as the index has them: those made or changed within the lag as they were before. */
export function inIndex(call: Call, issues: Issue[]): Issue[] {
	const { indexLag } = call.switches;
	if (indexLag === 0) return issues;
	const time = call.now - indexLag;
	const named = [call.body?.reconcileIssues ?? call.query.reconcileIssues ?? []].flat().map(Number);
	return issues.flatMap((issue) => {
		if (named.includes(issue.id)) return [issue];
		if (issue.created > time) return [];
		const old = call.state.earlier.find((one) => one.issue.id === issue.id && one.until > time);
		return [old?.issue ?? issue];
	});
}

function historyView(call: Call, { id, author, created, items }: History) {
	const user = call.state.users.get(author)!;
	return {
		id: String(id),
		author: userView(call, user),
		created: issueDate(created),
		items: items.map(({ custom, fieldId, ...item }) => ({
			...item,
			fieldtype: custom ? 'custom' : 'jira',
			// Only Cloud says the ID (platform REST references).
			...(call.deployment === 'cloud' ? { fieldId } : {}),
		})),
	};
}

/** Of `expand=changelog`: on Cloud the newest, and not all of a long history; on Data Center all, oldest first. */
export function changelogView(call: Call, issue: Issue) {
	const all = call.state.histories.get(issue.id) ?? [];
	const isCloud = call.deployment === 'cloud';
	const { changelogMost = isCloud ? 100 : Infinity, changelogOrder } = call.switches;
	const ordered = isCloud && changelogOrder === 'documented' ? all.toReversed() : all;
	const some = ordered.slice(0, changelogMost);
	const histories = some.map((one) => historyView(call, one));
	return { startAt: 0, maxResults: histories.length, total: all.length, histories };
}

/** The whole history of one issue, oldest first; Data Center has no such resource. */
export const historyRoutes: Route[] = [
	{
		method: 'GET',
		path: 'issue/:issue/changelog',
		name: 'getChangeLogs',
		answer(call) {
			if (call.deployment !== 'cloud') throw refusal(404, 'Not found');
			const all = call.state.histories.get(findIssue(call, call.params.issue).id) ?? [];
			const { rows, ...page } = offsetPage(call, all);
			return ok({ ...page, values: rows.map((one) => historyView(call, one)) });
		},
	},
];
