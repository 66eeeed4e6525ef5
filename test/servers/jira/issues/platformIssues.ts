import { isEpic } from '../boards/boardIssues';
import { checkWrite, created, findIssue, mayRead, noContent, ok, type Call } from '../frame/call';
import { fieldError, refusal } from '../frame/envelope';
import {
	documentOf,
	FIELD,
	issueView,
	STATUSES,
	transitionViews,
	TYPES,
	type Flavour,
} from './issueViews';
import type { Route } from '../boards/platform';
import type { Issue, User } from '../types';
import { issueDate, userView } from './views';

type Fields = Record<string, unknown>;

/** The text of an Atlassian document. */
function plainText(node: unknown): string {
	if (typeof node !== 'object' || node === null) return '';
	const { type, text, content } = node as { type?: string; text?: string; content?: unknown[] };
	const inner = (content ?? []).map(plainText).join('');
	return type === 'paragraph' ? `${inner}\n` : (text ?? inner);
}

/** A text of a request: a document in version 3, a string in version 2. */
function readText(value: unknown, field: string, flavour: Flavour): string {
	if (value === undefined || value === null) return '';
	const isText = typeof value === 'string';
	if (flavour === '3' && (isText || (value as { type?: string }).type !== 'doc'))
		throw fieldError(field, 'Operation value must be an Atlassian Document.');
	if (flavour !== '3' && !isText) throw fieldError(field, 'Operation value must be a string.');
	return isText ? value : plainText(value).trimEnd();
}

const record = (value: unknown): Record<string, string | undefined> =>
	(typeof value === 'object' && value !== null ? value : {}) as Record<string, string | undefined>;

function projectOf(call: Call, fields: Fields): string {
	const { key, id } = record(fields.project);
	const project = [...call.state.projects.values()].find(
		(each) => each.key === key || String(each.id) === String(id),
	);
	if (!project || !mayRead(call, project.key))
		throw fieldError('project', 'A valid project is required.');
	return project.key;
}

function typeOf(fields: Fields): string {
	const { name, id } = record(fields.issuetype);
	const type = TYPES.find((each, index) => each === name || String(10100 + index) === String(id));
	if (!type) throw fieldError('issuetype', 'The issue type selected is invalid.');
	return type;
}

/** The parent of an issue: of a sub-task an issue, of others (on Cloud) an epic. */
function linkOf(call: Call, fields: Fields, type: string): Pick<Issue, 'parent' | 'epic'> {
	const { key, id } = record(fields.parent);
	const given = key ?? id;
	const parent = given === undefined ? undefined : call.state.issue(given);
	if (given !== undefined && !parent)
		throw fieldError('parent', 'The parent issue does not exist.');
	if (type === 'Sub-task' && !parent)
		throw fieldError('parent', 'A sub-task needs a parent issue.');
	if (parent && type === 'Sub-task') return { parent: parent.id };
	if (parent && call.state.projectByKey(parent.project)?.simplified) {
		if (!isEpic(parent)) throw fieldError('parent', 'The given parent issue is not an epic.');
		return { parent: parent.id };
	}
	if (parent && (!parent.epicFields || call.deployment !== 'cloud'))
		throw fieldError('parent', 'The given parent issue is not an epic.');
	const link = fields[FIELD.epicLink];
	const epic = typeof link === 'string' ? call.state.issue(link) : parent;
	if (typeof link === 'string' && !epic?.epicFields)
		throw fieldError(FIELD.epicLink, `The epic '${link}' does not exist.`);
	return epic ? { epic: epic.id } : {};
}

function assigneeOf({ state }: Call, fields: Fields): number | undefined {
	const { accountId, name } = record(fields.assignee);
	const is = (user: User) => user.accountId === accountId || user.name === name;
	return [...state.users.values()].find(is)?.id;
}

/** The fields that a request changes; a field that the site does not know is refused. */
function changesOf(call: Call, fields: Fields, flavour: Flavour): Partial<Issue> {
	const known = ['project', 'issuetype', 'parent', 'priority', 'reporter', FIELD.epicLink];
	const changes: Partial<Issue> = {};
	for (const [name, value] of Object.entries(fields)) {
		if (name === 'summary') {
			if (typeof value !== 'string' || value.trim() === '')
				throw fieldError(name, 'You must specify a summary of the issue.');
			changes.summary = value;
		} else if (name === 'description') changes.description = readText(value, name, flavour);
		else if (name === 'labels') {
			const labels = [value].flat().map(String);
			if (labels.some((label) => /\s/.test(label)))
				throw fieldError(name, 'A label cannot contain spaces.');
			changes.labels = labels;
		} else if (name === 'assignee') changes.assignee = assigneeOf(call, fields);
		else if (name === FIELD.storyPoints) {
			if (value !== null && typeof value !== 'number')
				throw fieldError(name, 'Operation value must be a number.');
			changes.storyPoints = value ?? undefined;
		} else if (name === FIELD.sprint) {
			const sprint = call.state.sprints.get(Number(value));
			if (!sprint || sprint.state === 'closed')
				throw fieldError(name, 'The sprint does not exist or is closed.');
			changes.sprint = sprint.id;
		} else if (name !== FIELD.epicName && !known.includes(name))
			throw fieldError(
				name,
				`Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`,
			);
	}
	return changes;
}

function create(call: Call, flavour: Flavour) {
	checkWrite(call);
	const fields = (call.body?.fields ?? {}) as Fields;
	const project = projectOf(call, fields);
	const type = typeOf(fields);
	if (fields.summary === undefined)
		throw fieldError('summary', 'You must specify a summary of the issue.');
	const { summary = '', ...changes } = changesOf(call, fields, flavour);
	const named = String(fields[FIELD.epicName] ?? summary);
	const epicFields = { name: named, color: 'color_1', done: false };
	const issue = call.state.addIssue({
		project,
		type,
		summary,
		created: call.now,
		...changes,
		...(type === 'Epic'
			? call.state.projectByKey(project)?.simplified
				? {}
				: { epicFields }
			: linkOf(call, fields, type)),
	});
	const self = `${call.base}/rest/api/${flavour}/issue/${issue.id}`;
	return created({ id: String(issue.id), key: issue.key, self });
}

function edit(call: Call, flavour: Flavour) {
	const issue = findIssue(call, call.params.issue);
	checkWrite(call);
	const fields = (call.body?.fields ?? {}) as Fields;
	const changes = changesOf(call, fields, flavour);
	if (FIELD.epicLink in fields || 'parent' in fields) {
		const { epic, parent } = linkOf(call, fields, issue.type);
		Object.assign(issue, { epic, parent: parent ?? issue.parent });
	}
	Object.assign(issue, changes, { updated: call.now });
	return noContent();
}

function transition(call: Call) {
	const issue = findIssue(call, call.params.issue);
	checkWrite(call);
	const id = String(call.body?.transition?.id ?? '');
	const status = STATUSES.find((each) => each.transition === id);
	if (!status) throw refusal(400, `Transition id '${id}' is not valid for this issue.`);
	Object.assign(issue, { status: status.name, updated: call.now });
	return noContent();
}

function comment(call: Call, flavour: Flavour) {
	const issue = findIssue(call, call.params.issue);
	checkWrite(call);
	const text = readText(call.body?.body, 'comment', flavour);
	if (text === '') throw fieldError('comment', 'Comment body can not be empty!');
	const id = call.state.next('comment', 10000);
	issue.comments.push({ id, author: call.user.id, text, created: call.now });
	issue.updated = call.now;
	return created({
		self: `${call.base}/rest/api/${flavour}/issue/${issue.id}/comment/${id}`,
		id: String(id),
		author: userView(call, call.user),
		body: flavour === '3' ? documentOf(text) : text,
		created: issueDate(call.now),
	});
}

/** Issues: create, read, edit, delete, transitions and comments. */
export const issueRoutes: Route[] = [
	{ method: 'POST', path: 'issue', name: 'createIssue', answer: create },
	{
		method: 'GET',
		path: 'issue/:issue',
		name: 'getPlatformIssue',
		answer: (call, flavour) => ok(issueView(call, findIssue(call, call.params.issue), flavour)),
	},
	{ method: 'PUT', path: 'issue/:issue', name: 'editIssue', answer: edit },
	{
		method: 'DELETE',
		path: 'issue/:issue',
		name: 'deleteIssue',
		answer(call) {
			const issue = findIssue(call, call.params.issue);
			checkWrite(call);
			call.state.removeIssue(issue);
			return noContent();
		},
	},
	{
		method: 'GET',
		path: 'issue/:issue/transitions',
		name: 'getTransitions',
		answer(call) {
			findIssue(call, call.params.issue);
			return ok({ expand: 'transitions', transitions: transitionViews(call) });
		},
	},
	{ method: 'POST', path: 'issue/:issue/transitions', name: 'doTransition', answer: transition },
	{ method: 'POST', path: 'issue/:issue/comment', name: 'addComment', answer: comment },
];
