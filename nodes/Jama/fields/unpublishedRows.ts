import type { Simplify } from '../../shared/operations/operation';
import { isRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { fullName } from '../configuration/users';
import { simplifyRecord } from './recordRows';
import { simplifyTo } from './rowKinds';
import type { Show } from './rows';
import { itemType, meetNamed, projectKey, relationshipType, user } from './rows';
import { isEmpty } from './simplify';

/** A value that stands in a column of its own: no object, and no list with objects. */
interface Cell {
	/** Its column: `baseline.name` is `baseline`, `baseline.status` is `baselineStatus`. */
	name: string;
	/** Its path in the row as it came, without places in lists. */
	from: string;
	/** The last name of the path. */
	key: string;
	value: unknown;
}

/** IDs that are shown by what they name. */
interface Reference {
	one: RegExp;
	/** Of a list. A number under such a name may be a count. */
	many: RegExp;
	column: (name: string) => string;
	show: Show;
}

const reference = (words: string, show: Show, suffix = ''): Reference => ({
	one: new RegExp(`^(${words})(Id)?$`),
	many: new RegExp(`^(${words})(s|Ids)$`),
	// A user takes the place of the ID, as in the rows of other kinds; other IDs stay behind it.
	column: (name) => (suffix ? name.replace(/(Ids?|s)$/, '') + suffix : name.replace(/Ids?$/, '')),
	show,
});
/** The words of Jama's published models and screens. */
const REFERENCES: readonly Reference[] = [
	reference(
		'user|author|owner|moderator|reviewer|approver|participant|assignedTo|(created|modified|lastModified|locked)By',
		user,
	),
	reference('project', projectKey, 'Key'),
	reference('\\w*[iI]temType', itemType, 'Name'),
	reference('\\w*[rR]elationshipType', relationshipType, 'Name'),
];

const FIRST = ['documentKey', 'key', 'name', 'title', 'display', 'status', 'state', 'type'];
/** IDs whose name does not say so. */
const NAMES_RECORD =
	/^(baseline|folder|item|parent|project|release|review|\w*([iI]tem|[rR]elationship)Type)s?$/;

/** What Jama calls the records of a list, as in "testruns": nobody reads it. */
const isPathName = (value: unknown): boolean =>
	typeof value === 'string' && /^[a-z]+s$/.test(value);
const isSilent = (name: string, value: unknown): boolean =>
	name === 'linked' || name === 'links' || (name === 'type' && isPathName(value));

type Place = Omit<Cell, 'value'>;
const TOP: Place = { name: '', from: '', key: '' };

/** The column of a value inside an object, which has a column itself: no word twice, and the name of an object is the object. */
function columnIn(above: Place, key: string): string {
	if (key === 'name' && above.name !== '') return above.name;
	const own = key.startsWith(above.key) ? key.slice(above.key.length) : key;
	return above.name === '' ? key : above.name + own.charAt(0).toUpperCase() + own.slice(1);
}

const hasName = ({ firstName, lastName }: Row): boolean =>
	typeof firstName === 'string' || typeof lastName === 'string';

/** What is said of an object: of a user the name and the ID. */
const entriesOf = (value: Row): Array<[string, unknown]> =>
	hasName(value)
		? [
				['name', fullName(value)],
				['id', value.id],
			]
		: Object.entries(value);

/** A list in a list is text, so that the others beside it stay in step. */
function inOneCell(value: unknown): unknown {
	if (!Array.isArray(value)) return value ?? null;
	const text = (one: unknown) => (typeof one === 'object' ? JSON.stringify(one) : String(one));
	return value.map((one) => (one === null ? '' : text(one))).join(', ');
}

/** The values of a list with objects: a list for each column, in step. */
function cellsOfList(list: readonly unknown[], place: Place): Cell[] {
	const rows = list.map((one) =>
		isRecord(one) ? cellsIn(one, place) : [{ ...place, value: one }],
	);
	const columns = new Map(rows.flat().map((cell) => [cell.from, cell]));
	return [...columns.values()].map((cell) => ({
		...cell,
		value: rows.map((row) => inOneCell(row.find(({ from }) => from === cell.from)?.value)),
	}));
}

/** The values in an object, whatever it holds. */
function cellsIn(object: Row, above = TOP): Cell[] {
	const entries = above.from === '' ? Object.entries(object) : entriesOf(object);
	return entries.flatMap(([key, value]) => {
		const from = above.from === '' ? key : `${above.from}.${key}`;
		const place = { name: columnIn(above, key), from, key };
		if (isEmpty(value) || isSilent(key, value)) return [];
		// What stands under "fields" belongs to the record itself.
		if (isRecord(value)) return cellsIn(value, from === 'fields' ? { ...TOP, from } : place);
		const hasLists = Array.isArray(value) && value.some((one) => typeof one === 'object');
		return hasLists ? cellsOfList(value, place) : [{ ...place, value }];
	});
}

/** The cells of a row. A column whose name the row has already, or another cell before it, is called by its path. */
function cellsOf(row: Row): Cell[] {
	const cells = cellsIn(row);
	const taken = new Set(cells.filter(({ name, from }) => name === from).map(({ name }) => name));
	return cells.map((cell) => {
		const name = cell.name !== cell.from && taken.has(cell.name) ? cell.from : cell.name;
		taken.add(name);
		return { ...cell, name };
	});
}

const isNumeric = (value: unknown): boolean =>
	[value].flat().every((one) => typeof one === 'number' || one === null);
const isId = ({ key, value }: Cell): boolean =>
	/^id$|Ids?$/.test(key) || (isNumeric(value) && NAMES_RECORD.test(key));

/** What a cell refers to, if its name says so and its value can be an ID. */
function referenceOf({ key, value }: Cell): Reference | undefined {
	const isList = Array.isArray(value);
	const fits = ({ one, many }: Reference) => one.test(key) || (isList && many.test(key));
	return isNumeric(value) ? REFERENCES.find(fits) : undefined;
}

/** What stands in a column of the simplified row. */
interface Shown {
	name: string;
	value: unknown;
	isId: boolean;
}

/** A cell as it is shown. @param taken names of columns; a record is not shown in one of another value */
function showerOf(
	cell: Cell,
	taken: Set<string>,
): (row: Row, session: Session) => Promise<Shown[]> {
	const { name, from, value } = cell;
	const itself: Shown = { name, value, isId: isId(cell) };
	const as = referenceOf(cell);
	const column = as?.column(name) ?? name;
	if (!as || (column !== name && taken.has(column)))
		return async () => await Promise.resolve([itself]);
	taken.add(column);
	return async (row, session) => {
		const show = async (one: unknown) =>
			one === null ? null : await as.show(one, { row, from, session });
		const shown = Array.isArray(value) ? await Promise.all(value.map(show)) : await show(value);
		const readable: Shown = { name: column, value: shown, isId: false };
		return column === name ? [readable] : [readable, itself];
	};
}

function rankOf({ name, isId: isLast }: Shown): number {
	const first = FIRST.indexOf(name);
	if (isLast) return FIRST.length + (name === 'id' ? 1 : 2);
	return first === -1 ? FIRST.length : first;
}

/** How a row is shown that came in a form that is known. */
function knownForm({ fields, itemType: type, projectKey: key, isFolder, ...row }: Row) {
	if (isRecord(fields) && typeof type === 'number') return simplifyRecord;
	if (isRecord(fields) && (key ?? isFolder) !== undefined) return simplifyTo.project;
	return hasName(row) && typeof row.username === 'string' ? simplifyTo.user : undefined;
}

async function prepare(rows: readonly Row[], session: Session): Promise<void> {
	const usersOf = (row: Row) =>
		cellsOf(row)
			.filter((cell) => referenceOf(cell)?.show === user)
			.flatMap(({ from, value }) =>
				[value].flat().map((id) => [id, { row, from, session }] as const),
			);
	const known = (row: Row) => knownForm(row)?.prepare?.([row], session);
	await meetNamed(rows.filter((row) => !knownForm(row)).flatMap(usersOf));
	await Promise.all(rows.map(known));
}

async function simplify(row: Row, session: Session, options: Row): Promise<Row> {
	const form = knownForm(row);
	if (form) return await form(row, session, options);
	const cells = cellsOf(row);
	const taken = new Set(cells.map(({ name }) => name));
	const showers = cells.map((cell) => showerOf(cell, taken));
	const shown = await Promise.all(showers.map(async (show) => await show(row, session)));
	const inOrder = shown.flat().sort((a, b) => rankOf(a) - rankOf(b));
	return toRow(inOrder.map(({ name, value }) => [name, value]));
}

/**
 * Rows of endpoints whose response no document describes, as people read them whatever they hold: key, name, status and type
 * first, users by name and projects by key as in other rows, each value of an object in a column of its own, a list of objects
 * as a list for each of their values, IDs last. A user, a project and the list of types cost a request where they are not
 * remembered. A row in the form of an item, a project or a user is shown as one.
 */
export const simplifyUnpublished: Simplify = Object.assign(simplify, { prepare });
