import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { eachAtOnce } from '../../shared/operations/atOnce';
import type { ItemOutcome, RunContext } from '../../shared/operations/operation';
import { Turns } from '../../shared/operations/turns';
import type { Row } from '../../shared/values/row';
import { forgetMade, madeFor, oneAtATime, rememberMade } from '../../shared/session/made';
import type { Session } from '../../shared/session/session';
import type { Match, MatchValues, Sought } from './itemMatch';
import { findMatch, readMatch, searchTogether } from './itemMatch';
import { loadItemType, typeWith } from '../configuration/itemTypes';
import type { NewItem } from './itemWrites';
import { postItem, readFields, savedItem, withoutNulls } from './itemWrites';
import { changeOf } from '../fields/jsonPatch';
import { orNull } from '../configuration/unreadable';
import { toRecord } from '../../shared/values/objectPath';

/** The item that this process made for the match a short while ago, if it is still there and fits. */
async function findMade(
	session: Session,
	key: string,
	match: Match,
	target: { project: number; itemType: number },
): Promise<Row | undefined> {
	const id = madeFor(key, Date.now());
	if (id === undefined) return undefined;
	const row = await orNull(session.row({ path: `/items/${id}` }));
	// Jama gave a document key of its own to an item that was looked for by one.
	const fits =
		match.field === undefined && match.globalId === undefined ? true : row && match.fits(row);
	if (row && fits && row.project === target.project && row.itemType === target.itemType) return row;
	forgetMade(key);
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

type Values = NewItem & MatchValues;

/** An input item whose type and match were read. */
interface Wish extends Sought {
	context: RunContext<Values>;
	/** Of the match on this server. */
	key: string;
}

/** Reads how the item is recognized. Throws InvalidInput. */
async function readWish(context: RunContext<Values>): Promise<Wish> {
	const { session, values } = context;
	const { project, itemType, matchField } = values;
	const names = matchField ? [String(matchField)] : [];
	const type = await typeWith(session, await loadItemType(session, itemType), names);
	const match = readMatch(values, type);
	const key = JSON.stringify([session.connection.baseUrl, project, type.id, match.key]);
	return { context, project, type, match, key };
}

/** Updates an item that is there. @param isCurrent it was read just now; else a search gave it */
async function updateFound(
	{ context, project, type }: Wish,
	found: Row,
	isCurrent: boolean,
): Promise<INodeExecutionData[]> {
	const { session } = context;
	const path = `/items/${String(found.id)}`;
	const { item, fields, patch } = await changeOf(
		isCurrent ? undefined : found,
		async (now) => await readFields(context, type, project, now),
		async () => (isCurrent ? found : await session.row({ path })),
	);
	const updated = { success: true, id: found.id };
	const written = { type, fields, ...(patch.length > 0 ? {} : { record: item }) };
	if (patch.length > 0) await session.write({ method: 'PATCH', path, body: patch });
	const items = await savedItem(context, updated, written);
	return items.map(({ json }) => ({ json: { ...json, created: false } }));
}

/** Updates the item that there is, or creates one; in the turn of its input item. */
async function createOrUpdate(wish: Wish): Promise<INodeExecutionData[]> {
	const { context, project, type, match, key } = wish;
	const { session, values } = context;
	const made = await findMade(session, key, match, { project, itemType: type.id });
	const found = made ?? (await findMatch(session, match, project, type));
	if (found) return await updateFound(wish, found, made !== undefined);
	const fields = await readFields(context, type, project);
	setMatched(match, fields);
	const written = await postItem(context, type, fields, match.globalId);
	if (typeof written.id === 'number') rememberMade(key, written.id, Date.now());
	hintLag(session);
	const note =
		values.matchBy === 'documentKey'
			? { note: `There was no item with ${match.what}. Jama gave the new one a key of its own.` }
			: {};
	const items = await savedItem(context, written, { type, fields: withoutNulls(fields) });
	return items.map(({ json }) => ({ json: { ...json, created: true, ...note } }));
}

/**
 * Creates items, or updates those that are there: GET /itemtypes/{itemTypeId} (once); GET /abstractitems for up to 50 together,
 * and alone for what is not found so (GET /items/{id} for one that this process made in the last minutes, which the search may
 * not show); look-ups for labels; then PATCH /items/{id} or POST /items, GET /items/{id}. There is one write: when it fails
 * nothing is left behind, but a POST without a response may have been carried out. A new item gets the global ID or the
 * field's value that it was looked for by; Jama gives document keys itself, which a note says.
 *
 * Different items are updated together; one that was not found waits for all input items before it, so that creates keep their
 * order. After a failure no further item is started, unless the execution continues on fail.
 */
export async function upsertItems(contexts: Array<RunContext<Values>>): Promise<ItemOutcome[]> {
	const [first] = contexts;
	if (!first) return [];
	const { session, atOnce, continues } = first;
	const wishes = await Promise.all(
		contexts.map(async (context) => await readWish(context).catch((error: unknown) => ({ error }))),
	);
	const isWish = (one: Wish | { error: unknown }): one is Wish => 'match' in one;
	const isRemembered = ({ key }: Wish) => madeFor(key, Date.now()) !== undefined;
	const sought = wishes.filter(isWish).filter((wish) => !isRemembered(wish));
	const searched = searchTogether(session, sought);
	const turns = new Turns();
	const outcomes: ItemOutcome[] = contexts.map(() => undefined);
	const running = new Set<Promise<unknown>>();
	let stopped = false;

	const workOn = async (wish: Wish, before: Array<Promise<unknown>>): Promise<ItemOutcome> => {
		const find = isRemembered(wish) ? undefined : searched(wish);
		const found = Promise.resolve(find);
		const ids = (row?: Row) => (row ? [String(row.id)] : []);
		return await turns.take(found, ids, async (row) => {
			if (!row) await Promise.allSettled(before);
			if (stopped) return undefined;
			return await oneAtATime(wish.key, async () =>
				row ? await updateFound(wish, row, false) : await createOrUpdate(wish),
			);
		});
	};
	await eachAtOnce(contexts.length, atOnce, async (at) => {
		const wish = wishes[at] as (typeof wishes)[number];
		const work = isWish(wish) ? workOn(wish, [...running]) : Promise.reject(wish.error as Error);
		running.add(work);
		outcomes[at] = await work.catch((error: unknown) => ({ error }));
		running.delete(work);
		stopped ||= !continues && 'error' in toRecord(outcomes[at]);
		return !stopped;
	});
	return outcomes;
}
