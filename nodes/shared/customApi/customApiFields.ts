import type { INodePropertyOptions } from 'n8n-workflow';
import { choice, field } from '../operations/fieldKit';
import { pairsOfJson, pairsOfRows } from './pairs';
import { selectable } from '../operations/properties';

const METHODS = { GET: 'GET', DELETE: 'DELETE', PATCH: 'PATCH', POST: 'POST', PUT: 'PUT' };

const when = (show: Record<string, string[]>) => ({ displayOptions: { show } });
const WITH_BODY = ['DELETE', 'PATCH', 'POST', 'PUT'];
const JSON_INPUT = { type: 'json', typeOptions: { rows: 3 }, default: '{}' } as const;

const SPECIFY = { keypair: 'Using Fields Below', json: 'Using JSON' };

/** Names with values, as n8n's HTTP Request node takes them: in rows, or as JSON. Both give pairs. */
const pairs = <const How extends string, const Rows extends string, const Json extends string>(
	displayName: string,
	names: { how: How; rows: Rows; json: Json },
	words: { add: string; row: string; description: string },
) =>
	[
		choice(undefined, { displayName: `Specify ${displayName}`, name: names.how }, SPECIFY),
		field({
			property: {
				displayName,
				name: names.rows,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: words.add,
				default: {},
				options: [
					{
						displayName: words.row,
						name: 'parameters',
						values: [
							{ displayName: 'Name', name: 'name', type: 'string', default: '' },
							{ displayName: 'Value', name: 'value', type: 'string', default: '' },
						],
					},
				],
				...when({ [names.how]: ['keypair'] }),
			},
			toWire: (value) => pairsOfRows(value, displayName),
		}),
		field({
			property: {
				...JSON_INPUT,
				displayName,
				name: names.json,
				description: words.description,
				...when({ [names.how]: ['json'] }),
			},
			toWire: (value) => pairsOfJson(value, displayName),
		}),
	] as const;

/** What the Custom API Action asks for. */
export function customApiFields(example: string) {
	return [
		choice(undefined, { displayName: 'Method', name: 'method' }, METHODS),
		field({
			property: {
				displayName: 'Relative URL',
				name: 'relativeUrl',
				type: 'string',
				required: true,
				default: '',
				placeholder: `e.g. ${example}`,
				description: 'The part after the API root. The credential is sent nowhere else.',
			},
		}),
		...pairs(
			'Query Parameters',
			{ how: 'specifyQuery', rows: 'queryParameters', json: 'query' },
			{
				add: 'Add Parameter',
				row: 'Parameter',
				description: 'Names with values; a list is sent as a repeated parameter',
			},
		),
		...pairs(
			'Headers',
			{ how: 'specifyHeaders', rows: 'headerParameters', json: 'headers' },
			{
				add: 'Add Header',
				row: 'Header',
				description: 'Names with values; authorization comes from the credential',
			},
		),
		field({
			property: {
				displayName: 'Body Content Type',
				name: 'contentType',
				type: 'options',
				options: [
					{ name: 'Binary File', value: 'binary' },
					{ name: 'Form (Multipart)', value: 'multipart' },
					{ name: 'Form (URL Encoded)', value: 'urlencoded' },
					{ name: 'JSON', value: 'json' },
					{ name: 'None', value: 'none' },
				],
				default: 'json',
				...when({ method: WITH_BODY }),
			},
		}),
		field({
			property: {
				...JSON_INPUT,
				displayName: 'Body',
				name: 'body',
				description: 'The request body as JSON; leave empty to send none',
				default: '',
				...when({ method: WITH_BODY, contentType: ['json'] }),
			},
		}),
		field({
			property: {
				...JSON_INPUT,
				displayName: 'Form Fields',
				name: 'formFields',
				description: 'Names and values of the form as JSON',
				...when({ method: WITH_BODY, contentType: ['multipart', 'urlencoded'] }),
			},
		}),
		field({
			property: {
				displayName: 'Input Data Field Name',
				name: 'inputDataFieldName',
				type: 'string',
				default: 'data',
				hint: 'The name of the input field that holds the file; empty sends none in a form',
				...when({ method: WITH_BODY, contentType: ['binary', 'multipart'] }),
			},
		}),
		field({
			property: {
				displayName: 'File Part Name',
				name: 'filePartName',
				type: 'string',
				default: 'file',
				description: 'Name of the form part that carries the file',
				...when({ method: WITH_BODY, contentType: ['multipart'] }),
			},
		}),
	];
}

/** What it may be asked for beside. */
export function customApiOptions(roots: INodePropertyOptions[], rootLabel = 'API Version') {
	return [
		field({
			property: {
				...selectable(roots),
				displayName: rootLabel,
				name: 'root',
				description: 'Root of the relative URL',
			},
		}),
		field({
			property: {
				displayName: 'Never Error',
				name: 'neverError',
				type: 'boolean',
				default: false,
				description: 'Whether to return responses with an error status like any other',
			},
		}),
		field({
			property: {
				displayName: 'Response as Binary File',
				name: 'binaryResponse',
				type: 'boolean',
				default: false,
				description: "Whether to put the response into the output's binary field 'data'",
			},
		}),
		field({
			property: {
				displayName: 'Return All Pages',
				name: 'allPages',
				type: 'boolean',
				default: false,
				description: 'Whether to read every page of a list (GET only) and return the rows together',
			},
		}),
		field({
			property: {
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60000,
				description: 'How many milliseconds to wait for the response',
			},
		}),
	];
}
