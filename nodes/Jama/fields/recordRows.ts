import type { IDataObject } from 'n8n-workflow';
import { keepNames } from '../../shared/operations/columns';
import type { Simplify } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { RECORD_COLUMNS } from './rowKinds';
import { columnsOf, includesOf, linkedByUser, meetingUsers } from './rows';
import { simplifyItem, urlOf } from './simplify';
import { ITEM } from '../pickers/kinds';

/** What stands at the end of a simplified record. */
const IDS: ReadonlySet<string> = new Set(['id', 'project', 'itemType', 'parent', 'globalId']);
const include = includesOf(RECORD_COLUMNS.columns);
const prepare = meetingUsers(RECORD_COLUMNS.columns);

/** What a record shows in some columns beside its fields. Costs look-ups for users and the project only. */
export async function shownBeside(
	row: Row,
	session: Session,
	names: readonly string[],
): Promise<Row> {
	const columns = RECORD_COLUMNS.columns.filter(([name]) => names.includes(name));
	return { ...(await columnsOf(row, session, columns)), url: urlOf(ITEM, row, session) };
}

async function simplify(row: Row, session: Session, options: IDataObject): Promise<Row> {
	if (!row.fields) return row;
	const simple = await simplifyItem(row, session);
	const linkedRows = linkedByUser(row, options);
	const columns = Object.entries(simple).filter(([name]) => name !== 'linked');
	return keepNames(simple, {
		...Object.fromEntries(columns.filter(([name]) => !IDS.has(name))),
		...(await columnsOf(row, session, RECORD_COLUMNS.columns)),
		...Object.fromEntries(columns.filter(([name]) => IDS.has(name))),
		...(linkedRows ? { linked: linkedRows } : {}),
	});
}

/**
 * A record that has the fields of an item type (test plan, cycle and run, attachment, an item of a baseline or of an earlier
 * time): the columns of an item, who created and changed it and when, its project by key, and where it opens.
 */
export const simplifyRecord: Simplify = Object.assign(simplify, { include, prepare });
