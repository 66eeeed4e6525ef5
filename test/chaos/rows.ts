import type { Row } from './outcome';

/** Hosts differ from run to run. */
export const SITE = /https?:\/\/(stranger-)?[\w-]+\.chaos\.test:\d+/g;

const numberOf = (value: unknown): unknown => (value as { id?: unknown } | null)?.id;

/**
 * JSON with sorted keys, hosts left out, and ids as text where the server had them so. Records inside a row are sorted by their
 * ids, as rows are compared in any order.
 */
export function textOfRow(row: Row): string {
	const sorted = (value: unknown): unknown => {
		if (Array.isArray(value)) {
			const parts = value.map(sorted);
			const areRecords = parts.every((part) => numberOf(part) !== undefined);
			return areRecords ? parts.sort((a, b) => Number(numberOf(a)) - Number(numberOf(b))) : parts;
		}
		if (typeof value !== 'object' || value === null) return value;
		const entries = Object.entries(value as Row).filter(([, content]) => content !== undefined);
		return Object.fromEntries(
			entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]),
		);
	};
	// The number of an attachment's file, which a repeated upload changes.
	return JSON.stringify(sorted(row))
		.replace(SITE, 'http://site')
		.replace(/"attachment":\d+/g, '"attachment":0');
}

/**
 * A number that came as text is the same number: the server said it so. A name with its ID is the same name: where the server
 * does not let the node see that nobody else has it, the node gives both.
 */
const loose = (text: string) =>
	text.replace(/"(-?\d+(?:\.\d+)?)"/g, '$1').replace(/(?<=[^"]) \(ID \d+\)"/g, '"');

/** Names of columns that explain instead of telling. */
const NOTES = ['note', 'notes', 'warning', 'missing', 'skippedFiles'];

export interface RowsCompared {
	same: boolean;
	/** Rows of the clean run that are not there in any form. */
	missing: number;
	/** Rows that are there more often than in the clean run. */
	extra: number;
	/** Columns whose values differ, of rows with the same id, with both values. */
	columns: ReadonlyMap<string, string>;
	/** What the rows themselves say beside. */
	notes: string[];
}

/** A note, or the headers of an answer that is handed on: a proxy has its own. */
const isBeside = (name: string, row: Row): boolean =>
	NOTES.includes(name) || (name === 'headers' && 'statusCode' in row);

/** Compares output with that of a clean run; the order counts for nothing. */
export function compareRows(clean: Row[], rows: Row[]): RowsCompared {
	const notes = rows.flatMap((row) =>
		NOTES.flatMap((name) =>
			row[name] === undefined || name in (clean[0] ?? {}) ? [] : [textOfRow({ note: row[name] })],
		),
	);
	const bare = (row: Row): Row =>
		Object.fromEntries(Object.entries(row).filter(([name]) => !isBeside(name, row)));
	const left = new Map<string, number>();
	for (const row of clean) {
		const text = loose(textOfRow(bare(row)));
		left.set(text, (left.get(text) ?? 0) + 1);
	}
	const others: Row[] = [];
	for (const row of rows) {
		const text = loose(textOfRow(bare(row)));
		const count = left.get(text) ?? 0;
		if (count > 0) left.set(text, count - 1);
		else others.push(bare(row));
	}
	const missing = [...left.values()].reduce((sum, count) => sum + count, 0);
	const columns = new Map<string, string>();
	const byId = new Map(clean.map((row) => [idOf(row), bare(row)]));
	for (const row of others) {
		const twin = byId.get(idOf(row));
		if (!twin) {
			columns.set('(another row)', textOfRow(row).slice(0, 120));
			continue;
		}
		for (const name of new Set([...Object.keys(twin), ...Object.keys(row)])) {
			const [was, is] = [twin, row].map((one) => loose(textOfRow({ v: one[name] })));
			if (was !== is) columns.set(name, `${was?.slice(4, 60)} → ${is?.slice(4, 60)}`);
		}
	}
	return {
		same: missing === 0 && others.length === 0,
		missing: Math.max(0, missing - others.length),
		extra: Math.max(0, others.length - missing),
		columns,
		notes,
	};
}

const idOf = (row: Row): string =>
	String(row.id ?? row.key ?? row.documentKey ?? row.url ?? row.value ?? row.subject ?? 'only');
