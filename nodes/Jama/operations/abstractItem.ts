import { locator } from '../../shared/locator';
import type { Field, Resource } from '../../shared/operation';
import { toTimestamp } from '../dates';
import { readItemOptions, readOptions } from '../fields';
import { RECORD } from '../kinds';
import { simplifyItem } from '../simplify';
import { versions } from './facets';

const anyItemId: Field = locator(RECORD, {
	name: 'itemId',
	displayName: 'Item',
	in: 'path',
	as: 'id',
	required: true,
	description: 'An item, test plan, test cycle, test run or attachment',
});
const version = versions({ owner: 'abstractitems', noun: 'record', id: anyItemId });

/** Records of any type by one id: items, test plans, cycles and runs, attachments. */
export const abstractItem = {
	name: 'Item of Any Type',
	operations: {
		get: {
			name: 'Get',
			action: 'Get item of any type',
			description: 'Retrieve an item, test plan, test cycle, test run or attachment',
			request: 'GET /abstractitems/{id}',
			fields: [anyItemId],
			collections: { options: readItemOptions },
			simplify: simplifyItem,
		},
		getVersion: { ...version.get, name: 'Get Version' },
		getVersionContent: { ...version.getContent, name: 'Get Version Content' },
		getVersionedRelationships: {
			name: 'Get Relationships at Time',
			action: 'Get relationships of item at time',
			description: 'Retrieve the relationships that an item had at a time',
			request: 'GET /abstractitems/{id}/versionedrelationships',
			fields: [
				anyItemId,
				{
					property: {
						displayName: 'Time',
						name: 'timestamp',
						type: 'dateTime',
						required: true,
						default: '',
					},
					in: 'query',
					toWire: (value, { timezone }) => toTimestamp(value, timezone, 'Time'),
				},
			],
			collections: { options: readOptions },
			list: true,
		},
		getVersions: { ...version.getMany, name: 'Get Versions' },
	},
} satisfies Resource;
