import type { IDataObject } from 'n8n-workflow';
import { ownEntry, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { nameColumns } from '../../shared/operations/columns';
import { siteOf } from '../../shared/pickers/locator';
import { estimationFieldOf, fieldsOfSite, resolveFieldNames } from './issueFields';
import { toNames } from './names';
import { readSprints, readSprintValue, sprintsOf } from './sprintValues';

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

/** A value of a field as people read it: the name of what it stands for; of a cascading select every level. */
function readable(value: Row[string]): Row[string] {
	if (Array.isArray(value)) return value.map((one) => readable(one));
	if (typeof value === 'string') return readSprintValue(value)?.name ?? value;
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

/** Columns that stand behind the others. */
const LAST = ['url', 'id', 'sprintId'];

const CUSTOM = /^customfield_\d+$/;

/** What fields are called, by ID: what the response says itself, else the site's list, read once in an execution. */
async function namesOf(session: Session, row: Row, ids: readonly string[]): Promise<Row> {
	if (ids.length === 0) return {};
	if (row.names) return object(row.names);
	const all = await fieldsOfSite(session);
	return Object.fromEntries(all.map(({ id, name }) => [String(id), name]));
}

/** The columns of an issue's sprints: the one it is in, and the names of those that it has been in. */
function sprintColumns(fields: Row): Row {
	const all = sprintsOf(fields);
	const open = all.find(({ state }) => state !== 'closed');
	const closed = all.filter(({ state }) => state === 'closed');
	return filled({
		sprint: open?.name ?? object(fields.sprint).name,
		sprintState: open?.state ?? object(fields.sprint).state,
		closedSprints: closed.map(({ name }) => name),
		sprintId: open?.id ?? object(fields.sprint).id,
	});
}

/**
 * An issue as people read it: the columns used most, then its other fields flat, with names instead of objects and custom
 * fields by their names; its address and IDs are last. What the user asked for stays: fields by name, also when they are
 * empty, fields by ID under that, and what `expand` added, whole.
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
	const byId = new Set(toNames(options.fields ?? ''));
	const isAsked = (name: string) => asked.has(name) || asked.has('*all');
	const status = object(fields.status);
	const { sprintId, ...sprints } = sprintColumns(fields);
	const columns = filled({
		key: row.key,
		summary: fields.summary,
		status: readable(fields.status),
		type: readable(fields.issuetype),
		statusCategory: object(status.statusCategory).key,
		priority: readable(fields.priority),
		assignee: readable(fields.assignee),
		estimate: estimation === undefined ? undefined : fields[estimation],
		project: object(fields.project).key,
		epic: object(fields.epic).key ?? object(fields.epic).name,
		...sprints,
		updated: fields.updated,
	});
	if (estimation !== undefined && Object.hasOwn(fields, estimation)) columns.estimate ??= null;
	const shown = Object.entries(fields).filter(([name, value]) => {
		const column = ownEntry(COLUMNS, name) ?? name;
		if (Object.hasOwn(columns, column) || (name === estimation && !asked.has(name))) return false;
		if (LAST.includes(column)) return asked.has(name);
		// They have columns of their own.
		if (readSprints(value) && !byId.has(name)) return false;
		return QUIET.has(name) ? isAsked(name) : !isEmpty(value) || asked.has(name);
	});
	const custom = shown.map(([name]) => name).filter((name) => CUSTOM.test(name) && !byId.has(name));
	const names = await namesOf(session, row, custom);
	const called = new Map(custom.map((id) => [id, String(names[id] ?? id)]));
	const taken = [...Object.keys(columns), ...LAST, ...shown.map(([name]) => name)];
	const isDoubled = (name: string) =>
		taken.includes(name) || [...called.values()].filter((one) => one === name).length > 1;
	const labels: Array<readonly [string, string]> = [];
	for (const [id, value] of shown) {
		const name = called.get(id);
		const label = name === undefined ? (ownEntry(COLUMNS, id) ?? id) : name;
		const column = name !== undefined && name !== id && isDoubled(name) ? `${name} (${id})` : label;
		if (column !== id) labels.push([id, column]);
		columns[column] = QUIET.has(id) ? value : readable(value);
	}
	return nameColumns(
		{
			...columns,
			...filled(others(row, ['id', 'key', 'fields'])),
			...filled({ url: row.key ? urlOfIssue(session, row.key) : undefined, id: row.id, sprintId }),
		},
		labels,
	);
}

/** Where an issue is opened in the browser. */
export const urlOfIssue = (session: Session, key: unknown): string =>
	`${siteOf(session)}/browse/${encodeURIComponent(String(key))}`;
