import type { IDataObject } from 'n8n-workflow';
import type { Simplify } from '../../shared/operations/operation';
import { isRecord, ownValue, toRecord, valueAt } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { distinctName, fullName, meetUsers } from '../configuration/users';
import type { NamesOf } from '../configuration/typeNames';
import { itemTypeNames, relationshipTypeNames } from '../configuration/typeNames';
import { mayNotRead } from '../configuration/unreadable';
import { ITEM, nameField, PROJECT } from '../pickers/itemKinds';
import { includedFields } from './fields';
import { isEmpty, urlOf } from './simplify';

/** Where a shown value comes from. */
export interface Place {
	row: Row;
	/** The path of the value in the row as it came. */
	from: string;
	session: Session;
}

/** How a value is shown; with the paths of IDs whose records are asked for in the same request. */
export interface Show {
	(value: unknown, place: Place): unknown;
	isLinked?: true;
}

/** A column: its name, where its value is in the row as it came (the same name), and how it is shown (as it is). */
export type Column = readonly [name: string, from?: string, show?: Show];

/** What a kind of record looks like to people: its columns in order; what follows them, and IDs at the end. */
export interface RowKind {
	columns: readonly Column[];
	ids: readonly Column[];
}

/** The record that an ID at a path names, if the response brought it along. */
const linkedAt = ({ row, from }: Place): Row | undefined => {
	const linked = ownValue(row.linked, from);
	return isRecord(linked) ? linked : undefined;
};

/**
 * The record that an ID names: from the response that it stands in, else read once. Undefined, with one hint, where this user
 * may not read it. Rejects with any other error.
 */
async function named(path: string, value: unknown, place: Place): Promise<Row | undefined> {
	const { session } = place;
	const whole = `${path}/${String(value)}`;
	const linked = linkedAt(place);
	if (linked) session.config.learn(whole, linked);
	const found =
		linked ??
		(await session.once(`shown ${whole}`, async () =>
			session.config.row(whole).catch((error: unknown) => {
				if (mayNotRead(error)) return undefined;
				throw error;
			}),
		));
	if (!found) {
		session.hint(
			`'${place.from}' is shown as a number: this user may not read what the number stands for.`,
		);
	}
	return found;
}

const linked = (show: Show): Show => Object.assign(show, { isLinked: true as const });

/** A user by first and last name, with the ID where another one has the name. */
export const user = linked(async (value, place) => {
	const found = await named('/users', value, place);
	return found ? (await distinctName(place.session, found)) || value : value;
});

/** Meets the users whom IDs name, before the first of them is shown. Costs no request that showing them would not cost. */
export async function meetNamed(
	ids: ReadonlyArray<readonly [id: unknown, place: Place]>,
): Promise<void> {
	await Promise.all(
		ids.map(async ([id, place]) => {
			const found = isEmpty(id) ? undefined : await named('/users', id, place);
			if (found) await meetUsers(place.session, [found]);
		}),
	);
}

/** Meets every user whom rows show. */
export const meetingUsers =
	(columns: readonly Column[]): NonNullable<Simplify['prepare']> =>
	async (rows, session) => {
		const shown = columns.filter(([, , show]) => show === user);
		const at = (row: Row, from: string) => [valueAt(row, from), { row, from, session }] as const;
		await meetNamed(rows.flatMap((row) => shown.map(([name, from = name]) => at(row, from))));
	};

/** A project by its key; one without a key by its name. */
export const projectKey = linked(async (value, place) => {
	const found = await named('/projects', value, place);
	return found ? (found.projectKey ?? nameField(found) ?? value) : value;
});

/**
 * Of an item that the response brought along. Items are not read one by one: a list may name two others in each row. Without
 * them only the ID is shown, which one hint says.
 */
const ofItem = (read: (item: Row, session: Session) => unknown) =>
	linked((_, place) => {
		const item = linkedAt(place);
		if (item) return read(item, place.session);
		place.session.hint(
			`'${place.from}' is shown as an ID only: Jama did not send the record along, or this user may not see it.`,
		);
		return undefined;
	});
export const keyOfItem = ofItem((item) => item.documentKey);
export const nameOfItem = ofItem((item) => nameField(item));
export const urlOfItem = ofItem((item, session) => urlOf(ITEM, item, session));

/** By name. All of them are read in one list, once. */
const typeFrom =
	(namesOf: NamesOf): Show =>
	async (value, { from, session }) => {
		if (typeof value !== 'number') return value;
		const load = async () => (await namesOf(session, [value])).get(value);
		return (
			(await load().catch((error: unknown) => {
				if (!mayNotRead(error)) throw error;
				session.hint(`'${from}' is shown as a number: this user may not read the types.`);
				return undefined;
			})) ?? value
		);
	};
export const itemType = typeFrom(itemTypeNames);
export const relationshipType = typeFrom(relationshipTypeNames);

/** An option of a picklist by its label. */
export const option: Show = async (value, place) =>
	(await named('/picklistoptions', value, place))?.name ?? value;

/** What each of a list is called, such as the fields of an item type. */
export const labels: Show = (value) =>
	[value].flat().map((one) => toRecord(one).label ?? toRecord(one).name ?? one);

export const nameOfUser: Show = (_, { row }) => fullName(row);
export const urlOfProject: Show = (_, { row, session }) => urlOf(PROJECT, row, session);

/** Values that stand in a column: neither an object, nor a list with objects. */
const isPlain = (value: unknown): boolean => [value].flat().every((one) => !isRecord(one));

/** What Jama says of every record, and nobody reads. */
const SILENT: ReadonlySet<string> = new Set(['type', 'linked']);

/** The columns of a kind that a row has a value for, as they are shown. */
export async function columnsOf(
	row: Row,
	session: Session,
	columns: readonly Column[],
): Promise<Row> {
	const shown = await Promise.all(
		columns.map(async ([name, from = name, show]) => {
			const value = valueAt(row, from);
			if (isEmpty(value)) return [name, undefined] as const;
			return [name, show ? await show(value, { row, from, session }) : value] as const;
		}),
	);
	return toRow(shown.filter(([, value]) => !isEmpty(value)));
}

/** The first names of the paths that columns read. */
const readBy = (columns: readonly Column[]): Set<string> =>
	new Set(columns.map(([name, from = name]) => from.split('.')[0] ?? name));

/** The values for `include` that bring along what columns show. */
export const includesOf = (columns: readonly Column[]): string[] => [
	...new Set(
		columns.flatMap(([name, from = name, show]) => (show?.isLinked ? [`data.${from}`] : [])),
	),
];

/** What the user asked to be included, without what came along to be shown. */
export function linkedByUser(row: Row, { include, includeFields }: IDataObject): Row | undefined {
	const asked = [[include ?? []].flat(), includedFields(includeFields ?? '')].flat();
	const kept = Object.entries(toRecord(row.linked)).filter(([path]) =>
		asked.includes(`data.${path}`),
	);
	return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * Rows of a kind as people read them: its columns, then what else the record says in plain values, IDs last. Users, projects
 * and items that an ID names come with the same request; a user or a project that did not is read once in an execution. What
 * tells of a write, and has no record, is left as it is.
 */
export function simplifyAs({ columns, ids }: RowKind): Simplify {
	const all = [...columns, ...ids];
	const read = readBy(all);
	const include = includesOf(all);
	const prepare = meetingUsers(all);
	const simplify = async (row: Row, session: Session, options: IDataObject): Promise<Row> => {
		if (row.success !== undefined || row.deleted === true) return row;
		const others = Object.entries(row).filter(
			([name, value]) => !read.has(name) && !SILENT.has(name) && !isEmpty(value) && isPlain(value),
		);
		const linkedRows = linkedByUser(row, options);
		return {
			...(await columnsOf(row, session, columns)),
			...Object.fromEntries(others),
			...(await columnsOf(row, session, ids)),
			...(linkedRows ? { linked: linkedRows } : {}),
		};
	};
	return Object.assign(simplify, { include, prepare });
}
