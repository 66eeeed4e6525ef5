import { readNumber } from '../../shared/values/inputs';
import { InvalidInput } from '../../shared/values/invalidInput';

/** A whole number, of any sign. Throws InvalidInput. */
export const toInteger = (value: unknown, label: string): number =>
	readNumber(value, label, { least: -Infinity });

/** Text; a date as ISO 8601. Throws InvalidInput for lists and objects, which have no text. */
export function toText(value: unknown, label: string): string {
	if (value instanceof Date) return value.toISOString();
	const isDateTime =
		typeof value === 'object' && value !== null && 'toISO' in value && 'zone' in value;
	if (typeof value !== 'object' || isDateTime) return String(value);
	throw new InvalidInput(
		`'${label}' is a text, and got ${Array.isArray(value) ? 'a list' : 'an object'}: ${JSON.stringify(value).slice(0, 100)}`,
		'Pick the part that is meant, or join a list with {{ $json.list.join(", ") }}.',
	);
}
