import { inOrder } from '../history/activities';
import {
	checkWrite,
	created,
	done,
	inReach,
	JamaError,
	list,
	noContent,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { activity } from '../items/itemChanges';
import { log } from '../history/itemEvents';
import { OWNERS, type OwnerKind } from './owners';
import type { Item, Weblink } from '../types';
import { plain, viewActivity, viewAttachment, viewLink } from '../configuration/views';

type Sets = Map<number, Set<number>>;

const viewTag = plain('tags');

function writable(call: Call, kind: OwnerKind): Item {
	checkWrite(call);
	return kind.find(call);
}

function linkOf(call: Call, owner: Item): Weblink {
	const found = call.state.links.get(call.params.linkId as number);
	if (!found || found.item !== owner.id)
		throw new JamaError(404, `Link ${call.params.linkId} not found`);
	return found;
}

/** The id, if the owner has that tag or attachment. */
function facet(sets: Sets, owner: Item, id: number | undefined, what: string): number {
	if (id === undefined || !sets.get(owner.id)?.has(id))
		throw new JamaError(404, `${what} ${id} not found`);
	return id;
}

function attach(sets: Sets, owner: Item, id: number): boolean {
	const set = sets.get(owner.id) ?? new Set<number>();
	sets.set(owner.id, set);
	const fresh = !set.has(id);
	set.add(id);
	return fresh;
}

function records<T>(sets: Sets, owner: Item, store: Map<number, T>): T[] {
	return [...(sets.get(owner.id) ?? [])].flatMap((id) => store.get(id) ?? []);
}

/** Tags: adding and removing move lastActivityDate. Assumption: a tag of another project is refused. */
function tags(kind: OwnerKind): Handlers {
	const { name, path, find } = kind;
	const removal = name === 'item' ? 'remove_tag_from_item' : `remove_${name}s_tag_from_item`;
	return {
		[`get_${name}_tags`]: (call) =>
			list(call, records(call.state.itemTags, find(call), call.state.tags), viewTag),
		[`get_${name}_tag`]: (call) => {
			const id = facet(call.state.itemTags, find(call), call.params.tagId, 'Tag');
			return single(call, viewTag(call.state.tags.get(id) ?? {}));
		},
		[`add_${name}_tag`]: (call) => {
			const owner = writable(call, kind);
			const tag = call.state.tags.get(call.body.tag);
			if (!tag || tag.project !== owner.project)
				throw new JamaError(400, `Tag ${call.body.tag} does not exist in project ${owner.project}`);
			if (!attach(call.state.itemTags, owner, tag.id))
				throw new JamaError(400, `Tag ${tag.id} already exists on item ${owner.id}`);
			activity(call, owner);
			log(call, 'CREATE', 'ITEM_TAG', 'tagged', `${owner.documentKey} tagged ${tag.name}`, owner);
			return created(call, `${path}/${owner.id}/tags/${tag.id}`, tag.id);
		},
		[removal]: (call) => {
			const owner = writable(call, kind);
			const { itemTags } = call.state;
			itemTags.get(owner.id)?.delete(facet(itemTags, owner, call.params.tagId, 'Tag'));
			activity(call, owner);
			log(call, 'DELETE', 'ITEM_TAG', 'untagged', `${owner.documentKey} untagged`, owner);
			return noContent();
		},
	};
}

/** Links: adding, editing and removing move lastActivityDate. */
function links(kind: OwnerKind): Handlers {
	const { name, path, find } = kind;
	return {
		[`get_${name}_links`]: (call) => {
			const owner = find(call);
			const rows = [...call.state.links.values()].filter((each) => each.item === owner.id);
			return list(call, rows, viewLink);
		},
		[`get_${name}_link`]: (call) => single(call, viewLink(linkOf(call, find(call)))),
		[`add_${name}_link`]: (call) => {
			const owner = writable(call, kind);
			const { url, description } = call.body as { url: string; description?: string };
			const id = call.state.next('link');
			call.state.links.set(id, { id, item: owner.id, url, description });
			activity(call, owner);
			log(call, 'CREATE', 'URL', 'linked', `${owner.documentKey} linked`, owner);
			return created(call, `${path}/${owner.id}/links/${id}`, id);
		},
		[`update_${name}_link`]: (call) => {
			const owner = writable(call, kind);
			const { url, description } = call.body as { url: string; description?: string };
			Object.assign(linkOf(call, owner), { url, description });
			activity(call, owner);
			log(call, 'UPDATE', 'URL', 'link changed', `${owner.documentKey} link changed`, owner);
			return done(call);
		},
		[`delete_${name}_link`]: (call) => {
			const owner = writable(call, kind);
			call.state.links.delete(linkOf(call, owner).id);
			activity(call, owner);
			log(call, 'DELETE', 'URL', 'link removed', `${owner.documentKey} link removed`, owner);
			return noContent();
		},
	};
}

/** Attachments: adding moves lastActivityDate, removing is not in the cookbook's list and does not. */
function attachments(kind: OwnerKind): Handlers {
	const { name, path, find } = kind;
	return {
		[`get_${name}_attachments`]: (call) =>
			list(call, records(call.state.itemAttachments, find(call), call.state.attachments), (each) =>
				viewAttachment(call, each),
			),
		[`add_${name}_attachment`]: (call) => {
			const owner = writable(call, kind);
			const id = call.body.attachment as number;
			if (!call.state.attachments.has(id))
				throw new JamaError(400, `Attachment ${id} does not exist`);
			if (!attach(call.state.itemAttachments, owner, id))
				throw new JamaError(400, `Attachment ${id} already exists on item ${owner.id}`);
			activity(call, owner);
			log(call, 'CREATE', 'ITEM_ATTACHMENT', 'attached', `${owner.documentKey} attached`, owner);
			return created(call, `${path}/${owner.id}/attachments/${id}`, id);
		},
		[`remove_attachment_from_${name}`]: (call) => {
			const owner = writable(call, kind);
			const { itemAttachments } = call.state;
			const id = facet(itemAttachments, owner, call.params.attachmentId, 'Attachment');
			itemAttachments.get(owner.id)?.delete(id);
			log(call, 'DELETE', 'ITEM_ATTACHMENT', 'detached', `${owner.documentKey} detached`, owner);
			return noContent();
		},
	};
}

/** Oldest first, the order in which things happened (REST cookbook, Using Activities); see the switch activityOrder. */
function activities({ name, find }: OwnerKind): Handlers {
	return {
		[`get_${name}_activities`]: (call) =>
			list(call, inOrder(call, call.state.activitiesFor(find(call).id)), viewActivity),
	};
}

/** The same facets for items, test plans and test runs (REST cookbook, Links and Tags; contract). */
export const itemFacets: Handlers = Object.assign(
	{
		get_attachment: (call: Call) =>
			single(
				call,
				viewAttachment(
					call,
					inReach(
						call,
						call.state.attachments.get(call.params.attachmentId as number),
						'Attachment',
					),
				),
			),
	},
	...OWNERS.flatMap((kind) => [tags(kind), links(kind), attachments(kind), activities(kind)]),
);
