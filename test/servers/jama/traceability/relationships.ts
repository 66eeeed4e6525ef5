import {
	checkWrite,
	created,
	done,
	findAnyItem,
	findProject,
	JamaError,
	list,
	noContent,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { meta, type Answer } from '../frame/envelope';
import { linkTemplates, resolveIncludes } from '../records/links';
import { endRelationship, touchEnds } from '../items/itemChanges';
import { pageInfo, pageSize } from '../frame/paging';
import { OWNERS, type OwnerKind } from '../records/owners';
import { checkRules, violation } from './relationshipRules';
import type { JamaState } from '../state';
import type { Item, Relationship } from '../types';
import { plain, viewItem, type Row } from '../configuration/views';

const view = ({ createdDate, ...rest }: Relationship): Row => ({ ...rest, type: 'relationships' });

/** The 400 of 9.7 and later (py-jama-rest-client issue #64). */
export const LAST_ID_REQUIRED =
	'The lastId parameter is now required to call GET /relationships API endpoint.';

const cache = new WeakMap<JamaState, { revision: number; lists: Map<number, Relationship[]> }>();

/** Relationships with an end in the project, by id; kept until the next write. */
function ofProject(state: JamaState, project: number): Relationship[] {
	let entry = cache.get(state);
	if (entry?.revision !== state.revision) {
		entry = { revision: state.revision, lists: new Map() };
		cache.set(state, entry);
	}
	const known = entry.lists.get(project);
	if (known) return known;
	const inside = (id: number) => state.items.get(id)?.project === project;
	const found = [...state.relationships.values()]
		.filter(({ fromItem, toItem }) => inside(fromItem) || inside(toItem))
		.sort((a, b) => a.id - b.id);
	entry.lists.set(project, found);
	return found;
}

/**
 * GET /relationships. Since 9.7 a cursor: ids above `lastId`, ascending, from 0 on, until an empty page
 * (py-jama-rest-client issue #64; ascending order and the total in pageInfo: clients' behavior). The
 * switch relationshipsPaging covers older servers and those said to need both parameters.
 */
function getRelationships(call: Call): Answer {
	const { state, query, switches } = call;
	const project = findProject(call, query.project as number);
	const all = ofProject(state, project.id);
	if (switches.relationshipsPaging === 'startAt') return list(call, all, view);
	if (query.lastId === undefined) throw new JamaError(400, LAST_ID_REQUIRED);
	if (switches.relationshipsPaging === 'both' && query.startAt === undefined) {
		throw new JamaError(400, 'The startAt and lastId parameters are required');
	}
	const after = all.filter(({ id }) => id > (query.lastId as number));
	const rows = after.slice(0, pageSize(query, switches)).map(view);
	const mode = query.omitCount === true ? 'missing' : switches.totalResults;
	const info = pageInfo(all.length - after.length, rows.length, all.length, mode);
	const include = call.query.include ?? [];
	const links = linkTemplates(call, rows);
	const linked = include.length > 0 ? { linked: resolveIncludes(call, rows, include) } : {};
	return {
		status: 200,
		body: { meta: { ...meta(200, call.now), pageInfo: info }, links, ...linked, data: rows },
	};
}

function find(call: Call): Relationship {
	const id = call.params.relationshipId as number;
	const found = required(call.state.relationships.get(id), `Relationship ${id}`);
	findAnyItem(call, found.fromItem);
	return found;
}

interface RequestRelationship {
	fromItem: number;
	toItem: number;
	relationshipType?: number | null;
}

/** Checks both ends. Without a type, or with one that does not exist, the default one is used (contract's words). */
function check(
	call: Call,
	body: RequestRelationship,
	self?: Relationship,
): { from: Item; to: Item; relationshipType: number } {
	const { state } = call;
	const [from, to] = [body.fromItem, body.toItem].map((id) => {
		if (!state.items.get(id)) throw new JamaError(400, `Item ${id} does not exist`);
		return findAnyItem(call, id);
	}) as [Item, Item];
	const fallback = [...state.relationshipTypes.values()].find((type) => type.isDefault)?.id;
	const asked = body.relationshipType ?? self?.relationshipType;
	const relationshipType = state.relationshipTypes.has(asked ?? 0) ? asked : fallback;
	if (relationshipType === undefined) throw new JamaError(400, 'There are no relationship types');
	if (from === to) throw violation(from, to);
	checkRules(call, from, to, relationshipType);
	if (state.downstream(from.id).some((each) => each !== self && each.toItem === to.id)) {
		throw new JamaError(400, `Relationship from ${from.id} to ${to.id} already exists`);
	}
	return { from, to, relationshipType };
}

function createRelationship(call: Call): Answer {
	checkWrite(call);
	const { from, to, relationshipType } = check(call, call.body);
	const id = call.state.next('relationship');
	call.state.insertRelationship({
		id,
		fromItem: from.id,
		toItem: to.id,
		relationshipType,
		suspect: false,
		createdDate: call.now,
	});
	touchEnds(call, 'CREATE', from, to);
	return created(call, `relationships/${id}`, id);
}

/** Assumption: an update counts as removing at the ends that change and adding at the new ones. */
function updateRelationship(call: Call): Answer {
	checkWrite(call);
	const found = find(call);
	const { from, to, relationshipType } = check(call, call.body, found);
	const before = [found.fromItem, found.toItem];
	const after = [from.id, to.id];
	endRelationship(call, found);
	const changes = { fromItem: from.id, toItem: to.id, relationshipType, createdDate: call.now };
	call.state.insertRelationship({ ...found, ...changes });
	const changed = [...new Set([...before, ...after])].filter(
		(id) => before.includes(id) !== after.includes(id),
	);
	touchEnds(call, 'UPDATE', ...changed.map((id) => call.state.items.get(id)));
	return done(call);
}

function deleteRelationship(call: Call): Answer {
	checkWrite(call);
	const found = find(call);
	endRelationship(call, found);
	touchEnds(
		call,
		'DELETE',
		call.state.items.get(found.fromItem),
		call.state.items.get(found.toItem),
	);
	return noContent();
}

/** Up- and downstream of items, test plans and test runs. */
function related({ name, find: owner }: OwnerKind, direction: 'upstream' | 'downstream'): Handlers {
	const rows = (call: Call) => call.state[direction](owner(call).id);
	const other = (each: Relationship) => (direction === 'upstream' ? each.fromItem : each.toItem);
	return {
		[`get_${name}_${direction}_relationships`]: (call) => list(call, rows(call), view),
		[`get_${name}_${direction}_related`]: (call) => {
			const items = rows(call).flatMap((each) => call.state.items.get(other(each)) ?? []);
			return list(call, items, (item) => viewItem(call, item));
		},
	};
}

const ofOwners = OWNERS.flatMap((kind) => [related(kind, 'upstream'), related(kind, 'downstream')]);
const type = plain('relationshiptypes');

export const relationships: Handlers = {
	...Object.assign({}, ...ofOwners),
	get_relationships: getRelationships,
	get_relationship: (call) => single(call, view(find(call))),
	create_relationship: createRelationship,
	update_relationship: updateRelationship,
	delete_relationship: deleteRelationship,
	/** Clearing a suspect flag is not in the cookbook's list of activities. */
	clear_suspect_link: (call) => {
		checkWrite(call);
		find(call).suspect = false;
		return noContent();
	},
	get_relationship_types: (call) => list(call, [...call.state.relationshipTypes.values()], type),
	get_relationship_type: (call) =>
		single(
			call,
			type(
				required(call.state.relationshipTypes.get(call.params.id as number), 'Relationship type'),
			),
		),
};
