import type { Call } from '../frame/call';
import {
	plain,
	viewItem,
	viewItemType,
	viewProject,
	viewRelease,
	viewUser,
	type Row,
} from '../configuration/views';

/** Where the properties of any answer point to. */
const TARGETS: Record<string, string> = {
	project: 'projects',
	itemType: 'itemtypes',
	childItemType: 'itemtypes',
	createdBy: 'users',
	modifiedBy: 'users',
	user: 'users',
	author: 'users',
	specifiedProject: 'projects',
	item: 'items',
	fromItem: 'items',
	toItem: 'items',
	relationshipType: 'relationshiptypes',
	pickList: 'picklists',
	inReplyTo: 'comments',
	'location.parent.item': 'items',
	'location.parent.project': 'projects',
	'location.item': 'items',
	'location.project': 'projects',
	// Assumption: the location of an item by itself links as it does in the item.
	'parent.item': 'items',
	'parent.project': 'projects',
	'lock.lockedBy': 'users',
	'fields.testPlan': 'testplans',
	'fields.testCycle': 'testcycles',
	'fields.testCase': 'items',
};
const OWN_TARGETS: Record<string, Record<string, string>> = {
	projects: {
		parent: 'projects',
		'fields.statusId': 'picklistoptions',
		'fields.projectGroup': 'picklistoptions',
		'fields.projectManager': 'users',
		'fields.user1': 'users',
	},
};
const FIELD_TARGETS: Record<string, string> = {
	LOOKUP: 'picklistoptions',
	MULTI_LOOKUP: 'picklistoptions',
	USER: 'users',
	RELEASE: 'releases',
	PROJECT: 'projects',
	DOCUMENT_TYPE_ITEM_LOOKUP: 'items',
};

function read(row: Row, path: string): unknown {
	return path.split('.').reduce<unknown>((node, key) => (node as Row | undefined)?.[key], row);
}

/** path in the row -> kind of object, for the paths that have a value. */
function targets(call: Call, row: Row): Map<string, string> {
	const found = new Map<string, string>();
	const table = { ...TARGETS, ...OWN_TARGETS[row.type ?? ''] };
	for (const [path, target] of Object.entries(table)) {
		if (read(row, path) !== undefined) found.set(path, target);
	}
	if (typeof row.itemType === 'number' && typeof row.fields === 'object') {
		for (const field of call.state.itemTypes.get(row.itemType)?.fields ?? []) {
			const target = FIELD_TARGETS[field.fieldType];
			const path = `fields.${field.name}`;
			if (target && (row.fields as Row)[field.name] !== undefined) found.set(path, target);
		}
	}
	return found;
}

/**
 * `links`: a template per reference that the rows have (REST developer guide, Links). The sample there
 * links a release as `release`, in the singular, and the server does so too.
 */
export function linkTemplates(
	call: Call,
	rows: Row[],
): Record<string, { type: string; href: string }> {
	const links: Record<string, { type: string; href: string }> = {};
	for (const row of rows) {
		for (const [path, target] of targets(call, row)) {
			const key = `data.${path}`;
			if (links[key]) continue;
			const type = target === 'releases' ? 'release' : target;
			links[key] = { type, href: `${call.base}/rest/latest/${type}/{${key}}` };
		}
	}
	return links;
}

function lookUp(call: Call, target: string, id: number): Row | undefined {
	const { state } = call;
	const view = <T>(record: T | undefined, toRow: (record: T) => Row) => record && toRow(record);
	switch (target) {
		case 'projects':
			return view(state.projects.get(id), viewProject);
		case 'users':
			return view(state.users.get(id), viewUser);
		case 'itemtypes':
			return view(state.itemTypes.get(id), (type) => viewItemType(call, type));
		case 'items':
		case 'testplans':
		case 'testcycles':
			return view(state.items.get(id), (item) => viewItem(call, item));
		case 'releases':
			return view(state.releases.get(id), (release) => viewRelease(call, release));
		case 'picklistoptions':
			return view(state.options.get(id), plain(target));
		case 'relationshiptypes':
			return view(state.relationshipTypes.get(id), plain(target));
		default:
			return undefined;
	}
}

/**
 * `linked`: the referenced objects, by kind and id (REST developer guide, Include parameter). Assumption:
 * a path that no row has is ignored.
 */
export function resolveIncludes(
	call: Call,
	rows: Row[],
	include: string[],
): Record<string, Record<string, Row>> {
	const linked: Record<string, Record<string, Row>> = {};
	for (const row of rows) {
		const known = targets(call, row);
		for (const path of include) {
			const inRow = path.replace(/^data\./, '');
			const target = known.get(inRow);
			if (!target || !path.startsWith('data.')) continue;
			for (const id of [read(row, inRow)].flat()) {
				const kind = (linked[target] ??= {});
				if (kind[String(id)]) continue;
				const found = lookUp(call, target, Number(id));
				if (found) kind[String(id)] = found;
			}
		}
	}
	return linked;
}
