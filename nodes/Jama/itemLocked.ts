import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NoAnswer, notingDone } from '../shared/errors';
import type { Row, RunContext } from '../shared/operation';
import type { ItemType } from './itemTypes';
import { isReadOnly, SYSTEM_FIELDS } from './itemTypes';
import { nothingToUpdate, putItem, readFields, readTyped, savedItem } from './itemWrites';

/** The content of an item that PUT may set again. */
function writable(item: Row, type: ItemType): IDataObject {
	const mayBeSent = new Set(
		type.fields
			.filter((field) => !isReadOnly(field) && !SYSTEM_FIELDS.has(field.name))
			.map((field) => field.name),
	);
	const fields = Object.entries((item.fields ?? {}) as IDataObject);
	return Object.fromEntries(fields.filter(([name]) => mayBeSent.has(name)));
}

/** Reads the item, puts the changes into it and writes it whole. */
async function change(context: RunContext, id: number): Promise<void> {
	const found = await readTyped(context.session, id);
	const fields = await readFields(context, found.type, found.item.project as number);
	if (Object.keys(fields).length === 0) throw nothingToUpdate();
	await putItem(context, found, { ...writable(found.item, found.type), ...fields });
}

/**
 * Updates an item while nobody else can change it: PUT /items/{id}/lock, GET /items/{id} with its type, look-ups for labels,
 * PUT /items/{id} with the content that was read and the changes, PUT /items/{id}/lock again, GET /items/{id}. The item is
 * unlocked whatever happens, except when the lock was refused, for it may be somebody else's. The first error is the one
 * reported; when the item could not be unlocked either, it says so. Saved but still locked is a note.
 */
export async function updateWithLock(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const id = values.itemId as number;
	const setLock = async (locked: boolean) =>
		await session.write({ method: 'PUT', path: `/items/${id}/lock`, body: { locked } });
	const unlockFailure = async () =>
		await setLock(false).then(
			() => undefined,
			(error: unknown) => (error instanceof Error ? error.message : String(error)),
		);

	await setLock(true).catch(async (error: unknown) => {
		const note = `Item ${id} may be locked all the same: look with the operation Get Lock. It was not changed.`;
		const fail = async (): Promise<never> => await Promise.reject(error as Error);
		return error instanceof NoAnswer ? await notingDone(note, fail) : await fail();
	});
	await change(context, id).catch(async (error: unknown) => {
		const reason = await unlockFailure();
		const fail = async (): Promise<never> => await Promise.reject(error as Error);
		if (reason === undefined) return await fail();
		const note = `Item ${id} is still locked, for it could not be unlocked either (${reason}). Unlock it with the operation Unlock.`;
		return await notingDone(note, fail);
	});
	const reason = await unlockFailure();
	const items = await savedItem(context, { success: true, id });
	if (reason === undefined) return items;
	const note = `Saved, but item ${id} is still locked: ${reason}. Unlock it with the operation Unlock.`;
	session.hint(note);
	return items.map(({ json }) => ({ json: { ...json, note } }));
}
