import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { InvalidInput } from './invalidInput';

/** The values that a parameter offers; undefined when it offers none, or those that the server gives. */
function choicesOf({ options, typeOptions }: INodeProperties): INodePropertyOptions[] | undefined {
	if (!options || typeOptions?.loadOptionsMethod) return undefined;
	const choices = options.filter(
		(one): one is INodePropertyOptions => 'value' in one && !('values' in one),
	);
	return choices.length > 0 ? choices : undefined;
}

/** One of a parameter's choices, by its value or by its name as the editor shows it. Throws InvalidInput. */
function readChoice(value: unknown, label: string, choices: INodePropertyOptions[]): unknown {
	if (choices.some((one) => one.value === value)) return value;
	const text = String(value).trim().toLowerCase();
	const named = choices.filter(
		(one) => String(one.value).toLowerCase() === text || one.name.toLowerCase() === text,
	);
	const [choice, second] = named;
	if (choice && !second) return choice.value;
	const names = choices.map((one) => `${one.name} (${one.value})`);
	throw new InvalidInput(
		`'${label}' has no choice ${JSON.stringify(value)}`,
		`Valid: ${names.join(', ')}.`,
	);
}

/** True or false, also as text; yes and no, 1 and 0 mean the same. Throws InvalidInput. */
export function readBoolean(value: unknown, label: string): boolean {
	const text = typeof value === 'object' ? '' : String(value).trim();
	if (/^(true|yes|1)$/i.test(text)) return true;
	if (/^(false|no|0)$/i.test(text)) return false;
	throw new InvalidInput(
		`'${label}' must be true or false, and is ${JSON.stringify(value)}`,
		'Write true or false; yes and no, 1 and 0 are accepted, too. Check the expression that should give it.',
	);
}

/** What a number must be. */
interface Bounds {
	/** The smallest one; 1 unless said otherwise. */
	least?: number;
	/** The greatest one. */
	most?: number;
	/** It must be greater than 0, and may be any such number. */
	positive?: true;
	/** It may have a fraction. */
	fraction?: true;
	/** What to do about one that cannot be read. */
	advice?: string;
}

function boundsOf({ least = 1, most, positive }: Bounds): string {
	if (positive) return ' greater than 0';
	if (most !== undefined) return ` from ${least} to ${most}`;
	return least === -Infinity ? '' : ` of at least ${least}`;
}

/** Reads a number, a whole one unless said otherwise; neither a switch nor an empty value is one. Throws InvalidInput. */
export function readNumber(value: unknown, label: string, bounds: Bounds = {}): number {
	const { least = 1, most = Infinity, positive, fraction = positive, advice } = bounds;
	const written = fraction ? /^[+-]?\d*\.?\d+$/ : /^[+-]?\d+(\.0+)?$/;
	const isText = typeof value === 'string' && written.test(value.trim());
	const number = isText || typeof value === 'number' ? Number(value) : NaN;
	const isKind = fraction ? Number.isFinite(number) : Number.isSafeInteger(number);
	if (isKind && (positive ? number > 0 : number >= least && number <= most)) return number;
	throw new InvalidInput(
		`'${label}' must be a ${fraction ? 'number' : 'whole number'}${boundsOf(bounds)}, and is ${JSON.stringify(value)}`,
		advice ?? 'Write digits only, or check the expression that should give it.',
	);
}

/** Reads a number that is an ID. Throws InvalidInput. */
export const readId = (value: unknown, label: string): number =>
	readNumber(value, label, { advice: 'Take it from the ID of an earlier step.' });

/** A list from a list, from JSON, or from text with commas. */
const toList = (value: unknown): unknown[] => {
	if (Array.isArray(value)) return value;
	return String(value)
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
};

/**
 * Checks what n8n does not check of a parameter's value: an expression or an agent may give a choice that is not offered, or
 * text where a switch is. Empty values stay as they are.
 * @returns the value, in the parameter's own type
 * @throws InvalidInput that names what is valid
 */
export function readInput(property: INodeProperties, value: unknown): unknown {
	if (value === undefined || value === null || value === '') return value;
	const { type, displayName } = property;
	if (type === 'boolean') return readBoolean(value, displayName);
	const choices = choicesOf(property);
	if (!choices) return value;
	if (type === 'options') return readChoice(value, displayName, choices);
	if (type === 'multiOptions')
		return toList(value).map((one) => readChoice(one, displayName, choices));
	return value;
}
