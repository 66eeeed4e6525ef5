import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { failNoting, outcomeOf } from '../../shared/http/errors';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import type { ItemType } from '../configuration/itemTypes';
import { isReadOnly, SYSTEM_FIELDS } from '../configuration/itemTypes';
import type { OfItem } from './itemWrites';
import { nothingToUpdate, putItem, readFields, readTyped, savedItem } from './itemWrites';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

/** The content of an item that PUT may set again. */
function writable(item: Row, type: ItemType): IDataObject {
	const mayBeSent = new Set(
		type.fields
			.filter((field) => !isReadOnly(field) && !SYSTEM_FIELDS.has(field.name))
			.map((field) => field.name),
	);
	const fields = Object.entries(toRecord(item.fields));
	return Object.fromEntries(fields.filter(([name]) => mayBeSent.has(name)));
}

/** Reads the item, puts the changes into it and writes it whole. */
async function change(
	context: RunContext<OfItem>,
	id: number,
): Promise<{ type: ItemType; fields: IDataObject }> {
	const found = await readTyped(context.session, id);
	const { item, type } = found;
	const fields = await readFields(context, type, numberOf(item, 'project'), item);
	if (Object.keys(fields).length === 0) throw nothingToUpdate();
	await putItem(context, found, { ...writable(item, type), ...fields });
	return { type, fields };
}

const setLock = async (session: Session, id: number, locked: boolean) =>
	await session.write({ method: 'PUT', path: `/items/${id}/lock`, body: { locked } });

/** True when the item is locked by the user of this credential; undefined when that cannot be found out. */
async function isLockedByUs(session: Session, id: number): Promise<boolean | undefined> {
	try {
		const { locked, lockedBy } = await session.row({ path: `/items/${id}/lock` });
		if (locked !== true) return false;
		const user = await session.known({ path: '/users/current' });
		return lockedBy === user.id;
	} catch {
		// Looking is all that is tried here: what cannot be seen is reported as not known.
		return undefined;
	}
}

/**
 * Takes the lock away and makes sure of it where the response leaves that open.
 * @returns what to say to the user when the item is, or may be, still locked; undefined when it is not
 */
async function unlock(session: Session, id: number): Promise<string | undefined> {
	let reason = '';
	for (let attempt = 1; attempt <= 2; attempt++) {
		try {
			await setLock(session, id, false);
			return undefined;
		} catch (error) {
			reason = error instanceof Error ? error.message : String(error);
			const isOurs = await isLockedByUs(session, id);
			if (isOurs === false) return undefined;
			if (isOurs === undefined) {
				return `may still be locked: whether it could be unlocked is not known (${reason}). Look with the operation Get Lock.`;
			}
		}
	}
	return `is still locked, for it could not be unlocked (${reason}). Unlock it with the operation Unlock.`;
}

/** After a lock request that may have been carried out: takes the lock away again if it is there, and passes the error on. */
async function failToLock(session: Session, id: number, error: unknown): Promise<never> {
	if (outcomeOf(error) === 'notDone') throw error;
	const isOurs = await isLockedByUs(session, id);
	if (isOurs === undefined) {
		const note = `Item ${id} may be locked all the same: look with the operation Get Lock. It was not changed.`;
		return await failNoting(error, note);
	}
	const left = isOurs ? await unlock(session, id) : undefined;
	const state = left === undefined ? 'is not locked' : left;
	const note = `Item ${id} was not changed, and ${state.replace(/\.$/, '')}.`;
	return await failNoting(error, note);
}

/**
 * Updates an item while nobody else can change it: PUT /items/{id}/lock, GET /items/{id} with its type, look-ups for labels,
 * PUT /items/{id} with the content that was read and the changes, PUT /items/{id}/lock again, GET /items/{id}. The item is
 * unlocked whatever happens, except when the lock was rejected, for it may be somebody else's. Where a response leaves open
 * whether it is locked, GET /items/{id}/lock and GET /users/current look. The first error is the one reported; when the item is,
 * or may be, still locked, it says so. Saved but still locked is a note.
 */
export async function updateWithLock(context: RunContext<OfItem>): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const id = values.itemId;
	await setLock(session, id, true).catch(async (error) => await failToLock(session, id, error));
	const { type, fields } = await change(context, id).catch(async (error: unknown) => {
		const left = (await unlock(session, id)) ?? 'was locked for this, and is unlocked again.';
		return await failNoting(error, `Item ${id} ${left}`);
	});
	const left = await unlock(session, id);
	const items = await savedItem(context, { success: true, id }, { type, fields });
	if (left === undefined) return items;
	const note = `Saved, but item ${id} ${left}`;
	session.hint(note);
	return items.map(({ json }) => ({ json: { ...json, note } }));
}
