import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { textOf } from '../../shared/values/html';
import { sameText } from '../../shared/pickers/locator';
import { clean } from '../../shared/values/pickOne';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import type { ItemType, ItemTypeField } from '../configuration/itemTypes';
import { findField, isReadOnly, unknownField } from '../configuration/itemTypes';
import { toRichText } from '../values/richText';
import { globalIdTerms, searchTerms } from '../values/searchTerm';
import { isRecord, toRecord } from '../../shared/values/objectPath';

/** What an item is recognized by. */
export interface Match {
	/** In messages: global ID "GID-1". */
	what: string;
	/** The same for equal matches only. */
	key: string;
	/** Queries that may find it, tried in this order. */
	queries: IDataObject[];
	/** Compares exactly: the search finds words. */
	fits: (row: Row) => boolean;
	/** What a new item needs so that it is found the next time. */
	globalId?: string;
	field?: {
		name: string;
		label: string;
		value: string;
		/** What of a value is compared. */
		read: (value: string) => string;
	};
}

/** Kinds of fields whose value is text that Jama searches. */
const SEARCHED: ReadonlySet<string> = new Set(['STRING', 'TEXT', 'URL_STRING']);
/** True for a field whose value an item can be found by. */
export const isSearched = ({ fieldType }: ItemTypeField): boolean => SEARCHED.has(fieldType);

/** Rejects text without any word. Throws InvalidInput. */
function checkSearched(value: string): void {
	if (searchTerms(value).length > 0) return;
	throw new InvalidInput(
		`'Match Value' is ${JSON.stringify(value)}, which has no letter or digit that could be searched for`,
		'Match by a value with letters or digits outside of HTML tags. Nothing was written.',
	);
}

/** Throws InvalidInput for an item without fields: it cannot be said that it does not fit. */
function fieldsOf({ id, fields }: Row): IDataObject {
	if (isRecord(fields)) return fields;
	throw new InvalidInput(
		`Jama gave item ${String(id)} without its fields, so that it cannot be compared`,
		'Nothing was written. Match by document key or global ID, or ask an administrator of Jama.',
	);
}

/**
 * By a text field; rich text is compared by what people read, other text apart from space: forms, cells and web pages have line
 * breaks and spaces of their own, and the item would be made again.
 */
function byField(type: ItemType, field: ItemTypeField, value: string): Match {
	const isRich = field.textType === 'RICHTEXT';
	const read = isRich ? textOf : clean;
	const wanted = read(value);
	checkSearched(value);
	return {
		what: `${JSON.stringify(value)} in '${field.label}'`,
		key: JSON.stringify([field.name, wanted]),
		queries: searchTerms(value).map((term) => ({ contains: [term], itemType: [type.id] })),
		fits: (row) => read(String(fieldsOf(row)[field.name] ?? '')) === wanted,
		field: {
			read,
			name: field.name,
			label: field.label,
			value: isRich ? toRichText(value) : value,
		},
	};
}

/** How an item is recognized, as the user entered it. */
export interface MatchValues {
	matchBy?: unknown;
	matchField?: unknown;
	matchValue?: unknown;
}

/** How the user wants the item to be recognized. Throws InvalidInput. */
export function readMatch(values: MatchValues, type: ItemType): Match {
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
			key: JSON.stringify(['documentKey', value.toLowerCase()]),
			// Whether the search minds case is in no document, and an item that it hides would be made again.
			queries: [...new Set([value, value.toUpperCase()])].map((key) => ({ documentKey: [key] })),
			fits: (row) => sameText(row.documentKey, value),
		};
	}
	if (values.matchBy === 'globalId') {
		checkSearched(value);
		return {
			what: `global ID ${shown}`,
			key: JSON.stringify(['globalId', value.toLowerCase()]),
			queries: globalIdTerms(value).map((term) => ({ contains: [term] })),
			fits: (row) => sameText(row.globalId, value),
			globalId: value,
		};
	}
	const name = String(values.matchField ?? '').trim();
	if (name === '') {
		throw new InvalidInput(
			"'Match Field' is empty",
			'Choose a field from the list, or enter its name or label.',
		);
	}
	const field = findField(type, name);
	if (!field) throw unknownField(type, name);
	if (!isSearched(field)) {
		throw new InvalidInput(
			`'${field.label}' cannot be searched: it holds no text`,
			'Match by a text field, such as one with the key of another system.',
		);
	}
	if (isReadOnly(field)) {
		throw new InvalidInput(
			`'${field.label}' cannot be written, so a new item would not be found by it the next time`,
			'Match by a text field that may be written, by document key or by global ID.',
		);
	}
	return byField(type, field, value);
}

const describe = (row: Row): string => `${String(row.documentKey)} (ID ${String(row.id)})`;

/** The one item that fits; undefined when there is none. Throws InvalidInput when there are several, or of another type. */
export async function findMatch(
	session: Session,
	match: Match,
	project: number,
	type: ItemType,
): Promise<Row | undefined> {
	for (const query of match.queries) {
		const rows = await session.rows('/abstractitems', { ...query, project: [project] });
		const fitting = rows.filter(match.fits);
		const [found, second] = fitting;
		if (!found) continue;
		if (second) {
			throw new InvalidInput(
				`${fitting.length} items have ${match.what}: ${fitting.map(describe).join(', ')}`,
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

/** Values in one request; Jama gives 50 rows on a page. */
const AT_ONCE = 50;
/** Characters of a query, encoded: servers limit the length of an address, often to 8 KB. */
const LONGEST = 4000;

/** What is looked for, and where. */
export interface Sought {
	match: Match;
	project: number;
	type: ItemType;
}

/** The first query of a match, apart from the value that may stand beside others in one request. */
function splitQuery({ match, project }: Sought): {
	name: string;
	value: string;
	rest: IDataObject;
} {
	const [query = {}] = match.queries;
	const name = 'documentKey' in query ? 'documentKey' : 'contains';
	const { [name]: values, ...rest } = query;
	return { name, value: String([values].flat()[0]), rest: { ...rest, project: [project] } };
}

/** Puts values together that one request can look for. */
function toBatches(sought: readonly Sought[]): Array<{ query: IDataObject; of: Sought[] }> {
	const open = new Map<string, { query: IDataObject; of: Sought[]; length: number }>();
	const all: Array<{ query: IDataObject; of: Sought[] }> = [];
	for (const one of sought) {
		const { name, value, rest } = splitQuery(one);
		const key = JSON.stringify([name, rest]);
		const length = encodeURIComponent(value).length + name.length + 2;
		let batch = open.get(key);
		if (!batch || batch.of.length >= AT_ONCE || batch.length + length > LONGEST) {
			batch = { query: { [name]: [], ...rest }, of: [], length: 0 };
			open.set(key, batch);
			all.push(batch);
		}
		batch.query[name] = [...new Set([...[batch.query[name]].flat(), value])] as string[];
		batch.of.push(one);
		batch.length += length;
	}
	return all;
}

/** The items of each match among the rows of a batch; undefined where one of them cannot be compared. */
function fitting(rows: readonly Row[], of: readonly Sought[]): Map<string, Row[]> | undefined {
	try {
		return new Map(of.map(({ match }) => [match.key, rows.filter(match.fits)]));
	} catch {
		// Each is searched alone then, which says what is wrong.
		return undefined;
	}
}

/**
 * A search of items for many matches together: GET /abstractitems for up to 50 of them, sent when the first of them is asked
 * for, and once. It only finds: what it does not find, finds twice or of another type has to be searched alone.
 *
 * Texts are ORed (REST contract); a server that did not do so could hide a second item with the same text. So a batch of
 * texts counts only where items of two different ones came.
 */
export function searchTogether(
	session: Session,
	sought: readonly Sought[],
): (one: Sought) => Promise<Row | undefined> {
	const distinct = [...new Map(sought.map((one) => [one.match.key, one])).values()];
	const batchOf = new Map(
		toBatches(distinct).flatMap((batch) => batch.of.map((one) => [one.match.key, batch] as const)),
	);
	return async ({ match, type }) => {
		const batch = batchOf.get(match.key);
		if (!batch || batch.of.length < 2) return undefined;
		// A server that does not know the filter would give all of its items.
		const limits = 'documentKey' in batch.query ? { limit: 10 * AT_ONCE } : {};
		const found = await session.once(JSON.stringify(['matches', batch.query]), async () =>
			fitting(await session.rows('/abstractitems', batch.query, limits), batch.of),
		);
		const withItems = [...(found?.values() ?? [])].filter((rows) => rows.length > 0);
		const isTold = 'documentKey' in batch.query || withItems.length > 1;
		const [row, second] = found?.get(match.key) ?? [];
		const isOnly = row !== undefined && second === undefined && row.itemType === type.id;
		return isTold && isOnly ? toRecord(row) : undefined;
	};
}
