import {
	checkWrite,
	findItem,
	findProject,
	JamaError,
	type Call,
	type Handlers,
} from '../frame/call';
import { meta, type Answer } from '../frame/envelope';
import { checkLock, moved } from './itemChanges';
import { logBatch } from '../history/itemEvents';
import { checkParent, parentOf, type RequestLocation } from './itemPlace';
import { patchOne } from './itemWrites';
import type { PatchOperation } from './jsonPatch';
import type { Item } from '../types';

/** An asynchronous request: the work has been started, under an identifier that leads nowhere yet. */
export function accepted(call: Call, status: 200 | 201 = 200): Answer {
	const workId = `work-${call.state.next('work')}`;
	return { status, body: { meta: meta(status, call.now), links: {}, data: { workId } } };
}

interface Entry {
	id?: unknown;
	operations?: unknown;
}

function isEntry(entry: unknown): entry is { id: number; operations: PatchOperation[] } {
	const { id, operations } = (entry ?? {}) as Entry;
	return (
		Number.isInteger(id) &&
		Array.isArray(operations) &&
		operations.every((each) => typeof (each as PatchOperation | null)?.path === 'string')
	);
}

/**
 * PATCH /items (change log 8.74): an array of items, asynchronously. The body is in no document.
 * Assumptions: entries {id, operations}, carried out at once, one batch event for all that names no item;
 * for an entry that fails see the switch batchErrors.
 */
function patchItems(call: Call): Answer {
	checkWrite(call);
	const entries = call.body as unknown[];
	if (!entries.every(isEntry)) throw new JamaError(400, 'Every entry needs an id and operations');
	const changed: Item[] = [];
	for (const { id, operations } of entries) {
		try {
			const item = findItem(call, id);
			patchOne({ ...call, inBatch: call.switches.batchEvents === 'wrapped' }, item, operations);
			changed.push(item);
		} catch (error) {
			if (!(error instanceof JamaError) || call.switches.batchErrors === 'rejected') throw error;
		}
	}
	const projects = new Set(changed.map((item) => item.project));
	for (const project of call.switches.batchEvents === 'single' ? [] : projects) {
		const items = changed.filter((item) => item.project === project);
		logBatch(call, 'BATCH_UPDATE', 'updated', items);
	}
	return accepted(call);
}

interface TreeLocation extends RequestLocation {
	item?: number;
	peer?: number;
	position?: 'BEFORE' | 'AFTER';
}

/**
 * PUT /items/treeLocation (change log 8.74: "parent and location of peer"). Assumption: {item, parent
 * {item | project}, peer, position BEFORE | AFTER}; without a peer last, as PUT location does.
 */
function setTreeLocation(call: Call): Answer {
	checkWrite(call);
	const { state } = call;
	const { item: id, peer, position = 'AFTER', ...location } = call.body as TreeLocation;
	if (!Number.isInteger(id)) throw new JamaError(400, 'item is required');
	const item = findItem(call, id as number);
	checkLock(call, item);
	const target =
		state.items.get(location.parent?.item ?? 0)?.project ??
		location.parent?.project ??
		item.project;
	const project = findProject(call, target);
	const parent = parentOf(call, location, project.id);
	checkParent(call, state.typeOf(item), project.id, parent, item);
	const siblings = state.childrenOf(project.id, parent?.id);
	if (peer !== undefined && !siblings.some((each) => each.id === peer && each !== item))
		throw new JamaError(400, `Item ${peer} is not below the parent`);
	state.moveItem(item, project.id, parent?.id);
	if (peer !== undefined) {
		const others = state.childrenOf(project.id, parent?.id).filter((each) => each !== item);
		const index = others.findIndex((each) => each.id === peer);
		state.placeItem(item, position === 'BEFORE' ? index : index + 1);
	}
	moved(call, item);
	return accepted(call);
}

export const batch: Handlers = {
	patch_items: patchItems,
	put_items_treeLocation: setTreeLocation,
};
