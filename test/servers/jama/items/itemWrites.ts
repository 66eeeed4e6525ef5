import {
	checkWrite,
	created,
	done,
	findItem,
	findProject,
	noContent,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import { JamaError } from '../frame/envelope';
import { announce, checkLock, deleted, save } from './itemChanges';
import { checkFields } from './itemFields';
import { checkChildType, checkParent, parentOf, type RequestLocation } from './itemPlace';
import { applyPatch, CANNOT_SET, type PatchOperation } from './jsonPatch';
import type { Fields, Item } from '../types';
import { viewFields } from '../configuration/views';

interface RequestItem {
	/** Only required of a new item (contract's words). */
	project?: number;
	itemType: number;
	childItemType?: number | null;
	location?: RequestLocation;
	fields: Fields;
	globalId?: string;
}

const MANUAL = (call: Call) => call.query.setGlobalIdManually === true;

/**
 * POST /items. documentKey and globalId are given by the server; a globalId of one's own needs
 * setGlobalIdManually (contract). Without a location it is at the root of the project (contract's words on
 * RequestParent; see the switch strict). Assumptions: without the parameter a sent globalId is ignored, and the
 * new item goes last among its siblings (as in REST developer guide, Location).
 */
function addItem(call: Call): ReturnType<typeof created> {
	checkWrite(call);
	const body = call.body as RequestItem;
	const { state } = call;
	if (body.project === undefined) throw new JamaError(400, 'project is required');
	const project = findProject(call, body.project);
	const type = state.itemTypes.get(body.itemType);
	if (!type || !project.itemTypes.includes(type.id)) {
		throw new JamaError(
			400,
			`Item type ${body.itemType} is not available in project ${project.id}`,
		);
	}
	const childItemType = checkChildType(call, type, body.childItemType);
	if (!body.location && call.switches.strict) throw new JamaError(400, 'location is required');
	const parent = parentOf(call, body.location ?? {}, project.id, true);
	checkParent(call, type, project.id, parent);
	const fields = checkFields(
		{ state, switches: call.switches, type, project: project.id },
		body.fields,
	);
	const id = state.next('item');
	const time = stamp(call);
	const item = state.insertItem({
		id,
		documentKey: state.nextDocumentKey(project, type, parent),
		globalId: (MANUAL(call) && body.globalId) || `GID-${id}`,
		project: project.id,
		itemType: type.id,
		childItemType,
		createdDate: time,
		modifiedDate: time,
		lastActivityDate: time,
		createdBy: call.user.id,
		modifiedBy: call.user.id,
		parentItem: parent?.id,
		fields,
	});
	announce(call, [item]);
	return created(call, `items/${id}`, id);
}

/** Replaces an item by a request object; PUT and PATCH end here. */
function replace(call: Call, item: Item, body: RequestItem, patch: boolean): void {
	const { state } = call;
	if ((body.project ?? item.project) !== item.project || body.itemType !== item.itemType) {
		throw new JamaError(400, 'The project and the item type of an item cannot be changed here');
	}
	const type = state.typeOf(item);
	const childItemType = checkChildType(call, type, body.childItemType);
	if (!body.location && call.switches.strict) throw new JamaError(400, 'location is required');
	const parent = body.location
		? parentOf(call, body.location, item.project, true)
		: state.items.get(item.parentItem ?? 0);
	const moves = parent?.id !== item.parentItem;
	if (moves) checkParent(call, type, item.project, parent, item);
	const shown = viewFields(call, item, item.fields);
	const fields = checkFields(
		{
			state,
			switches: call.switches,
			type,
			project: item.project,
			shown,
			before: item.fields,
			patch,
		},
		body.fields,
	);
	if (body.globalId !== undefined && body.globalId !== item.globalId) {
		if (!MANUAL(call))
			throw new JamaError(400, 'globalId can only be set with setGlobalIdManually');
		state.setGlobalId(item, body.globalId);
	}
	if (moves) state.moveItem(item, item.project, parent?.id);
	save(call, item, fields, { childItemType });
}

/** PUT /items/{id}: the whole item (REST cookbook, Writing to Jama with the API). */
function putItem(call: Call): ReturnType<typeof done> {
	checkWrite(call);
	const item = findItem(call, call.params.id as number);
	checkLock(call, item);
	replace(call, item, call.body as RequestItem, false);
	return done(call);
}

/** The request object of an item as PATCH paths see it: null fields are absent (REST guide, PATCH, Notes). */
export function requestObject(call: Call, item: Item): Record<string, unknown> {
	const parent =
		item.parentItem === undefined ? { project: item.project } : { item: item.parentItem };
	return {
		project: item.project,
		itemType: item.itemType,
		...(item.childItemType === undefined ? {} : { childItemType: item.childItemType }),
		location: { parent },
		fields: viewFields(call, item, item.fields),
		globalId: item.globalId,
	};
}

const ATTRIBUTES = ['project', 'itemType', 'childItemType', 'location', 'fields', 'globalId'];

function fits(patched: Record<string, unknown>): patched is Record<string, unknown> & RequestItem {
	const { project, itemType, childItemType, location, fields, globalId } = patched;
	const parent = (location as RequestLocation | null)?.parent;
	return (
		Number.isInteger(project) &&
		Number.isInteger(itemType) &&
		(childItemType === undefined || childItemType === null || Number.isInteger(childItemType)) &&
		typeof parent === 'object' &&
		parent !== null &&
		typeof fields === 'object' &&
		fields !== null &&
		!Array.isArray(fields) &&
		(globalId === undefined || typeof globalId === 'string') &&
		Object.keys(patched).every((name) => ATTRIBUTES.includes(name))
	);
}

/** All operations or none (REST developer guide, PATCH). */
export function patchOne(call: Call, item: Item, operations: PatchOperation[]): void {
	checkLock(call, item);
	const patched = applyPatch(requestObject(call, item), operations, call.switches.patchOps);
	if (!fits(patched)) throw new JamaError(400, CANNOT_SET);
	replace(call, item, patched, true);
}

function patchItem(call: Call): ReturnType<typeof done> {
	checkWrite(call);
	patchOne(call, findItem(call, call.params.id as number), call.body as PatchOperation[]);
	return done(call);
}

/** DELETE /items/{id}: with its descendants; relationships go, and their other ends have an activity (REST cookbook). */
function deleteItem(call: Call): ReturnType<typeof noContent> {
	checkWrite(call);
	const item = findItem(call, call.params.id as number);
	checkLock(call, item);
	deleted(call, call.state.removeItem(item));
	return noContent();
}

export const itemWrites: Handlers = {
	add_item: addItem,
	put_item: putItem,
	patch_item: patchItem,
	delete_item: deleteItem,
};
