import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../values/html';
import { isRecord } from '../values/objectPath';
import { sameValue } from '../values/sameValue';

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** Both are dates, and name one moment, or one of them only the day of the other. */
function sameDate(a: string, b: string): boolean {
	if (!DATE.test(a) || !DATE.test(b)) return false;
	if (Math.min(a.length, b.length) === 10) return a.slice(0, 10) === b.slice(0, 10);
	const [left, right] = [a, b].map((one) => DateTime.fromISO(one, { zone: 'utc' }).toMillis());
	return left === right;
}

/** What was stored is what was written, apart from how a server writes it: HTML, dates, objects with more in them. */
function isKept(written: unknown, stored: unknown): boolean {
	if (sameValue(written, stored)) return true;
	if (typeof written === 'string' && typeof stored === 'string') {
		return sameDate(written, stored) || textOf(written) === textOf(stored);
	}
	if (Array.isArray(written) && Array.isArray(stored)) {
		return written.length === stored.length && written.every((one, at) => isKept(one, stored[at]));
	}
	if (!isRecord(stored)) return false;
	if (isRecord(written)) {
		return Object.entries(written).every(([name, value]) => isKept(value, stored[name]));
	}
	return sameValue(written, stored.id);
}

/**
 * The names of values that a record does not have although they were written: the server dropped or changed them. Space and
 * the way in which rich text and dates are written do not count.
 */
export const notKept = (written: IDataObject, stored: IDataObject): string[] =>
	Object.keys(written).filter((name) => !isKept(written[name], stored[name]));

/** What to say to the user about them; undefined when all was kept. */
export function notKeptHint(
	what: string,
	written: IDataObject,
	stored: IDataObject,
	nameOf: (name: string) => string = (name) => name,
): string | undefined {
	const fields = notKept(written, stored).map((name) => {
		const now = stored[name];
		const shown = now === undefined || now === null ? 'empty' : JSON.stringify(now).slice(0, 80);
		return `'${nameOf(name)}' (now ${shown})`;
	});
	if (fields.length === 0) return undefined;
	return `${what} was saved, but not with what was given for ${fields.join(', ')}. The server ignored or changed it: check the name of the field, and whether it may be written.`;
}
