import { InvalidInput } from '../../shared/values/invalidInput';
import { readDate } from '../../shared/values/dates';

/** ISO 8601 with offset and time (examples of the Jira Software and the JIRA Agile 6.7.6 REST reference). */
export const WIRE_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSSZZ";

/**
 * A moment as Jira takes it: ISO 8601 with milliseconds and an offset, in the workflow's time zone.
 * @throws InvalidInput
 */
export const toTimestamp = (value: unknown, timezone: string, label: string): string =>
	readDate(value, timezone, label).setZone(timezone).toFormat(WIRE_FORMAT);

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * Rejects an end that is not after its start, before anything is sent. Empty dates are in order.
 * @param labels what the editor calls the two
 * @throws InvalidInput
 */
export function checkOrder(
	start: unknown,
	end: unknown,
	timezone: string,
	labels: readonly [string, string] = ['Start Date', 'End Date'],
): void {
	if (isEmpty(start) || isEmpty(end)) return;
	const from = readDate(start, timezone, labels[0]);
	const to = readDate(end, timezone, labels[1]);
	if (to > from) return;
	throw new InvalidInput(
		`'${labels[1]}' (${to.setZone(timezone).toFormat(WIRE_FORMAT)}) is not after '${labels[0]}' (${from.setZone(timezone).toFormat(WIRE_FORMAT)})`,
		'Set the dates of the sprint the right way round.',
	);
}
