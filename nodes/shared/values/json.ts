import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from './invalidInput';
import { isRecord } from './objectPath';

/**
 * Reads a JSON input: text that the user typed, or what an expression gave.
 * @param label the parameter as the editor names it
 * @returns the value; undefined for an empty input
 * @throws InvalidInput with the place where the text stops being JSON
 */
export function readJson(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	if (value.trim() === '') return undefined;
	try {
		return JSON.parse(value);
	} catch (error) {
		return invalid(label, value, error);
	}
}

function invalid(label: string, text: string, error: unknown): never {
	const start = text.length > 60 ? `${text.slice(0, 60)}…` : text;
	throw new InvalidInput(
		`'${label}' is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
		`Check quotes, commas and braces. It starts with: ${start}`,
	);
}

/**
 * Reads a JSON input that must be an object.
 * @returns the object; an empty one for an empty input
 * @throws InvalidInput
 */
export function readJsonObject(value: unknown, label: string): IDataObject {
	const json = readJson(value, label) ?? {};
	if (isRecord(json)) return json;
	throw new InvalidInput(
		`'${label}' must be a JSON object`,
		'Write names and values in braces, such as {"name": "value"}.',
	);
}
