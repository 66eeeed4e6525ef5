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

/** What to do about a number that is an ID and cannot be read. */
export const ID_ADVICE = 'Take it from the ID of an earlier step.';

/** Reads a whole number of at least `least`; neither a switch nor an empty value is one. Throws InvalidInput. */
export function wholeNumber(
	value: unknown,
	label: string,
	{ least = 1, advice }: { least?: number; advice?: string } = {},
): number {
	const isText = typeof value === 'string' && /^[+-]?\d+(\.0+)?$/.test(value.trim());
	const number = isText || typeof value === 'number' ? Number(value) : NaN;
	if (Number.isSafeInteger(number) && number >= least) return number;
	throw new InvalidInput(
		`'${label}' must be a whole number of at least ${least}, and is ${JSON.stringify(value)}`,
		advice ?? 'Write digits only, or check the expression that should give it.',
	);
}

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
