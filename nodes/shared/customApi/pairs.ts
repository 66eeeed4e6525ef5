import type { GenericValue, IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';
import { readJsonObject } from '../values/json';
import { toRecord } from '../values/objectPath';

/** Name and value of a query parameter or a header, as the user gave them. */
export type Pair = readonly [name: string, value: unknown];

/** Set by the credential or by HTTP itself: a header of the user never replaces them (RFC 9110, 7.2, 7.6.1 and 11.6.2). */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
	'authorization',
	'connection',
	'content-length',
	'cookie',
	'host',
	'proxy-authorization',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);
/** What may stand in a header's value (RFC 9110, 5.5). */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** Names with values as JSON. @param label the parameter as the editor names it; throws InvalidInput */
export const pairsOfJson = (value: unknown, label: string): Pair[] =>
	Object.entries(readJsonObject(value, label));

/**
 * Names with values from n8n's rows. A row without a name and a value is one that nobody filled in; an expression that gives
 * nothing gives no value.
 * @param label the parameter as the editor names it
 * @throws InvalidInput for a value without a name
 */
export function pairsOfRows(value: unknown, label: string): Pair[] {
	const { parameters = [] } = toRecord(value);
	return [parameters].flat().flatMap((row): Pair[] => {
		const { name, value: content } = toRecord(row);
		const text = typeof name === 'object' ? '' : String(name ?? '').trim();
		if (content === undefined || content === null) return [];
		if (text !== '') return [[text, content]];
		if (content === '') return [];
		throw new InvalidInput(
			`'${label}' has a value without a name`,
			'Enter the name beside it, or remove the row.',
		);
	});
}

/**
 * The headers of a request. A header that is given more than once is sent as one with all values (RFC 9110, 5.3).
 * @throws InvalidInput for reserved names and for values that would break out of their line
 */
export function toHeaders(pairs: readonly Pair[]): Record<string, string> {
	const headers = new Map<string, [name: string, value: string]>();
	for (const [name, content] of pairs) {
		const text = typeof content === 'object' ? undefined : String(content);
		if (text === undefined || !TOKEN.test(name) || !FIELD_VALUE.test(text)) {
			throw new InvalidInput(
				`'Headers' holds a header that cannot be sent: ${JSON.stringify(name)}`,
				'A name may hold letters, digits and hyphens; a value must be one line, without characters outside of Latin-1.',
			);
		}
		const key = name.toLowerCase();
		if (RESERVED_HEADERS.has(key)) {
			throw new InvalidInput(
				`'Headers' may not set ${name}`,
				'It comes from the credential and the connection. Remove it here.',
			);
		}
		const before = headers.get(key);
		headers.set(key, before ? [before[0], `${before[1]}, ${text}`] : [name, text]);
	}
	return Object.fromEntries(headers.values());
}

/** The query of a request: text, numbers, booleans, or lists of them. A list, and a name given again, is sent as a repeated key. */
export function toQuery(pairs: readonly Pair[]): IDataObject {
	const query = new Map<string, GenericValue | GenericValue[]>();
	for (const [name, content] of pairs) {
		for (const one of [content].flat()) {
			if (typeof one === 'object' && one !== null) {
				throw new InvalidInput(
					`'Query Parameters' holds an object under "${name}"`,
					'A query parameter is text, a number, true, false, or a list of them.',
				);
			}
		}
		const given = content as GenericValue | GenericValue[];
		query.set(name, query.has(name) ? [query.get(name), given].flat() : given);
	}
	return Object.fromEntries(query);
}
