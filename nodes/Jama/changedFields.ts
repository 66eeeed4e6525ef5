import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../shared/operation';
import { SYSTEM_FIELDS, withoutSuffix } from './itemTypes';

export interface FieldChange {
	/** Without the suffix of custom fields. */
	field: string;
	before: unknown;
	after: unknown;
}

const fieldsOf = (row: Row): IDataObject => (row.fields ?? {}) as IDataObject;
const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);

/** A value's text for comparing: keys in order, options of a multiple choice in order, as neither order means anything. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) {
		const parts = value.map(canonical);
		const isChoice = value.every((one) => typeof one !== 'object');
		return `[${(isChoice ? parts.sort() : parts).join()}]`;
	}
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
	}
	return JSON.stringify(value) ?? 'null';
}

const isSame = (before: unknown, after: unknown): boolean =>
	(isEmpty(before) && isEmpty(after)) || canonical(before) === canonical(after);

/**
 * Fields whose content differs between two states of an item, in the order of the first state: the one answer to "what
 * changed?", for the trigger and for comparing baselines. What only Jama sets (dates, users, keys) does not count, empty is
 * the same as missing, and the options of a multiple choice have no order. Steps and other lists of objects have one. Text is
 * compared to the letter, rich text with its tags: a format, a blank or a line break that somebody changed is a change, and
 * calling it none could hide one that matters.
 */
export function changedFields(before: Row, after: Row): FieldChange[] {
	const [old, now] = [fieldsOf(before), fieldsOf(after)];
	return [...new Set([...Object.keys(old), ...Object.keys(now)])]
		.filter((name) => !SYSTEM_FIELDS.has(name) && !isSame(old[name], now[name]))
		.map((name) => ({
			field: withoutSuffix(name),
			before: old[name] ?? null,
			after: now[name] ?? null,
		}));
}
