import type { IDataObject } from 'n8n-workflow';
import { resolveLocator } from '../shared/locator';
import type { Row, ValueContext } from '../shared/operation';
import type { Session } from '../shared/session';
import { ESTIMATION_FIELD } from './kinds';

const defined = (row: Row): Row =>
	Object.fromEntries(
		Object.entries(row).filter(
			([, value]) =>
				value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
		),
	);

const object = (value: unknown): IDataObject => (value ?? {}) as IDataObject;

/** The text of a sprint that Data Center gives instead of an object in the custom field of an issue. */
const SPRINT_TEXT = /\.Sprint@[^[]*\[.*?\bname=([^,\]]*)/;

/** A value of a field as people read it: the name of what it stands for. */
function readable(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(readable);
	if (typeof value === 'string') return SPRINT_TEXT.exec(value)?.[1] ?? value;
	if (typeof value !== 'object' || value === null) return value;
	const { displayName, name, value: option, key } = value as IDataObject;
	return displayName ?? name ?? option ?? key ?? value;
}

/** What has a column of its own, and what says nothing in a flat row. */
const KNOWN: ReadonlySet<string> = new Set([
	'summary',
	'issuetype',
	'status',
	'priority',
	'assignee',
	'project',
	'epic',
	'sprint',
	'updated',
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
	'statuscategorychangedate',
]);

/** The name of the field that the option Estimation Field picks; undefined without it. */
async function estimationFieldOf(session: Session, value: unknown): Promise<string | undefined> {
	if (value === undefined) return undefined;
	const context: ValueContext = { session, timezone: 'utc', parameter: () => undefined };
	return await session.once(`estimation field ${JSON.stringify(value)}`, async () => {
		const id = await resolveLocator(ESTIMATION_FIELD, 'Estimation Field', value, context);
		return id === undefined ? undefined : String(id);
	});
}

/**
 * An issue as people read it: the columns used most, then its other fields flat, with names instead of objects.
 * @param options with `estimationField` the value of that field stands under `estimate`
 */
export async function simplifyIssue(
	row: Row,
	session: Session,
	options: IDataObject,
): Promise<Row> {
	if (!row.fields) return row;
	const fields = object(row.fields);
	const estimation = await estimationFieldOf(session, options.estimationField);
	const others = Object.entries(fields).filter(([name]) => !KNOWN.has(name) && name !== estimation);
	const status = object(fields.status);
	return defined({
		id: row.id,
		key: row.key,
		summary: fields.summary,
		type: readable(fields.issuetype) as string,
		status: readable(fields.status) as string,
		statusCategory: object(status.statusCategory).key,
		priority: readable(fields.priority) as string,
		estimate: estimation === undefined ? undefined : fields[estimation],
		assignee: readable(fields.assignee) as string,
		project: object(fields.project).key,
		epic: object(fields.epic).key ?? object(fields.epic).name,
		sprint: object(fields.sprint).name,
		sprintId: object(fields.sprint).id,
		updated: fields.updated,
		...Object.fromEntries(others.map(([name, value]) => [name, readable(value) as string])),
	});
}

/** A board's most useful columns, flat. */
export function simplifyBoard(row: Row): Row {
	if (row.id === undefined) return row;
	const location = object(row.location);
	return defined({
		id: row.id,
		name: row.name,
		type: row.type,
		projectKey: location.projectKey,
		projectName: location.projectName ?? location.name,
		isPrivate: row.isPrivate,
	});
}

/** A sprint's most useful columns. */
export function simplifySprint(row: Row): Row {
	if (row.id === undefined) return row;
	const { id, name, state, startDate, endDate, completeDate, goal, originBoardId } = row;
	return defined({ id, name, state, startDate, endDate, completeDate, goal, originBoardId });
}

/** An epic's most useful columns, flat. */
export function simplifyEpic(row: Row): Row {
	if (row.id === undefined) return row;
	const { id, key, name, summary, done } = row;
	return defined({ id, key, name, summary, done, color: object(row.color).key });
}
