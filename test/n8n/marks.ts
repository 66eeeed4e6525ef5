import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import { parseFlatted } from './flatted';

/** A secret that occurs nowhere else; its last characters are changed by URL encoding and stay the same in JSON. */
export const newMark = (name: string): string =>
	`Mk.${name}.${randomBytes(9).toString('hex')}~+/&%`;

/**
 * Every form in which a mark may stand in a text: as it is, in a URL (also encoded twice), in hexadecimal, and as part of
 * anything in Base64, wherever in it: `user:mark` and `Bearer mark` as well.
 */
export function formsOf(mark: string): string[] {
	const inBase64 = [0, 1, 2].flatMap((before) => {
		const text = Buffer.from('x'.repeat(before) + mark)
			.toString('base64')
			.replace(/=+$/, '');
		// The characters at both ends also hold bits of what stands beside the mark.
		const inner = text.slice(before === 0 ? 0 : before + 1, -2);
		return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
	});
	const inUrl = encodeURIComponent(mark);
	const hex = Buffer.from(mark).toString('hex');
	return [
		...new Set([mark, inUrl, encodeURIComponent(inUrl), hex, hex.toUpperCase(), ...inBase64]),
	];
}

/** Where marks are looked for, and which were found. */
export class Search {
	readonly found: string[] = [];
	readonly places = new Map<string, number>();
	private readonly forms: Array<{ name: string; bytes: Buffer }>;

	constructor(marks: Record<string, string>) {
		this.forms = Object.entries(marks).flatMap(([name, mark]) =>
			formsOf(mark).map((form) => ({ name, bytes: Buffer.from(form) })),
		);
	}

	/** @param kind what the place is one of, for the closing line */
	in(kind: string, place: string, content: unknown): void {
		const text = typeof content === 'string' ? content : (JSON.stringify(content) ?? '');
		const bytes = Buffer.isBuffer(content) ? content : Buffer.from(text);
		this.places.set(kind, (this.places.get(kind) ?? 0) + 1);
		for (const { name, bytes: form } of this.forms) {
			if (bytes.includes(form)) this.found.push(`${name} in ${kind}, ${place}`);
		}
	}

	/** All files below a folder, byte by byte: n8n's log, its database with what is not merged into it yet, binary data. */
	async inFiles(folder: string, without: (path: string) => boolean): Promise<void> {
		for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
			const path = relative(folder, join(entry.parentPath, entry.name));
			if (entry.isFile() && !without(path)) {
				this.in('files', path, await readFile(join(folder, path)));
			}
		}
	}

	/** Every row of every table of a SQLite database, and executions unpacked. Returns how many rows there are. */
	async inRows(node: string, database: string): Promise<number> {
		const { stdout } = await promisify(execFile)(node, ['--no-warnings', '-e', DUMP, database], {
			maxBuffer: 2 ** 30,
		});
		const lines = stdout.split('\n').filter(Boolean);
		for (const line of lines) {
			const { table, row } = JSON.parse(line) as { table: string; row: Record<string, unknown> };
			this.in('rows', table, row);
			if (table === 'execution_data') this.in('executions unpacked', table, readable(row.data));
		}
		return lines.length;
	}
}

/** An execution in plain text: nothing escaped, every value spelled out. */
function readable(data: unknown): string {
	const seen = new Set<unknown>();
	const texts: string[] = [];
	const walk = (value: unknown): void => {
		if (typeof value !== 'object' || value === null) return void texts.push(String(value));
		if (seen.has(value)) return;
		seen.add(value);
		for (const [key, inner] of Object.entries(value)) {
			texts.push(key);
			walk(inner);
		}
	};
	walk(parseFlatted(String(data)));
	return texts.join('\n');
}

/** Runs in n8n's own Node, which has SQLite built in. */
const DUMP = `
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1], { readOnly: true });
const show = (_, value) => value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1')
	: value instanceof Uint8Array ? Buffer.from(value).toString('latin1')
	: typeof value === 'bigint' ? String(value) : value;
for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()) {
	for (const row of db.prepare('SELECT * FROM "' + name + '"').all())
		console.log(JSON.stringify({ table: name, row }, show));
}`;
