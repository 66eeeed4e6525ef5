import { sameText } from '../../shared/pickers/locator';
import { InvalidInput } from '../../shared/values/invalidInput';
import { listLabels, readLabels } from '../../shared/values/labelList';
import { pickOne } from '../../shared/values/pickOne';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { toDay } from '../../shared/values/dates';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toTimestamp } from '../fields/dates';
import { toNames } from '../fields/names';
import { comparable, plainToDocument } from '../richText/document';
import type { Document } from '../richText/document';
import { documentToWiki } from '../richText/toWiki';
import type { ScreenField } from './screens';
import { findUser } from './users';

/** What the reading of a value needs. */
export interface ValueSource {
	session: Session;
	timezone: string;
}

/** Whether a field holds rich text: a document on Cloud, wiki markup elsewhere. */
export const isRichText = ({ id, schema }: ScreenField): boolean =>
	id === 'description' || id === 'environment' || schema.custom.endsWith(':textarea');

/** A document as a field of this deployment takes it; what is lost is a hint. */
export function asRichText(session: Session, document: Document, label: string): unknown {
	if (session.connection.deployment === 'cloud') return document;
	const { value, lost } = documentToWiki(document);
	hintLost(session, label, lost);
	return value;
}

/** Says what a rich text has that Jira has not. */
export function hintLost(session: Session, label: string, lost: readonly string[]): void {
	if (lost.length === 0) return;
	session.hint(`'${label}' has what Jira has not, its text was kept: ${lost.join(', ')}.`);
}

const wrong = (label: string, value: unknown, is: string, advice: string): InvalidInput =>
	new InvalidInput(
		`'${label}' is ${JSON.stringify(value)}, and must be ${is}`,
		`${advice} Nothing was changed.`,
	);

const namesOf = ({ value, name, key }: Row): unknown[] => [value, name, key];

/** One of the values that a field allows, by name or ID. Throws InvalidInput. */
function allowedValue(allowed: readonly Row[], value: unknown, label: string): Row {
	const wanted = isRecord(value) ? (value.id ?? value.value ?? value.name) : value;
	const found = pickOne(allowed, wanted, {
		what: `The value ${JSON.stringify(wanted)} of '${label}'`,
		idOf: ({ id }) => id,
		namesOf,
	});
	if (found) return found;
	const names = listLabels(allowed.map((row) => row.value ?? row.name ?? row.id));
	throw wrong(label, wanted, 'one of its values', `Valid: ${names || 'none'}.`);
}

/** A cascading select: `Europe / North`, or an object of Jira's. */
function cascading(allowed: readonly Row[], value: unknown, label: string): Row {
	const given = isRecord(value) ? [value, value.child] : String(value).split(/\s+\/\s+/);
	const [first, second] = given;
	const parent = allowedValue(allowed, first, label);
	if (second === undefined || second === null) return { id: parent.id };
	const children = [parent.children ?? []].flat().filter(isRecord);
	return { id: parent.id, child: { id: allowedValue(children, second, label).id } };
}

/** One value, by the type of its field. */
async function oneValue(
	field: ScreenField,
	type: string,
	value: unknown,
	{ session, timezone }: ValueSource,
): Promise<unknown> {
	const { name: label, allowed } = field;
	if (type === 'number') {
		const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
		if (Number.isFinite(number) && typeof value !== 'boolean') return number;
		throw wrong(label, value, 'a number', 'Check the expression that gives it.');
	}
	if (type === 'date') return toDay(value, timezone, label);
	if (type === 'datetime') return toTimestamp(value, timezone, label);
	if (type === 'user')
		return isRecord(value) ? value : await findUser(session, String(value), label);
	if (type === 'option-with-child') return cascading(allowed ?? [], value, label);
	if (allowed && allowed.length > 0) return { id: allowedValue(allowed, value, label).id };
	if (type === 'issuelink') return isRecord(value) ? value : { key: String(value).toUpperCase() };
	if (isRecord(value) || Array.isArray(value)) return value;
	if (['option', 'priority', 'version', 'component', 'resolution', 'group'].includes(type)) {
		return type === 'option' ? { value: String(value) } : { name: String(value) };
	}
	return type === 'string' || type === 'any' ? String(value) : value;
}

/** The values in a list. Text is split at commas, but not inside of a value that the field allows. Throws InvalidInput. */
function listOf({ name: label, allowed = [] }: ScreenField, value: unknown): unknown[] {
	if (typeof value !== 'string') return [value].flat();
	if (allowed.length === 0) return toNames(value);
	const fits = (text: string) =>
		allowed.some((row) => [row.id, ...namesOf(row)].some((name) => sameText(name, text)));
	return readLabels(value, fits, label);
}

/** Each value once, as a field of several values holds it. */
const distinct = (values: readonly unknown[]): unknown[] => [
	...new Map(values.map((one) => [JSON.stringify(one), one])).values(),
];

/**
 * A value as Jira takes it for a field: options, versions and priorities by name or ID, users by name or e-mail address, cascading
 * selects as `Europe / North`, text of several lines as rich text, dates in any form. Null takes it away.
 * @throws InvalidInput for a value that the field does not take; nothing has been changed by then
 */
export async function fieldValue(
	field: ScreenField,
	value: unknown,
	source: ValueSource,
): Promise<unknown> {
	const { schema, name: label } = field;
	if (value === null) return schema.type === 'array' ? [] : null;
	if (isRichText(field)) {
		if (isRecord(value)) return value;
		return asRichText(source.session, plainToDocument(String(value)), label);
	}
	if (schema.type !== 'array') return await oneValue(field, schema.type, value, source);
	const values: unknown[] = [];
	for (const one of listOf(field, value))
		values.push(await oneValue(field, schema.items, one, source));
	const spaced = field.id === 'labels' ? values.find((one) => /\s/.test(String(one))) : undefined;
	if (spaced === undefined) return distinct(values);
	throw wrong(label, spaced, 'without space', 'A label of Jira is one word: use hyphens.');
}

/** Whether what is sent says the same as what is saved, which has more of each record. */
export function isSaved(field: ScreenField, sent: unknown, saved: unknown): boolean {
	if (isRichText(field)) {
		if (!isRecord(sent) && !isRecord(saved)) return textOf(sent) === textOf(saved);
		return JSON.stringify(comparable(sent ?? null)) === JSON.stringify(comparable(saved ?? null));
	}
	return isPartOf(sent, saved);
}

const textOf = (value: unknown): string =>
	String(value ?? '')
		.replace(/\r\n?/g, '\n')
		.trim();

const isPartOf = (sent: unknown, saved: unknown): boolean => {
	if (Array.isArray(sent)) {
		const other = Array.isArray(saved) ? saved : [];
		return (
			sent.length === other.length && sent.every((one) => other.some((all) => isPartOf(one, all)))
		);
	}
	if (isRecord(sent)) {
		if (!isRecord(saved)) return false;
		const own = toRecord(saved);
		// An option without a second one is not the same as with it.
		const childGone = 'id' in sent && !('child' in sent) && own.child !== undefined;
		return !childGone && Object.entries(sent).every(([name, one]) => isPartOf(one, own[name]));
	}
	if (sent === null || sent === undefined) return saved === null || saved === undefined;
	return saved !== null && saved !== undefined && String(sent) === String(saved);
};
