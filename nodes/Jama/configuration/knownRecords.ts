import type { Row } from '../../shared/values/row';
import { numberOf } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { orNull } from './unreadable';

const entry = (id: number | string) => `record ${id}`;

/** The record of any kind, read once in an execution; null when it is gone or may not be read. */
export async function readRecord(session: Session, id: number | string): Promise<Row | null> {
	const path = `/abstractitems/${id}`;
	return await session.once(entry(id), async () => await orNull(session.row({ path })));
}

/** Keeps a record that a look-up by its key brought along, for who shows its key and name. */
export async function meetRecord(session: Session, record: Row): Promise<Row> {
	await session.once(entry(numberOf(record)), async () => await Promise.resolve(record));
	return record;
}
