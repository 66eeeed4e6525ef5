const QUERY_DATE =
	/^(\d{4})-(\d{1,2})-(\d{1,2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?([+-])(\d{2}):?(\d{2})$/;
const ZULU = /Z$/;
const LENIENT = { strict: false };
const FIELD_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `2015-07-01T11:00:00.000+0000`; answers always use +0000 (REST guide, Date format). */
export function formatDate(time: number): string {
	return new Date(time).toISOString().replace('Z', '+0000');
}

const ZONE = /^([+-])(\d{2}):?(\d{2})$/;
const JSON_DATE = /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})\+0000"/g;

/** The JSON of an answer with its dates at another UTC offset: the same moments (see the switch dateZone). */
export function inZone(json: string, zone: string): string {
	const [, sign, hours, minutes] = ZONE.exec(zone) ?? [];
	const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
	if (offset === 0) return json;
	return json.replace(JSON_DATE, (_, date: string) => {
		const local = new Date(Date.parse(`${date}Z`) + offset * 60_000).toISOString();
		return `"${local.slice(0, -1)}${zone}"`;
	});
}

/** `2015-07-01`: dates among an item's fields have no time (REST guide, Date format). */
export function formatDay(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

/**
 * A date of the query: time and UTC offset are required, a one-digit day is accepted as in the guide's own
 * example (REST guide, Date format). `Z` is none of its offsets, but clients send it and it works (see the
 * switch strict). Undefined when malformed.
 */
export function parseQueryDate(
	text: string,
	{ strict }: { strict: boolean } = LENIENT,
): number | undefined {
	const match = QUERY_DATE.exec(strict ? text : text.replace(ZULU, '+0000'));
	if (!match) return undefined;
	const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number,
	];
	if (hour > 23 || minute > 59 || second > 59) return undefined;
	const fraction = Number((match[7] ?? '0').padEnd(3, '0'));
	const local = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
	if (new Date(local).getUTCMonth() !== month - 1) return undefined;
	const offset = (Number(match[9]) * 60 + Number(match[10])) * 60_000;
	return match[8] === '-' ? local + offset : local - offset;
}

/**
 * A DATE field's value in a request body, as the day that is stored: `yyyy-MM-dd`, or a full date
 * when the header x-jama-date-fields-with-time is in use (change log 8.59). Undefined when neither.
 */
export function parseFieldDay(
	value: unknown,
	switches: { strict: boolean } = LENIENT,
): string | undefined {
	if (typeof value !== 'string') return undefined;
	if (FIELD_DATE.test(value)) {
		const time = Date.parse(`${value}T00:00:00Z`);
		return Number.isNaN(time) || formatDay(time) !== value ? undefined : value;
	}
	const time = parseQueryDate(value, switches);
	return time === undefined ? undefined : formatDay(time);
}
