import type { Session } from '../../shared/session/session';
import { numberOf } from '../../shared/values/row';

const namesAt =
	(path: string, column: string) =>
	async (session: Session): Promise<Map<number, string>> =>
		await session.once(`names of ${path}`, async () => {
			const rows = await session.rows(path);
			return new Map(rows.map((row) => [numberOf(row), String(row[column])]));
		});

/** Names of all item types by id; one list, read once in an execution. */
export const itemTypeNames = namesAt('/itemtypes', 'display');
/** Names of all types of relationships by id; one list, read once in an execution. */
export const relationshipTypeNames = namesAt('/relationshiptypes', 'name');
