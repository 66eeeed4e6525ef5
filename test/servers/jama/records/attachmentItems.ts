import type { Records } from './records';
import type { Attachment, Item } from '../types';

/** Attachments come after everything else of a project, in the order of their creation (assumption). */
const AFTER_ALL = 2 ** 41;

/** An attachment as searches see it: with the properties that every abstract item has (contract, AbstractItem). */
function asItem(attachment: Attachment): Item {
	attachment.globalSortOrder = AFTER_ALL + attachment.id;
	return attachment as unknown as Item;
}

export function isAttachment({ attachments }: Records, { id }: { id: number }): boolean {
	return attachments.has(id);
}

/** The attachments of a project. */
export function attachmentsOf({ attachments }: Records, project: number): Item[] {
	return [...attachments.values()].filter((each) => each.project === project).map(asItem);
}

/** An attachment by its id or its key. */
export function attachmentItem({ attachments }: Records, key: number | string): Item | undefined {
	const found =
		typeof key === 'number'
			? attachments.get(key)
			: [...attachments.values()].find((each) => each.documentKey === key);
	return found && asItem(found);
}
