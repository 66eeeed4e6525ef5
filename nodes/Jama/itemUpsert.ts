import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import { sameText } from '../shared/locator';
import type { Row, RunContext } from '../shared/operation';
import type { Session } from '../shared/session';
import type { ItemType } from './itemTypes';
import { findField, loadItemType, unknownField } from './itemTypes';
import { postItem, readFields, savedItem, toPatch } from './itemWrites';

/** What an item is recognised by. */
interface Match {
	/** In messages: global ID "GID-1". */
	what: string;
	/** Queries that may find it, tried in this order. */
	queries: IDataObject[];
	/** Compares exactly: the search finds words. */
	fits: (row: Row) => boolean;
	/** What a new item needs so that it is found the next time. */
	globalId?: string;
	field?: { name: string; value: string };
}

/** Kinds of fields whose value is text that Jama searches. */
const SEARCHED: ReadonlySet<string> = new Set(['STRING', 'TEXT', 'URL_STRING']);

const quoted = (text: string): string => `"${text.replace(/"/g, ' ')}"`;

/** How the user wants the item to be recognised. Throws InvalidInput. */
function readMatch(values: RunContext['values'], type: ItemType): Match {
	const value = String(values.matchValue ?? '').trim();
	if (value === '') {
		throw new InvalidInput(
			"'Match Value' is empty",
			'Enter a value, or check the expression that should give one. Without it every run would create another item.',
		);
	}
	const shown = JSON.stringify(value);
	if (values.matchBy === 'documentKey') {
		return {
			what: `document key ${shown}`,
			queries: [{ documentKey: [value] }],
			fits: (row) => sameText(row.documentKey, value),
		};
	}
	if (values.matchBy === 'globalId') {
		return {
			what: `global ID ${shown}`,
			queries: [{ contains: [`globalId:${quoted(value)}`] }, { contains: [quoted(value)] }],
			fits: (row) => sameText(row.globalId, value),
			globalId: value,
		};
	}
	const name = String(values.matchField ?? '').trim();
	const field = findField(type, name);
	if (!field) throw unknownField(type, name);
	if (!SEARCHED.has(field.fieldType)) {
		throw new InvalidInput(
			`'${field.label}' cannot be searched: it holds no text`,
			'Match by a text field, such as one with the key of another system.',
		);
	}
	return {
		what: `${shown} in '${field.label}'`,
		queries: [{ contains: [quoted(value)], itemType: [type.id] }],
		fits: ({ fields }) => String((fields as Row)[field.name] ?? '').trim() === value,
		field: { name: field.name, value },
	};
}

const describe = (row: Row): string => `${String(row.documentKey)} (ID ${String(row.id)})`;

/** The one item that fits; undefined when there is none. Throws InvalidInput when there are several, or of another type. */
async function findMatch(
	session: Session,
	match: Match,
	project: number,
	type: ItemType,
): Promise<Row | undefined> {
	for (const query of match.queries) {
		const rows = await session.rows('/abstractitems', { ...query, project: [project] });
		const [found, ...more] = rows.filter(match.fits);
		if (!found) continue;
		if (more.length > 0) {
			throw new InvalidInput(
				`${rows.filter(match.fits).length} items have ${match.what}: ${[found, ...more].map(describe).join(', ')}`,
				'Nothing was written. Match by something that only one item has, or update one of them by its ID.',
			);
		}
		if (found.itemType === type.id) return found;
		throw new InvalidInput(
			`The item with ${match.what} is of another type than '${type.display}': ${describe(found)}`,
			`Choose its item type, the one with ID ${String(found.itemType)}, in 'Item Type'.`,
		);
	}
	return undefined;
}

/** Items that this execution has made, by what they match: the search may not find them yet. */
const made = new WeakMap<Session, Map<string, number>>();

function madeIn(session: Session): Map<string, number> {
	const known = made.get(session) ?? new Map<string, number>();
	made.set(session, known);
	return known;
}

/**
 * Creates an item, or updates the one that is there: GET /itemtypes/{itemTypeId} (once), GET /abstractitems, look-ups for
 * labels, then PATCH /items/{id} or POST /items, GET /items/{id}. There is one write: when it fails nothing is left behind,
 * but a POST without an answer may have been carried out. A new item gets the global ID or the field's value that it was
 * looked for by; Jama gives document keys itself, which a note says.
 */
export async function upsertItem(context: RunContext): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const project = values.project as number;
	const type = await loadItemType(session, values.itemType as number);
	const match = readMatch(values, type);
	const fields = await readFields(context, type, project);

	const key = `${project} ${type.id} ${match.what}`;
	const ours = madeIn(session).get(key);
	const found =
		ours === undefined
			? await findMatch(session, match, project, type)
			: await session.row({ path: `/items/${ours}` });
	if (found) {
		const patch = toPatch(fields, (found.fields ?? {}) as IDataObject);
		const path = `/items/${String(found.id)}`;
		if (patch.length > 0) await session.write({ method: 'PATCH', path, body: patch });
		return await outcome(context, { success: true, id: found.id }, { created: false });
	}
	if (match.field) fields[match.field.name] ??= match.field.value;
	const written = await postItem(context, type, fields, match.globalId);
	if (typeof written.id === 'number') madeIn(session).set(key, written.id);
	const note =
		values.matchBy === 'documentKey'
			? { note: `There was no item with ${match.what}. Jama gave the new one a key of its own.` }
			: {};
	return await outcome(context, written, { created: true, ...note });
}

async function outcome(
	context: RunContext,
	written: Row,
	more: Row,
): Promise<INodeExecutionData[]> {
	const items = await savedItem(context, written);
	return items.map(({ json }) => ({ json: { ...json, ...more } }));
}
