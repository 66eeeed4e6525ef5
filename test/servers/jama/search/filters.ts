import {
	findProject,
	JamaError,
	list,
	mayRead,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { meta } from '../frame/envelope';
import { ruleTest } from './filterRules';
import { ResultCache, type Search } from './itemSearch';
import { dateRange } from '../testCenter/itemTests';
import type { Filter } from '../records/recordTypes';
import type { Item } from '../types';
import { plain, viewItem } from '../configuration/views';

const view = plain('filters');
/** The query's names of what the model calls projectScope (contract, GET /filters and Filter). */
const SCOPES: Record<string, Filter['projectScope']> = {
	ALL_PROJECTS: 'ALL',
	BOUND_PROJECT: 'SPECIFIED',
	CURRENT_PROJECT: 'CURRENT',
};

/** Assumption: a user's own filters and the public ones, those of unreadable projects left out. */
function visible(call: Call): Filter[] {
	return [...call.state.filters.values()].filter(
		(each) =>
			(each.public || each.author === call.user.id) &&
			(each.specifiedProject === undefined || mayRead(call, each.specifiedProject)),
	);
}

/** Assumption: `project` leaves the filters that can be run in that project. */
function getFilters(call: Call): Filter[] {
	const { project, author, filterScope } = call.query as {
		project?: number;
		author?: number;
		filterScope?: string[];
	};
	if (project !== undefined) findProject(call, project);
	const scopes = filterScope?.map((scope) => SCOPES[scope]);
	return visible(call).filter(
		(each) =>
			(project === undefined || (each.specifiedProject ?? project) === project) &&
			(author === undefined || each.author === author) &&
			(!scopes?.length || scopes.includes(each.projectScope)),
	);
}

const find = (call: Call) =>
	required(
		visible(call).find(({ id }) => id === call.params.filterId),
		`Filter ${call.params.filterId}`,
	);

/** Projects that a filter runs in: `project` is for the scope CURRENT only (contract; refusals: assumption). */
function projectsOf(call: Call, filter: Filter): number[] {
	const { project } = call.query as { project?: number };
	if (filter.projectScope === 'CURRENT') {
		if (project === undefined)
			throw new JamaError(
				400,
				'The project parameter is required for a filter of the current project',
			);
		return [findProject(call, project).id];
	}
	if (project !== undefined && call.switches.filterProject === 'rejected')
		throw new JamaError(400, 'The project parameter is only for filters of the current project');
	if (filter.specifiedProject !== undefined) return [findProject(call, filter.specifiedProject).id];
	return [...call.state.projects.keys()].filter((id) => mayRead(call, id)).sort((a, b) => a - b);
}

/** What a filter finds: in its own order or that of the tree, narrowed by lastActivityDate (contract). */
export function filterSearch(call: Call, filter: Filter): Search {
	const dates = call.query.lastActivityDate as string[] | undefined;
	const { rule, orderRules } = filter.filterQuery;
	return {
		projects: projectsOf(call, filter),
		tests: [ruleTest(call, rule)],
		dates: dates?.length ? dateRange('lastActivityDate', dates, call.switches) : undefined,
		sorts: orderRules.map(({ direction, field }) => `${field.name}.${direction.toLowerCase()}`),
		treeOnly: true,
	};
}

const cache = new ResultCache();

function results(call: Call): Item[] {
	const filter = find(call);
	const { startAt, maxResults, include, ...rest } = call.query;
	return cache.get(call, [filter, rest], () => filterSearch(call, filter));
}

/** Filters are made in the UI: no operation writes them (REST cookbook, Using Filters for Search). */
export const filters: Handlers = {
	get_filters: (call) => list(call, getFilters(call), view),
	get_filter: (call) => single(call, view(find(call))),
	get_filter_results: (call) => list(call, results(call), (item) => viewItem(call, item)),
	/** Change log 8.68: the number without the items. The form of the answer is in no document. */
	get_filters_filterId_count: (call) => {
		const count = results(call).length;
		const data = call.switches.filterCount === 'number' ? count : { count };
		return { status: 200, body: { meta: meta(200, call.now), links: {}, data } };
	},
	get_current_user_favorite_filters: (call) => {
		const favorites = call.state.favoriteFilters.get(call.user.id) ?? new Set();
		return list(
			call,
			visible(call).filter(({ id }) => favorites.has(id)),
			view,
		);
	},
};
