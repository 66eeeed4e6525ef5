import type { Session } from '../../shared/session/session';
import { numberOf } from '../../shared/values/row';

/** Names by id; one list, read again where it is remembered and lacks one of the ids. */
export type NamesOf = (session: Session, ids: Iterable<number>) => Promise<Map<number, string>>;

const namesAt =
	(path: string, column: string): NamesOf =>
	async (session, ids) => {
		const load = async () => {
			const rows = await session.config.rows(path);
			return new Map(rows.map((row) => [numberOf(row), String(row[column])]));
		};
		const wanted = [...ids];
		const whole = async () => {
			const names = await load();
			return wanted.every((id) => names.has(id)) ? names : undefined;
		};
		return (await session.lookUp(whole)) ?? (await load());
	};

/** Names of item types. */
export const itemTypeNames = namesAt('/itemtypes', 'display');
/** Names of types of relationships. */
export const relationshipTypeNames = namesAt('/relationshiptypes', 'name');
