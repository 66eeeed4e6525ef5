import { InvalidInput } from './invalidInput';

/** How records of a kind are distinguished by what people write. */
export interface Naming<T> {
	/** As in messages: `the option "High" of 'Priority'`. */
	what: string;
	idOf: (row: T) => unknown;
	/** Every name that a record has; what is empty is no name. */
	namesOf: (row: T) => readonly unknown[];
	/** False for a record that is not used any more: it is chosen only where no other one fits. */
	isActive?: (row: T) => boolean;
	/** The ID that stands there already, or several: of the records that fit equally well it stays. */
	current?: unknown;
	/** How to say which of several is meant, where the name with the ID is not read. */
	advice?: string;
}

/** Without space around, and each run of space as one: cells and web pages have non-breaking ones. */
export const clean = (value: unknown): string =>
	String(value ?? '')
		.replace(/\s+/g, ' ')
		.trim();

/** Equal apart from case and space; what is empty is equal to nothing. */
const sameName = (name: unknown, text: string): boolean =>
	clean(name) !== '' && clean(name).toLowerCase() === text.toLowerCase();

/** `High (ID 151)`, or only `ID 151`. */
const WITH_ID = /^(?:(.*\S)\s+)?\(?ID:? ([\w-]+)\)?$/is;

/** A record by name and ID, in the way that `pickOne` reads. */
export const withId = (name: unknown, id: unknown): string => `${clean(name)} (ID ${String(id)})`;

const describe = <T>(row: T, { idOf, namesOf }: Naming<T>): string =>
	withId(namesOf(row).find((name) => clean(name) !== '') ?? '', idOf(row)).trim();

function several<T>(rows: readonly T[], naming: Naming<T>): InvalidInput {
	const all = rows.map((row) => describe(row, naming)).join(', ');
	return new InvalidInput(
		`${naming.what} stands for ${rows.length} records: ${all}`,
		naming.advice ?? 'Write the one that you mean as it stands here, with its ID.',
	);
}

/**
 * The one of the records that were found, however that was.
 * @throws InvalidInput when there is none, or more than one
 */
export function theOnly<T>(rows: readonly T[], naming: Naming<T>): T {
	const [row, second] = rows;
	if (row !== undefined && second === undefined) return row;
	if (row !== undefined) {
		throw several(rows, { ...naming, advice: naming.advice ?? 'Choose one of them by its ID.' });
	}
	throw new InvalidInput(
		`${naming.what} was not found`,
		"Check the spelling, and that the credential's user may see it. A record created seconds ago may not be searchable yet.",
	);
}

/** The one record that a name stands for, like `pickNamed`. Throws InvalidInput also when there is none. */
export function theNamed<T>(rows: readonly T[], value: unknown, naming: Naming<T>): T {
	const found = pickNamed(rows, value, naming);
	return theOnly(found === undefined ? [] : [found], naming);
}

/** Those of a list that also pass a test, unless none does. */
const rather = <T>(rows: readonly T[], test: (row: T) => boolean): readonly T[] => {
	const better = rows.filter(test);
	return better.length > 0 ? better : rows;
};

/**
 * Of the records with one name: active ones, of them those written exactly so. The one that stands there already goes before
 * them, also when it is not active any more, unless one of them is written exactly so and it is not.
 */
function narrow<T>(rows: readonly T[], text: string, naming: Naming<T>): readonly T[] {
	const { idOf, namesOf, isActive = () => true, current } = naming;
	const isExact = (row: T) => namesOf(row).some((name) => clean(name) === text);
	const best = rather(rather(rows, isActive), isExact);
	const now = [current].flat().map(clean);
	const mayStay = best.some(isExact) ? isExact : () => true;
	const standing = rows.filter((row) => now.includes(String(idOf(row))) && mayStay(row));
	return standing.length === 1 ? standing : best;
}

/** Every record that a name, or a name with its ID, may stand for. */
function candidates<T>(rows: readonly T[], text: string, naming: Naming<T>): readonly T[] {
	const { idOf, namesOf } = naming;
	const found = rows.filter((row) => namesOf(row).some((name) => sameName(name, text)));
	if (found.length > 0) return narrow(found, text, naming);
	const [, name, id] = WITH_ID.exec(text) ?? [];
	return rows.filter(
		(row) =>
			String(idOf(row)) === id &&
			(name === undefined || namesOf(row).some((one) => sameName(one, name))),
	);
}

/**
 * The one record that a name stands for, or a name with its ID such as `High (ID 151)`.
 * @returns undefined when there is none
 * @throws InvalidInput that lists them when there are several
 */
export function pickNamed<T>(rows: readonly T[], value: unknown, naming: Naming<T>): T | undefined {
	const found = candidates(rows, clean(value), naming);
	if (found.length > 1) throw several(found, naming);
	return found[0];
}

const withIdOnly = <T>(rows: readonly T[], text: string, { idOf }: Naming<T>): T | undefined =>
	rows.find((row) => String(idOf(row)) === text);

/**
 * The one record that a name or an ID stands for; a name goes before an ID.
 * @returns undefined when there is none
 * @throws InvalidInput that lists them when several fit, also when one fits by its name and another by its ID
 */
export function pickOne<T>(rows: readonly T[], value: unknown, naming: Naming<T>): T | undefined {
	const byId = withIdOnly(rows, clean(value), naming);
	const named = pickNamed(rows, value, naming);
	if (named === undefined || byId === undefined || named === byId) return named ?? byId;
	throw new InvalidInput(
		`${naming.what} is the name of one record and the ID of another: ${describe(named, naming)}, ${describe(byId, naming)}`,
		'Write the one that you mean as it stands here, with its ID.',
	);
}

/** The name of a record in the way that leads back to it: with its ID where others go by that name, too. */
export function readableName<T>(rows: readonly T[], row: T, naming: Naming<T>): unknown {
	const name = naming.namesOf(row)[0];
	const text = clean(name);
	const others = [...candidates(rows, text, naming), withIdOnly(rows, text, naming) ?? row];
	const isAlone = text !== '' && others.every((one) => one === row);
	if (isAlone) return name;
	const id = naming.idOf(row);
	const ways = [
		withId(name, id).trim(),
		`ID ${String(id)}`,
		`(ID ${String(id)})`,
		`ID: ${String(id)}`,
	];
	const leadsBack = (way: string) => {
		const [one, second] = candidates(rows, way, naming);
		return one === row && second === undefined;
	};
	// Another record may be named like this one with its ID.
	return ways.find(leadsBack) ?? id;
}
