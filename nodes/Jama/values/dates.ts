import { DateTime } from 'luxon';
import { readDate } from '../../shared/values/dates';

const WIRE_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'";

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

/** The last moment whose year has four digits. */
const LAST = Date.UTC(10_000, 0, 1) - 1;

/** A moment in ms since 1970 as Jama takes it in queries; what lies beyond its dates is the first or the last of them. */
export const momentAt = (ms: number): string =>
	DateTime.fromMillis(Math.min(Math.max(ms, 0), LAST), { zone: 'utc' }).toFormat(WIRE_FORMAT);
