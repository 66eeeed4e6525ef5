import { z } from 'zod';
import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import { sameText, theOnly } from '../shared/locator';
import type { Row } from '../shared/operation';
import type { Session } from '../shared/session';
import { toDay } from './dates';

/** A field of an item type, as GET /itemtypes/{itemTypeId} describes it. */
const itemTypeField = z
	.object({
		name: z.string(),
		label: z.string(),
		fieldType: z.string(),
		readOnly: z.boolean().nullish(),
		readOnlyAllowApiOverwrite: z.boolean().nullish(),
		required: z.boolean().nullish(),
		pickList: z.number().nullish(),
		textType: z.string().nullish(),
	})
	.passthrough();
const itemType = z
	.object({
		id: z.number(),
		display: z.string(),
		category: z.string().nullish(),
		fields: z.array(itemTypeField).default([]),
	})
	.passthrough();

export type ItemTypeField = z.infer<typeof itemTypeField>;
export type ItemType = z.infer<typeof itemType>;

/** What label look-ups need besides the item type. */
export interface FieldContext {
	session: Session;
	/** Workflow time zone. */
	timezone: string;
	/** Id of the item's project, for its releases. */
	project?: number;
}

/** Fields that Jama sets itself. */
export const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
	'createdBy',
	'createdDate',
	'documentKey',
	'globalId',
	'lastActivityDate',
	'modifiedBy',
	'modifiedDate',
]);

/** Reads an item type once per execution. Throws BadAnswer, or an Error when the answer is no item type. */
export async function loadItemType(session: Session, id: number): Promise<ItemType> {
	return await session.once(`item type ${id}`, async () =>
		itemType.parse(await session.row({ path: `/itemtypes/${id}` })),
	);
}

/** The item type among a row's linked objects (`include=data.itemType`), else read by its id. */
export async function itemTypeOf(session: Session, item: Row): Promise<ItemType> {
	const linked = itemType.safeParse((item.linked as IDataObject | undefined)?.itemType);
	return linked.success ? linked.data : await loadItemType(session, item.itemType as number);
}

/** A picklist's options, read once per execution. */
export const loadPicklistOptions = async (session: Session, picklist: number): Promise<Row[]> =>
	await session.once(
		`picklist ${picklist}`,
		async () => await session.rows(`/picklists/${picklist}/options`),
	);

/** The name without the suffix that Jama gives custom fields: `risk$33` is `risk`. */
export const withoutSuffix = (name: string): string => name.replace(/\$\d+$/, '');

/** Finds a field by its name, its name without suffix, or its label. */
export function findField(type: ItemType, name: string): ItemTypeField | undefined {
	const wanted = name.trim();
	return (
		type.fields.find((field) => field.name === wanted) ??
		type.fields.find((field) => sameText(withoutSuffix(field.name), wanted)) ??
		type.fields.find((field) => sameText(field.label, wanted))
	);
}

/** True for a field that the API may not write. */
export const isReadOnly = (field: ItemTypeField): boolean =>
	field.readOnly === true && field.readOnlyAllowApiOverwrite !== true;

export function unknownField(type: ItemType, name: string): InvalidInput {
	const valid = type.fields
		.filter((field) => !isReadOnly(field))
		.map((field) => `${field.label} (${withoutSuffix(field.name)})`);
	return new InvalidInput(
		`The item type '${type.display}' has no field "${name}"`,
		`Valid: ${valid.join(', ')}.`,
	);
}

/** The id of a picklist option named by its label or id. Throws InvalidInput with the valid labels. */
async function optionId(value: unknown, field: ItemTypeField, session: Session): Promise<number> {
	if (field.pickList === undefined || field.pickList === null) return toInteger(value, field);
	const options = await loadPicklistOptions(session, field.pickList);
	const text = String(value).trim();
	const found =
		options.find((option) => sameText(option.name, text)) ??
		options.find((option) => String(option.id) === text);
	if (found) return found.id as number;
	const valid = options
		.filter((option) => option.active !== false)
		.map((option) => String(option.name));
	throw new InvalidInput(`'${field.label}' has no option "${text}"`, `Valid: ${valid.join(', ')}.`);
}

const isId = (value: unknown): boolean => /^\d+$/.test(String(value).trim());

async function userId(value: unknown, field: ItemTypeField, session: Session): Promise<number> {
	if (isId(value)) return Number(value);
	const text = String(value).trim();
	const by = text.includes('@') ? 'email' : 'username';
	const users = await session.once(
		`user ${text}`,
		async () => await session.rows('/users', { [by]: text }, { limit: 10 }),
	);
	const exact = users.filter((user) => sameText(user[by], text));
	return theOnly(exact, `The user "${text}" for '${field.label}'`, (user) => String(user.username))
		.id as number;
}

async function releaseId(
	value: unknown,
	field: ItemTypeField,
	{ session, project }: FieldContext,
): Promise<number> {
	if (isId(value) || project === undefined) return toInteger(value, field);
	const text = String(value).trim();
	const releases = await session.once(
		`releases of ${project}`,
		async () => await session.rows('/releases', { project }),
	);
	const found = releases.find((release) => sameText(release.name, text));
	if (found) return found.id as number;
	throw new InvalidInput(
		`'${field.label}' has no release "${text}"`,
		`Valid: ${releases.map((release) => String(release.name)).join(', ')}.`,
	);
}

function toInteger(value: unknown, field: ItemTypeField): number {
	const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
	if (Number.isInteger(number)) return number;
	throw new InvalidInput(
		`'${field.label}' must be a whole number, and is ${JSON.stringify(value)}`,
	);
}

function toBoolean(value: unknown, field: ItemTypeField): boolean {
	if (typeof value === 'boolean') return value;
	if (/^(true|yes|1)$/i.test(String(value))) return true;
	if (/^(false|no|0)$/i.test(String(value))) return false;
	throw new InvalidInput(`'${field.label}' must be true or false, and is ${JSON.stringify(value)}`);
}

/** A list from an array, or from text with commas (a label with a comma goes into an array). */
const toList = (value: unknown): unknown[] =>
	Array.isArray(value)
		? value
		: String(value)
				.split(',')
				.map((part) => part.trim())
				.filter(Boolean);

/** One field's value as Jama takes it; null clears the field. */
async function toWireValue(
	value: unknown,
	field: ItemTypeField,
	context: FieldContext,
): Promise<unknown> {
	if (value === null || value === '' || value === undefined) return null;
	const { session, timezone } = context;
	switch (field.fieldType) {
		case 'LOOKUP':
			return await optionId(value, field, session);
		case 'MULTI_LOOKUP':
			return await Promise.all(
				toList(value).map(async (one) => await optionId(one, field, session)),
			);
		case 'USER':
			return await userId(value, field, session);
		case 'RELEASE':
			return await releaseId(value, field, context);
		case 'DATE':
			return toDay(value, timezone, field.label);
		case 'INTEGER':
			return toInteger(value, field);
		case 'BOOLEAN':
			return toBoolean(value, field);
		case 'STRING':
		case 'TEXT':
			return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
		default:
			return value;
	}
}

/**
 * Turns field values as people write them into those of Jama: names without suffix or labels become field names, labels of
 * picklists, users and releases become ids, dates become days.
 * @param ignoreUnknown leave out names that the item type does not have, or that only Jama sets, instead of refusing them
 * @returns values by field name; null where a field is to be cleared
 * @throws InvalidInput that lists what is valid
 */
export async function toWireFields(
	type: ItemType,
	input: IDataObject,
	context: FieldContext,
	ignoreUnknown = false,
): Promise<IDataObject> {
	const fields: IDataObject = {};
	for (const [name, value] of Object.entries(input)) {
		const field = findField(type, name);
		if (ignoreUnknown && field && isReadOnly(field)) continue;
		if (field) fields[field.name] = (await toWireValue(value, field, context)) as IDataObject;
		else if (!ignoreUnknown) throw unknownField(type, name);
	}
	return fields;
}
