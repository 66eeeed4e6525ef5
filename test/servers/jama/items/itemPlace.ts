import {
	checkWrite,
	created,
	done,
	findItem,
	findProject,
	single,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import { JamaError } from '../frame/envelope';
import { announce, checkLock, moved } from './itemChanges';
import type { Item, ItemType } from '../types';
import { viewItem, viewLocation } from '../configuration/views';

export interface RequestLocation {
	parent?: { item?: number | null; project?: number | null };
}

const CONTAINERS = ['COMPONENT', 'SET', 'SECTION'];

/** Sets and folders need a child type; the text is quoted by a client's author (greeves89). */
export function checkChildType(
	call: Call,
	type: ItemType,
	given?: number | null,
): number | undefined {
	if (type.category === 'SET' || type.category === 'SECTION') {
		if (given === undefined || given === null) {
			throw new JamaError(400, 'Sets and Folders must always have a child type specified');
		}
		if (!call.state.itemTypes.has(given))
			throw new JamaError(400, `Item type ${given} does not exist`);
		return given;
	}
	if (call.switches.childItemTypeRequired && (given === undefined || given === null)) {
		throw new JamaError(400, 'childItemType is required');
	}
	return undefined;
}

/**
 * The parent that a location names: an item, or undefined for the project's root, which an item's own body need
 * not name (`rootByDefault`; contract's words on RequestParent).
 */
export function parentOf(
	call: Call,
	location: RequestLocation,
	project: number,
	rootByDefault = false,
): Item | undefined {
	const { item, project: root } = location.parent ?? {};
	if (item !== undefined && item !== null) {
		const parent = call.state.items.get(item);
		if (!parent || parent.project !== project)
			throw new JamaError(400, `Parent item ${item} does not exist in project ${project}`);
		return parent;
	}
	if ((root === undefined || root === null) && rootByDefault && !call.switches.strict)
		return undefined;
	if (root === undefined || root === null)
		throw new JamaError(400, 'The location needs a parent item or project');
	if (root !== project)
		throw new JamaError(400, `Parent project ${root} is not the project of the item`);
	return undefined;
}

/** The item type that the set or folder around an item is for. */
function childTypeAround({ state }: Call, item: Item): number | undefined {
	let node: Item | undefined = item;
	while (node && node.childItemType === undefined) node = state.items.get(node.parentItem ?? 0);
	return node?.childItemType;
}

/**
 * Whether an item may go there. An item can have items below it (seen on an instance: a story below a story);
 * a text has none. Assumptions, as the explorer tree behaves: a set or folder takes its child type, folders
 * and texts; an item what the set around it takes, but no component, set or folder; a project folder takes
 * no items; nothing goes into itself.
 */
export function checkParent(
	call: Call,
	type: ItemType,
	project: number,
	parent?: Item,
	item?: Item,
): void {
	if (call.state.projects.get(project)?.isFolder) {
		throw new JamaError(400, 'A project folder cannot contain items');
	}
	if (!parent) return;
	const { category } = call.state.typeOf(parent);
	const isContainer = CONTAINERS.includes(category ?? '');
	if (category === 'TEXT' || (!isContainer && CONTAINERS.includes(type.category ?? '')))
		throw new JamaError(400, `Item ${parent.id} cannot have such children`);
	if (item && (parent === item || call.state.descendants(item).includes(parent))) {
		throw new JamaError(400, 'An item cannot be moved into itself');
	}
	if (category === 'COMPONENT' || type.category === 'SECTION' || type.category === 'TEXT') return;
	const taken = isContainer ? parent.childItemType : childTypeAround(call, parent);
	if (taken !== type.id && (isContainer || taken !== undefined))
		throw new JamaError(400, `Item ${parent.id} only takes children of item type ${taken}`);
}

/**
 * PUT /items/{id}/location: last among the new siblings, descendants come along. The change log of
 * 12/12/2015 speaks of projects only, the REST cookbook (Moving an item) of items as well: both work.
 */
function updateLocation(call: Call): ReturnType<typeof done> {
	checkWrite(call);
	const { state } = call;
	const item = findItem(call, call.params.id as number);
	checkLock(call, item);
	const location = call.body as RequestLocation;
	const target =
		state.items.get(location.parent?.item ?? 0)?.project ??
		location.parent?.project ??
		item.project;
	const project = findProject(call, target);
	const parent = parentOf(call, location, project.id);
	checkParent(call, state.typeOf(item), project.id, parent, item);
	state.moveItem(item, project.id, parent?.id);
	moved(call, item);
	return done(call);
}

/** A copy with new keys under the same parent, with all that is below it. */
function copy(call: Call, item: Item, parentItem: number | undefined): Item {
	const { state } = call;
	const id = state.next('item');
	const time = stamp(call);
	const duplicate = state.insertItem({
		...item,
		id,
		documentKey: state.nextDocumentKey(
			findProject(call, item.project),
			state.typeOf(item),
			state.items.get(parentItem ?? 0),
		),
		globalId: `GID-${id}`,
		createdDate: time,
		modifiedDate: time,
		lastActivityDate: time,
		createdBy: call.user.id,
		modifiedBy: call.user.id,
		lock: undefined,
		parentItem,
		fields: structuredClone(item.fields),
	});
	copyFacets(call, item, duplicate);
	for (const child of [...state.childrenOf(item.project, item.id)]) copy(call, child, duplicate.id);
	return duplicate;
}

function copyFacets({ state, body }: Call, item: Item, duplicate: Item): void {
	const config = (body ?? {}) as {
		includeTags?: boolean;
		includeAttachments?: boolean;
		includeLinks?: boolean;
	};
	if (config.includeTags) state.itemTags.set(duplicate.id, new Set(state.itemTags.get(item.id)));
	if (config.includeAttachments)
		state.itemAttachments.set(duplicate.id, new Set(state.itemAttachments.get(item.id)));
	if (!config.includeLinks) return;
	for (const link of [...state.links.values()].filter((each) => each.item === item.id)) {
		const id = state.next('link');
		state.links.set(id, { ...link, id, item: duplicate.id });
	}
}

/** POST /items/{id}/duplicate (contract, DuplicateConfig). Assumption: descendants are copied too, names are kept. */
function duplicateItem(call: Call): ReturnType<typeof created> {
	checkWrite(call);
	const item = findItem(call, call.params.id as number);
	const duplicate = copy(call, item, item.parentItem);
	announce(call, [duplicate, ...call.state.descendants(duplicate)], 'COPY');
	return created(call, `items/${duplicate.id}`, duplicate.id);
}

export const itemPlace: Handlers = {
	update_item_location: updateLocation,
	get_item_location: (call) =>
		single(call, viewLocation(call, findItem(call, call.params.id as number))),
	duplicate_item: duplicateItem,
	/** Assumption: 404 when the parent is the project. */
	get_item_parent: (call) => {
		const item = findItem(call, call.params.id as number);
		if (item.parentItem === undefined)
			throw new JamaError(404, `Item ${item.id} has no parent item`);
		return single(call, viewItem(call, findItem(call, item.parentItem)));
	},
};
