import type { INodePropertyOptions } from 'n8n-workflow';
import type { HttpMethod } from '../http/http';
import type { Field } from '../operations/operation';
import { selectable } from '../operations/properties';

const METHODS: readonly HttpMethod[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

const when = (show: Record<string, string[]>) => ({ displayOptions: { show } });
const WITH_BODY = METHODS.filter((method) => method !== 'GET');
const JSON_INPUT = { type: 'json', typeOptions: { rows: 3 }, default: '{}' } as const;

/** What the Custom API Action asks for. */
export function customApiFields(example: string): Field[] {
	return [
		{
			property: {
				displayName: 'Method',
				name: 'method',
				type: 'options',
				options: METHODS.map((method) => ({ name: method, value: method })),
				default: 'GET',
			},
		},
		{
			property: {
				displayName: 'Relative URL',
				name: 'relativeUrl',
				type: 'string',
				required: true,
				default: '',
				placeholder: `e.g. ${example}`,
				description: 'The part after the API root. The credential is sent nowhere else.',
			},
		},
		{
			property: {
				...JSON_INPUT,
				displayName: 'Query',
				name: 'query',
				description: 'Query parameters as JSON; a list is sent as a repeated parameter',
			},
		},
		{
			property: {
				...JSON_INPUT,
				displayName: 'Headers',
				name: 'headers',
				description: 'Headers as JSON; authorization comes from the credential',
			},
		},
		{
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
		},
		{
			property: {
				...JSON_INPUT,
				displayName: 'Body',
				name: 'body',
				description: 'The request body as JSON; leave empty to send none',
				default: '',
				...when({ method: WITH_BODY, contentType: ['json'] }),
			},
		},
		{
			property: {
				...JSON_INPUT,
				displayName: 'Form Fields',
				name: 'formFields',
				description: 'Names and values of the form as JSON',
				...when({ method: WITH_BODY, contentType: ['multipart', 'urlencoded'] }),
			},
		},
		{
			property: {
				displayName: 'Input Data Field Name',
				name: 'inputDataFieldName',
				type: 'string',
				default: 'data',
				hint: 'The name of the input field that holds the file; empty sends none in a form',
				...when({ method: WITH_BODY, contentType: ['binary', 'multipart'] }),
			},
		},
		{
			property: {
				displayName: 'File Part Name',
				name: 'filePartName',
				type: 'string',
				default: 'file',
				description: 'Name of the form part that carries the file',
				...when({ method: WITH_BODY, contentType: ['multipart'] }),
			},
		},
	];
}

/** What it may be asked for beside. */
export function customApiOptions(
	roots: INodePropertyOptions[],
	rootLabel = 'API Version',
): Field[] {
	return [
		{
			property: {
				...selectable(roots),
				displayName: rootLabel,
				name: 'root',
				description: 'Root of the relative URL',
			},
		},
		{
			property: {
				displayName: 'Never Error',
				name: 'neverError',
				type: 'boolean',
				default: false,
				description: 'Whether to return responses with an error status like any other',
			},
		},
		{
			property: {
				displayName: 'Response as Binary File',
				name: 'binaryResponse',
				type: 'boolean',
				default: false,
				description: "Whether to put the response into the output's binary field 'data'",
			},
		},
		{
			property: {
				displayName: 'Return All Pages',
				name: 'allPages',
				type: 'boolean',
				default: false,
				description: 'Whether to read every page of a list (GET only) and return the rows together',
			},
		},
		{
			property: {
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60000,
				description: 'How many milliseconds to wait for the response',
			},
		},
	];
}
