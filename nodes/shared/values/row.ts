import type { IDataObject } from 'n8n-workflow';

/** A record of an API, or one of the node's output. */
export type Row = IDataObject;

const PLAIN: ReadonlySet<string> = new Set(['undefined', 'boolean', 'number', 'string', 'object']);
const isValue = (value: unknown): value is Row[string] => PLAIN.has(typeof value);

/** A value as records hold them. Throws a TypeError for what no input and no response gives, such as a function. */
export function toValue(value: unknown): Row[string] {
	if (isValue(value)) return value;
	throw new TypeError(`A record cannot hold a ${typeof value}`);
}

/** A record with these names and values. Throws as `toValue` does. */
export const toRow = (entries: Iterable<readonly [string, unknown]>): Row =>
	Object.fromEntries(Array.from(entries, ([name, value]) => [name, toValue(value)]));

/** A row without the columns that have no value: n8n's table would show "undefined" there. */
export const withoutUndefined = (row: Row): Row =>
	Object.values(row).includes(undefined)
		? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
		: row;

/** The ID of a record; undefined for a row that has none. */
export const idOfRow = ({ id }: Row): number | string | undefined =>
	typeof id === 'number' || typeof id === 'string' ? id : undefined;

/**
 * A number that a record has by the contract of its API, such as its ID. It is not checked: of a server that gives IDs as text
 * the text is passed on.
 */
export const numberOf = (row: Row, name = 'id'): number => row[name] as number;
