import {
	checkWrite,
	created,
	findAnyItem,
	findProject,
	inReach,
	JamaError,
	list,
	single,
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import { activity } from '../items/itemChanges';
import { log } from '../history/itemEvents';
import { OWNERS } from './owners';
import type { Attachment, Comment, Item } from '../types';
import { viewComment } from '../configuration/views';

function commentsOf(call: Call, test: (comment: Comment) => boolean): Comment[] {
	const roots = call.query.rootCommentsOnly === true;
	return [...call.state.comments.values()].filter(
		(each) => test(each) && !(roots && each.inReplyTo !== undefined),
	);
}

/** What a comment is about: an item, a test plan, cycle or run, an attachment. */
function place(call: Call, id: number): Item | Attachment {
	const attachment = call.state.attachments.get(id);
	return attachment ? inReach(call, attachment, 'Attachment') : findAnyItem(call, id);
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
	const target = itemId === undefined ? undefined : place(call, itemId);
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
	const item = target && call.state.items.get(target.id);
	if (item && !parent) activity(call, item);
	log(call, 'CREATE', 'COMMENT', 'commented', 'comment added', item, projectId);
	return created(call, `comments/${id}`, id);
}

const readable = (call: Call) => (comment: Comment) =>
	call.user.projects === undefined || call.user.projects.includes(comment.project);

function ofOwner(name: string, find: (call: Call) => { id: number }): Handlers {
	return {
		[`get_${name}_comments`]: (call) => {
			const owner = find(call);
			return list(
				call,
				commentsOf(call, (comment) => comment.item === owner.id),
				viewComment,
			);
		},
	};
}

export const comments: Handlers = {
	...Object.assign({}, ...OWNERS.map(({ name, find }) => ofOwner(name, find))),
	...ofOwner('attachment', (call) =>
		inReach(call, call.state.attachments.get(call.params.attachmentId as number), 'Attachment'),
	),
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
