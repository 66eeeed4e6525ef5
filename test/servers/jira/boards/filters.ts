import { mayRead, ok, type Call } from '../frame/call';
import { refusal, type Answer } from '../frame/envelope';
import { valuesPage } from '../frame/paging';
import type { Route } from './platform';
import type { Filter } from '../types';
import { userView } from '../issues/views';

/** Filters that the user may see: those of boards of projects that are visible, and those of no board. */
export function visibleFilters(call: Call): Filter[] {
	const boards = [...call.state.boards.values()];
	return [...call.state.filters.values()].filter(({ id }) => {
		const using = boards.filter(({ filter }) => filter.id === id);
		return using.length === 0 || using.some(({ project }) => mayRead(call, project));
	});
}

/** A filter with all that there is of it; every one is a favorite of every user. */
function filterView(call: Call, { id, name, jql }: Filter): Record<string, unknown> {
	const api = `${call.base}/rest/api/2`;
	const owner = [...call.state.users.values()][0]!;
	return {
		self: `${api}/filter/${id}`,
		id: String(id),
		name,
		owner: userView(call, owner),
		jql,
		viewUrl: `${call.base}/issues/?filter=${id}`,
		searchUrl: `${api}/search?jql=${encodeURIComponent(jql)}`,
		favourite: true,
		favouritedCount: 1,
		sharePermissions: [],
		subscriptions: { size: 0, items: [], 'max-results': 1000, 'start-index': 0, 'end-index': 0 },
	};
}

/** A row of the search of filters: without what `expand` would add. */
function rowOf(call: Call, filter: Filter): Record<string, unknown> {
	const { self, id, name, ...more } = filterView(call, filter);
	const wanted = Object.entries(more).filter(([field]) => call.query.expand?.includes(field));
	return { self, id, name, ...Object.fromEntries(wanted) };
}

/** Cloud only; Data Center lists the user's favorites (REST reference of each). */
function search(call: Call): Answer {
	if (call.deployment !== 'cloud') throw refusal(404, 'Not found');
	const part = String(call.query.filterName ?? '').toLowerCase();
	const rows = visibleFilters(call)
		.filter(({ name }) => name.toLowerCase().includes(part))
		.sort((a, b) => a.name.localeCompare(b.name));
	return ok(valuesPage(call, rows, (filter) => rowOf(call, filter)));
}

function one(call: Call): Answer {
	const filter = visibleFilters(call).find(({ id }) => String(id) === call.params.id);
	if (!filter) throw refusal(404, `The filter ${call.params.id} is not available to you.`);
	return ok(filterView(call, filter));
}

const all = (call: Call): Answer =>
	ok(visibleFilters(call).map((filter) => filterView(call, filter)));

/** Filters: searched, the favorites and the own ones, and one. */
export const filterRoutes: Route[] = [
	{ method: 'GET', path: 'filter/search', name: 'getFiltersPaginated', answer: search },
	{ method: 'GET', path: 'filter/favourite', name: 'getFavouriteFilters', answer: all },
	{ method: 'GET', path: 'filter/my', name: 'getMyFilters', answer: all },
	{ method: 'GET', path: 'filter/:id', name: 'getFilter', answer: one },
];
