import { JamaError } from './envelope';
import { parseFieldDay } from './dates';
import { CANNOT_SET } from './jsonPatch';
import type { JamaState } from './state';
import type { Fields, Item, ItemType, ItemTypeField } from './types';

/** Read-only for everyone but the API (REST guide, 8.13, Edit read only fields). */
function writable(field: ItemTypeField): boolean {
	return !field.readOnly || field.readOnlyAllowApiOverwrite === true;
}

function isInteger(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value);
}

function isOption(state: JamaState, field: ItemTypeField, value: unknown): boolean {
	return isInteger(value) && state.options.get(value)?.pickList === field.pickList;
}

/** The value as it is stored, or undefined when it does not fit the field. */
function stored(state: JamaState, field: ItemTypeField, project: number, value: unknown): unknown {
	const when = (fits: boolean) => (fits ? value : undefined);
	switch (field.fieldType) {
		case 'STRING':
		case 'TEXT':
		case 'URL_STRING':
			return when(typeof value === 'string');
		case 'INTEGER':
			return when(isInteger(value));
		case 'BOOLEAN':
			return when(typeof value === 'boolean');
		case 'DATE':
			return parseFieldDay(value);
		case 'LOOKUP':
			return when(isOption(state, field, value));
		case 'MULTI_LOOKUP':
			return when(Array.isArray(value) && value.every((each) => isOption(state, field, each)));
		case 'USER':
			return when(isInteger(value) && state.users.has(value));
		case 'RELEASE':
			return when(isInteger(value) && state.releases.get(value)?.project === project);
		case 'STEPS':
			return when(
				Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null),
			);
		default:
			return value;
	}
}

function equal(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

export interface FieldWrite {
	state: JamaState;
	type: ItemType;
	project: number;
	/** What a read shows now, read-only and mirrored fields included; absent for a new item. */
	shown?: Fields;
	/** What is stored now. */
	before?: Fields;
	/** Message for a value that does not fit; PATCH has its own text. */
	patch?: boolean;
}

/**
 * Checks the `fields` of a whole-item write and returns what to store. Sources: REST cookbook, Writing
 * to Jama with the API (PUT replaces everything; an omitted writable field is cleared; a read-only field
 * may be sent with the value it has, another value is a 400); contract, RequestItem. The texts of these
 * 400s are in no document.
 */
export function checkFields(write: FieldWrite, given: Fields): Fields {
	const { state, type, project, shown = {}, before = {} } = write;
	const result: Fields = {};
	for (const name of Object.keys(given)) {
		if (!type.fields.some((field) => field.name === name)) {
			throw new JamaError(400, `Field ${name} is not a field of item type ${type.display}`);
		}
	}
	for (const field of type.fields) {
		const value = given[field.name] ?? undefined;
		if (!writable(field)) {
			if (value !== undefined && !sameAsShown(field, value, shown[field.name])) {
				throw new JamaError(400, `Field ${field.name} is read only`);
			}
			if (before[field.name] !== undefined) result[field.name] = before[field.name];
		} else if (value === undefined) {
			if (field.required) throw new JamaError(400, `Field ${field.name} is required`);
		} else {
			const fitting = stored(state, field, project, value);
			const known = equal(value, before[field.name]) ? value : fitting;
			if (known === undefined) throw new JamaError(400, misfit(write, field));
			if (field.required && known === '')
				throw new JamaError(400, `Field ${field.name} is required`);
			result[field.name] = known;
		}
	}
	return result;
}

/** A read-only date may come back in either of the two forms in which it is sent out. */
function sameAsShown(field: ItemTypeField, value: unknown, shown: unknown): boolean {
	if (equal(value, shown)) return true;
	return field.fieldType === 'DATE' && parseFieldDay(value) === parseFieldDay(shown);
}

function misfit(write: FieldWrite, field: ItemTypeField): string {
	return write.patch
		? CANNOT_SET
		: `Field ${field.name} does not accept the given value (${field.fieldType})`;
}

/** Names of the fields whose value differs. */
export function changedFields(before: Fields, after: Fields): string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...names].filter((name) => !equal(before[name], after[name]));
}

/** Whether one of the changed fields sets relationships suspect (item type field, triggerSuspect). */
export function triggersSuspect(state: JamaState, item: Item, names: string[]): boolean {
	return names.some((name) => state.fieldOf(item, name)?.triggerSuspect);
}
