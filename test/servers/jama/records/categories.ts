import {
	checkWrite,
	created,
	done,
	findItem,
	findProject,
	JamaError,
	list,
	mayRead,
	noContent,
	required,
	type Call,
	type Handlers,
} from '../frame/call';
import type { Answer } from '../frame/envelope';
import type { CategoryPath } from './recordTypes';
import type { Row } from '../configuration/views';

/** No document shows a category path; assumption: its names from the top down, and where it is seen. */
function view({ id, path, projects }: CategoryPath): Row {
	return {
		id,
		name: path.at(-1),
		path: path.join(' > '),
		projects: projects.map(({ project, visible }) => ({ project, visible })),
		type: 'categories',
	};
}

const find = (call: Call, id: unknown) =>
	required(call.state.categories.get(Number(id)), `Category ${String(id)}`);

/** GET /categories: by name and/or project (change log 8.79). Assumption: a part of the name is enough. */
function getCategories(call: Call): Answer {
	const { projectId, categoryName } = call.query as { projectId?: number; categoryName?: string };
	if (projectId !== undefined) findProject(call, projectId);
	const name = categoryName?.toLowerCase();
	const rows = [...call.state.categories.values()].filter(
		(each) =>
			each.projects.some(({ project }) => mayRead(call, project)) &&
			(projectId === undefined || each.projects.some(({ project }) => project === projectId)) &&
			(name === undefined || each.path.join(' > ').toLowerCase().includes(name)),
	);
	return list(call, rows, view);
}

/** POST /categories. Assumption: {name, parent?, projects?}; without projects it is seen nowhere yet. */
function addCategory(call: Call): Answer {
	checkWrite(call);
	const {
		name,
		parent,
		projects = [],
	} = call.body as {
		name?: string;
		parent?: number;
		projects?: number[];
	};
	if (!name?.trim()) throw new JamaError(400, 'name is required');
	const above = parent === undefined ? [] : find(call, parent).path;
	const path = [...above, name];
	if ([...call.state.categories.values()].some((each) => each.path.join('\n') === path.join('\n')))
		throw new JamaError(400, `Category ${path.join(' > ')} already exists`);
	for (const project of projects) findProject(call, project);
	const id = call.state.next('category');
	const seen = projects.map((project) => ({ project, visible: true }));
	call.state.categories.set(id, { id, path, projects: seen });
	return created(call, `categories/${id}`, id);
}

/** PUT of the visibility. Assumption: {project, visible}. */
function setVisibility(call: Call): Answer {
	checkWrite(call);
	const found = find(call, call.params.categoryPathId);
	const { project, visible } = call.body as { project?: number; visible?: boolean };
	if (project === undefined || typeof visible !== 'boolean')
		throw new JamaError(400, 'project and visible are required');
	findProject(call, project);
	found.projects = [
		...found.projects.filter((each) => each.project !== project),
		{ project, visible },
	];
	return done(call);
}

const item = (call: Call) => findItem(call, call.params.id as number);
const rowsOf = (call: Call, ids: Iterable<number>) =>
	[...ids].flatMap((id) => call.state.categories.get(id) ?? []);

/** Keeps what the current version of an item has, for versioncategories. */
function keep(call: Call, id: number, categories: Set<number>): void {
	const owner = findItem(call, id);
	const versions = call.state.versionCategories.get(id) ?? new Map<number, number[]>();
	versions.set(call.state.versionsOf(owner).length, [...categories]);
	call.state.versionCategories.set(id, versions);
}

/** POST of an item's category. Assumptions: {categoryPathId}; it has to be visible; no activity. */
function apply(call: Call): Answer {
	checkWrite(call);
	const owner = item(call);
	const id = (call.body as { categoryPathId?: number }).categoryPathId;
	const category = call.state.categories.get(id ?? 0);
	if (!category?.projects.some((each) => each.project === owner.project && each.visible))
		throw new JamaError(400, `Category ${id} is not visible in project ${owner.project}`);
	const set = call.state.itemCategories.get(owner.id) ?? new Set<number>();
	if (set.has(category.id))
		throw new JamaError(400, `Category ${id} already exists on item ${owner.id}`);
	set.add(category.id);
	call.state.itemCategories.set(owner.id, set);
	keep(call, owner.id, set);
	return created(call, `items/${owner.id}/categories/${category.id}`, category.id);
}

export const categories: Handlers = {
	get_categories: getCategories,
	post_categories: addCategory,
	put_categories_categoryPathId_visibility: setVisibility,
	get_items_id_categories: (call) =>
		list(call, rowsOf(call, call.state.itemCategories.get(item(call).id) ?? []), view),
	post_items_id_categories: apply,
	/** Change log 9.21: unapply. */
	delete_items_id_categories_categoryPathId: (call) => {
		checkWrite(call);
		const owner = item(call);
		const set = call.state.itemCategories.get(owner.id);
		if (!set?.delete(call.params.categoryPathId as number))
			throw new JamaError(404, `Category ${call.params.categoryPathId} not found`);
		keep(call, owner.id, set);
		return noContent();
	},
	/**
	 * Change log 8.82: versionNumber. Assumptions: without it the current ones; a version has those that
	 * were last set up to it.
	 */
	get_items_id_versioncategories: (call) => {
		const owner = item(call);
		const number = call.query.versionNumber as number | undefined;
		const versions = call.state.versionCategories.get(owner.id) ?? new Map<number, number[]>();
		const last = [...versions.keys()].filter((each) => each <= (number ?? Infinity));
		return list(call, rowsOf(call, versions.get(Math.max(0, ...last)) ?? []), view);
	},
};
