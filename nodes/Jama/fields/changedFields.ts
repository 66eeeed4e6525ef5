import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../shared/values/row';
import { sameValue } from '../../shared/values/sameValue';
import { columnOf, SYSTEM_FIELDS } from '../configuration/itemTypes';
import { isOwn } from './simplify';
import { toRecord } from '../../shared/values/objectPath';

export interface FieldChange {
	/** As Simplify calls its column: without the suffix of custom fields, unless two would be called the same. */
	field: string;
	before: unknown;
	after: unknown;
}

const fieldsOf = (row: Row): IDataObject => toRecord(row.fields);
/** Options of a multiple choice have no order, whether a server sends ids or texts; lists of objects (steps) have one. */
const inOrder = (value: unknown): unknown =>
	Array.isArray(value) && value.every((one) => typeof one !== 'object')
		? value.map(String).sort()
		: value;

/** A change with the field's name in the API of items. */
interface KeyedChange extends FieldChange {
	key: string;
}

/** As `changedFields`, with the names that lead to the fields of the item type. */
export function changedFieldsByKey(before: Row, after: Row): KeyedChange[] {
	const [old, now] = [fieldsOf(before), fieldsOf(after)];
	const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
	return names
		.filter(
			(name) => !SYSTEM_FIELDS.has(name) && !sameValue(inOrder(old[name]), inOrder(now[name])),
		)
		.map((name) => ({
			key: name,
			field: isOwn(name) ? name : columnOf(undefined, name, names),
			before: old[name] ?? null,
			after: now[name] ?? null,
		}));
}

/**
 * Fields whose content differs between two states of an item, in the order of the first state: the one response to "what
 * changed?", for the trigger and for comparing baselines. What only Jama sets (dates, users, keys) does not count, empty is
 * the same as missing, and the options of a multiple choice have no order. Steps and other lists of objects have one. Text is
 * compared to the letter, rich text with its tags: a format, a blank or a line break that somebody changed is a change, and
 * calling it none could hide one that matters.
 */
export const changedFields = (before: Row, after: Row): FieldChange[] =>
	changedFieldsByKey(before, after).map(({ field, before: was, after: is }) => ({
		field,
		before: was,
		after: is,
	}));
