import { InvalidInput } from '../../shared/values/invalidInput';
import type { Kind } from '../../shared/pickers/kind';
import { chosen, isActive, sameText, waitsFor } from '../../shared/pickers/locator';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Naming } from '../../shared/values/pickOne';
import { pickNamed, theNamed, theOnly } from '../../shared/values/pickOne';
import { explainProject, rejectFolder } from './existing';
import { allItemTypes } from '../configuration/itemTypes';
import { meetRecord } from '../configuration/knownRecords';
import { kindOfType, typesOfChosen } from '../configuration/recordTypes';
import { globalIdTerms, searchTerms } from '../values/searchTerm';
import { numberOf } from '../../shared/values/row';
import { toRecord } from '../../shared/values/objectPath';

const field = (row: Row, name: string): unknown => toRecord(row.fields)[name];
export const nameField = (row: Row): unknown => field(row, 'name');
const perspective = (place: string): string => `perspective.req#/${place}`;
/** Where a project opens. */
export const dashboardOf = (project: unknown): string =>
	perspective(`projects/${String(project)}/dashboard`);
/** How records are distinguished by one of their values. */
const naming = (what: string, ...names: string[]): Naming<Row> => ({
	what,
	idOf: ({ id }) => id,
	namesOf: (row) => names.map((name) => row[name]),
	isActive,
});
export const titleOfItem = (row: Row): string =>
	`${String(row.documentKey)}: ${String(nameField(row) ?? '')}`;

/** A list that is the same wherever it is asked for. */
export const listAt = (path: string) => async () => ({ path });

const titleOfProject = (row: Row): string => {
	const title = String(nameField(row) ?? row.projectKey);
	return row.projectKey ? `${title} (${String(row.projectKey)})` : title;
};

const findProjectByKey =
	(isWanted: (row: Row) => boolean) =>
	async (key: string, { session }: ValueContext): Promise<number> => {
		const rows = await session.all('/projects');
		const what = `The project with key ${JSON.stringify(key)}`;
		const how = naming(what, 'projectKey');
		const found = pickNamed(rows.filter(isWanted), key, how);
		if (found) return numberOf(found);
		rejectFolder(theNamed(rows, key, how), what);
		throw new InvalidInput(`${what} is no folder`, 'Choose a folder of projects.');
	};
const byKey = (isWanted: (row: Row) => boolean) => ({
	key: { label: 'By Key', example: 'PUMP', find: findProjectByKey(isWanted) },
});
const isFolder = (row: Row): boolean => row.isFolder === true;
const holdsRecords = (row: Row): boolean => !isFolder(row);

export const PROJECT: Kind = {
	noun: 'project',
	method: 'searchProjects',
	list: listAt('/projects'),
	title: titleOfProject,
	nameOf: nameField,
	nameExample: 'Infusion Pump',
	keep: holdsRecords,
	place: (row) => dashboardOf(row.id),
	names: byKey(holdsRecords),
	ifNone: explainProject,
	idExample: '56',
	urls: [/[#/]projects\/(\d+)/, /[?&]projectId=(\d+)/],
	urlExample: 'https://example.jamacloud.com/perspective.req#/projects/56',
};

/** A folder of projects, which Jama lists among the projects. */
export const PROJECT_FOLDER: Kind = {
	...PROJECT,
	noun: 'project folder',
	method: 'searchProjectFolders',
	keep: isFolder,
	names: byKey(isFolder),
};

/** A project to work on itself, which may also be a folder. */
export const PROJECT_OR_FOLDER: Kind = { ...PROJECT, names: byKey(() => true) };

/** Parameters that may name the project of what is picked below them. */
const PROJECT_PARAMETERS = ['project', 'projectId', 'parentProject'];

/** The project chosen above; undefined where the operation has none, or none is chosen yet. */
export async function projectOf(context: ValueContext): Promise<number | undefined> {
	for (const parameter of PROJECT_PARAMETERS) {
		const project = await chosen(PROJECT, context.parameter(parameter), context);
		if (project !== undefined) return project;
	}
	return undefined;
}

/** Parameters that name a record, whose project is that of what is picked below it. */
const RECORD_PARAMETERS = () => [
	{ parameter: 'itemId', kind: ITEM, path: '/items' },
	{ parameter: 'recordId', kind: RECORD, path: '/abstractitems' },
];

/** The project chosen above, or the one of the record chosen above. */
export async function projectAround(context: ValueContext): Promise<number | undefined> {
	const project = await projectOf(context);
	if (project !== undefined) return project;
	const { session, parameter: valueOf } = context;
	for (const { parameter, kind, path } of RECORD_PARAMETERS()) {
		const id = await chosen(kind, valueOf(parameter), context);
		if (id === undefined) continue;
		return numberOf(await session.known({ path: `${path}/${id}` }), 'project');
	}
	return undefined;
}

/** A list of one project, which must be known. */
export const inProject = (path: string) => async (context: ValueContext) => {
	const project = await projectAround(context);
	return project === undefined ? noProject(context) : { path, query: { project } };
};

/** What is said where nothing can be listed before a project is chosen. */
export const noProject = ({ parameter }: ValueContext) =>
	waitsFor(PROJECT, ...PROJECT_PARAMETERS.map((name) => parameter(name)));

/** The one of some rows that has a document key. Throws InvalidInput when none has it, or several have. */
export function itemWithKey(rows: Row[], key: string): Row {
	const exact = rows.filter((row) => sameText(row.documentKey, key));
	const what = `The item with document key ${JSON.stringify(key)}`;
	return theOnly(exact, naming(what, 'documentKey'));
}

async function findItemByDocumentKey(key: string, { session }: ValueContext): Promise<number> {
	const rows = await session.all('/abstractitems', { documentKey: [key] }, { limit: 10 });
	return numberOf(await meetRecord(session, itemWithKey(rows, key)));
}

/**
 * Global IDs have no query parameter of their own: they are searched as a field first and as text second, and compared
 * exactly. Synced items share one.
 */
async function findItemByGlobalId(globalId: string, { session }: ValueContext): Promise<number> {
	const rows = await session.once(`global id ${globalId}`, async () => {
		for (const contains of globalIdTerms(globalId)) {
			const found = await session.rows('/abstractitems', { contains: [contains] }, { limit: 50 });
			const exact = found.filter((row) => sameText(row.globalId, globalId));
			if (exact.length > 0) return exact;
		}
		return [];
	});
	const what = `The item with global ID ${JSON.stringify(globalId)}`;
	return numberOf(await meetRecord(session, theOnly(rows, naming(what, 'documentKey'))));
}

/** Looks like a document key: PUMP-SYS-12. */
const DOCUMENT_KEY = /^[a-z0-9_]+(-[a-z0-9_]+)+$/i;

/** Searched by the server, by the words of the text; a document key is looked up. Text without a word finds nothing. */
async function listItems(context: ValueContext, search = '', itemType: number[] = []) {
	const project = await projectOf(context);
	const place = {
		...(project === undefined ? {} : { project: [project] }),
		...(itemType.length === 0 ? {} : { itemType }),
	};
	if (search === '') return { path: '/abstractitems', query: place };
	if (DOCUMENT_KEY.test(search)) {
		const byKey = { path: '/abstractitems', query: { ...place, documentKey: [search] } };
		const { rows } = await context.session.page(byKey, 0, 1);
		if (rows.length > 0) return byKey;
	}
	const byTerms = searchTerms(search).map((term) => ({
		path: '/abstractitems',
		query: { ...place, contains: [term] },
	}));
	for (const byTerm of byTerms.slice(0, -1)) {
		const { rows } = await context.session.page(byTerm, 0, 1);
		if (rows.length > 0) return byTerm;
	}
	return byTerms.at(-1);
}

/** What items and test cases have in common. */
const items = {
	list: listItems,
	searchedByServer: true,
	title: titleOfItem,
	place: (row: Row) => perspective(`items/${String(row.id)}?projectId=${String(row.project)}`),
	names: {
		key: { label: 'By Key', example: 'PUMP-SYS-12', find: findItemByDocumentKey },
		globalId: { label: 'By Global ID', example: 'GID-1234', find: findItemByGlobalId },
	},
	idExample: '1234',
	// Addresses of the browser name the view in which an item is open.
	urls: [/[#/](?:abstractitems|containers|defects|items|testcases)\/(\d+)/i, /[?&]docId=(\d+)/],
	urlExample: 'https://example.jamacloud.com/perspective.req#/items/1234',
};

export const ITEM: Kind = {
	...items,
	noun: 'item',
	method: 'searchItems',
	keep: (row) => row.type === undefined || row.type === 'items',
};

/** An item, or a test plan, cycle or run, or an attachment: whatever has an ID in /abstractitems. */
export const RECORD: Kind = {
	...items,
	list: async (context, search) =>
		await listItems(
			context,
			search,
			await typesOfChosen(context.parameter('recordType'), context.session),
		),
	noun: 'record',
	method: 'searchRecords',
	urls: [...items.urls, /[#/](?:attachments|testplans|testcycles|testruns)\/(\d+)/i],
};

async function findItemTypeByName(text: string, context: ValueContext): Promise<number> {
	const rows = await allItemTypes(context.session);
	const what = `The item type ${JSON.stringify(text)}`;
	const found = pickNamed(rows, text, naming(what, 'display', 'typeKey'));
	if (found) return numberOf(found);
	throw new InvalidInput(
		`There is no item type ${JSON.stringify(text)}`,
		`Valid: ${rows.map((row) => String(row.display)).join(', ')}.`,
	);
}

export const ITEM_TYPE: Kind = {
	noun: 'item type',
	method: 'searchItemTypes',
	list: listAt('/itemtypes'),
	title: (row) => String(row.display),
	names: { name: { label: 'By Name', example: 'System Requirement', find: findItemTypeByName } },
	idExample: '33',
};

/** Types of items that hold others (REST contract, Item Types). */
const HOLDERS: ReadonlySet<unknown> = new Set(['COMPONENT', 'SET', 'SECTION']);
export const holds = ({ category }: { category?: unknown }): boolean => HOLDERS.has(category);

/** The types that a new item may have: of the project, if one is chosen. Jama makes test plans, cycles and runs by other ways. */
async function typesOfItems(context: ValueContext): Promise<Row[]> {
	const { session } = context;
	const project = await projectOf(context);
	const all = await allItemTypes(session);
	if (project === undefined) return all;
	const own = await session.all(`/projects/${project}/itemtypes`);
	const known = new Set(own.map(({ id }) => id));
	// Every project has what holds its items, whether it names the types or not.
	return [...own, ...all.filter((type) => holds(type) && !known.has(type.id))];
}

/** A type for a new item. */
export const NEW_ITEM_TYPE: Kind = {
	...ITEM_TYPE,
	method: 'searchNewItemTypes',
	rows: typesOfItems,
	offer: () => ({ keep: (row) => kindOfType(row) === 'items' }),
};

/** The type of what a set or folder holds. */
export const CHILD_ITEM_TYPE: Kind = {
	...NEW_ITEM_TYPE,
	method: 'searchChildItemTypes',
	offer: () => ({ keep: (row) => kindOfType(row) === 'items' && !holds(row) }),
};

/** Items of the types that are test cases; all items where no type says so. */
async function listTestCases(context: ValueContext, search = '') {
	const types = await allItemTypes(context.session);
	const cases = types.filter(({ category }) => category === 'TEST_CASE');
	return await listItems(
		context,
		search,
		cases.map((type) => numberOf(type)),
	);
}

export const TEST_CASE: Kind = {
	...items,
	list: listTestCases,
	noun: 'test case',
	method: 'searchTestCases',
	keep: ITEM.keep,
};
