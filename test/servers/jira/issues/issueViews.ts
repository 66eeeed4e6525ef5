import { agileRoot, type Call } from '../frame/call';
import { changelogView } from '../history/history';
import { FIELD, fieldNames, fieldSchemas } from './siteFields';
import type { Issue, Sprint, Status } from '../types';
import { dateTime, epicView, issueDate, projectView, sprintView, userView } from './views';

type Row = Record<string, unknown>;
/** Agile resources add sprint, closedSprints, epic and flagged; platform version 3 has rich text. */
export type Flavour = 'agile' | '2' | '3';

/** Priorities, with ids from 1 on. */
export const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];
const priorityView = (name: string): Row => ({ id: String(PRIORITIES.indexOf(name) + 1), name });

const CATEGORY: Record<Status, { id: number; key: string; colorName: string }> = {
	'To Do': { id: 2, key: 'new', colorName: 'blue-gray' },
	'In Progress': { id: 4, key: 'indeterminate', colorName: 'yellow' },
	Done: { id: 3, key: 'done', colorName: 'green' },
};
/** The workflow of every project: each status can be reached from each by its transition. */
export const STATUSES: ReadonlyArray<{ id: string; name: Status; transition: string }> = [
	{ id: '10000', name: 'To Do', transition: '11' },
	{ id: '10001', name: 'In Progress', transition: '21' },
	{ id: '10002', name: 'Done', transition: '31' },
];
/** Issue types, with ids from 10100 on. */
export const TYPES = ['Epic', 'Story', 'Task', 'Bug', 'Sub-task'];

/** A status with its category, which says whether an issue is done. */
export function statusView(call: Call, name: Status): Row {
	const api = `${call.base}/rest/api/2`;
	const { id } = STATUSES.find((each) => each.name === name)!;
	const category = { self: `${api}/statuscategory/${CATEGORY[name].id}`, ...CATEGORY[name], name };
	return { self: `${api}/status/${id}`, id, name, statusCategory: category };
}

/** The transitions of an issue, whatever its status. */
export function transitionViews(call: Call): Row[] {
	return STATUSES.map(({ name, transition }) => ({
		id: transition,
		name,
		to: statusView(call, name),
		hasScreen: false,
		isGlobal: true,
	}));
}

/** Plain text as an Atlassian document. */
export function documentOf(text: string): Row | null {
	if (text === '') return null;
	const paragraph = { type: 'paragraph', content: [{ type: 'text', text }] };
	return { type: 'doc', version: 1, content: [paragraph] };
}

/** The Sprint custom field of platform answers: Data Center can give the text of a Java object. */
function sprintFieldOf(call: Call, sprint: Sprint): unknown {
	const { id, name, state, goal, originBoardId } = sprint;
	const date = (time?: number) => (time === undefined ? undefined : dateTime(call, time));
	const dates = {
		startDate: date(sprint.startDate),
		endDate: date(sprint.endDate),
		completeDate: date(sprint.completeDate),
	};
	if (call.deployment === 'cloud' || call.switches.sprintField === 'object')
		return { id, name, state, boardId: originBoardId, goal: goal ?? '', ...dates };
	const values = { id, rapidViewId: originBoardId, state: state.toUpperCase(), name, ...dates };
	const text = Object.keys(values).map((key) => {
		const value = values[key as keyof typeof values];
		return `${key}=${value ?? '<null>'}`;
	});
	const last = `sequence=${sprint.sequence},goal=${goal ?? '<null>'}`;
	return `com.atlassian.greenhopper.service.sprint.Sprint@${id.toString(16).padStart(8, '0')}[${text.join(',')},${last}]`;
}

function parentOf(call: Call, issue: Issue): Row {
	// Cloud shows the epic as the parent; elsewhere only sub-tasks have one.
	const id = issue.parent ?? (call.deployment === 'cloud' ? issue.epic : undefined);
	const parent = call.state.issues.get(id ?? 0);
	if (!parent) return {};
	const { summary, status } = parent;
	const fields = { summary, status: statusView(call, status) };
	const self = `${call.base}/rest/api/2/issue/${parent.id}`;
	return { parent: { id: String(parent.id), key: parent.key, self, fields } };
}

function typeView(call: Call, name: string): Row {
	const id = String(10100 + TYPES.indexOf(name));
	return {
		self: `${call.base}/rest/api/2/issuetype/${id}`,
		id,
		name,
		subtask: name === 'Sub-task',
		...(call.deployment === 'cloud'
			? { hierarchyLevel: name === 'Epic' ? 1 : name === 'Sub-task' ? -1 : 0 }
			: {}),
	};
}

/** Seconds as people write them: a day has eight hours, a week five days, as a site has them at first. */
function duration(seconds: number): string {
	const units = [
		['w', 144_000],
		['d', 28_800],
		['h', 3600],
		['m', 60],
	] as const;
	let rest = seconds;
	const parts = units.map(([unit, size]) => {
		const count = Math.floor(rest / size);
		rest -= count * size;
		return count > 0 ? `${count}${unit}` : '';
	});
	return parts.filter(Boolean).join(' ') || '0m';
}

/** The original estimate, in seconds and as people write it. */
function timeTracking({ originalEstimate: seconds }: Issue): Row {
	if (seconds === undefined) return { [FIELD.originalEstimate]: null, timetracking: {} };
	const text = duration(seconds);
	const remaining = { remainingEstimate: text, remainingEstimateSeconds: seconds };
	return {
		[FIELD.originalEstimate]: seconds,
		timetracking: { originalEstimate: text, originalEstimateSeconds: seconds, ...remaining },
	};
}

function fieldsOf(call: Call, issue: Issue, flavour: Flavour): Row {
	const { state } = call;
	const user = (id?: number) => {
		const found = state.users.get(id ?? 0);
		return found ? userView(call, found) : null;
	};
	const sprints = (ids: number[]) => ids.flatMap((id) => state.sprints.get(id) ?? []);
	const current = issue.sprint === undefined ? [] : [issue.sprint];
	const ofSprint = sprints([...issue.closedSprints, ...current]);
	const epic = state.issues.get(issue.epic ?? 0);
	const { simplified } = state.projectByKey(issue.project)!;
	const text = (value: string) => (flavour === '3' ? documentOf(value) : value || null);
	const comments = issue.comments.map((comment) => ({
		id: String(comment.id),
		author: user(comment.author),
		body: text(comment.text),
		created: issueDate(comment.created),
	}));
	const [sprint] = sprints(current);
	const agile = {
		sprint: sprint ? sprintView(call, sprint) : null,
		...(issue.closedSprints.length > 0
			? { closedSprints: sprints(issue.closedSprints).map((each) => sprintView(call, each)) }
			: {}),
		epic: epic ? epicView(call, epic) : null,
		flagged: issue.custom.has(FIELD.flagged),
	};
	return {
		summary: issue.summary,
		status: statusView(call, issue.status),
		issuetype: typeView(call, issue.type),
		project: projectView(call, state.projectByKey(issue.project)!),
		priority: priorityView(issue.priority),
		labels: issue.labels,
		assignee: user(issue.assignee),
		reporter: user(1),
		creator: user(1),
		created: issueDate(issue.created),
		updated: issueDate(issue.updated),
		resolution: issue.status === 'Done' ? { id: '10000', name: 'Done' } : null,
		fixVersions: issue.fixVersions.flatMap((id) => {
			const version = state.versions.get(id);
			return version ? [{ id: String(id), name: version.name, released: version.released }] : [];
		}),
		components: [],
		...parentOf(call, issue),
		subtasks: [...state.issues.values()]
			.filter((each) => each.parent === issue.id && each.type === 'Sub-task')
			.map(({ id, key, summary }) => ({ id: String(id), key, fields: { summary } })),
		description: flavour === '3' && issue.document ? issue.document : text(issue.description),
		comment: { comments, maxResults: comments.length, total: comments.length, startAt: 0 },
		...(issue.epicFields ? { [FIELD.epicName]: issue.epicFields.name } : {}),
		...(simplified ? {} : { [FIELD.epicLink]: epic?.key ?? null }),
		[FIELD.storyPoints]: issue.storyPoints ?? null,
		...timeTracking(issue),
		...Object.fromEntries(
			[...issue.custom].map(([id, value]) => [
				id,
				id === FIELD.acceptance ? text(String(value)) : value,
			]),
		),
		[FIELD.rank]: `0|i${issue.id.toString(36).padStart(6, '0')}:`,
		[FIELD.sprint]: ofSprint.length > 0 ? ofSprint.map((each) => sprintFieldOf(call, each)) : null,
		...(flavour === 'agile' ? agile : {}),
	};
}

/** `fields`: names, *all, *navigable (here: the same without comments), and -name to leave one out. */
function chosen(fields: Row, given: string[] = []): Row {
	const names = given.filter((name) => name !== '');
	if (names.length === 0) return fields;
	const without = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
	const all = names.includes('*all') || without.length === names.length;
	const most = all || names.includes('*navigable');
	return Object.fromEntries(
		Object.entries(fields).filter(
			([name]) =>
				!without.includes(name) && (names.includes(name) || (most && (all || name !== 'comment'))),
		),
	);
}

/** An issue with the fields asked for; undefined = all of them. */
export function issueView(
	call: Call,
	issue: Issue,
	flavour: Flavour,
	names = call.query.fields,
): Row {
	const expand = call.query.expand ?? [];
	const all = Object.entries(fieldsOf(call, issue, flavour));
	const shown = all.filter(([name]) => !call.switches.hiddenFields.includes(name));
	const fields = chosen(Object.fromEntries(shown), names);
	const root = flavour === 'agile' ? agileRoot(call) : `${call.base}/rest/api/${flavour}`;
	const properties = [call.body?.properties ?? call.query.properties ?? []]
		.flat()
		.flatMap((each) => String(each).split(','))
		.filter((key) => issue.properties.has(key));
	const wantsProperties = flavour !== 'agile' && 'properties' in { ...call.query, ...call.body };
	return {
		expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
		id: String(issue.id),
		self: `${root}/issue/${issue.id}`,
		key: issue.key,
		...(expand.includes('changelog') ? { changelog: changelogView(call, issue) } : {}),
		...(wantsProperties && call.method !== 'PUT'
			? {
					properties: Object.fromEntries(properties.map((key) => [key, issue.properties.get(key)])),
				}
			: {}),
		...(expand.includes('transitions') ? { transitions: transitionViews(call) } : {}),
		...(expand.includes('renderedFields') ? { renderedFields: {} } : {}),
		...(expand.includes('names') ? { names: fieldNames(fields) } : {}),
		...(expand.includes('schema') ? { schema: fieldSchemas(fields) } : {}),
		fields,
	};
}
