import type { Call } from '../frame/call';
import type { Issue } from '../types';

const DAY = 86_400_000;
const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY };

/** A date of JQL in UTC, or one so long before (or after) now; undefined for anything else. */
function dateOf({ now }: Call, text: string): number | undefined {
	const [, sign, count, unit = ''] = /^([+-]?)(\d+)([mhdw])$/i.exec(text) ?? [];
	if (count !== undefined)
		return now + (sign === '-' ? -1 : 1) * Number(count) * UNITS[unit.toLowerCase()]!;
	const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text);
	if (!match) return undefined;
	const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0));
	return Date.UTC(year!, month! - 1, day, hour, minute);
}

const numberOf = (_: Call, text: string): number | undefined =>
	text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);

interface Measure {
	read: (issue: Issue) => number | undefined;
	limit: (call: Call, text: string) => number | undefined;
}

/** Fields that can be compared. Dates of JQL are exact to the minute, and so are those that they are compared with. */
const minute = (time: number) => Math.floor(time / 60_000) * 60_000;
const created: Measure = { read: (issue) => minute(issue.created), limit: dateOf };
const updated: Measure = { read: (issue) => minute(issue.updated), limit: dateOf };
const points: Measure = { read: ({ storyPoints }) => storyPoints, limit: numberOf };
export const MEASURES: Record<string, Measure> = {
	...{ created, createddate: created, updated, updateddate: updated },
	...{ 'story points': points, 'cf[10016]': points },
};
/** The signs of a comparison. */
export const COMPARE: Record<string, (value: number, limit: number) => boolean> = {
	'=': (value, limit) => value === limit,
	'!=': (value, limit) => value !== limit,
	'>': (value, limit) => value > limit,
	'>=': (value, limit) => value >= limit,
	'<': (value, limit) => value < limit,
	'<=': (value, limit) => value <= limit,
};
