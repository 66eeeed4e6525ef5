import { findItem, findProject, JamaError, list, single, type Handlers } from './call';
import { viewActivity, viewItem, viewVersion, viewVersionedItem } from './views';
import type { Call } from './call';
import type { Item, Version } from './types';

function versionOf(call: Call, item: Item): { version: Version; current: number } {
	const versions = call.state.versionsOf(item);
	const version = versions.find((each) => each.versionNumber === call.params.versionNum);
	if (!version)
		throw new JamaError(404, `Item ${item.id} has no version ${call.params.versionNum}`);
	return { version, current: versions.length };
}

const item = (call: Call) => findItem(call, call.params.id as number);

const versions = (call: Call) => {
	const found = item(call);
	return list(call, call.state.versionsOf(found), (version) => viewVersion(found.id, version));
};
const versioned = (call: Call) =>
	single(call, viewVersion(item(call).id, versionOf(call, item(call)).version));
const versionedItem = (call: Call) => {
	const { version, current } = versionOf(call, item(call));
	return single(call, viewVersionedItem(call, item(call), version, current));
};

/** Reading items: paths and answers by the contract; order by `sequence` (contract, abstractitems). */
export const items: Handlers = {
	get_items: (call) => {
		const project = findProject(call, call.query.project as number);
		const rows =
			call.query.rootOnly === true
				? call.state.childrenOf(project.id)
				: call.state.treeOrder(project.id);
		return list(call, rows, (row) => viewItem(call, row));
	},
	get_item: (call) => single(call, viewItem(call, item(call))),
	get_item_children: (call) => {
		const parent = item(call);
		return list(call, call.state.childrenOf(parent.project, parent.id), (row) =>
			viewItem(call, row),
		);
	},
	get_item_versions: versions,
	get_item_versioned: versioned,
	get_item_version: versionedItem,
	/** Assumption: oldest first, the order in which things happened (REST cookbook, Using Activities). */
	get_item_activities: (call) => list(call, call.state.activitiesFor(item(call).id), viewActivity),
	get_abstract_item: (call) => single(call, viewItem(call, item(call))),
	get_abstract_item_versions: versions,
	get_abstract_item_versioned: versioned,
	get_abstract_item_version: versionedItem,
};
