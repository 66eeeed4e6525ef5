import { locator } from '../../shared/pickers/locator';
import type { Field } from '../../shared/operations/operation';
import { projectOfList } from './fields';
import { RECORD } from '../pickers/kinds';
import type { RecordType } from '../configuration/recordTypes';
import { RECORD_TYPES } from '../configuration/recordTypes';

/** A record of any type: item, test plan, test cycle, test run or attachment. */
export const recordId = locator(RECORD, {
	name: 'recordId',
	displayName: 'Record',
	in: 'path',
	required: true,
});

/**
 * The fields that say which record an operation is about: Record Type, which is the first part of its path, a project that
 * narrows the list down, and the record. Request rows begin with `/{recordType}/{recordId}`.
 * @param types those that the API has the endpoint for
 */
export const recordOf = (...types: RecordType[]): Field[] => [
	{
		property: {
			displayName: 'Record Type',
			name: 'recordType',
			type: 'options',
			options: RECORD_TYPES.filter(({ value }) => types.includes(value)),
			default: 'items',
			description: 'What kind of record it is about',
		},
		in: 'path',
	},
	projectOfList,
	recordId,
];

/** The records that have tags, links, attachments and relationships. */
export const traceable = recordOf('items', 'testplans', 'testruns');
