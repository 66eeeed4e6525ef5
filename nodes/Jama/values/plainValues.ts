import { InvalidInput } from '../../shared/values/invalidInput';

const WHOLE = /^[+-]?\d+(\.0)?$/;

/** A whole number. Throws InvalidInput. */
export function toInteger(value: unknown, label: string): number {
	const isText = typeof value === 'string' && WHOLE.test(value.trim());
	const number = isText || typeof value === 'number' ? Number(value) : NaN;
	if (Number.isSafeInteger(number)) return number;
	throw new InvalidInput(
		`'${label}' must be a whole number, and is ${JSON.stringify(value)}`,
		'Write digits only, without a decimal point or separators between thousands.',
	);
}

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
