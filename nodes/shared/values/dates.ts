import { DateTime } from 'luxon';
import { InvalidInput } from './invalidInput';

/** Between 1973 and 2286 a moment in milliseconds has 12 or 13 digits, and nothing else that people call a date has. */
const MILLIS = { min: 1e11, max: 1e13 };
const SECONDS = { min: 1e9, max: 1e11 };
/** Days since 1899-12-30, as spreadsheets count them: 1954 to 2119. */
const SPREADSHEET = { min: 20_000, max: 80_000 };

const isWithin = (value: number, { min, max }: { min: number; max: number }): boolean =>
	value >= min && value < max;

/** Day and time without signs, as 202603041200: as milliseconds it would be a day of 1976. */
const isCompact = (text: string): boolean =>
	/^(19|2[01])\d{10}$/.test(text) && DateTime.fromFormat(text, 'yyyyMMddHHmm').isValid;

/** Names a whole day: 2026-01-31, 20260131, 2026-031 or 2026-W05-6, with or without a time behind it. */
const WHOLE_DAY = /^(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-\d{3}|\d{4}-W\d{2}-\d)(?=$|[T ])/i;

const HOW_TO_WRITE =
	'Enter it as 2026-01-31T09:00:00, with an offset such as +01:00 if it is not in the time zone of the workflow.';

/** What people have instead of a date, and what to do about it. */
function adviceFor(value: unknown): string {
	const text = String(value).trim();
	const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
	if (isWithin(number, SPREADSHEET)) {
		return `It looks like a date of a spreadsheet, which counts days. Let the sheet return text, or write {{ DateTime.fromISO('1899-12-30').plus({ days: ${text} }) }}.`;
	}
	if (isCompact(text)) {
		return `It may be a day and a time, or milliseconds since 1970. Write {{ DateTime.fromFormat('${text}', 'yyyyMMddHHmm') }} or {{ DateTime.fromMillis(${text}) }}.`;
	}
	if (isWithin(number, SECONDS)) {
		return `It looks like seconds since 1970. Write {{ DateTime.fromSeconds(${text}) }}.`;
	}
	if (/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text)) {
		return `It may be read in two ways. Say how it is written, such as {{ DateTime.fromFormat('${text}', 'dd.MM.yyyy') }}. ${HOW_TO_WRITE}`;
	}
	if (/^\d{4}(-\d{2}|-W\d{2})?$/i.test(text)) return `It names no day. ${HOW_TO_WRITE}`;
	return HOW_TO_WRITE;
}

function parseText(text: string, zone: string): DateTime | undefined {
	if (/^\d{12,13}$/.test(text)) return DateTime.fromMillis(Number(text), { zone });
	if (!WHOLE_DAY.test(text)) return undefined;
	const iso = DateTime.fromISO(text, { zone });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone });
}

/**
 * Reads a date in any form that has only one meaning: ISO 8601 text that names a whole day, with or without time and offset
 * (without one it is in the workflow's time zone), a Luxon DateTime, a JavaScript Date, or milliseconds since 1970. What has
 * two meanings is rejected: days of a spreadsheet, seconds, 31.01.2026, a year or a week alone.
 * @param label the parameter as the editor names it
 * @throws InvalidInput
 */
export function readDate(value: unknown, timezone: string, label: string): DateTime {
	let date: DateTime | undefined;
	const isDate = value instanceof Date || DateTime.isDateTime(value);
	if (!isDate && isCompact(String(value).trim())) date = undefined;
	else if (typeof value === 'number') {
		if (isWithin(value, MILLIS)) date = DateTime.fromMillis(value);
	} else if (value instanceof Date) date = DateTime.fromJSDate(value);
	// A DateTime of n8n's own copy of Luxon is no instance of ours, but says the same as text.
	else date = parseText(String(value).trim(), timezone);
	if (date?.isValid) return date;
	const isPlain = typeof value === 'object' && value !== null && !isDate && !('toISO' in value);
	const shown = isPlain ? JSON.stringify(value) : String(value);
	throw new InvalidInput(`'${label}' is not a date: ${shown}`, adviceFor(value));
}

/**
 * A day as date fields take it: `yyyy-MM-dd`. The day is the one of the text's own offset, or of the workflow's time zone;
 * never that of the machine.
 * @throws InvalidInput
 */
export function toDay(value: unknown, timezone: string, label: string): string {
	if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value.trim())) {
		readDate(value, timezone, label);
		return value.trim().slice(0, 10);
	}
	return readDate(value, timezone, label).setZone(timezone).toFormat('yyyy-MM-dd');
}

const UNITS: Readonly<Record<string, number>> = {
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 604_800_000,
};
const PERIOD = /^(\d+(?:\.\d+)?) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)$/i;

/**
 * Reads a period such as `24 hours`, `7 days` or `90 min`; a day has 24 hours.
 * @returns ms
 * @throws InvalidInput, also for a number without a unit
 */
export function readPeriod(value: unknown, label: string): number {
	const [, number = '', unit = ''] = PERIOD.exec(String(value).trim()) ?? [];
	const ms = Number(number) * (UNITS[unit.charAt(0).toLowerCase()] ?? NaN);
	if (ms > 0) return ms;
	throw new InvalidInput(
		`'${label}' is not a period: ${String(value)}`,
		'Enter a number and a unit, such as 24 hours or 7 days.',
	);
}
