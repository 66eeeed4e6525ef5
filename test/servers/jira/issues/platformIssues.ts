import { isEpic } from '../boards/boardIssues';
import { checkWrite, created, findIssue, mayRead, noContent, ok, type Call } from '../frame/call';
import { fieldError, refusal } from '../frame/envelope';
import {
	documentOf,
	issueView,
	PRIORITIES,
	STATUSES,
	transitionViews,
	TYPES,
	type Flavour,
} from './issueViews';
import { CUSTOM_FIELDS, FIELD } from './siteFields';
import { editMeta } from './metadata';
import { customOf, readText, record, userOf } from './fieldValues';
import { setProperties } from './issueProperties';
import type { Route } from '../boards/platform';
import type { Issue } from '../types';
import { issueDate, userView } from './views';

type Fields = Record<string, unknown>;

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

/** Versions by ID or name. */
function versionsOf({ state }: Call, value: unknown): number[] {
	return [value].flat().map((one) => {
		const { id, name } = record(one);
		const found = [...state.versions.values()].find(
			(each) => String(each.id) === id || each.name === name,
		);
		if (!found) throw fieldError('fixVersions', `Version '${name ?? id}' is not valid`);
		return found.id;
	});
}

const offScreen = (name: string) =>
	fieldError(
		name,
		`Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`,
	);

/** The fields that a request changes; a field that the site does not know is refused. */
function changesOf(call: Call, fields: Fields, flavour: Flavour) {
	const custom = new Map<string, unknown>();
	const known = ['project', 'issuetype', 'parent', 'reporter', FIELD.epicLink];
	const changes: Partial<Issue> = {};
	for (const [name, value] of Object.entries(fields)) {
		if (call.switches.notOnScreen.includes(name)) throw offScreen(name);
		if (name === 'summary') {
			if (typeof value !== 'string' || value.trim() === '')
				throw fieldError(name, 'You must specify a summary of the issue.');
			changes.summary = value;
		} else if (name === 'description') {
			changes.description = readText(value, name, flavour);
			changes.document = flavour === '3' && value !== null ? value : undefined;
		} else if (name === 'labels') {
			const labels = [value].flat().map(String);
			if (labels.some((label) => /\s/.test(label)))
				throw fieldError(name, 'A label cannot contain spaces.');
			changes.labels = labels;
		} else if (name === 'assignee') {
			changes.assignee = userOf(call, value)?.id;
			if (value !== null && changes.assignee === undefined)
				throw fieldError(name, 'The user does not exist.');
		} else if (name === 'fixVersions') changes.fixVersions = versionsOf(call, value);
		else if (name === 'priority') {
			const { id, name: given } = record(value);
			const found = PRIORITIES.find((each, index) => each === given || String(index + 1) === id);
			if (!found) throw fieldError(name, 'The priority selected is invalid.');
			changes.priority = found;
		} else if (CUSTOM_FIELDS.some(({ id }) => id === name))
			custom.set(name, customOf(call, name, value, flavour));
		else if (name === FIELD.storyPoints) {
			if (value !== null && typeof value !== 'number')
				throw fieldError(name, 'Operation value must be a number.');
			changes.storyPoints = value ?? undefined;
		} else if (name === FIELD.sprint) {
			const sprint = call.state.sprints.get(Number(value));
			if (!sprint || sprint.state === 'closed')
				throw fieldError(name, 'The sprint does not exist or is closed.');
			changes.sprint = sprint.id;
		} else if (name !== FIELD.epicName && !known.includes(name)) throw offScreen(name);
	}
	return { changes, custom };
}

function create(call: Call, flavour: Flavour) {
	checkWrite(call);
	const fields = (call.body?.fields ?? {}) as Fields;
	const project = projectOf(call, fields);
	const type = typeOf(fields);
	if (fields.summary === undefined)
		throw fieldError('summary', 'You must specify a summary of the issue.');
	const { changes: all, custom } = changesOf(call, fields, flavour);
	const { summary = '', ...changes } = all;
	const properties = new Map<string, unknown>();
	setProperties(properties, call.body?.properties);
	const named = String(fields[FIELD.epicName] ?? summary);
	const epicFields = { name: named, color: 'color_1', done: false };
	const issue = call.state.addIssue({
		project,
		type,
		summary,
		created: call.now,
		properties,
		custom: new Map([...custom].filter(([, value]) => value !== null)),
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

/** Labels after the steps of `update.labels`: each adds or removes one, or sets all (platform REST reference). */
function stepLabels(call: Call, fields: Fields, there: string[]): string[] {
	const steps = call.body?.update?.labels as Array<Record<string, unknown>> | undefined;
	if (!steps) return there;
	if (call.switches.notOnScreen.includes('labels')) throw offScreen('labels');
	if ('labels' in fields) throw fieldError('labels', 'It is in both fields and update.');
	return steps.reduce((labels, { add, remove, set }) => {
		if (set !== undefined) return [set].flat().map(String);
		if (/\s/.test(String(add))) throw fieldError('labels', 'A label cannot contain spaces.');
		const rest = labels.filter((label) => label !== remove && label !== add);
		return add === undefined ? rest : [...rest, String(add)];
	}, there);
}

/** `update.parent.set.none`, which takes the parent away (platform REST reference, Cloud). */
function takesParent({ body }: Call): boolean {
	const steps = [body?.update?.parent ?? []].flat() as Array<{ set?: { none?: boolean } }>;
	return steps.some((step) => step.set?.none === true);
}

function edit(call: Call, flavour: Flavour) {
	const issue = findIssue(call, call.params.issue);
	checkWrite(call);
	const fields = (call.body?.fields ?? {}) as Fields;
	const { changes, custom } = changesOf(call, fields, flavour);
	const labels = stepLabels(call, fields, changes.labels ?? issue.labels);
	if (takesParent(call)) {
		// Of standard issue types only (platform REST reference); on Cloud the epic is shown as the parent.
		if (issue.type === 'Sub-task') throw fieldError('parent', 'A sub-task needs a parent issue.');
		delete issue.parent;
		delete issue.epic;
	}
	setProperties(issue.properties, call.body?.properties);
	for (const [id, value] of custom) {
		if (value === null) issue.custom.delete(id);
		else issue.custom.set(id, value);
	}
	if (FIELD.epicLink in fields || 'parent' in fields) {
		const { epic, parent } = linkOf(call, fields, issue.type);
		Object.assign(issue, { epic, parent: parent ?? issue.parent });
	}
	Object.assign(issue, changes, { labels, updated: call.now });
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
		answer(call, flavour) {
			const issue = findIssue(call, call.params.issue);
			const expand = call.query.expand ?? [];
			const meta = expand.includes('editmeta') ? { editmeta: editMeta(call, issue) } : {};
			return ok({ ...issueView(call, issue, flavour), ...meta });
		},
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
