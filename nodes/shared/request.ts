import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from './errors';
import type { HttpRequest } from './http';
import type { Endpoint, Field } from './operation';
import { splitEndpoint } from './operation';

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

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets `value` at a dotted path; an object is merged into one that is there: `location.parent.item` makes the objects on the way. */
function setAt(target: IDataObject, path: string, value: unknown): void {
	const keys = path.split('.');
	const last = keys.pop() as string;
	let at = target;
	for (const key of keys) at = (at[key] ??= {}) as IDataObject;
	const before = at[last];
	at[last] = (isObject(before) && isObject(value) ? { ...before, ...value } : value) as IDataObject;
}

/**
 * Builds an operation's request from its fields' values. Pure.
 * Optional values left empty are not sent; a body field may carry false, 0 and ''.
 * @param root path of the API's root, such as `/rest/v1`
 * @param constants body fields that are the same for every request of the operation
 * @throws InvalidInput when a path value is empty
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
	let body: unknown = constants && { ...constants };

	for (const { field, value } of values) {
		const name = field.as ?? field.property.name;
		if (field.in === 'path') {
			if (isMissing(value)) {
				throw new InvalidInput(
					`'${field.property.displayName}' is empty`,
					'Enter a value, or check the expression that should give one.',
				);
			}
			filled[name] = encodeURIComponent(String(value));
		} else if (field.in === 'query' && !isMissing(value)) {
			// Several fields may feed one repeated parameter.
			query[name] =
				name in query ? ([query[name], value].flat() as IDataObject[]) : (value as IDataObject);
		} else if (field.in === 'header' && !isMissing(value)) {
			headers[name] = String(value);
		} else if (field.in === 'body' && value !== undefined) {
			if (name === '') body = value;
			else setAt((body ??= {}) as IDataObject, name, value);
		}
	}

	const filledPath = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = filled[name];
		if (value === undefined) throw new Error(`No field fills {${name}} of ${endpoint}`);
		return value;
	});
	return {
		method,
		path: root + filledPath,
		...(Object.keys(query).length > 0 ? { query } : {}),
		...(Object.keys(headers).length > 0 ? { headers } : {}),
		...(body === undefined ? {} : { body }),
	};
}
