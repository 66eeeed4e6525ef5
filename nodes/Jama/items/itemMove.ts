import type { INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toRecord } from '../../shared/values/objectPath';
import type { ReturnOption } from './itemWrites';
import { savedItem } from './itemWrites';

/** What is moved, and to where. */
interface MoveValues extends ReturnOption {
	itemId: number;
	moveTo?: unknown;
	parentItem?: number;
	parentProject?: number;
}

/**
 * Moves an item with everything below it: PUT /items/{id}/location, GET /items/{id}. Jama only starts the work and continues in
 * the background (contract): an item that is read back at its old place is a hint.
 */
export async function moveItem(context: RunContext<MoveValues>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { itemId: id, moveTo, parentItem, parentProject } = values;
	const parent: { item?: number; project?: number } =
		moveTo === 'project' ? { project: parentProject } : { item: parentItem };
	await session.write({ method: 'PUT', path: `/items/${id}/location`, body: { parent } });
	const output = await savedItem(context, { success: true, id, itemId: id });
	const row: Row = output[0]?.json ?? {};
	const place = toRecord(row.location).parent;
	const now = toRecord(place);
	const isThere =
		place === undefined ||
		(parent.item === undefined
			? now.item === undefined && now.project === parent.project
			: now.item === parent.item);
	if (!isThere) {
		session.hint(
			`Item ${id} is still at its old place: Jama moves it in the background. Read it again later to see whether it was moved; some versions of Jama only move items to another project.`,
		);
	}
	return output;
}
