import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';

/** Document keys in one request; Jama gives 50 rows on a page. */
const KEYS_AT_ONCE = 50;

/**
 * A reader of items by document key: GET /abstractitems for 50 keys, sent when the first of them is needed, and once.
 * @param keys all that will be asked for
 * @returns what was found for a key and its neighbors; to be compared with the key
 */
export function readerByKeys(
	session: Session,
	keys: readonly string[],
	query: IDataObject = {},
): (key: string) => Promise<Row[]> {
	const all = [...new Set(keys)];
	return async (key) => {
		const at = all.indexOf(key);
		const start = at - (at % KEYS_AT_ONCE);
		const documentKey = all.slice(start, start + KEYS_AT_ONCE);
		// A server that does not know the filter would give all of its items.
		const limits = { limit: Math.max(50, 10 * documentKey.length) };
		return await session.all('/abstractitems', { documentKey, ...query }, limits);
	};
}
