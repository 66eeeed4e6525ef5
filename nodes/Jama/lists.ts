import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { createLists, LONGEST_LIST, toOptions } from '../shared/lists';
import { chosen } from '../shared/locator';
import type { ValueContext } from '../shared/operation';
import type { Session } from '../shared/session';
import { jama } from './api';
import type { ItemType, ItemTypeField } from './itemTypes';
import { itemTypeOf, loadItemType, loadPicklistOptions, SYSTEM_FIELDS } from './itemTypes';
import * as kinds from './kinds';

const { withContext, search, options } = createLists(jama, 'basic');

/** Releases of the projects chosen in the filters, or above them. */
async function getReleases(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await withContext(this, async ({ session }) => {
		const filters = (this.getCurrentNodeParameter('filters') ?? {}) as { projects?: number[] };
		const above = this.getCurrentNodeParameter('projects') as number[] | undefined;
		const found: INodePropertyOptions[] = [];
		for (const project of filters.projects ?? above ?? []) {
			const rows = await session.rows('/releases', { project }, { limit: LONGEST_LIST });
			found.push(...toOptions(kinds.RELEASE, rows));
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
		return toOptions(kinds.PICKLIST_OPTION, rows);
	}
	if (field.fieldType === 'RELEASE' && project !== undefined) {
		// Who may not list releases can still enter one by its name.
		const rows = await session.rows('/releases', { project }).catch(() => undefined);
		return rows && toOptions(kinds.RELEASE, rows);
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
		searchProjectFolders: search(kinds.PROJECT_FOLDER),
		searchProjects: search(kinds.PROJECT),
		searchRecords: search(kinds.RECORD),
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
