import { mayRead, ok, type Call } from '../frame/call';
import { errorAnswer, refusal, type Answer } from '../frame/envelope';
import { visibleIssues } from './boardIssues';
import { issueView, type Flavour } from '../issues/issueViews';
import { CUSTOM_FIELDS, FIELD } from '../issues/siteFields';
import { offsetPage, tokenPage } from '../frame/paging';
import { asTheyAre, byIndex, described, matching } from '../issues/issueLists';
import { filterRoutes } from './filters';
import { historyRoutes, recorded } from '../history/history';
import { propertyRoutes } from '../issues/issueProperties';
import { metadataRoutes, typeRow, typesOf } from '../issues/metadata';
import { projectRoutes } from '../issues/projectFacts';
import { issueRoutes } from '../issues/platformIssues';
import type { Deployment } from '../types';
import { issueDate, projectView, userView, versionView } from '../issues/views';

/**
 * The few resources of Jira's platform API that a client of the Agile resources needs: who am I, fields, projects,
 * issues and searches. They are in no contract of this server; facts from the Jira REST reference (version 2 and 3).
 */
export interface Route {
	method: string;
	/** The path below /rest/api/{version}; `:name` stands for a part of it. */
	path: string;
	name: string;
	answer: (call: Call, flavour: Flavour) => Answer;
}

const list = (value: unknown): string[] | undefined =>
	value === undefined ? undefined : [value].flat().flatMap((each) => String(each).split(','));

function fieldList(): unknown {
	const system = ['summary', 'description', 'status', 'issuetype', 'project', 'labels', 'assignee'];
	const custom = [
		[FIELD.epicName, 'Epic Name', 'string', 'com.pyxis.greenhopper.jira:gh-epic-label'],
		[FIELD.epicLink, 'Epic Link', 'any', 'com.pyxis.greenhopper.jira:gh-epic-link'],
		[
			FIELD.storyPoints,
			'Story Points',
			'number',
			'com.atlassian.jira.plugin.system.customfieldtypes:float',
		],
		[FIELD.rank, 'Rank', 'any', 'com.pyxis.greenhopper.jira:gh-lexo-rank'],
		[FIELD.sprint, 'Sprint', 'array', 'com.pyxis.greenhopper.jira:gh-sprint'],
		...CUSTOM_FIELDS.map(({ id, name, type, kind }) => [id, name, type, kind] as const),
	] as const;
	const flags = { orderable: true, navigable: true, searchable: true };
	return [
		{
			id: FIELD.originalEstimate,
			key: FIELD.originalEstimate,
			name: 'Original estimate',
			custom: false,
			...flags,
			clauseNames: ['originalEstimate', 'timeoriginalestimate'],
			schema: { type: 'number', system: FIELD.originalEstimate },
		},
		...system.map((id) => ({
			id,
			key: id,
			name: id[0]!.toUpperCase() + id.slice(1),
			custom: false,
			...flags,
			clauseNames: [id],
			schema: { type: 'string', system: id },
		})),
		...custom.map(([id, name, type, kind]) => ({
			id,
			key: id,
			name,
			custom: true,
			...flags,
			clauseNames: [`cf[${id.split('_')[1]}]`, name],
			schema: { type, custom: kind, customId: Number(id.split('_')[1]) },
		})),
	];
}

const projectsOf = (call: Call) =>
	[...call.state.projects.values()].filter(({ key }) => mayRead(call, key));

/** What each says of its version; the figures are invented, their form is Jira's. */
const VERSIONS: Record<Deployment, { version: string; numbers: number[]; build: number }> = {
	cloud: { version: '1001.0.0-SNAPSHOT', numbers: [1001, 0, 0], build: 100_285 },
	dataCenter: { version: '10.3.0', numbers: [10, 3, 0], build: 10_030_000 },
	agile67: { version: '6.4.14', numbers: [6, 4, 14], build: 64_030 },
};

function serverInfo(call: Call): Answer {
	const cloud = call.deployment === 'cloud';
	const { version, numbers, build } = VERSIONS[call.deployment];
	return ok({
		// The site's own address, also at the gateway (assumption).
		baseUrl: call.base.replace(/[/]ex[/]jira[/].*$/, ''),
		version,
		versionNumbers: numbers,
		...(call.deployment === 'agile67' ? {} : { deploymentType: cloud ? 'Cloud' : 'Server' }),
		buildNumber: build,
		buildDate: issueDate(Date.UTC(2025, 11, 1)),
		serverTime: issueDate(call.now),
		scmInfo: '0123456789abcdef0123456789abcdef01234567',
		serverTitle: 'Jira',
		...(cloud ? { defaultLocale: { locale: 'en_US' } } : {}),
	});
}

/** Suggestions for a text: issues whose key or summary has it. */
function picker(call: Call): Answer {
	const query = String(call.query.query ?? '').toLowerCase();
	const found = visibleIssues(call).filter(({ key, summary }) =>
		[key, summary].some((text) => text.toLowerCase().includes(query)),
	);
	const issues = (query === '' ? [] : found).slice(0, 20).map(({ id, key, summary }) => ({
		id,
		key,
		keyHtml: key,
		img: '/images/icons/issuetypes/story.png',
		summary,
		summaryText: summary,
	}));
	return ok({ sections: [{ label: 'Current Search', id: 'cs', issues }] });
}

/** A search by GET, and one by POST, whose query is in the body. */
function searchQuery(call: Call): { call: Call; jql: string; fields?: string[] } {
	const given = call.method === 'POST' ? (call.body ?? {}) : call.query;
	const jql = String(given.jql ?? '');
	return {
		call: { ...call, query: { ...call.query, ...given, jql, expand: list(given.expand) } },
		jql,
		fields: list(given.fields),
	};
}

/** Data Center's search takes no entity properties (REST reference of Data Center, search). */
function withoutProperties(call: Call): Call {
	const without = (given: unknown) => {
		const rest = { ...(given as Record<string, unknown>) };
		delete rest.properties;
		return rest;
	};
	return { ...call, query: without(call.query), body: without(call.body) } as Call;
}

/** GET search: offset paging. Cloud has removed it. */
function search(call: Call, flavour: Flavour): Answer {
	if (call.deployment === 'cloud')
		return errorAnswer(410, 'The requested API has been removed. Use search/jql instead.');
	const { call: source, fields } = searchQuery(withoutProperties(call));
	const { issues: found, ...warnings } = matching(source, visibleIssues(call));
	const { rows, startAt, maxResults, total } = offsetPage(source, found);
	const issues = rows.map((issue) => issueView(source, issue, flavour, fields));
	const of = described(source, issues);
	return ok({ expand: 'schema,names', startAt, maxResults, total, issues, ...warnings, ...of });
}

/** search/jql of Cloud: token paging, only the id unless fields are asked for, and no query without a restriction. */
function searchJql(call: Call, flavour: Flavour): Answer {
	if (call.deployment !== 'cloud') throw refusal(404, 'Not found');
	const { call: source, jql, fields = ['id'] } = searchQuery(call);
	if (/^\s*(order\s+by\b.*)?$/i.test(jql))
		throw refusal(400, 'Unbounded JQL queries are not allowed here. Add a search restriction.');
	const { issues: all } = matching(source, visibleIssues(byIndex(source)));
	const { rows, ...rest } = tokenPage(call, asTheyAre(call, all));
	const issues = rows.map((issue) => issueView(source, issue, flavour, fields));
	return ok({ issues, ...rest, ...described(source, issues) });
}

function oneProject(call: Call): Answer {
	const { key = '' } = call.params;
	const project = projectsOf(call).find((each) => each.key === key || String(each.id) === key);
	if (!project) throw refusal(404, `No project could be found with key '${key}'.`);
	const issueTypes = typesOf(call).map(typeRow);
	const versions = [...call.state.versions.values()]
		.filter((version) => version.project === project.key)
		.map((version) => versionView(call, version));
	return ok({ ...projectView(call, project), issueTypes, versions });
}

const ROUTES: Route[] = [
	{
		method: 'GET',
		path: 'myself',
		name: 'getMyself',
		answer: (call) => ok({ ...userView(call, call.user), locale: 'en_US' }),
	},
	{ method: 'GET', path: 'serverInfo', name: 'getServerInfo', answer: serverInfo },
	{ method: 'GET', path: 'field', name: 'getFields', answer: () => ok(fieldList()) },
	{
		method: 'GET',
		path: 'project',
		name: 'getAllProjects',
		answer: (call) => ok(projectsOf(call).map((project) => projectView(call, project))),
	},
	{
		method: 'GET',
		path: 'project/search',
		name: 'searchProjects',
		answer(call) {
			const page = offsetPage(call, projectsOf(call));
			const { rows, ...rest } = page;
			return ok({ ...rest, values: rows.map((project) => projectView(call, project)) });
		},
	},
	{ method: 'GET', path: 'project/:key', name: 'getProject', answer: oneProject },
	{ method: 'GET', path: 'issue/picker', name: 'getIssuePickerResource', answer: picker },
	{ method: 'GET', path: 'search', name: 'searchForIssues', answer: search },
	{ method: 'POST', path: 'search', name: 'searchForIssues', answer: search },
	{ method: 'GET', path: 'search/jql', name: 'searchByJql', answer: searchJql },
	{ method: 'POST', path: 'search/jql', name: 'searchByJql', answer: searchJql },
	...filterRoutes,
	...metadataRoutes,
	...projectRoutes,
	...propertyRoutes,
	...historyRoutes,
	...issueRoutes,
];

const COMPILED = ROUTES.map((route) => ({
	route,
	pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
}));

export interface PlatformMatch {
	name: string;
	answer(call: Call): Answer;
	params: Record<string, string>;
}

/** The platform resource of a path such as /rest/api/2/myself; Data Center has no version 3. */
export function platformRoute(
	method: string,
	path: string,
	cloud: boolean,
): PlatformMatch | undefined {
	const [, version, below = ''] = /^\/rest\/api\/(2|3|latest)\/(.*)$/.exec(path) ?? [];
	if (version === undefined || (version === '3' && !cloud)) return undefined;
	for (const { route, pattern } of COMPILED) {
		const match = route.method === method && pattern.exec(below);
		if (!match) continue;
		const params = Object.fromEntries(
			Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
		);
		// `latest` is version 2 everywhere (assumption for Cloud).
		const flavour = version === '3' ? '3' : '2';
		return { name: route.name, params, answer: recorded((call) => route.answer(call, flavour)) };
	}
	return undefined;
}

/** Query of a platform resource, for which no contract says what is a number or a list. */
export function platformQuery(query: Record<string, string | string[]>): Call['query'] {
	const numbers = ['startAt', 'maxResults'].flatMap((name) =>
		query[name] === undefined ? [] : [[name, Number(query[name])] as const],
	);
	return {
		...query,
		...Object.fromEntries(numbers),
		fields: list(query.fields),
		expand: list(query.expand),
	} as Call['query'];
}
