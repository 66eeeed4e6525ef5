import {
	checkWrite,
	created,
	findAnyItem,
	inReach,
	noContent,
	required,
	stamp,
	type Call,
} from '../frame/call';
import { activity } from '../items/itemChanges';
import { log } from './itemEvents';

/**
 * What users do in Jama's own interface and the REST API has no operation for (contract): an edit stream
 * does it, and what it leaves in dates and log is read by REST.
 */

/**
 * Deletes a comment. Directly on an item it moves lastActivityDate (REST cookbook, What triggers the Last
 * Activity Date). Assumption: it stays, marked as deleted (contract, Comment).
 */
export function deleteComment(call: Call, id: number): ReturnType<typeof noContent> {
	checkWrite(call);
	const comment = inReach(call, call.state.comments.get(id), `Comment ${id}`);
	Object.assign(comment, { deleted: true, modifiedBy: call.user.id });
	const item = call.state.items.get(comment.item ?? 0);
	if (item && comment.inReplyTo === undefined) activity(call, item);
	log(call, 'DELETE', 'COMMENT', 'comment deleted', 'comment deleted', item, comment.project);
	return noContent();
}

/** Sends items to a new review: no activity of the items (REST cookbook, What triggers the Last Activity Date). */
export function sendToReview(call: Call, ids: number[], name: string): ReturnType<typeof created> {
	checkWrite(call);
	const { state } = call;
	const items = ids.map((id) => findAnyItem(call, id));
	const { project } = required(items[0], 'Item');
	const id = state.next('review');
	const versions = items.map((item): [number, number] => [item.id, state.versionsOf(item).length]);
	state.reviews.set(id, {
		id,
		name,
		project,
		status: 'OPEN',
		createdDate: stamp(call),
		createdBy: call.user.id,
		moderators: [call.user.id],
		revisions: [
			{
				id: state.next('revision'),
				number: 1,
				status: 'OPEN',
				createdDate: stamp(call),
				items: versions,
				participants: [],
			},
		],
		comments: [],
	});
	const event = log(call, 'CREATE', 'REVIEW', 'sent', `${name} sent`, undefined, project);
	event.affected = ids;
	return created(call, `reviews/${id}`, id);
}
