import type { Field } from '../../shared/operations/operation';
import { readId } from '../../shared/values/inputs';
import { numberInPath } from './fields';
import { readPatch } from './jsonPatch';
import { field } from '../../shared/operations/fieldKit';

/** Said of endpoints that clients use and no document of Jama names. */
export const UNDOCUMENTED = 'your Jama may not have this, as it is not documented';

/** A list of ids as text with commas, or as an array from an expression. */
export const numberList = (
	as: string,
	displayName: string,
	name: string,
	description: string,
	place: 'body' | 'query' = 'body',
): Field => ({
	property: {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. 12, 15',
		description,
	},
	in: place,
	as,
	toWire: (value) => {
		const parts = Array.isArray(value) ? value : String(value ?? '').split(',');
		const texts = parts.map((part) => String(part).trim()).filter(Boolean);
		return texts.map((text) => readId(text, displayName));
	},
});

/** A JSON Patch as the whole body (RFC 6902). */
export const patchBody = field({
	property: {
		displayName: 'Patch Operations',
		name: 'patchJson',
		type: 'json',
		typeOptions: { rows: 5 },
		default: '[\n  { "op": "replace", "path": "/fields/name", "value": "" }\n]',
		description: 'JSON Patch (RFC 6902) with add, replace and remove',
	},
	in: 'body',
	as: '',
	toWire: readPatch,
});

export const attachmentId = numberInPath('attachmentId', 'Attachment ID');

export const inputFile = field({
	property: {
		displayName: 'Input Data Field Name',
		name: 'inputDataFieldName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field that holds the file',
	},
});
export const outputFile = field({
	property: {
		displayName: 'Output Data Field Name',
		name: 'outputDataFieldName',
		type: 'string',
		default: 'data',
		hint: 'The name of the output field to put the file into',
	},
});
