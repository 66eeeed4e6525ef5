import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Api } from '../session/api';
import { toNodeError } from '../http/errors';
import { InvalidInput } from '../values/invalidInput';
import type { AnyId, Kind, NoList } from './kind';
import { idOf } from './kind';
import { siteOf } from './locator';
import { openSession } from '../session/n8nSession';
import type { ValueContext } from '../operations/operation';
import type { Row } from '../values/row';
import { withId } from '../values/pickOne';

const PAGE = 50;
/** Pages read for one response of a list that is filtered here; the editor asks for more by the token. */
const PAGES_PER_SEARCH = 10;
/** Longest list that the editor gets in one piece. */
export const LONGEST_LIST = 1000;

/** Before a token of the server's, among tokens that are numbers of rows. */
const NEXT = 'next ';
const startOf = (token: string | undefined): number | string =>
	token?.startsWith(NEXT) ? token.slice(NEXT.length) : Number(token ?? 0);

/** Choices with their ID where others are shown alike. */
function distinct<T extends INodePropertyOptions>(choices: T[]): T[] {
	const counts = new Map<string, number>();
	for (const { name } of choices) counts.set(name, (counts.get(name) ?? 0) + 1);
	return choices.map((one) =>
		(counts.get(one.name) ?? 0) > 1 ? { ...one, name: withId(one.name, one.value).trim() } : one,
	);
}

/** Instead of choices: a row that says what is missing. Its value is empty, so that a click on it chooses nothing. */
export const noChoices = ({ notice }: NoList): INodePropertyOptions & { disabled: true } => ({
	name: notice,
	value: '',
	disabled: true,
});

/**
 * One response of a searchable list in the editor: reads pages from the token on until one page of rows matches.
 * @param filter text typed by the user
 */
async function searchKind<Id extends AnyId>(
	kind: Kind<Id>,
	context: ValueContext,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const { session } = context;
	const text = filter?.trim() ?? '';
	const listing = kind.rows
		? await kind.rows(context)
		: await kind.list(context, kind.searchedByServer ? text : undefined);
	if (!listing) return { results: [] };
	if ('notice' in listing) return { results: [noChoices(listing)] };
	const offer = kind.offer?.(context);
	const wanted = kind.searchedByServer ? '' : text.toLowerCase();
	const toResults = (rows: readonly Row[]): INodeListSearchResult['results'] =>
		rows
			.filter((row) => (kind.keep?.(row) ?? true) && (offer?.keep(row) ?? true))
			.map((row) => ({
				name: kind.title(row),
				value: idOf(kind, row),
				url: kind.place && `${siteOf(session)}/${kind.place(row)}`,
			}))
			.filter(({ name }) => name.toLowerCase().includes(wanted));
	if (Array.isArray(listing)) return { results: distinct(toResults(listing)) };
	const place = { ...listing, query: { ...listing.query, ...offer?.query } };
	const results: INodeListSearchResult['results'] = [];
	let start = startOf(token);
	/** A page called itself the last and the total says more: one more look decides. */
	let doubtful = false;
	for (let page = 0; page < PAGES_PER_SEARCH && results.length < PAGE; page++) {
		const { rows, total, isLast, next } = await session.page(place, start, PAGE);
		const isShort = typeof start === 'number' && total !== undefined && start < total;
		if (rows.length === 0 && isShort && !(doubtful && isLast)) {
			throw new InvalidInput(
				`${session.api.name} announced ${total} rows and gave ${start}`,
				'Open the list again.',
			);
		}
		results.push(...toResults(rows));
		const after: number | string | undefined =
			next ?? (typeof start === 'number' ? start + rows.length : undefined);
		const isNumber = typeof after === 'number' && total !== undefined;
		const isWhole = isNumber && after >= total;
		doubtful = isLast === true && rows.length > 0 && isNumber && !isWhole;
		const isEnd = doubtful ? false : (isLast ?? isWhole);
		// A server that names the same place again would give the same rows for ever.
		if (isEnd || after === undefined || after === start) return { results: distinct(results) };
		start = after;
	}
	const paginationToken = typeof start === 'string' ? NEXT + start : String(start);
	return { results: distinct(results), paginationToken };
}

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) => Promise<INodeListSearchResult>;
type Load = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** Rows as choices in alphabetical order, each distinct from the others. */
export const toOptions = <Id extends AnyId>(kind: Kind<Id>, rows: Row[]): INodePropertyOptions[] =>
	distinct(rows.map((row) => ({ name: kind.title(row), value: idOf(kind, row) }))).sort((a, b) =>
		a.name.localeCompare(b.name),
	);

/** What the editor asks a node for, made from the kinds of records of its system. */
export interface EditorLists {
	/** Opens a session for the editor and turns errors into those that n8n shows. */
	withContext: <T>(
		functions: ILoadOptionsFunctions,
		work: (context: ValueContext) => Promise<T>,
	) => Promise<T>;
	/** The searchable list of a kind of record. */
	search: (kind: Kind<AnyId>) => Search;
	/** The records of a kind as one list, for parameters that take several of them. */
	options: (kind: Kind<AnyId>) => Load;
}

/** @param usual the value of the Authentication parameter while the editor does not say it */
export function createLists(api: Api, usual: string): EditorLists {
	const withContext: EditorLists['withContext'] = async (functions, work) => {
		try {
			const authentication = functions.getNodeParameter('authentication', usual);
			const session = await openSession(functions, api, authentication);
			const parameter = (name: string) => functions.getNodeParameter(name, '');
			return await work({ session, timezone: functions.getTimezone(), parameter });
		} catch (error) {
			throw toNodeError(functions.getNode(), error, undefined, api.advise);
		}
	};

	return {
		withContext,
		search: (kind) =>
			async function (filter, token) {
				return await withContext(
					this,
					async (context) => await searchKind(kind, context, filter, token),
				);
			},
		options: (kind) =>
			async function () {
				return await withContext(this, async (context) => {
					const listing = await kind.list(context);
					if (!listing) return [];
					if ('notice' in listing) return [noChoices(listing)];
					const { path, query, root } = listing;
					const rows = await context.session.rows(path, query, { limit: LONGEST_LIST, root });
					return toOptions(kind, kind.keep ? rows.filter(kind.keep) : rows);
				});
			},
	};
}
