import { checkWrite, findIssue, noContent, ok, type Call } from '../frame/call';
import { refusal } from '../frame/envelope';
import type { Route } from '../boards/platform';

/** The longest value of a property, as JSON (platform REST reference). */
const VALUE_LENGTH = 32_768;

function keyOf(call: Call, properties: Map<string, unknown>): string {
	const key = call.params.key ?? '';
	if (!properties.has(key)) throw refusal(404, `The property with key '${key}' does not exist.`);
	return key;
}

/** Sets the properties that a request to create or edit an issue brings along. */
export function setProperties(properties: Map<string, unknown>, given: unknown): void {
	if (!Array.isArray(given)) return;
	for (const { key, value } of given as Array<{ key?: string; value?: unknown }>) {
		if (!key || value === undefined) throw refusal(400, 'A property needs a key and a value.');
		properties.set(key, value);
	}
}

/** Entity properties of issues: read by key, without the index. */
export const propertyRoutes: Route[] = [
	{
		method: 'GET',
		path: 'issue/:issue/properties',
		name: 'getIssuePropertyKeys',
		answer(call) {
			const { id, properties } = findIssue(call, call.params.issue);
			const self = `${call.base}/rest/api/2/issue/${id}/properties`;
			const keys = [...properties.keys()];
			return ok({ keys: keys.map((key) => ({ self: `${self}/${encodeURIComponent(key)}`, key })) });
		},
	},
	{
		method: 'GET',
		path: 'issue/:issue/properties/:key',
		name: 'getIssueProperty',
		answer(call) {
			const { properties } = findIssue(call, call.params.issue);
			const key = keyOf(call, properties);
			return ok({ key, value: properties.get(key) });
		},
	},
	{
		method: 'PUT',
		path: 'issue/:issue/properties/:key',
		name: 'setIssueProperty',
		answer(call) {
			const { properties } = findIssue(call, call.params.issue);
			checkWrite(call);
			const { key = '' } = call.params;
			if (JSON.stringify(call.body ?? '').length > VALUE_LENGTH || call.body === undefined)
				throw refusal(400, 'The property value must be JSON of at most 32768 characters.');
			const status = properties.has(key) ? 200 : 201;
			properties.set(key, call.body);
			return { status, body: '' };
		},
	},
	{
		method: 'DELETE',
		path: 'issue/:issue/properties/:key',
		name: 'deleteIssueProperty',
		answer(call) {
			const { properties } = findIssue(call, call.params.issue);
			checkWrite(call);
			properties.delete(keyOf(call, properties));
			return noContent();
		},
	},
];
