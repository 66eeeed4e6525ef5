import { InvalidInput } from '../../shared/values/invalidInput';
import type { Kind } from '../../shared/pickers/kind';
import { chosen, waitsFor } from '../../shared/pickers/locator';
import { isRecord, ownEntry, toRecord } from '../../shared/values/objectPath';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { pathSegment } from '../../shared/operations/request';

const text = (value: unknown): string => String(value ?? '');
const name = (row: Row): unknown => row.name;
const deploymentOf = ({ session }: ValueContext) => session.connection.deployment;

/** A list of what belongs to the board chosen above. */
const ofBoard = (list: string) => async (context: ValueContext) => {
	const value = context.parameter('boardId');
	const board = await chosen(BOARD, value, context);
	return board === undefined ? waitsFor(BOARD, value) : { path: `/board/${board}/${list}` };
};

/** Operations of boards that are about sprints. */
const OF_SPRINTS: ReadonlySet<unknown> = new Set(['getSprints', 'getSprintIssues']);

export const BOARD: Kind = {
	noun: 'board',
	method: 'searchBoards',
	list: async (_context, search) => ({
		path: '/board',
		query: search ? { name: search } : undefined,
	}),
	searchedByServer: true,
	// A Kanban board has no sprints, and says so with an error. A team-managed board may have them.
	offer: ({ parameter }) =>
		parameter('resource') === 'sprint' || OF_SPRINTS.has(parameter('operation'))
			? { keep: ({ type }) => type !== 'kanban' }
			: undefined,
	title: (row) => `${text(row.name)} (${text(row.type)})`,
	nameOf: name,
	nameExample: 'PUMP board',
	place: (row) => `secure/RapidBoard.jspa?rapidView=${text(row.id)}`,
	idExample: '12',
	urls: [/[?&]rapidView=(\d+)/, /[/]boards?[/](\d+)/],
	urlExample: 'https://example.atlassian.net/jira/software/projects/PUMP/boards/12',
};

/** The states of the sprints that an operation takes (Jira Software REST reference); others take all. */
const STATES: Readonly<Record<string, readonly string[]>> = {
	complete: ['active'],
	delete: ['future'],
	moveIssues: ['active', 'future'],
	start: ['future'],
	swap: ['active', 'future'],
};

/** A list of states as Jira takes it: joined by commas, but repeated in JIRA Agile 6.7 (its REST reference). */
export const toStates = (states: readonly string[], { connection }: Session): string | string[] =>
	connection.deployment === 'agile67' ? [...states] : states.join(',');

export const SPRINT: Kind = {
	noun: 'sprint',
	method: 'searchSprints',
	list: ofBoard('sprint'),
	offer: ({ parameter, session }) => {
		const states = ownEntry(STATES, parameter('operation'));
		return (
			states && {
				query: { state: toStates(states, session) },
				keep: ({ state }) => state === undefined || states.includes(text(state)),
			}
		);
	},
	title: (row) => `${text(row.name)} (${text(row.state)})`,
	nameOf: name,
	nameExample: 'PUMP Sprint 3',
	idExample: '37',
	urls: [/[?&]sprints?=(\d+)/, /[/]sprint[/](\d+)/],
	urlExample: 'https://example.atlassian.net/secure/RapidBoard.jspa?rapidView=12&sprint=37',
};

export const QUICK_FILTER: Kind = {
	noun: 'quick filter',
	method: 'searchQuickFilters',
	list: ofBoard('quickfilter'),
	title: (row) => text(row.name),
	nameOf: name,
	nameExample: 'Only My Issues',
	idExample: '5',
	urls: [/[/]quickfilter[/](\d+)/, /[?&]quickFilter=(\d+)/],
	urlExample: 'https://example.atlassian.net/secure/RapidBoard.jspa?rapidView=12&quickFilter=5',
};

export const VERSION: Kind = {
	noun: 'version',
	method: 'searchVersions',
	list: ofBoard('version'),
	title: (row) => text(row.name) + (row.released === true ? ' (released)' : ''),
	nameOf: name,
	idExample: '10000',
};

/** The key of an issue: that of its project and a number. */
const ISSUE_KEY = /^[a-z][a-z0-9_]*-\d+$/i;
/** The one that lies open on top comes first. Queues and portals are those of service projects. */
const KEY_IN_URL = [
	/[?&]selectedIssue=([a-z][a-z0-9_]*-\d+)/i,
	/[/](?:browse|issues?|queues(?:[/](?:custom|issue))?(?:[/]\d+)?|portal[/]\d+)[/]([a-z][a-z0-9_]*-\d+)(?=[/?#]|$)/i,
	/[/]rest[/](?:agile|api)[/][\d.]+[/](?:issue|epic)[/](\d+)(?=[/?#]|$)/i,
];

/** A key as it is: Jira takes it wherever it takes the ID of an issue. */
const asKey =
	(noun: string) =>
	async (key: string): Promise<string> => {
		if (ISSUE_KEY.test(key)) return await Promise.resolve(key.toUpperCase());
		throw new InvalidInput(
			`${JSON.stringify(key)} is not the key of an ${noun}`,
			'A key is the project and a number, such as PUMP-12.',
		);
	};

/** What issues and epics have in common: an ID or a key names them. */
const keyed = {
	place: (row: Row) => `browse/${text(row.key)}`,
	idExample: '10012 or PUMP-12',
	idPattern: /^(\d+|[a-z][a-z0-9_]*-\d+)$/i,
	urls: KEY_IN_URL,
	urlExample: 'https://example.atlassian.net/browse/PUMP-12',
};

export const EPIC: Kind<string> = {
	...keyed,
	noun: 'epic',
	method: 'searchEpics',
	list: ofBoard('epic'),
	title: (row) => [row.key, row.name || row.summary].filter(Boolean).map(text).join(': '),
	names: { key: { label: 'By Key', example: 'PUMP-1', find: asKey('epic') } },
	nameOf: (row) => row.name || row.summary,
	nameExample: 'Alarms',
};

/** The platform's search; Cloud has removed the older one, and rejects a query without a restriction. */
const latestIssues = (context: ValueContext) => ({
	path: deploymentOf(context) === 'cloud' ? '/search/jql' : '/search',
	query: { jql: 'project is not EMPTY ORDER BY updated DESC', fields: 'summary' },
	root: 'platform',
});

const summaryOf = ({ summaryText, summary, fields }: Row): unknown =>
	summaryText ?? summary ?? (isRecord(fields) ? fields.summary : undefined);

/** Searched by the platform's picker, by key and by words of the summary; it suggests nothing before something is typed. */
export const ISSUE: Kind<string> = {
	...keyed,
	noun: 'issue',
	method: 'searchIssues',
	list: async (context, search = '') =>
		search === ''
			? latestIssues(context)
			: {
					path: '/issue/picker',
					query: { query: search, showSubTasks: true },
					root: 'platform',
				},
	searchedByServer: true,
	title: (row) => `${text(row.key)}: ${text(summaryOf(row))}`,
	names: { key: { label: 'By Key', example: 'PUMP-12', find: asKey('issue') } },
	idOf: (row) => text(row.key ?? row.id),
};

/** By ID or key; Data Center has no search of projects, but lists them all (platform REST reference). */
export const PROJECT: Kind<string> = {
	noun: 'project',
	method: 'searchProjects',
	list: async (context, search) =>
		deploymentOf(context) === 'cloud'
			? {
					path: '/project/search',
					root: 'platform',
					query: search ? { query: search } : undefined,
				}
			: { path: '/project', root: 'platform' },
	title: (row) => `${text(row.name)} (${text(row.key)})`,
	nameOf: name,
	nameExample: 'Infusion Pump',
	idOf: (row) => text(row.key),
	idExample: '10000 or PUMP',
	idPattern: /^\w+$/,
	place: (row) => `browse/${text(row.key)}`,
	urls: [/[/]projects[/](\w+)/, /[/]browse[/](\w+)$/],
	urlExample: 'https://example.atlassian.net/jira/software/projects/PUMP',
};

/** On Data Center only favourite filters can be listed (platform REST reference). */
export const FILTER: Kind = {
	noun: 'filter',
	method: 'searchFilters',
	list: async (context, search) =>
		deploymentOf(context) === 'cloud'
			? {
					path: '/filter/search',
					root: 'platform',
					query: search ? { filterName: search } : undefined,
				}
			: { path: '/filter/favourite', root: 'platform' },
	title: (row) => text(row.name),
	nameOf: name,
	nameExample: 'Filter for PUMP board',
	idOf: (row) => Number(row.id),
	idExample: '10001',
	urls: [/[?&]filter=(\d+)/, /[/]filter[/](\d+)/],
	urlExample: 'https://example.atlassian.net/issues/?filter=10001',
};

const ESTIMATES = /^(customfield_\d+|timeoriginalestimate)$/;

/** What estimates are kept in, such as story points, or the seconds of an original estimate; named as issues name them. */
export const ESTIMATION_FIELD: Kind = {
	noun: 'estimation field',
	method: 'searchEstimationFields',
	list: async () => ({ path: '/field', root: 'platform' }),
	keep: ({ id, schema }) => ESTIMATES.test(text(id)) && toRecord(schema).type === 'number',
	title: (row) => `${text(row.name)} (${text(row.id)})`,
	nameOf: name,
	nameExample: 'Story Points',
	idExample: 'customfield_10016',
	idPattern: ESTIMATES,
};

/** Fields that hold ranks; named by the number of the custom field. */
export const RANK_FIELD: Kind = {
	noun: 'rank field',
	method: 'searchRankFields',
	list: async () => ({ path: '/field', root: 'platform' }),
	keep: (row) => /rank/i.test(text(toRecord(row.schema).custom)),
	title: (row) => `${text(row.name)} (${text(row.id)})`,
	idOf: (row) => Number(text(row.id).replace(/^customfield_/, '')),
	idExample: '10019',
	urls: [/customfield_(\d+)/],
};

/**
 * The number of an epic, for paths that take nothing else. A key is looked up: GET /epic/{key}, or in JIRA Agile 6.7, whose
 * API takes only numbers, GET /issue/{key} of the platform.
 */
export async function epicNumber(epic: unknown, { session }: ValueContext): Promise<number> {
	if (/^\d+$/.test(text(epic))) return Number(epic);
	const key = pathSegment(text(epic), 'Epic');
	const request =
		session.connection.deployment === 'agile67'
			? { path: `/issue/${key}`, root: 'platform', query: { fields: 'summary' } }
			: { path: `/epic/${key}` };
	const row = await session.known(request);
	return Number(row.id);
}
