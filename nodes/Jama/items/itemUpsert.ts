import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import type { Match, MatchValues } from './itemMatch';
import { findMatch, readMatch } from './itemMatch';
import { forgetItem, itemMadeFor, oneAtATime, rememberItem } from './itemMemory';
import type { ItemType } from '../configuration/itemTypes';
import { loadItemType, typeWith } from '../configuration/itemTypes';
import type { NewItem } from './itemWrites';
import { postItem, readFields, savedItem, withoutNulls } from './itemWrites';
import { toChanges } from '../fields/jsonPatch';
import { mayNotRead } from '../configuration/unreadable';
import { toRecord } from '../../shared/values/objectPath';

/** The item that this process made for the match a short while ago, if it is still there and fits. */
async function findMade(
	session: Session,
	key: string,
	match: Match,
	target: { project: number; itemType: number },
): Promise<Row | undefined> {
	const id = itemMadeFor(key, Date.now());
	if (id === undefined) return undefined;
	const row = await session.row({ path: `/items/${id}` }).catch((error: unknown) => {
		if (mayNotRead(error)) return undefined;
		throw error;
	});
	// Jama gave a document key of its own to an item that was looked for by one.
	const fits =
		match.field === undefined && match.globalId === undefined ? true : row && match.fits(row);
	if (row && fits && row.project === target.project && row.itemType === target.itemType) return row;
	forgetItem(key);
	return undefined;
}

/** Gives a new item the value that it was looked for by. Throws InvalidInput when the user gave another one. */
function setMatched({ field }: Match, fields: IDataObject): void {
	if (!field) return;
	const given = fields[field.name];
	if (given === undefined || given === null) fields[field.name] = field.value;
	else if (field.read(String(given)) !== field.read(field.value)) {
		throw new InvalidInput(
			`'${field.label}' is to be ${JSON.stringify(given)}, and the item is looked for by ${JSON.stringify(field.value)}`,
			"No item has the value of 'Match Value' yet, and the new one would not be found by it the next time. Give both the same value, or leave the field out.",
		);
	}
}

/** Search may hide what something else made a moment ago: said once in an execution. */
function hintLag(session: Session): void {
	session.hint(
		"Items were created because the search found none. Jama's search shows a new item only after some seconds or minutes: one that something other than this n8n has created just now may be there twice.",
	);
}

async function createOrUpdate(
	context: RunContext<NewItem & MatchValues>,
	type: ItemType,
	match: Match,
	key: string,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { project } = values;
	const found =
		(await findMade(session, key, match, { project, itemType: type.id })) ??
		(await findMatch(session, match, project, type));
	const fields = await readFields(context, type, project, found);
	if (found) {
		const patch = toChanges(fields, toRecord(found.fields));
		const path = `/items/${String(found.id)}`;
		if (patch.length > 0) await session.write({ method: 'PATCH', path, body: patch });
		const updated = { success: true, id: found.id };
		const items = await savedItem(context, updated, { type, fields });
		return items.map(({ json }) => ({ json: { ...json, created: false } }));
	}
	setMatched(match, fields);
	const written = await postItem(context, type, fields, match.globalId);
	if (typeof written.id === 'number') rememberItem(key, written.id, Date.now());
	hintLag(session);
	const note =
		values.matchBy === 'documentKey'
			? { note: `There was no item with ${match.what}. Jama gave the new one a key of its own.` }
			: {};
	const items = await savedItem(context, written, { type, fields: withoutNulls(fields) });
	return items.map(({ json }) => ({ json: { ...json, created: true, ...note } }));
}

/**
 * Creates an item, or updates the one that is there: GET /itemtypes/{itemTypeId} (once), GET /abstractitems (GET /items/{id} for
 * one that this process made in the last minutes, which the search may not show), look-ups for labels, then PATCH /items/{id}
 * or POST /items, GET /items/{id}. There is one write: when it fails nothing is left behind, but a POST without a response may
 * have been carried out. A new item gets the global ID or the field's value that it was looked for by; Jama gives document
 * keys itself, which a note says.
 */
export async function upsertItem(
	context: RunContext<NewItem & MatchValues>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { itemType, matchField } = values;
	const names = matchField ? [String(matchField)] : [];
	const type = await typeWith(session, await loadItemType(session, itemType), names);
	const match = readMatch(values, type);
	const key = JSON.stringify([session.connection.baseUrl, values.project, type.id, match.key]);
	return await oneAtATime(key, async () => await createOrUpdate(context, type, match, key));
}
