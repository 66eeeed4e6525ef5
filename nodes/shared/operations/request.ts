import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';
import type { HttpRequest } from '../http/http';
import { isRecord, setAt } from '../values/objectPath';
import { toValue } from '../values/row';
import type { Endpoint, Field } from './operation';
import { splitEndpoint } from './operation';
import { hasDotSegment } from '../http/relativeUrl';

/** A field with its value as it goes on the wire. */
export interface FieldValue {
	field: Field;
	value: unknown;
}

const isMissing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

/**
 * A value as one segment of a path, percent-encoded. A dot segment would be resolved away and make another path of the row's
 * (RFC 3986, 5.2.4): `DELETE /board/1/properties/..` is `DELETE /board/1/`. So may `../x` be, by a proxy that decodes slashes.
 * @param label the input as the editor names it
 * @throws InvalidInput
 */
export function pathSegment(value: unknown, label: string): string {
	if (isMissing(value)) {
		throw new InvalidInput(
			`'${label}' is empty`,
			'Enter a value, or check the expression that should give one.',
		);
	}
	const text = typeof value === 'object' ? '' : String(value);
	if (text.trim() === '' || hasDotSegment(text) || /\p{Surrogate}/u.test(text)) {
		throw new InvalidInput(
			`'${label}' is ${JSON.stringify(value)}, which cannot be part of an address`,
			'Check the value, or the expression that should give it.',
		);
	}
	return encodeURIComponent(text);
}

/** Fills the placeholders of a path, such as `{id}`. @param segment what stands for a name, percent-encoded */
export const fillPath = (path: string, segment: (name: string) => string): string =>
	path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name));

/**
 * Builds an operation's request from its fields' values. Pure.
 * Optional values left empty are not sent; a body field may carry false, 0 and ''.
 * @param root path of the API's root, such as `/rest/v1`
 * @param constants body fields that are the same for every request of the operation
 * @throws InvalidInput when a path value is empty or cannot be a segment of a path
 */
export function buildRequest(
	endpoint: Endpoint,
	root: string,
	values: readonly FieldValue[],
	constants?: IDataObject,
): HttpRequest {
	const { method, path } = splitEndpoint(endpoint);
	const query: IDataObject = {};
	const headers: Record<string, string> = {};
	const filled: Record<string, string> = {};
	let body: unknown = constants && { ...structuredClone(constants) };

	for (const { field, value } of values) {
		const name = field.as ?? field.property.name;
		if (field.in === 'path') {
			filled[name] = pathSegment(value, field.property.displayName);
		} else if (field.in === 'query' && !isMissing(value)) {
			// Several fields may feed one repeated parameter.
			query[name] = toValue(name in query ? [query[name], value].flat() : value);
		} else if (field.in === 'header' && !isMissing(value)) {
			headers[name] = String(value);
		} else if (field.in === 'body' && value !== undefined) {
			if (name === '') body = value;
			else setAt(isRecord(body) ? body : (body = {}), name, value);
		}
	}

	const filledPath = fillPath(path, (name) => {
		const value = filled[name];
		if (value === undefined) throw new Error(`No field fills {${name}} of ${endpoint}`);
		return value;
	});
	return {
		method,
		path: root + filledPath,
		...(Object.keys(query).length > 0 ? { query } : {}),
		...(Object.keys(headers).length > 0 ? { headers } : {}),
		body,
	};
}
