import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { toNodeError } from '../shared/errors';
import type { Kind } from '../shared/locator';
import { chosen, searchKind } from '../shared/locator';
import { openSession } from '../shared/n8nSession';
import type { Row, ValueContext } from '../shared/operation';
import type { Session } from '../shared/session';
import { jama } from './api';
import type { ItemType, ItemTypeField } from './itemTypes';
import { itemTypeOf, loadItemType, loadPicklistOptions, SYSTEM_FIELDS } from './itemTypes';
import * as kinds from './kinds';

/** Longest list that the editor gets in one piece. */
const LONGEST_LIST = 1000;

/** Opens a session for the editor and turns errors into those that n8n shows. */
async function withContext<T>(
	functions: ILoadOptionsFunctions,
	work: (context: ValueContext) => Promise<T>,
): Promise<T> {
	try {
		const authentication = functions.getNodeParameter('authentication', 'basic') as string;
		const session = await openSession(functions, jama, authentication);
		const parameter = (name: string) => functions.getNodeParameter(name, '');
		return await work({ session, timezone: functions.getTimezone(), parameter });
	} catch (error) {
		throw toNodeError(functions.getNode(), error, undefined, jama.advise);
	}
}

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) => Promise<INodeListSearchResult>;

/** The searchable list of a kind of record. */
const search = (kind: Kind): Search =>
	async function (filter, token) {
		return await withContext(
			this,
			async (context) => await searchKind(kind, context, filter, token),
		);
	};

const toOptions = (rows: Row[], title: (row: Row) => string): INodePropertyOptions[] =>
	rows
		.map((row) => ({ name: title(row), value: row.id as number | string }))
		.sort((a, b) => a.name.localeCompare(b.name));

/** The records of a kind as one list, for parameters that take several of them. */
const options = (kind: Kind) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await withContext(this, async (context) => {
			const listing = await kind.list(context);
			if (!listing) return [];
			const limits = { limit: LONGEST_LIST };
			const rows = await context.session.rows(listing.path, listing.query, limits);
			return toOptions(kind.keep ? rows.filter(kind.keep) : rows, kind.title);
		});
	};

/** Releases of the projects chosen in the filters, or above them. */
async function getReleases(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await withContext(this, async ({ session }) => {
		const filters = (this.getCurrentNodeParameter('filters') ?? {}) as { projects?: number[] };
		const above = this.getCurrentNodeParameter('projects') as number[] | undefined;
		const found: INodePropertyOptions[] = [];
		for (const project of filters.projects ?? above ?? []) {
			const rows = await session.rows('/releases', { project }, { limit: LONGEST_LIST });
			found.push(...toOptions(rows, kinds.RELEASE.title));
		}
		return found;
	});
}

const MAPPER_TYPES: Record<string, ResourceMapperField['type']> = {
	BOOLEAN: 'boolean',
	DATE: 'dateTime',
	INTEGER: 'number',
	LOOKUP: 'options',
	MULTI_LOOKUP: 'array',
	RELEASE: 'options',
};

/** The choices of a field: options of its picklist, releases of the project; undefined for other fields. */
async function choicesOf(
	field: ItemTypeField,
	session: Session,
	project: number | undefined,
): Promise<INodePropertyOptions[] | undefined> {
	if (field.fieldType === 'LOOKUP' && typeof field.pickList === 'number') {
		const rows = await loadPicklistOptions(session, field.pickList);
		return toOptions(rows, kinds.PICKLIST_OPTION.title);
	}
	if (field.fieldType === 'RELEASE' && project !== undefined) {
		// Who may not list releases can still enter one by its name.
		const rows = await session.rows('/releases', { project }).catch(() => undefined);
		return rows && toOptions(rows, kinds.RELEASE.title);
	}
	return undefined;
}

async function toColumn(
	field: ItemTypeField,
	session: Session,
	project: number | undefined,
): Promise<ResourceMapperField> {
	const choices = await choicesOf(field, session, project);
	const type = MAPPER_TYPES[field.fieldType];
	const isChoice = type === 'options';
	return {
		id: field.name,
		displayName: field.label,
		required: field.required === true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		readOnly: field.readOnly === true && field.readOnlyAllowApiOverwrite !== true,
		...(type && (!isChoice || choices) ? { type } : {}),
		...(choices ? { options: choices } : {}),
	};
}

/** The item type whose fields are to be shown, and the project; undefined until it is chosen. */
async function chosenType(
	context: ValueContext,
	create: boolean,
): Promise<{ type: ItemType; project?: number } | undefined> {
	const { session, parameter } = context;
	if (create) {
		const id = await chosen(kinds.ITEM_TYPE, parameter('itemType'), context);
		if (id === undefined) return undefined;
		const project = await chosen(kinds.PROJECT, parameter('project'), context);
		const type = await loadItemType(session, id as number);
		return { type, ...(project === undefined ? {} : { project: project as number }) };
	}
	const id = await chosen(kinds.ITEM, parameter('itemId'), context);
	if (id === undefined) return undefined;
	const query = { include: ['data.itemType'] };
	const item = await session.row({ path: `/items/${id}`, query });
	return { type: await itemTypeOf(session, item), project: item.project as number };
}

/** Columns of the resource mapper: the fields of the chosen item type, or of the chosen item's type. */
async function itemFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await withContext(this, async (context) => {
		const create = ['create', 'upsert'].includes(String(context.parameter('operation')));
		const found = await chosenType(context, create);
		if (!found) {
			return {
				fields: [],
				emptyFieldsNotice: `Choose the ${create ? 'item type' : 'item'} from the list or by ID first, or set 'Fields Input' to JSON`,
			};
		}
		const fields: ResourceMapperField[] = [];
		for (const field of found.type.fields) {
			if (SYSTEM_FIELDS.has(field.name)) continue;
			fields.push(await toColumn(field, context.session, found.project));
		}
		return { fields };
	});
}

/** What the editor asks the node for. */
export const methods = {
	listSearch: {
		searchBaselines: search(kinds.BASELINE),
		searchFilters: search(kinds.FILTER),
		searchItems: search(kinds.ITEM),
		searchItemTypes: search(kinds.ITEM_TYPE),
		searchPicklistOptions: search(kinds.PICKLIST_OPTION),
		searchPicklists: search(kinds.PICKLIST),
		searchProjects: search(kinds.PROJECT),
		searchRelationshipTypes: search(kinds.RELATIONSHIP_TYPE),
		searchReleases: search(kinds.RELEASE),
		searchTags: search(kinds.TAG),
		searchTestCases: search(kinds.TEST_CASE),
		searchTestCycles: search(kinds.TEST_CYCLE),
		searchTestGroups: search(kinds.TEST_GROUP),
		searchTestPlans: search(kinds.TEST_PLAN),
		searchTestRuns: search(kinds.TEST_RUN),
		searchTransitions: search(kinds.TRANSITION),
		searchUserGroups: search(kinds.USER_GROUP),
		searchUsers: search(kinds.USER),
	},
	loadOptions: {
		getItemTypes: options(kinds.ITEM_TYPE),
		getProjects: options(kinds.PROJECT),
		getReleases,
		getRelationshipTypes: options(kinds.RELATIONSHIP_TYPE),
	},
	resourceMapping: { itemFields },
};
