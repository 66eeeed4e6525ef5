import type { Resource } from '../../shared/operations/operation';
import { numberInPath, readItemOptions, readOptions } from '../fields/fields';
import { recordOf } from '../fields/record';
import { simplifyRecord } from '../fields/recordRows';
import { simplifyTo } from '../fields/rowKinds';

const record = recordOf(
	...(['abstractitems', 'attachments', 'items', 'testcycles', 'testplans', 'testruns'] as const),
);
const versionNum = numberInPath(
	'versionNum',
	'Version',
	'The number of the version, counted from 1',
);

/** What records were at earlier times. */
export const version = {
	name: 'Version',
	description: 'Earlier states of a record',
	operations: {
		get: {
			name: 'Get',
			action: 'Get version of record',
			description: 'Retrieve who created a version of a record, when and why',
			request: 'GET /{recordType}/{recordId}/versions/{versionNum}',
			fields: [...record, versionNum],
			collections: { options: readOptions },
			simplify: simplifyTo.version,
		},
		getContent: {
			name: 'Get Content',
			action: 'Get content of version of record',
			request: 'GET /{recordType}/{recordId}/versions/{versionNum}/versioneditem',
			fields: [...record, versionNum],
			collections: { options: readItemOptions },
			simplify: simplifyRecord,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many versions of record',
			request: 'GET /{recordType}/{recordId}/versions',
			fields: record,
			collections: { options: readOptions },
			simplify: simplifyTo.version,
			list: true,
		},
	},
} satisfies Resource;
