import { checkWrite, findIssue, mayRead, ok, type Call } from '../frame/call';
import { refusal } from '../frame/envelope';
import { offsetPage } from '../frame/paging';
import type { Route } from '../boards/platform';
import { PRIORITIES, STATUSES, statusView, TYPES } from './issueViews';
import { CUSTOM_FIELDS, FIELD } from './siteFields';
import type { Issue, Project } from '../types';
import { userView } from './views';

type Meta = Record<string, unknown> & { fieldId: string };

/** Options of a select, with IDs after their place: 10200 and on, those below from 10300 on. */
export const optionsOf = (field: (typeof CUSTOM_FIELDS)[number]) =>
	('options' in field ? field.options : []).map((value, index) => ({
		id: String(10_200 + index),
		value,
		...('children' in field
			? {
					children: field.children.map((child, at) => ({
						id: String(10_300 + index * 10 + at),
						value: child,
					})),
				}
			: {}),
	}));

export function projectOf(call: Call, idOrKey = call.params.project): Project {
	const found = [...call.state.projects.values()].find(
		({ id, key }) => key === idOrKey || String(id) === idOrKey,
	);
	if (found && mayRead(call, found.key)) return found;
	throw refusal(404, `No project could be found with key '${idOrKey}'.`);
}

/** The fields on the screen of an issue type in a project. */
export function fieldsOnScreen(call: Call, project: Project, type: string): Meta[] {
	const { simplified } = project;
	const isSubtask = type === 'Sub-task';
	const field = (fieldId: string, name: string, schema: object, more: object = {}): Meta => ({
		fieldId,
		key: fieldId,
		name,
		required: false,
		hasDefaultValue: false,
		schema,
		operations: ['set'],
		...more,
	});
	const system = (id: string, name: string, type: string, more: object = {}) =>
		field(id, name, { type, system: id }, more);
	const ofProject = [...call.state.versions.values()].filter(
		(each) => each.project === project.key,
	);
	const greenhopper = (id: string, name: string, type: string, kind: string, more: object = {}) =>
		field(id, name, { type, custom: `com.pyxis.greenhopper.jira:${kind}`, customId: 1 }, more);
	const hasParent = isSubtask || (call.deployment === 'cloud' && type !== 'Epic');
	const all = [
		system('project', 'Project', 'project', { required: true }),
		system('issuetype', 'Issue Type', 'issuetype', { required: true }),
		system('summary', 'Summary', 'string', { required: true }),
		system('description', 'Description', 'string'),
		system('labels', 'Labels', 'array', {
			schema: { type: 'array', items: 'string', system: 'labels' },
			operations: ['add', 'set', 'remove'],
		}),
		system('assignee', 'Assignee', 'user'),
		system('priority', 'Priority', 'priority', {
			allowedValues: PRIORITIES.map((name, index) => ({ id: String(index + 1), name })),
		}),
		system('fixVersions', 'Fix versions', 'array', {
			schema: { type: 'array', items: 'version', system: 'fixVersions' },
			allowedValues: ofProject.map(({ id, name }) => ({ id: String(id), name })),
		}),
		...(hasParent ? [system('parent', 'Parent', 'issuelink', { required: isSubtask })] : []),
		...(!simplified && type !== 'Epic' && !isSubtask
			? [greenhopper(FIELD.epicLink, 'Epic Link', 'any', 'gh-epic-link')]
			: []),
		...(!simplified && type === 'Epic'
			? [
					greenhopper(FIELD.epicName, 'Epic Name', 'string', 'gh-epic-label', {
						required: call.deployment !== 'cloud',
					}),
				]
			: []),
		field(FIELD.storyPoints, 'Story Points', {
			type: 'number',
			custom: 'com.atlassian.jira.plugin.system.customfieldtypes:float',
		}),
		greenhopper(FIELD.sprint, 'Sprint', 'array', 'gh-sprint', {
			schema: { type: 'array', items: 'json', custom: 'com.pyxis.greenhopper.jira:gh-sprint' },
		}),
		...CUSTOM_FIELDS.map((each) =>
			field(
				each.id,
				each.name,
				{ type: each.type, custom: each.kind },
				{
					...(each.type === 'array'
						? { schema: { type: 'array', items: 'option', custom: each.kind } }
						: {}),
					...('options' in each ? { allowedValues: optionsOf(each) } : {}),
				},
			),
		),
	];
	return all.filter(({ fieldId }) => !call.switches.notOnScreen.includes(fieldId));
}

/** A page under a name of Cloud's, or under `values` as Data Center has it (REST reference of each). */
function pageOf(call: Call, name: string, rows: unknown[]) {
	const { rows: values, startAt, maxResults, total, isLast } = offsetPage(call, rows);
	if (call.deployment === 'cloud') return ok({ startAt, maxResults, total, [name]: values });
	return ok({ maxResults, startAt, total, isLast, values });
}

export const typeRow = (name: string) => ({
	id: String(10_100 + TYPES.indexOf(name)),
	name,
	subtask: name === 'Sub-task',
});

/** The issue types of every project. */
export const typesOf = ({ switches }: Call): string[] =>
	TYPES.filter((name) => !switches.missingTypes.includes(name));

const term = ({ deployment, query }: Call) =>
	String((deployment === 'cloud' ? query.query : query.username) ?? '').toLowerCase();

/** Users whose name or e-mail address begins with a text, or has a word that does. */
function searchUsers(call: Call) {
	const text = term(call);
	if (text === '') throw refusal(400, 'A query is required.');
	const users = [...call.state.users.values()].filter(({ name, displayName, emailAddress }) =>
		[name, emailAddress, displayName, ...displayName.split(' ')].some((each) =>
			each.toLowerCase().startsWith(text),
		),
	);
	const { rows } = offsetPage(call, users);
	return ok(
		rows.map((user) => {
			const view = userView(call, user);
			if (call.switches.hiddenEmails.includes(user.name)) delete view.emailAddress;
			return view;
		}),
	);
}

/** What can be set of an issue; a user who may not edit gets no fields (platform REST reference). */
export function editMeta(call: Call, issue: Issue) {
	if (!call.user.canWrite) return { fields: {} };
	const fields = fieldsOnScreen(call, call.state.projectByKey(issue.project)!, issue.type)
		.filter(({ fieldId }) => fieldId !== 'project')
		.map(({ fieldId, ...rest }) => [fieldId, rest] as const);
	return { fields: Object.fromEntries(fields) };
}

/** What can be set: issue types of a project, fields of their screens, users, statuses and priorities. */
export const metadataRoutes: Route[] = [
	{
		method: 'GET',
		path: 'issue/createmeta/:project/issuetypes',
		name: 'getCreateIssueMetaIssueTypes',
		answer(call) {
			projectOf(call);
			checkWrite(call);
			return pageOf(call, 'issueTypes', typesOf(call).map(typeRow));
		},
	},
	{
		method: 'GET',
		path: 'issue/createmeta/:project/issuetypes/:type',
		name: 'getCreateIssueMetaIssueTypeId',
		answer(call) {
			const project = projectOf(call);
			const type = TYPES.find((name) => typeRow(name).id === call.params.type);
			if (!type) throw refusal(404, 'The issue type does not exist.');
			return pageOf(call, 'fields', fieldsOnScreen(call, project, type));
		},
	},
	{
		method: 'GET',
		path: 'issue/:issue/editmeta',
		name: 'getEditIssueMeta',
		answer(call) {
			return ok(editMeta(call, findIssue(call, call.params.issue)));
		},
	},
	{ method: 'GET', path: 'user/search', name: 'findUsers', answer: searchUsers },
	{
		method: 'GET',
		path: 'user/assignable/search',
		name: 'findAssignableUsers',
		answer: searchUsers,
	},
	{
		method: 'GET',
		path: 'status',
		name: 'getStatuses',
		answer: (call) => ok(STATUSES.map(({ name }) => statusView(call, name))),
	},
	{
		method: 'GET',
		path: 'priority',
		name: 'getPriorities',
		answer: () => ok(PRIORITIES.map((name, index) => ({ id: String(index + 1), name }))),
	},
];
