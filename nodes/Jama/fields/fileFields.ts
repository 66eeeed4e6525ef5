import { numberInPath } from './fields';
import { field } from '../../shared/operations/fieldKit';

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
