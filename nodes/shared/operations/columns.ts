import type { Row } from '../values/row';
import { toRow } from '../values/row';

type Labels = ReadonlyArray<readonly [label: string, column: string]>;

/** What people call the columns of a row, by row. */
const labels = new WeakMap<Row, Labels>();

/** Remembers what people call the columns of a row, which may be empty in this one. Gives the row back. */
export function nameColumns(row: Row, names: Labels): Row {
	labels.set(row, names);
	return row;
}

/** A row made from another one keeps what people call its columns. */
export function keepNames(from: Row, row: Row): Row {
	const names = labels.get(from);
	return names ? nameColumns(row, names) : row;
}

const finished = new WeakSet<Row>();

/** Marks a row that is no record, such as a report: it is neither simplified nor cut down to columns. */
export const asItIs = (row: Row): void => void finished.add(row);
export const isAsItIs = (row: Row): boolean => finished.has(row);

/** A name as it is compared: letters and digits in lower case, without the suffix of custom fields. */
const key = (name: string): string =>
	name
		.replace(/\$\d+$/, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** The name that an object has for a column written in another case, if it is the only one. */
function nameIn(row: Row, wanted: string): string | undefined {
	if (Object.hasOwn(row, wanted)) return wanted;
	const lower = wanted.toLowerCase();
	const alike = Object.keys(row).filter((name) => name.toLowerCase() === lower);
	if (alike.length === 1) return alike[0];
	const similar = Object.keys(row).filter((name) => key(name) === key(wanted));
	return alike.length === 0 && similar.length === 1 ? similar[0] : undefined;
}

/** A value at a dotted path; undefined when the row has no such place. Never follows what an object inherits. */
function valueAt(row: Row, path: string): { value: unknown } | undefined {
	const whole = nameIn(row, path);
	if (whole !== undefined) return { value: row[whole] };
	let at: unknown = row;
	for (const step of path.split('.')) {
		if (!isObject(at)) return undefined;
		const name = nameIn(at, step);
		if (name === undefined) return undefined;
		at = at[name];
	}
	return { value: at };
}

/** The column that a label stands for. */
const columnFor = (row: Row, label: string): string | undefined =>
	labels.get(row)?.find(([name]) => name.trim().toLowerCase() === label.toLowerCase())?.[1] ??
	labels.get(row)?.find(([, column]) => key(column) === key(label))?.[1];

/** Keeps some columns of rows, and knows which of them no row had. */
export class Columns {
	private readonly unseen: Set<string>;
	private readonly present = new Set<string>();
	private readonly wanted: readonly string[];
	private rows = 0;

	/** @param text names, dotted paths or labels, in any case, separated by commas; none keeps every column */
	constructor(text: unknown) {
		this.wanted = String(text ?? '')
			.split(',')
			.map((name) => name.trim())
			.filter(Boolean);
		this.unseen = new Set(this.wanted);
	}

	/** The wanted columns of a row, under the names as they were given; null where this row has none. */
	pick(row: Row): Row {
		if (this.wanted.length === 0) return row;
		this.rows += 1;
		for (const name of Object.keys(row)) this.present.add(name);
		return toRow(
			this.wanted.map((name): [string, unknown] => {
				const label = columnFor(row, name);
				const found = valueAt(row, name) ?? (label === undefined ? undefined : valueAt(row, label));
				if (found || label !== undefined) this.unseen.delete(name);
				return [name, found?.value ?? null];
			}),
		);
	}

	/**
	 * What to say to the user about columns that no row had; undefined when there are none.
	 * @param of what named the columns, or whose they are
	 */
	hint(of = 'Fields to Return'): string | undefined {
		if (this.rows === 0 || this.unseen.size === 0) return undefined;
		const missing = [...this.unseen].map((name) => `'${name}'`).join(', ');
		return `${of}: no row has ${missing}. The rows have: ${[...this.present].join(', ')}.`;
	}
}
