import { findProject, inReach, list, mayRead, type Call, type Handlers } from '../frame/call';
import { sorter, sortsOf } from './itemOrder';
import { ResultCache, type Search } from '../search/itemSearch';
import { dateRange, itemTests } from '../testCenter/itemTests';
import type { Item } from '../types';
import { viewItem } from '../configuration/views';

/** What GET /abstractitems asks for. Tree order is the default order: sequence, then documentKey (contract). */
export function searchOf(call: Call): Search {
	const { state, query, switches } = call;
	const projects =
		(query.project as number[] | undefined) ?? [...state.projects.keys()].sort((a, b) => a - b);
	const sortBy = query.sortBy as string[] | undefined;
	const dates = query.lastActivityDate as string[] | undefined;
	// Unknown names are refused whatever is found.
	sorter(state, sortBy ?? []);
	return {
		projects: [...new Set(projects)].filter((project) => mayRead(call, project)),
		tests: itemTests(call),
		dates: dates?.length ? dateRange('lastActivityDate', dates, switches) : undefined,
		sorts: sortsOf(sortBy, switches),
		documentKeys: query.documentKey as string[] | undefined,
		byText: query.contains !== undefined,
	};
}

const cache = new ResultCache();

function search(call: Call): Item[] {
	const { startAt, maxResults, include, ...rest } = call.query;
	return cache.get(call, rest, () => searchOf(call));
}

export const abstractItems: Handlers = {
	/** Assumption: a project that the user may not see finds nothing, where naming it elsewhere is refused. */
	get_abstract_items: (call) => list(call, search(call), (item) => viewItem(call, item)),
	get_tag_items: (call) => {
		const tag = inReach(call, call.state.tags.get(call.params.id as number), 'Tag');
		findProject(call, tag.project);
		const items = [
			...call.state.treeOrder(tag.project),
			...call.state.testItems.of(tag.project),
		].filter((item) => call.state.itemTags.get(item.id)?.has(tag.id));
		return list(call, items, (item) => viewItem(call, item));
	},
};
