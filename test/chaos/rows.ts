import type { Row } from './outcome';

/** Hosts differ from run to run. */
const SITE = /https?:\/\/(stranger-)?[\w-]+\.chaos\.test:\d+/g;

/** JSON with sorted keys, hosts left out, and ids as text where the server had them so. */
export function textOfRow(row: Row): string {
	const sorted = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(sorted);
		if (typeof value !== 'object' || value === null) return value;
		const entries = Object.entries(value as Row).filter(([, content]) => content !== undefined);
		return Object.fromEntries(
			entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]),
		);
	};
	return JSON.stringify(sorted(row)).replace(SITE, 'http://site');
}

/** A number that came as text is the same number: the server said it so. */
const loose = (text: string) => text.replace(/"(-?\d+(?:\.\d+)?)"/g, '$1');

/** Names of columns that explain instead of telling. */
const NOTES = ['note', 'notes', 'warning', 'missing', 'skippedFiles'];

export interface RowsCompared {
	same: boolean;
	/** Rows of the clean run that are not there in any form. */
	missing: number;
	/** Rows that are there more often than in the clean run. */
	extra: number;
	/** Columns whose values differ, of rows that stand at the same place. */
	columns: string[];
	/** What the rows themselves say beside. */
	notes: string[];
}

/** Compares output with that of a clean run; the order counts for nothing. */
export function compareRows(clean: Row[], rows: Row[]): RowsCompared {
	const notes = rows.flatMap((row) =>
		NOTES.flatMap((name) =>
			row[name] === undefined || name in (clean[0] ?? {}) ? [] : [textOfRow({ note: row[name] })],
		),
	);
	const bare = (row: Row): Row =>
		Object.fromEntries(Object.entries(row).filter(([name]) => !NOTES.includes(name)));
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
	const columns = new Set<string>();
	const byId = new Map(clean.map((row) => [idOf(row), bare(row)]));
	for (const row of others) {
		const twin = byId.get(idOf(row));
		if (!twin) {
			columns.add('(another row)');
			continue;
		}
		for (const name of new Set([...Object.keys(twin), ...Object.keys(row)])) {
			if (loose(textOfRow({ v: twin[name] })) !== loose(textOfRow({ v: row[name] })))
				columns.add(name);
		}
	}
	return {
		same: missing === 0 && others.length === 0,
		missing: Math.max(0, missing - others.length),
		extra: Math.max(0, others.length - missing),
		columns: [...columns],
		notes,
	};
}

const idOf = (row: Row): string =>
	String(row.id ?? row.key ?? row.documentKey ?? row.url ?? row.value ?? row.subject ?? 'only');
