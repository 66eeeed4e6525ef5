import {
	checkWrite,
	created,
	done,
	findItem,
	findProject,
	inReach,
	JamaError,
	list,
	noContent,
	required,
	single,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import { freeze } from './baselineRecords';
import { formatDate } from '../search/dates';
import type { Answer } from '../frame/envelope';
import { ruleTest } from '../search/filterRules';
import { log } from '../history/itemEvents';
import type { Baseline, BaselineEntry } from '../records/recordTypes';
import type { Item } from '../types';
import { viewVersioned } from '../history/versionedRelationships';
import { compact } from '../configuration/viewParts';
import { plain, viewVersionedItem, type Row } from '../configuration/views';

const find = (call: Call) =>
	inReach(call, call.state.baselines.get(call.params.baselineId as number), 'Baseline');

function view(baseline: Baseline): Row {
	const { entries, relationships, folder, createdDate, ...rest } = baseline;
	return compact({ ...rest, createdDate: formatDate(createdDate), type: 'baselines' });
}

function entryOf(call: Call): { baseline: Baseline; entry: BaselineEntry } {
	const baseline = find(call);
	const id = call.params.itemId as number;
	return { baseline, entry: required(baseline.entries.get(id), `Item ${id} of the baseline`) };
}

/** An item of a baseline: a version, with the place that it had (REST guide, 8.13, Location). */
function viewEntry(call: Call, baseline: Baseline, entry: BaselineEntry): Row {
	const { item, version, sequence, parent, categories } = entry;
	const now = call.state.items.get(item.id);
	const current = now ? call.state.versionsOf(now).length : version.versionNumber;
	return {
		...viewVersionedItem(call, item, version, current),
		baseline: baseline.id,
		baselineLocation: {
			sequence,
			parent: parent ? { item: [...parent] } : { project: baseline.project },
		},
		...(categories.length > 0 && { categories }),
		type: 'baselineitems',
	};
}

interface RequestBaseline {
	name?: unknown;
	description?: string;
	project?: number;
	origin?: Baseline['origin'];
	pickListOption?: number;
	folder?: number;
}

/** What a baseline's origin stands for: the project, an item with all below it, a filter, a release. */
function itemsOf(call: Call, project: number, origin: Baseline['origin']): Item[] {
	const { state } = call;
	const all = state.treeOrder(project);
	if (origin.item !== undefined) {
		const root = findItem(call, origin.item);
		return [root, ...state.descendants(root)];
	}
	if (origin.filter !== undefined) {
		const filter = required(state.filters.get(origin.filter), `Filter ${origin.filter}`);
		return all.filter(ruleTest(call, filter.filterQuery.rule));
	}
	if (origin.release !== undefined)
		return all.filter((item) => item.fields.release === origin.release);
	return all;
}

/**
 * POST /baselines (labs, change logs 8.62 and 8.86: no source needed). The body is in no document.
 * Assumption: {project, name, description, origin {project | item | filter | release}}, as a read shows it.
 */
function createBaseline(call: Call): Answer {
	checkWrite(call);
	const { state } = call;
	const body = call.body as RequestBaseline;
	if (typeof body.name !== 'string' || !body.name.trim())
		throw new JamaError(400, 'name is required');
	if (!Number.isInteger(body.project)) throw new JamaError(400, 'project is required');
	const project = findProject(call, body.project as number);
	const origin = body.origin ?? { project: project.id };
	const id = state.next('baseline');
	const frozen = freeze(state, itemsOf(call, project.id, origin), call.now);
	state.baselines.set(id, {
		id,
		name: body.name,
		description: body.description ?? '',
		createdDate: stamp(call),
		createdBy: call.user.id,
		project: project.id,
		origin,
		pickListOption: body.pickListOption,
		folder: body.folder,
		...frozen,
	});
	log(
		call,
		'CREATE',
		'BASELINE',
		'created',
		`baseline ${body.name} created`,
		undefined,
		project.id,
	);
	return created(call, `baselines/${id}`, id);
}

/** PUT (change log 8.74: the pick list option). Assumption: name and description as well; what is sent changes. */
function updateBaseline(call: Call): Answer {
	checkWrite(call);
	const found = find(call);
	const { name, description, pickListOption } = call.body as RequestBaseline;
	if (pickListOption !== undefined && !call.state.options.has(pickListOption))
		throw new JamaError(400, `Pick list option ${pickListOption} does not exist`);
	if (typeof name === 'string' && name.trim()) found.name = name;
	if (description !== undefined) found.description = description;
	if (pickListOption !== undefined) found.pickListOption = pickListOption;
	const details = `baseline ${found.name} updated`;
	log(call, 'UPDATE', 'BASELINE', 'updated', details, undefined, found.project);
	return done(call);
}

/** PUT /baselinetree/{project}/move (change log 8.70). Assumption: {baseline, folder}; no folder = the root. */
function moveBaseline(call: Call): Answer {
	checkWrite(call);
	const project = findProject(call, call.params.projectId as number);
	const { baseline, folder } = call.body as { baseline?: number; folder?: number };
	const found = call.state.baselines.get(baseline ?? 0);
	if (found?.project !== project.id)
		throw new JamaError(400, `Baseline ${baseline} does not exist in project ${project.id}`);
	if (folder !== undefined && call.state.baselineFolders.get(folder)?.project !== project.id)
		throw new JamaError(400, `Folder ${folder} does not exist in project ${project.id}`);
	found.folder = folder;
	return done(call);
}

/** POST /baselines/folders (labs, change log 8.72). Assumption: {name, project, parent}. */
function createFolder(call: Call): Answer {
	checkWrite(call);
	const { name, project, parent } = call.body as {
		name?: string;
		project?: number;
		parent?: number;
	};
	if (!name) throw new JamaError(400, 'name is required');
	if (project === undefined) throw new JamaError(400, 'project is required');
	findProject(call, project);
	const id = call.state.next('folder');
	call.state.baselineFolders.set(id, { id, name, project, parent });
	return created(call, `baselines/folders/${id}`, id);
}

export const baselines: Handlers = {
	get_baselines: (call) => {
		const { id } = findProject(call, call.query.project as number);
		return list(
			call,
			[...call.state.baselines.values()].filter((each) => each.project === id),
			view,
		);
	},
	get_baseline: (call) => single(call, view(find(call))),
	get_baseline_versioned_items: (call) => {
		const baseline = find(call);
		return list(call, [...baseline.entries.values()], (entry) => viewEntry(call, baseline, entry));
	},
	get_baseline_versioned_item: (call) => {
		const { baseline, entry } = entryOf(call);
		return single(call, viewEntry(call, baseline, entry));
	},
	get_baseline_versioned_relationships: (call) => {
		const { baseline, entry } = entryOf(call);
		const { id } = entry.item;
		const rows = baseline.relationships.filter(
			(each) => each.fromItem === id || each.toItem === id,
		);
		const version = (item: number) => baseline.entries.get(item)?.version.versionNumber ?? 1;
		return list(call, rows, (each) => viewVersioned(each, baseline.createdDate, version));
	},
	/** A client sends it; assumption: its content goes, the items stay. */
	delete_baselines_baselineId: (call) => {
		checkWrite(call);
		const { id, name, project } = find(call);
		call.state.baselines.delete(id);
		log(call, 'DELETE', 'BASELINE', 'deleted', `baseline ${name} deleted`, undefined, project);
		return noContent();
	},
	post_baselines: createBaseline,
	put_baselines_baselineId: updateBaseline,
	/** Change log 8.72: the review of the baseline. Assumption: 404 without one. */
	get_baselines_baselineId_reviewlink: (call) => {
		const baseline = find(call);
		const review = [...call.state.reviews.values()].find((each) => each.baseline === baseline.id);
		const { id } = required(review, `Review of baseline ${baseline.id}`);
		return single(call, { reviewId: id, href: `${call.base}/perspective.req#/reviews/${id}` });
	},
	put_baselinetree_projectId_move: moveBaseline,
	get_baselines_folders: (call) =>
		list(
			call,
			[...call.state.baselineFolders.values()].filter((each) => {
				const project = call.user.projects;
				return project === undefined || project.includes(each.project);
			}),
			plain('baselinefolders'),
		),
	post_baselines_folders: createFolder,
};
