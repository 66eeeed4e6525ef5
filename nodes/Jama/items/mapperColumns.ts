import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { BadResponse } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { escapeText } from '../../shared/values/html';
import type { EditorLists } from '../../shared/pickers/lists';
import { chosen, isActive, waitsFor } from '../../shared/pickers/locator';
import { noChoices } from '../../shared/pickers/lists';
import { ownEntry } from '../../shared/values/objectPath';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Naming } from '../../shared/values/pickOne';
import { readableName } from '../../shared/values/pickOne';
import type { Session } from '../../shared/session/session';
import type { FieldOwner } from '../pickers/fieldOwners';
import { FIELD_OWNERS } from '../pickers/fieldOwners';
import { namingOf } from '../fields/fieldValues';
import type { ItemType, ItemTypeField } from '../configuration/itemTypes';
import {
	isReadOnly,
	loadItemType,
	loadPicklistOptions,
	loadReleases,
	SYSTEM_FIELDS,
} from '../configuration/itemTypes';
import { isSearched } from './itemMatch';
import { readTyped } from './itemWrites';
import * as kinds from '../pickers/kinds';
import { orNull } from '../configuration/unreadable';
import { STATUS_CHOICES } from '../values/testStatus';
import { numberOf } from '../../shared/values/row';

/** What the editor draws for a kind of field; text for all others, also for lists, which people write with commas. */
const DRAWN_AS: Record<string, ResourceMapperField['type']> = {
	BOOLEAN: 'options',
	DATE: 'dateTime',
	INTEGER: 'number',
	LOOKUP: 'options',
	RELEASE: 'options',
	TEST_RUN_STATUS: 'options',
};

/** A switch would stand on "off" before anybody has touched it. */
const YES_NO: INodePropertyOptions[] = [
	{ name: 'Yes', value: true },
	{ name: 'No', value: false },
];

/** Active records as choices: each by its ID, and by name with ID where its ID is the name of another, active or not. */
function toChoices(rows: readonly Row[], naming: Naming<Row>): INodePropertyOptions[] {
	const names = new Set(rows.map(({ name }) => String(name).trim()));
	return rows
		.filter(isActive)
		.map((row) => {
			const name = String(readableName(rows, row, naming));
			const id = numberOf(row);
			return { name, value: names.has(String(id)) ? `ID ${id}` : id };
		})
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** The choices of a field: options of its picklist, releases of the project; undefined for other fields. */
async function choicesOf(
	field: ItemTypeField,
	session: Session,
	project: number | undefined,
): Promise<INodePropertyOptions[] | undefined> {
	const { fieldType, pickList, label } = field;
	if (fieldType === 'BOOLEAN') return YES_NO;
	if (fieldType === 'TEST_RUN_STATUS') return STATUS_CHOICES;
	const load = async (): Promise<Row[] | undefined> => {
		if (fieldType === 'LOOKUP' && typeof pickList === 'number') {
			return await loadPicklistOptions(session, pickList);
		}
		if (fieldType === 'RELEASE' && project !== undefined) {
			return await loadReleases(session, project, true);
		}
		return undefined;
	};
	// Who may not list them can still enter one.
	const rows = await orNull(load());
	return rows ? toChoices(rows, namingOf('choice', '', label)) : undefined;
}

async function toColumn(
	field: ItemTypeField,
	session: Session,
	{ project, isUpdate }: { project?: number; isUpdate: boolean },
): Promise<ResourceMapperField> {
	const choices = await choicesOf(field, session, project);
	const type = DRAWN_AS[field.fieldType];
	const several = field.fieldType === 'MULTI_LOOKUP' ? ' (A, B, …)' : '';
	return {
		id: field.name,
		displayName: `${field.label}${several}`,
		required: field.required === true && !isUpdate,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		...(type && (type !== 'options' || choices) ? { type } : { type: 'string' as const }),
		...(choices ? { options: choices } : {}),
	};
}

/** What the columns depend on. */
interface Chosen {
	type: ItemType;
	project?: number;
}

/** The item type of a new item, and its project; undefined until the type is chosen. */
async function typeToCreate(context: ValueContext): Promise<Chosen | undefined> {
	const { session, parameter } = context;
	const id = await chosen(kinds.ITEM_TYPE, parameter('itemType'), context);
	if (id === undefined) return undefined;
	const project = await chosen(kinds.PROJECT, parameter('project'), context);
	const type = await loadItemType(session, id);
	return { type, ...(project === undefined ? {} : { project }) };
}

/** The type and project of the chosen record; undefined until one is chosen. */
async function typeOfRecord(context: ValueContext, owner: FieldOwner): Promise<Chosen | undefined> {
	const { session, parameter } = context;
	const id = await chosen(owner.kind, parameter(owner.id), context);
	if (id === undefined) return undefined;
	const { item, type } = await readTyped(session, id, owner);
	return { type, project: numberOf(item, 'project') };
}

/** The kind of record that the resource is about; an item unless it is one of the others. */
const ownerOf = (resource: unknown): FieldOwner =>
	ownEntry<FieldOwner>(FIELD_OWNERS, resource) ?? FIELD_OWNERS.item;

/** No columns, and why: the editor shows it as a note, and an error as "Couldn't fetch" without a word. */
const nothing = (emptyFieldsNotice: string): ResourceMapperFields => ({
	fields: [],
	emptyFieldsNotice,
});

const CREATES: ReadonlySet<string> = new Set(['create', 'createOrUpdate']);
const UPDATES: ReadonlySet<string> = new Set(['update', 'updateWithLock']);

/** The raw value of a locator; undefined while it is empty or an expression, whose value the editor may not know. */
function entered(functions: ILoadOptionsFunctions, name: string): unknown {
	const value = functions.getCurrentNodeParameter(name);
	const inner =
		typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	if (inner === undefined || inner === null || inner === '') return undefined;
	return typeof inner === 'string' && inner.startsWith('=') ? undefined : inner;
}

async function columnsFor(
	context: ValueContext,
	operation: string,
	owner: FieldOwner,
): Promise<ResourceMapperFields | undefined> {
	const found = await (CREATES.has(operation)
		? typeToCreate(context)
		: typeOfRecord(context, owner));
	if (!found) return undefined;
	const { type, project } = found;
	const fields: ResourceMapperField[] = [];
	for (const field of type.fields) {
		if (SYSTEM_FIELDS.has(field.name) || isReadOnly(field)) continue;
		const isUpdate = UPDATES.has(operation);
		fields.push(await toColumn(field, context.session, { project, isUpdate }));
	}
	return { fields };
}

/**
 * The method that gives the columns of the field mapper: the fields of the chosen item type, or of the chosen item's type, that
 * may be written. Nothing is asked of Jama until one is chosen; a choice that is not there is a note.
 */
export const createItemFields = (withContext: EditorLists['withContext']) =>
	async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const operation = String(this.getCurrentNodeParameter('operation') ?? '');
		const owner = ownerOf(this.getCurrentNodeParameter('resource'));
		const creates = CREATES.has(operation);
		const choose = nothing(
			`Choose the ${creates ? 'item type' : owner.kind.noun} from the list or by ID first, or set 'Fields Input' to JSON. With an expression there, map the fields automatically.`,
		);
		if (entered(this, creates ? 'itemType' : owner.id) === undefined) return choose;
		return await withContext(this, async (context) => {
			const columns = await columnsFor(context, operation, owner).catch((error: unknown) => {
				const isMissing = error instanceof BadResponse && error.response.statusCode === 404;
				if (isMissing || error instanceof InvalidInput) return nothing(escapeText(error.message));
				throw error;
			});
			return columns ?? choose;
		});
	};

/** The list of a type's fields that an item can be recognized by; a row that says so until the type is chosen. */
export const createMatchFields = (withContext: EditorLists['withContext']) =>
	async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		return await withContext(this, async (context) => {
			const id = await chosen(kinds.ITEM_TYPE, context.parameter('itemType'), context);
			if (id === undefined) {
				return { results: [noChoices(waitsFor(kinds.ITEM_TYPE, context.parameter('itemType')))] };
			}
			const { fields } = await loadItemType(context.session, id);
			const wanted = filter.trim().toLowerCase();
			const results = fields
				.filter((one) => isSearched(one) && !isReadOnly(one))
				.map(({ label, name }) => ({ name: `${label} (${name})`, value: name }))
				.filter(({ name }) => name.toLowerCase().includes(wanted));
			return { results };
		});
	};
