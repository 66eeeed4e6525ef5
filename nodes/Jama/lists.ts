import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { toNodeError } from '../shared/errors';
import { openSession } from '../shared/n8nSession';
import type { Row } from '../shared/operation';
import type { Session } from '../shared/session';
import { jama } from './api';
import type { ItemTypeField } from './itemTypes';
import { itemTypeOf, loadItemType, loadPicklistOptions } from './itemTypes';
import { chosenItem, chosenItemType, chosenProject } from './locators';

const PAGE = 50;
/** Pages read for one answer of a list that is filtered here; the editor asks for more by the token. */
const PAGES_PER_SEARCH = 10;
/** Longest list that the editor gets in one piece. */
const LONGEST_LIST = 1000;

/** Opens a session for the editor and turns errors into those that n8n shows. */
async function withSession<T>(
	functions: ILoadOptionsFunctions,
	work: (session: Session) => Promise<T>,
): Promise<T> {
	try {
		const authentication = functions.getNodeParameter('authentication', 'basic') as string;
		return await work(await openSession(functions, jama, authentication));
	} catch (error) {
		throw toNodeError(functions.getNode(), error, undefined, jama.advise);
	}
}

/** How rows of a list are shown and found. */
interface List {
	path: string;
	query?: Record<string, unknown>;
	name: (row: Row) => string;
	url?: (row: Row) => string;
	/** Leaves out rows that cannot be chosen. */
	keep?: (row: Row) => boolean;
}

/**
 * One answer of a searchable list: reads pages from the token on until one page of rows matches the filter.
 * @param filter text typed by the user; rows match by their name
 */
async function searchList(
	session: Session,
	list: List,
	filter: string | undefined,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const wanted = filter?.trim().toLowerCase() ?? '';
	const results: INodeListSearchItems[] = [];
	let startAt = Number(token ?? 0);
	for (let page = 0; page < PAGES_PER_SEARCH && results.length < PAGE; page++) {
		const request = {
			method: 'GET' as const,
			path: jama.root() + list.path,
			query: { ...list.query, startAt, maxResults: PAGE },
		};
		const { rows, total } = jama.readList(request, await session.send(request));
		startAt += rows.length;
		for (const row of rows) {
			const name = list.name(row);
			if (list.keep && !list.keep(row)) continue;
			if (!name.toLowerCase().includes(wanted)) continue;
			results.push({ name, value: row.id as number, ...(list.url ? { url: list.url(row) } : {}) });
		}
		if (rows.length === 0 || (total !== undefined && startAt >= total)) return { results };
	}
	return { results, paginationToken: String(startAt) };
}

const fieldOf = (row: Row, name: string): unknown => (row.fields as Row | undefined)?.[name];
const perspective = (session: Session, place: string): string =>
	`${session.connection.baseUrl}/perspective.req#/${place}`;

const projectName = (row: Row): string => {
	const name = String(fieldOf(row, 'name') ?? row.projectKey);
	return row.projectKey ? `${name} (${String(row.projectKey)})` : name;
};

const projectList = (session: Session): List => ({
	path: '/projects',
	name: projectName,
	keep: (row) => row.isFolder !== true,
	url: (row) => perspective(session, `projects/${String(row.id)}/dashboard`),
});

const itemTypeList: List = { path: '/itemtypes', name: (row) => String(row.display) };

async function searchProjects(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await withSession(
		this,
		async (session) => await searchList(session, projectList(session), filter, token),
	);
}

async function searchItemTypes(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await withSession(
		this,
		async (session) => await searchList(session, itemTypeList, filter, token),
	);
}

/** Looks like a document key or its beginning up to the number: PUMP-SYS-12. */
const DOCUMENT_KEY = /^[a-z0-9_]+(-[a-z0-9_]+)+$/i;

/** Items of the project chosen above, if any, are searched by the server: quoted text finds parts of words (REST cookbook, Lucene table). */
async function searchItems(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await withSession(this, async (session) => {
		const text = filter?.trim() ?? '';
		const project = await chosenProject(session, this.getNodeParameter('project', ''));
		const place = project === undefined ? {} : { project: [project] };
		const list = (query: Record<string, unknown>): List => ({
			path: '/abstractitems',
			query,
			name: (row) => `${String(row.documentKey)}: ${String(fieldOf(row, 'name') ?? '')}`,
			keep: (row) => row.type === undefined || row.type === 'items',
			url: (row) =>
				perspective(session, `items/${String(row.id)}?projectId=${String(row.project)}`),
		});
		if (DOCUMENT_KEY.test(text) && !token) {
			const byKey = await searchList(
				session,
				list({ ...place, documentKey: [text] }),
				undefined,
				undefined,
			);
			if (byKey.results.length > 0) return byKey;
		}
		const words = text === '' ? {} : { contains: [`"${text.replace(/"/g, ' ')}"`] };
		return await searchList(session, list({ ...place, ...words }), undefined, token);
	});
}

/** Tags belong to a project: the one of the item that is chosen. */
async function searchTags(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await withSession(this, async (session) => {
		const item = await chosenItem(session, this.getNodeParameter('itemId', ''));
		if (item === undefined) return { results: [] };
		const { project } = await session.row({ path: `/items/${item}` });
		const list: List = { path: '/tags', query: { project }, name: (row) => String(row.name) };
		return await searchList(session, list, filter, token);
	});
}

const toOptions = (rows: Row[], name: (row: Row) => string): INodePropertyOptions[] =>
	rows
		.map((row) => ({ name: name(row), value: row.id as number | string }))
		.sort((a, b) => a.name.localeCompare(b.name));

async function getProjects(this: ILoadOptionsFunctions) {
	return await withSession(this, async (session) => {
		const rows = await session.rows('/projects', {}, { limit: LONGEST_LIST });
		return toOptions(
			rows.filter((row) => row.isFolder !== true),
			projectName,
		);
	});
}

async function getItemTypes(this: ILoadOptionsFunctions) {
	return await withSession(this, async (session) =>
		toOptions(await session.rows('/itemtypes', {}, { limit: LONGEST_LIST }), (row) =>
			String(row.display),
		),
	);
}

/** Releases of the projects chosen in the filters. */
async function getReleases(this: ILoadOptionsFunctions) {
	return await withSession(this, async (session) => {
		const filters = (this.getCurrentNodeParameter('filters') ?? {}) as { projects?: number[] };
		const options: INodePropertyOptions[] = [];
		for (const project of filters.projects ?? []) {
			const rows = await session.rows('/releases', { project }, { limit: LONGEST_LIST });
			options.push(...toOptions(rows, (row) => String(row.name)));
		}
		return options;
	});
}

/** Transitions that the workflow of the chosen item allows now. */
async function getTransitions(this: ILoadOptionsFunctions) {
	return await withSession(this, async (session) => {
		const item = await chosenItem(session, this.getNodeParameter('itemId', ''));
		if (item === undefined) return [];
		const rows = await session.rows(`/items/${item}/workflowtransitionoptions`);
		return toOptions(rows, (row) => String(row.action));
	});
}

const MAPPER_TYPES: Record<string, ResourceMapperField['type']> = {
	BOOLEAN: 'boolean',
	DATE: 'dateTime',
	INTEGER: 'number',
	LOOKUP: 'options',
	MULTI_LOOKUP: 'array',
};

/** Fields that Jama sets itself. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
	'createdBy',
	'createdDate',
	'documentKey',
	'globalId',
	'lastActivityDate',
	'modifiedBy',
	'modifiedDate',
]);

async function toColumn(session: Session, field: ItemTypeField): Promise<ResourceMapperField> {
	const isPicklist = field.fieldType === 'LOOKUP' && typeof field.pickList === 'number';
	const options = isPicklist
		? toOptions(await loadPicklistOptions(session, field.pickList as number), (row) =>
				String(row.name),
			)
		: undefined;
	const type = MAPPER_TYPES[field.fieldType];
	return {
		id: field.name,
		displayName: field.label,
		required: field.required === true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		readOnly: field.readOnly === true && field.readOnlyAllowApiOverwrite !== true,
		...(type ? { type } : {}),
		...(options ? { options } : {}),
	};
}

/** Columns of the resource mapper: the fields of the chosen item type, or of the chosen item's type. */
async function itemFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await withSession(this, async (session) => {
		const create = this.getNodeParameter('operation', '') === 'create';
		const id = create
			? await chosenItemType(session, this.getNodeParameter('itemType', ''))
			: await chosenItem(session, this.getNodeParameter('itemId', ''));
		if (id === undefined) {
			return {
				fields: [],
				emptyFieldsNotice: `Choose the ${create ? 'item type' : 'item'} from the list or by ID first, or set 'Fields Input' to JSON`,
			};
		}
		const type = create
			? await loadItemType(session, id)
			: await itemTypeOf(
					session,
					await session.row({ path: `/items/${id}`, query: { include: ['data.itemType'] } }),
				);
		const fields: ResourceMapperField[] = [];
		for (const field of type.fields) {
			if (!SYSTEM_FIELDS.has(field.name)) fields.push(await toColumn(session, field));
		}
		return { fields };
	});
}

/** What the editor asks the node for. */
export const methods = {
	listSearch: { searchItems, searchItemTypes, searchProjects, searchTags },
	loadOptions: { getItemTypes, getProjects, getReleases, getTransitions },
	resourceMapping: { itemFields },
};
