import { DateTime } from 'luxon';
import { InvalidInput } from './errors';

/**
 * Reads a date in any form that n8n gives: ISO 8601 text with or without an offset (then in the workflow's time zone), a
 * Luxon DateTime, a JavaScript Date, or milliseconds since 1970.
 * @param label the parameter as the editor names it
 * @throws InvalidInput
 */
export function readDate(value: unknown, timezone: string, label: string): DateTime {
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
