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
	single,
	stamp,
	type Call,
	type Handlers,
} from './call';
import { activity, log } from './itemChanges';
import type { Comment, Item, Weblink } from './types';
import { plain, viewAttachment, viewComment, viewLink } from './views';

const item = (call: Call) => findItem(call, call.params.id as number);
const viewTag = plain('tags');

function writableItem(call: Call): Item {
	checkWrite(call);
	return item(call);
}

function link(call: Call): Weblink {
	const found = call.state.links.get(call.params.linkId as number);
	if (!found || found.item !== item(call).id)
		throw new JamaError(404, `Link ${call.params.linkId} not found`);
	return found;
}

/** The id, if the item has that tag or attachment. */
function facet(
	call: Call,
	sets: Map<number, Set<number>>,
	id: number | undefined,
	what: string,
): number {
	if (id === undefined || !sets.get(item(call).id)?.has(id))
		throw new JamaError(404, `${what} ${id} not found`);
	return id;
}

function attach(sets: Map<number, Set<number>>, owner: Item, id: number): boolean {
	const set = sets.get(owner.id) ?? new Set<number>();
	sets.set(owner.id, set);
	const fresh = !set.has(id);
	set.add(id);
	return fresh;
}

function records<T>(call: Call, sets: Map<number, Set<number>>, store: Map<number, T>): T[] {
	return [...(sets.get(item(call).id) ?? [])].flatMap((id) => store.get(id) ?? []);
}

/** Tags: adding and removing move lastActivityDate. Assumption: a tag of another project is refused. */
const tags: Handlers = {
	get_item_tags: (call) => list(call, records(call, call.state.itemTags, call.state.tags), viewTag),
	get_item_tag: (call) => {
		const id = facet(call, call.state.itemTags, call.params.tagId, 'Tag');
		return single(call, viewTag(call.state.tags.get(id) ?? {}));
	},
	add_item_tag: (call) => {
		const owner = writableItem(call);
		const tag = call.state.tags.get(call.body.tag);
		if (!tag || tag.project !== owner.project)
			throw new JamaError(400, `Tag ${call.body.tag} does not exist in project ${owner.project}`);
		if (!attach(call.state.itemTags, owner, tag.id))
			throw new JamaError(400, `Tag ${tag.id} already exists on item ${owner.id}`);
		activity(call, owner);
		log(call, 'CREATE', 'ITEM_TAG', 'tagged', `${owner.documentKey} tagged ${tag.name}`, owner);
		return created(call, `items/${owner.id}/tags/${tag.id}`, tag.id);
	},
	remove_tag_from_item: (call) => {
		const owner = writableItem(call);
		call.state.itemTags
			.get(owner.id)
			?.delete(facet(call, call.state.itemTags, call.params.tagId, 'Tag'));
		activity(call, owner);
		log(call, 'DELETE', 'ITEM_TAG', 'untagged', `${owner.documentKey} untagged`, owner);
		return noContent();
	},
};

/** Links: adding, editing and removing move lastActivityDate. */
const links: Handlers = {
	get_item_links: (call) => {
		const owner = item(call);
		return list(
			call,
			[...call.state.links.values()].filter((each) => each.item === owner.id),
			viewLink,
		);
	},
	get_item_link: (call) => single(call, viewLink(link(call))),
	add_item_link: (call) => {
		const owner = writableItem(call);
		const id = call.state.next('link');
		call.state.links.set(id, {
			id,
			item: owner.id,
			url: call.body.url,
			description: call.body.description,
		});
		activity(call, owner);
		log(call, 'CREATE', 'URL', 'linked', `${owner.documentKey} linked`, owner);
		return created(call, `items/${owner.id}/links/${id}`, id);
	},
	update_item_link: (call) => {
		const owner = writableItem(call);
		Object.assign(link(call), { url: call.body.url, description: call.body.description });
		activity(call, owner);
		log(call, 'UPDATE', 'URL', 'link changed', `${owner.documentKey} link changed`, owner);
		return done(call);
	},
	delete_item_link: (call) => {
		const owner = writableItem(call);
		call.state.links.delete(link(call).id);
		activity(call, owner);
		log(call, 'DELETE', 'URL', 'link removed', `${owner.documentKey} link removed`, owner);
		return noContent();
	},
};

/** Attachments: adding moves lastActivityDate, removing is not in the cookbook's list and does not. */
const attachments: Handlers = {
	get_item_attachments: (call) =>
		list(call, records(call, call.state.itemAttachments, call.state.attachments), (each) =>
			viewAttachment(call, each),
		),
	get_attachment: (call) =>
		single(
			call,
			viewAttachment(
				call,
				inReach(call, call.state.attachments.get(call.params.attachmentId as number), 'Attachment'),
			),
		),
	add_item_attachment: (call) => {
		const owner = writableItem(call);
		const id = call.body.attachment as number;
		if (!call.state.attachments.has(id))
			throw new JamaError(400, `Attachment ${id} does not exist`);
		if (!attach(call.state.itemAttachments, owner, id))
			throw new JamaError(400, `Attachment ${id} already exists on item ${owner.id}`);
		activity(call, owner);
		log(call, 'CREATE', 'ITEM_ATTACHMENT', 'attached', `${owner.documentKey} attached`, owner);
		return created(call, `items/${owner.id}/attachments/${id}`, id);
	},
	remove_attachment_from_item: (call) => {
		const owner = writableItem(call);
		const id = facet(call, call.state.itemAttachments, call.params.attachmentId, 'Attachment');
		call.state.itemAttachments.get(owner.id)?.delete(id);
		log(call, 'DELETE', 'ITEM_ATTACHMENT', 'detached', `${owner.documentKey} detached`, owner);
		return noContent();
	},
};

function commentsOf(call: Call, test: (comment: Comment) => boolean): Comment[] {
	const roots = call.query.rootCommentsOnly === true;
	return [...call.state.comments.values()].filter(
		(each) => test(each) && !(roots && each.inReplyTo !== undefined),
	);
}

/**
 * POST /comments (REST cookbook, Creating Comments). `inReplyTo: 0` answers 500 with a
 * NullPointerException (a client's author, verified). A comment directly on an item moves its
 * lastActivityDate; assumption: a reply is not directly on the item.
 */
function addComment(call: Call): ReturnType<typeof created> {
	checkWrite(call);
	const { state, body } = call;
	if (body.inReplyTo === 0) throw new JamaError(500, 'java.lang.NullPointerException');
	const parent = body.inReplyTo === undefined ? undefined : state.comments.get(body.inReplyTo);
	if (body.inReplyTo !== undefined && !parent)
		throw new JamaError(400, `Comment ${body.inReplyTo} does not exist`);
	const { item: itemId = parent?.item, project } = body.location ?? {};
	const target = itemId === undefined ? undefined : findItem(call, itemId);
	const projectId = target?.project ?? project ?? parent?.project;
	if (projectId === undefined) throw new JamaError(400, 'A comment needs a location');
	findProject(call, projectId);
	const id = state.next('comment');
	state.comments.set(id, {
		id,
		inReplyTo: parent?.id,
		createdDate: stamp(call),
		createdBy: call.user.id,
		modifiedBy: call.user.id,
		deleted: false,
		status: 'OPEN',
		text: body.body.text,
		commentType: body.commentType ?? 'GENERAL',
		item: target?.id,
		project: projectId,
	});
	if (target && !parent) activity(call, target);
	log(call, 'CREATE', 'COMMENT', 'commented', 'comment added', target, projectId);
	return created(call, `comments/${id}`, id);
}

const readable = (call: Call) => (comment: Comment) =>
	call.user.projects === undefined || call.user.projects.includes(comment.project);

const comments: Handlers = {
	get_item_comments: (call) => {
		const owner = item(call);
		return list(
			call,
			commentsOf(call, (comment) => comment.item === owner.id),
			viewComment,
		);
	},
	get_comments: (call) => list(call, commentsOf(call, readable(call)), viewComment),
	get_comment: (call) =>
		single(
			call,
			viewComment(inReach(call, call.state.comments.get(call.params.id as number), 'Comment')),
		),
	get_comment_replies: (call) => {
		const root = inReach(call, call.state.comments.get(call.params.id as number), 'Comment');
		return list(
			call,
			commentsOf(call, (comment) => comment.inReplyTo === root.id),
			viewComment,
		);
	},
	add_comment: addComment,
};

export const itemFacets: Handlers = { ...tags, ...links, ...attachments, ...comments };
