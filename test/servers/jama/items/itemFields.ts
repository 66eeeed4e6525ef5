import { JamaError } from '../frame/envelope';
import { parseFieldDay } from '../search/dates';
import { CANNOT_SET } from './jsonPatch';
import type { JamaState } from '../state';
import type { Switches } from '../switches';
import type { Fields, Item, ItemType, ItemTypeField } from '../types';

/** What is shown among the fields but is the server's: what was read some time ago may come back. */
const MIRRORED = ['createdDate', 'createdBy', 'modifiedDate', 'modifiedBy', 'lastActivityDate'];

/** Read-only for everyone but the API (REST guide, 8.13, Edit read only fields). */
function writable(field: ItemTypeField): boolean {
	return !field.readOnly || field.readOnlyAllowApiOverwrite === true;
}

function isInteger(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value);
}

const NUMBERS = ['INTEGER', 'LOOKUP', 'USER', 'RELEASE', 'DOCUMENT_TYPE_ITEM_LOOKUP'];

/** A number as text is taken as the number: clients read their values from files (see the switch strict). */
function lenient(field: ItemTypeField, value: unknown): unknown {
	const number = (each: unknown) =>
		typeof each === 'string' && /^-?\d+$/.test(each) ? Number(each) : each;
	if (NUMBERS.includes(field.fieldType)) return number(value);
	return field.fieldType === 'MULTI_LOOKUP' && Array.isArray(value) ? value.map(number) : value;
}

function isOption(state: JamaState, field: ItemTypeField, value: unknown): boolean {
	return isInteger(value) && state.options.get(value)?.pickList === field.pickList;
}

/** The value as it is stored, or undefined when it does not fit the field. */
function stored(write: FieldWrite, field: ItemTypeField, given: unknown): unknown {
	const { state, switches, project } = write;
	const value = switches.strict ? given : lenient(field, given);
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
			return parseFieldDay(value, switches);
		case 'LOOKUP':
			return when(isOption(state, field, value));
		case 'MULTI_LOOKUP':
			return when(Array.isArray(value) && value.every((each) => isOption(state, field, each)));
		case 'USER':
			return when(isInteger(value) && state.users.has(value));
		case 'RELEASE':
			return when(isInteger(value) && state.releases.get(value)?.project === project);
		case 'DOCUMENT_TYPE_ITEM_LOOKUP':
			return when(isInteger(value) && state.items.get(value)?.itemType === field.itemType);
		case 'TIME':
			return when(typeof value === 'string' && /^\d{1,2}:\d{2}(:\d{2})?$/.test(value));
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
	switches: Switches;
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
	const { type, switches, shown = {}, before = {} } = write;
	const result: Fields = {};
	const known = knownFields(given, switches, `item type ${type.display}`, (name) =>
		type.fields.some((field) => field.name === name),
	);
	for (const field of type.fields) {
		const value = known[field.name] ?? undefined;
		if (!writable(field)) {
			const isOld = !switches.strict && MIRRORED.includes(field.name);
			if (value !== undefined && !isOld && !sameAsShown(write, field, value, shown[field.name])) {
				throw new JamaError(400, `Field ${field.name} is read only`);
			}
			if (before[field.name] !== undefined) result[field.name] = before[field.name];
		} else if (value === undefined) {
			if (field.required) throw new JamaError(400, `Field ${field.name} is required`);
		} else {
			const fitting = stored(write, field, value);
			const kept = equal(value, before[field.name]) ? value : fitting;
			if (kept === undefined) throw new JamaError(400, misfit(write, field));
			if (field.required && kept === '')
				throw new JamaError(400, `Field ${field.name} is required`);
			if (!isDropped(write, field, kept)) result[field.name] = kept;
		}
	}
	return result;
}

/** A read-only date may come back in either of the two forms in which it is sent out. */
function sameAsShown(
	{ switches }: FieldWrite,
	field: ItemTypeField,
	value: unknown,
	shown: unknown,
): boolean {
	if (equal(value, shown)) return true;
	if (field.fieldType !== 'DATE') return false;
	return parseFieldDay(value, switches) === parseFieldDay(shown, switches);
}

/** Whether a new record loses its text: see the switch plainRichText. */
function isDropped(
	{ switches, shown }: FieldWrite,
	{ textType }: ItemTypeField,
	value: unknown,
): boolean {
	if (switches.plainRichText === 'kept' || shown || textType !== 'RICHTEXT') return false;
	return typeof value === 'string' && !/<\w+[^>]*>/.test(value);
}

function misfit(write: FieldWrite, field: ItemTypeField): string {
	return write.patch
		? CANNOT_SET
		: `Field ${field.name} does not accept the given value (${field.fieldType})`;
}

/** The fields whose names are known: see the switch unknownFields. */
export function knownFields(
	given: Fields,
	{ unknownFields }: Switches,
	owner: string,
	isKnown: (name: string) => boolean,
): Fields {
	const unknown = Object.keys(given).find((name) => !isKnown(name));
	if (unknown !== undefined && unknownFields === 'refused')
		throw new JamaError(400, `Field ${unknown} is not a field of ${owner}`);
	return Object.fromEntries(Object.entries(given).filter(([name]) => isKnown(name)));
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
