import { locator } from '../../shared/pickers/locator';
import type { Endpoint, Field, Simplify } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { projectOfList } from './fields';
import { RECORD } from '../pickers/kinds';
import { nameField } from '../pickers/itemKinds';
import { readRecord } from '../configuration/knownRecords';
import { orNull } from '../configuration/unreadable';
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

/** What was added: the path of its record, where that holds the name, and the column for it. */
interface Added {
	path: `/${string}`;
	name: string;
	column: string;
}

/**
 * What came of adding something to a record, with key and name of the record. Costs GET /abstractitems/{id} once in an execution
 * for each record that was not given by document key or global ID, and one request for each added thing that has a name. What
 * this user may not read stays an ID, which a hint says.
 */
export function simplifyAdded(added?: Added): Simplify {
	const simplify = async (row: Row, session: Session): Promise<Row> => {
		const { success, id, recordType, recordId, ...rest } = row;
		if (success === undefined || typeof recordId !== 'number') return row;
		const path = added && typeof id === 'number' && added.path.replace(/\{\w+\}/, String(id));
		const thing = path ? await orNull(session.known({ path })) : undefined;
		const record = await readRecord(session, recordId);
		if (record === null || thing === null) {
			session.hint('What was added is shown by ID only: this user may not read the record.');
		}
		return toRow([
			['success', success],
			['recordKey', record?.documentKey],
			['recordName', record ? nameField(record) : undefined],
			...(added ? [[added.column, thing?.[added.name]] as const] : []),
			...Object.entries({ ...rest, id, recordType, recordId }),
		]);
	};
	const calls: Endpoint[] = [
		'GET /abstractitems/{id}',
		...(added ? [`GET ${added.path}` as const] : []),
	];
	return Object.assign(simplify, { calls });
}
