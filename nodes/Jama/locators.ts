import type { IDataObject, INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { InvalidInput } from '../shared/errors';
import type { Field, Row, ValueContext } from '../shared/operation';
import type { Session } from '../shared/session';

/** How a record may be named other than by its number. */
interface LocatorKind {
	/** Singular, as in messages. */
	noun: string;
	/** Method of `listSearch` that offers a list. */
	searchListMethod: string;
	/** Finds the id in a URL copied from Jama; the first group of the first expression that matches. */
	urls?: RegExp[];
	urlExample?: string;
	/** Other names by mode: the mode's label, an example, and how to find the id. */
	names?: Record<
		string,
		{
			label: string;
			example: string;
			find: (name: string, session: Session, context: ValueContext) => Promise<number>;
		}
	>;
	idExample: string;
}

const quote = (value: unknown): string => JSON.stringify(value);

/** The one row that a name stands for. Throws InvalidInput when there is none or more than one. */
export function theOnly(rows: Row[], what: string, describe: (row: Row) => string): Row {
	const [row, second] = rows;
	if (!row) {
		throw new InvalidInput(
			`${what} was not found`,
			"Check the spelling, and that the credential's user may see it. A record made seconds ago may not be searchable yet.",
		);
	}
	if (second) {
		throw new InvalidInput(
			`${what} stands for ${rows.length} records: ${rows.map(describe).join(', ')}`,
			'Choose one of them by its ID.',
		);
	}
	return row;
}

const same = (a: unknown, b: string): boolean =>
	typeof a === 'string' && a.trim().toLowerCase() === b.trim().toLowerCase();

const describeItem = (row: Row): string => `${String(row.documentKey)} (ID ${String(row.id)})`;

async function findItemByDocumentKey(key: string, session: Session): Promise<number> {
	const rows = await session.once(
		`document key ${key}`,
		async () => await session.rows('/abstractitems', { documentKey: [key] }, { limit: 10 }),
	);
	const exact = rows.filter((row) => same(row.documentKey, key));
	return theOnly(exact, `The item with document key ${quote(key)}`, describeItem).id as number;
}

/**
 * Global IDs have no query parameter of their own: they are searched as a field first and as text second, and compared
 * exactly. Synced items share one.
 */
async function findItemByGlobalId(globalId: string, session: Session): Promise<number> {
	const exact = async (contains: string): Promise<Row[]> => {
		const rows = await session.rows('/abstractitems', { contains: [contains] }, { limit: 50 });
		return rows.filter((row) => same(row.globalId, globalId));
	};
	const rows = await session.once(`global id ${globalId}`, async () => {
		const byField = await exact(`globalId:"${globalId}"`);
		return byField.length > 0 ? byField : await exact(`"${globalId}"`);
	});
	return theOnly(rows, `The item with global ID ${quote(globalId)}`, describeItem).id as number;
}

async function findProjectByKey(key: string, session: Session): Promise<number> {
	const rows = await session.once('all projects', async () => await session.rows('/projects'));
	const exact = rows.filter((row) => same(row.projectKey, key));
	return theOnly(exact, `The project with key ${quote(key)}`, (row) => `ID ${String(row.id)}`)
		.id as number;
}

async function findItemTypeByName(name: string, session: Session): Promise<number> {
	const rows = await session.once('all item types', async () => await session.rows('/itemtypes'));
	const exact = rows.filter((row) => same(row.display, name) || same(row.typeKey, name));
	if (exact.length > 0) {
		return theOnly(exact, `The item type ${quote(name)}`, (row) => `ID ${String(row.id)}`)
			.id as number;
	}
	throw new InvalidInput(
		`There is no item type ${quote(name)}`,
		`Valid: ${rows.map((row) => String(row.display)).join(', ')}.`,
	);
}

const ITEM: LocatorKind = {
	noun: 'item',
	searchListMethod: 'searchItems',
	idExample: '1234',
	urls: [/[#/]items\/(\d+)/, /[?&]docId=(\d+)/],
	urlExample: 'https://example.jamacloud.com/perspective.req#/items/1234?projectId=56',
	names: {
		key: { label: 'By Document Key', example: 'PUMP-SYS-12', find: findItemByDocumentKey },
		globalId: { label: 'By Global ID', example: 'GID-1234', find: findItemByGlobalId },
	},
};

const PROJECT: LocatorKind = {
	noun: 'project',
	searchListMethod: 'searchProjects',
	idExample: '56',
	urls: [/[#/]projects\/(\d+)/, /[?&]projectId=(\d+)/],
	urlExample: 'https://example.jamacloud.com/perspective.req#/projects/56/dashboard',
	names: { key: { label: 'By Key', example: 'PUMP', find: findProjectByKey } },
};

const ITEM_TYPE: LocatorKind = {
	noun: 'item type',
	searchListMethod: 'searchItemTypes',
	idExample: '33',
	names: { name: { label: 'By Name', example: 'System Requirement', find: findItemTypeByName } },
};

const TAG: LocatorKind = { noun: 'tag', searchListMethod: 'searchTags', idExample: '7' };

/** The id inside a URL of this instance. Throws InvalidInput for other URLs. */
function idFromUrl(kind: LocatorKind, label: string, text: string, session: Session): number {
	const host = URL.canParse(text) ? new URL(text).host : undefined;
	const own = new URL(session.connection.baseUrl).host;
	if (host === undefined || host !== own) {
		throw new InvalidInput(
			`'${label}' is not a URL of this Jama: ${text}`,
			`The credential belongs to ${own}. Copy the address from the browser while the ${kind.noun} is open.`,
		);
	}
	for (const pattern of kind.urls ?? []) {
		const id = pattern.exec(text)?.[1];
		if (id !== undefined) return Number(id);
	}
	throw new InvalidInput(
		`'${label}' is a URL that names no ${kind.noun}: ${text}`,
		`It should look like ${kind.urlExample ?? ''}.`,
	);
}

/** A value of n8n's resource locator, or a plain value from an expression or an AI agent. */
function readLocator(value: unknown): { mode: string; value: unknown } {
	const isLocator = typeof value === 'object' && value !== null && 'value' in value;
	if (!isLocator) return { mode: 'id', value };
	const { mode, value: inner } = value as IDataObject;
	return { mode: String(mode ?? 'id'), value: inner };
}

/** The id that a locator's value stands for; undefined when it is empty. Throws InvalidInput. */
async function resolveLocator(
	kind: LocatorKind,
	label: string,
	raw: unknown,
	context: ValueContext,
): Promise<number | undefined> {
	const { mode, value } = readLocator(raw);
	if (value === undefined || value === null || value === '') return undefined;
	const text = String(value).trim();
	if (mode === 'url') return idFromUrl(kind, label, text, context.session);
	const named = kind.names?.[mode];
	if (named) return await named.find(text, context.session, context);
	if (/^\d+$/.test(text)) return Number(text);
	const others = Object.values(kind.names ?? {}).map(
		({ label: mode, example }) => `'${mode}' for ${example}`,
	);
	throw new InvalidInput(
		`'${label}' must be an ID, a whole number, and is ${quote(value)}`,
		others.length > 0
			? `Choose another way to name the ${kind.noun}: ${others.join(', ')}.`
			: `Enter the number of the ${kind.noun}, such as ${kind.idExample}.`,
	);
}

/** A way to enter text; the linter takes a whole literal for a parameter and wants a default. */
const textMode = (name: string, displayName: string, example: string): INodePropertyMode => {
	const shown = { displayName, placeholder: `e.g. ${example}` };
	return { ...shown, name, type: 'string' };
};

function modesOf(kind: LocatorKind): INodePropertyMode[] {
	const { searchListMethod, names = {}, idExample, urlExample } = kind;
	const list = { displayName: 'From List', typeOptions: { searchListMethod, searchable: true } };
	return [
		{ ...list, name: 'list', type: 'list' },
		textMode('id', 'By ID', idExample),
		...Object.entries(names).map(([name, { label, example }]) => textMode(name, label, example)),
		...(urlExample ? [textMode('url', 'By URL', urlExample)] : []),
	];
}

/** What may differ between two fields that pick the same kind of record. */
type LocatorOptions = Partial<Pick<Field, 'in' | 'as'>> & {
	name: string;
	displayName: string;
	description?: string;
	required?: boolean;
	displayOptions?: INodeProperties['displayOptions'];
};

function locator(kind: LocatorKind, options: LocatorOptions): Field {
	const { in: place, as, required, displayOptions, name, displayName, description } = options;
	return {
		property: {
			displayName,
			name,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: modesOf(kind),
			...(required ? { required } : {}),
			...(description ? { description } : {}),
			...(displayOptions ? { displayOptions } : {}),
		},
		...(place ? { in: place } : {}),
		...(as === undefined ? {} : { as }),
		toWire: async (value, context) => {
			const id = await resolveLocator(kind, displayName, value, context);
			if (id === undefined && required) {
				throw new InvalidInput(
					`'${displayName}' is empty`,
					`Pick the ${kind.noun} from the list, or check the expression that should give it.`,
				);
			}
			return id;
		},
	};
}

export const itemLocator = (options: LocatorOptions) => locator(ITEM, options);
export const projectLocator = (options: LocatorOptions) => locator(PROJECT, options);
export const itemTypeLocator = (options: LocatorOptions) => locator(ITEM_TYPE, options);
export const tagLocator = (options: LocatorOptions) => locator(TAG, options);

/** The id that the editor's present choice stands for; undefined while it is empty or an expression. */
async function chosen(
	kind: LocatorKind,
	session: Session,
	value: unknown,
): Promise<number | undefined> {
	const { value: inner } = readLocator(value);
	if (typeof inner === 'string' && inner.startsWith('=')) return undefined;
	const context: ValueContext = { session, timezone: 'UTC', parameter: () => undefined };
	return await resolveLocator(kind, kind.noun, value, context);
}

export const chosenItem = async (session: Session, value: unknown) =>
	await chosen(ITEM, session, value);
export const chosenItemType = async (session: Session, value: unknown) =>
	await chosen(ITEM_TYPE, session, value);
export const chosenProject = async (session: Session, value: unknown) =>
	await chosen(PROJECT, session, value);
