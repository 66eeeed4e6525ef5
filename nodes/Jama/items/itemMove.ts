import type { INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { savedItem } from './itemWrites';

type Place = { parent?: { item?: number; project?: number } } | undefined;

/**
 * Moves an item with everything below it: PUT /items/{id}/location, GET /items/{id}. Jama only starts the work and continues in
 * the background (contract): an item that is read back at its old place is a hint.
 */
export async function moveItem(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const id = values.itemId as number;
	const { moveTo, parentItem, parentProject } = values as Record<string, number | string>;
	const parent = moveTo === 'project' ? { project: parentProject } : { item: parentItem };
	await session.write({ method: 'PUT', path: `/items/${id}/location`, body: { parent } });
	const output = await savedItem(context, { success: true, id, itemId: id });
	const row: Row = output[0]?.json ?? {};
	const now = (row.location as Place)?.parent;
	const isThere =
		now === undefined ||
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
