import { DateTime } from 'luxon';
import { InvalidInput } from '../shared/errors';

const WIRE_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'";

/**
 * Reads a date in any form that n8n gives: ISO 8601 text with or without an offset (then in the workflow's time zone), a
 * Luxon DateTime, a JavaScript Date, or milliseconds since 1970.
 * @param label the parameter as the editor names it
 * @throws InvalidInput
 */
function readDate(value: unknown, timezone: string, label: string): DateTime {
	let date: DateTime;
	if (typeof value === 'number') date = DateTime.fromMillis(value);
	else if (value instanceof Date) date = DateTime.fromJSDate(value);
	else {
		// A DateTime of n8n's own copy of Luxon is no instance of ours, but says the same as text.
		const text = typeof value === 'object' && value !== null ? String(value) : String(value).trim();
		date = DateTime.fromISO(text, { zone: timezone });
		if (!date.isValid) date = DateTime.fromSQL(text, { zone: timezone });
	}
	if (!date.isValid) {
		throw new InvalidInput(
			`'${label}' is not a date: ${String(value)}`,
			'Enter it as 2026-01-31T09:00:00, with an offset such as +01:00 if it is not in the time zone of the workflow.',
		);
	}
	return date;
}

/**
 * Reads a moment as Jama writes it: ISO 8601 with any offset, with or without milliseconds; without an offset it is UTC.
 * @returns ms since 1970, undefined for anything else
 */
export function readTimestamp(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const millis = DateTime.fromISO(value.trim(), { zone: 'utc' }).toMillis();
	return Number.isNaN(millis) ? undefined : millis;
}

/**
 * A moment as Jama takes it in queries: UTC with milliseconds and the offset `+0000`, never `Z` (REST developer guide, Date
 * Format).
 * @throws InvalidInput
 */
export const toTimestamp = (value: unknown, timezone: string, label: string): string =>
	readDate(value, timezone, label).toUTC().toFormat(WIRE_FORMAT);

/**
 * A day as Jama takes it in date fields of items: `yyyy-MM-dd` (REST developer guide, Date Format). The day is the one of the
 * text's own offset, or of the workflow's time zone.
 * @throws InvalidInput
 */
export function toDay(value: unknown, timezone: string, label: string): string {
	if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value.trim())) {
		readDate(value, timezone, label);
		return value.trim().slice(0, 10);
	}
	return readDate(value, timezone, label).setZone(timezone).toFormat('yyyy-MM-dd');
}
