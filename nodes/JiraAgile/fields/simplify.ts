import type { IDataObject } from 'n8n-workflow';
import { ownEntry, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { estimationFieldOf, resolveFieldNames } from './issueFields';

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const filled = (row: Row): Row =>
	Object.fromEntries(Object.entries(row).filter(([, value]) => !isEmpty(value)));

const object = (value: unknown): IDataObject => toRecord(value);

/** What Jira adds to every record, and nobody reads. */
const ADDRESSES: ReadonlySet<string> = new Set(['self', 'expand']);

/** A row without what has a column of its own: what was asked for with `expand` stays, whatever it is. */
const others = (row: Row, hidden: readonly string[]): Row =>
	Object.fromEntries(
		Object.entries(row).filter(([name]) => !ADDRESSES.has(name) && !hidden.includes(name)),
	);

/** Names of the values in the text of a sprint, which Data Center may give instead of an object in the custom field. */
const SPRINT_KEYS =
	'id|rapidViewId|state|name|goal|startDate|endDate|completeDate|activatedDate|sequence|autoStartStop|synced|incompleteIssuesDestinationId';
/** The name continues to the next value that Jira writes, since it may hold commas and brackets itself. */
const SPRINT_TEXT = new RegExp(
	`\\.Sprint@[^[]*\\[(?:.*?,)?name=(.*?)(?:,(?:${SPRINT_KEYS})=|\\]$)`,
	's',
);

/** A value of a field as people read it: the name of what it stands for; of a cascading select every level. */
function readable(value: Row[string]): Row[string] {
	if (Array.isArray(value)) return value.map((one) => readable(one));
	if (typeof value === 'string') return SPRINT_TEXT.exec(value)?.[1] ?? value;
	if (typeof value !== 'object' || value === null) return value;
	const { displayName, name, value: option, child, key } = toRecord(value);
	if (option !== undefined && child) return `${String(option)} / ${String(readable(child))}`;
	return displayName ?? name ?? option ?? key ?? value;
}

/** Fields with a column of their own. */
const COLUMNS: Readonly<Record<string, string>> = {
	summary: 'summary',
	issuetype: 'type',
	status: 'status',
	priority: 'priority',
	assignee: 'assignee',
	project: 'project',
	epic: 'epic',
	sprint: 'sprint',
	updated: 'updated',
};

/** What says little in a flat row: shown only when it is asked for by name, and then whole. */
const QUIET: ReadonlySet<string> = new Set([
	'watches',
	'votes',
	'progress',
	'aggregateprogress',
	'timetracking',
	'worklog',
	'comment',
	'attachment',
	'issuelinks',
	'subtasks',
	'workratio',
	'statusCategory',
	'statuscategorychangedate',
]);

/**
 * An issue as people read it: the columns used most, then its other fields flat, with names instead of objects. What
 * the user asked for stays: fields by name, also when they are empty, and what `expand` added, whole.
 * @param options `fields` as the user wrote them; with `estimationField` the value of that field stands under `estimate`
 */
export async function simplifyIssue(
	row: Row,
	session: Session,
	options: IDataObject,
): Promise<Row> {
	if (!row.fields) return row;
	const fields = object(row.fields);
	const estimation = await estimationFieldOf(session, options.estimationField);
	const asked = new Set(
		options.fields === undefined ? [] : await resolveFieldNames(session, options.fields),
	);
	const isAsked = (name: string) => asked.has(name) || asked.has('*all');
	const status = object(fields.status);
	const columns = filled({
		id: row.id,
		key: row.key,
		summary: fields.summary,
		type: readable(fields.issuetype),
		status: readable(fields.status),
		statusCategory: object(status.statusCategory).key,
		priority: readable(fields.priority),
		estimate: estimation === undefined ? undefined : fields[estimation],
		assignee: readable(fields.assignee),
		project: object(fields.project).key,
		epic: object(fields.epic).key ?? object(fields.epic).name,
		sprint: object(fields.sprint).name,
		sprintId: object(fields.sprint).id,
		updated: fields.updated,
	});
	if (estimation !== undefined && Object.hasOwn(fields, estimation)) columns.estimate ??= null;
	for (const [name, value] of Object.entries(fields)) {
		const column = ownEntry(COLUMNS, name) ?? name;
		if (Object.hasOwn(columns, column) || (name === estimation && !asked.has(name))) continue;
		if (QUIET.has(name) ? !isAsked(name) : isEmpty(value) && !asked.has(name)) continue;
		columns[column] = QUIET.has(name) ? value : readable(value);
	}
	return { ...columns, ...filled(others(row, ['id', 'key', 'fields'])) };
}

/** A board's most useful columns, flat. */
export function simplifyBoard(row: Row): Row {
	if (row.id === undefined) return row;
	const { id, name, type, isPrivate } = row;
	const location = object(row.location);
	const { projectKey, projectName = location.name } = location;
	return filled({
		...{ id, name, type, projectKey, projectName, isPrivate },
		...others(row, ['location']),
	});
}

/** A sprint's most useful columns. */
export function simplifySprint(row: Row): Row {
	if (row.id === undefined) return row;
	const { id, name, state, startDate, endDate, completeDate, goal, originBoardId } = row;
	return filled({
		...{ id, name, state, startDate, endDate, completeDate, goal, originBoardId },
		...others(row, ['createdDate', 'activatedDate']),
	});
}

/** An epic's most useful columns, flat. */
export function simplifyEpic(row: Row): Row {
	if (row.id === undefined) return row;
	const { id, key, name, summary, done, color } = row;
	return filled({ id, key, name, summary, done, ...others(row, []), color: object(color).key });
}
