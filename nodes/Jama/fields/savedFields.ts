import type { IDataObject } from 'n8n-workflow';
import { notKeptHint } from '../../shared/session/kept';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import type { ItemType } from '../configuration/itemTypes';
import { withoutSuffix } from '../configuration/itemTypes';
import { toRecord } from '../../shared/values/objectPath';

/** Fields by the names of their type, which may lack the suffix that the item's have. */
const byTypeName = (fields: IDataObject): IDataObject => ({
	...Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [withoutSuffix(name), value]),
	),
	...fields,
});

/** Informs the user which fields of a record that was read back have other values than those that were written. */
export function hintChanged(
	session: Session,
	what: string,
	written: IDataObject,
	saved: Row,
	type?: ItemType,
): void {
	if (!saved.fields) return;
	const labelOf = (name: string) =>
		type?.fields.find((field) => field.name === name)?.label ?? name;
	const hint = notKeptHint(what, written, byTypeName(toRecord(saved.fields)), labelOf);
	if (hint) session.hint(hint);
}
