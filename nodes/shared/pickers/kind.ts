import type { IDataObject } from 'n8n-workflow';
import type { Field, ValueContext } from '../operations/operation';
import type { ListPlace } from '../session/session';
import type { Row } from '../values/row';

/** What records are chosen by: numbers, or text such as the key of an issue. */
export type AnyId = number | string;

/** A name other than the id, such as a document key: a mode of the resource locator. */
export interface NameMode<Id = number> {
	label: string;
	example: string;
	/** Finds the id. Throws InvalidInput when there is none or more than one. */
	find: (name: string, context: ValueContext) => Promise<Id>;
}

/** Why there is no list yet, and what to do: a sentence without a full stop, such as `Choose the project first`. */
export interface NoList {
	notice: string;
}

/** What the editor offers of a list, where an operation would reject the rest. */
export interface Offer {
	/** Sent along, where the server can leave out the rest. */
	query?: IDataObject;
	keep: (row: Row) => boolean;
}

/** A kind of record that can be picked. `Id` is what its records are chosen by: a number, or text that `idPattern` fits. */
export interface Kind<Id extends AnyId = number> {
	/** Singular, as in messages. */
	noun: string;
	/** Name of the `listSearch` method. */
	method: string;
	/**
	 * Where its records are listed, or what has to be chosen before; undefined where nothing can be found.
	 * @param search text to look for, for kinds that the server searches; others are filtered here
	 */
	list: (context: ValueContext, search?: string) => Promise<ListPlace | NoList | undefined>;
	/** Its records, where they are more than one list of the API; they are all read at once. */
	rows?: (context: ValueContext) => Promise<Row[] | NoList>;
	/** True: `list` sends the search text to the server. */
	searchedByServer?: boolean;
	/** How a record is shown and found. */
	title: (row: Row) => string;
	/** The exact name for the mode By Name; without it there is no such mode. */
	nameOf?: (row: Row) => unknown;
	nameExample?: string;
	/** Leaves out rows that cannot be chosen. */
	keep?: (row: Row) => boolean;
	/** What the editor's list offers of them. Names and IDs of others are sent, so that the server says what is wrong. */
	offer?: (context: ValueContext) => Offer | undefined;
	/** Called where a list that is filtered by one came empty; see `Field`. */
	ifNone?: Field['ifNone'];
	/** Address of the record in the product, below the base URL. */
	place?: (row: Row) => string;
	/** Further ways to name one. */
	names?: Record<string, NameMode<Id>>;
	idExample: string;
	/** What an id looks like; a whole number unless said otherwise. */
	idPattern?: RegExp;
	/** What a record is chosen by, if that is not its `id`. */
	idOf?: (row: Row) => Id;
	/** Finds the id in a URL copied from the product: the first group of the first expression that matches. */
	urls?: RegExp[];
	urlExample?: string;
}

/** What a record is chosen by. */
export const idOf = <Id extends AnyId>(kind: Kind<Id>, row: Row): Id =>
	kind.idOf?.(row) ?? (row.id as Id);

/** All records of a kind where the context places it, read once in an execution; or what has to be chosen before. */
export async function allRows<Id extends AnyId>(
	kind: Kind<Id>,
	context: ValueContext,
): Promise<Row[] | NoList> {
	const listing = await kind.list(context);
	if (!listing) return [];
	if ('notice' in listing) return listing;
	const { path, query, root } = listing;
	const rows = await context.session.all(path, query, { root });
	return kind.keep ? rows.filter(kind.keep) : rows;
}
