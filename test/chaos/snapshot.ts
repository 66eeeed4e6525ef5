import { createHash } from 'node:crypto';
import { SITE } from './rows';

/** Every record of a fake server as text, by collection and key. */
export type Snapshot = ReadonlyMap<string, string>;

/**
 * Left out: what a server writes down about what was done, since a PUT that is repeated leaves two versions and two events
 * and still one state; caches and counters; tokens; and what is large and never written to here.
 */
const NOT_STATE: ReadonlySet<string> = new Set([
	'activities',
	'baselines',
	'byKey',
	'codes',
	'counters',
	'dates',
	'deletions',
	// They are in the records that hold them, by their content.
	'files',
	'from',
	'grants',
	'itemChildren',
	'itemTypes',
	'log',
	'options',
	'pastRelationships',
	'pending',
	'revision',
	'rootItems',
	'testItems',
	'to',
	'tokens',
	'tree',
	'versions',
	'versionCategories',
]);
/** When something was done is no part of what was done. */
const NOT_CONTENT: ReadonlySet<string> = new Set([
	'createdDate',
	'modifiedDate',
	'lastActivityDate',
	'lastLockedDate',
	'modifiedBy',
	'globalSortOrder',
]);

const plain = (key: string, value: unknown): unknown => {
	if (NOT_CONTENT.has(key)) return undefined;
	// An item that was locked and is free again is as one that never was.
	if (key === 'lock' && (value as { locked?: boolean } | undefined)?.locked !== true)
		return undefined;
	if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
	if (value instanceof Set) return [...(value as Set<unknown>)];
	return value;
};

function textOf(value: unknown): string {
	if (Array.isArray(value) && value.every((part) => Buffer.isBuffer(part))) {
		const content = Buffer.concat(value as Buffer[]);
		return `${content.length} bytes ${createHash('sha1').update(content).digest('hex')}`;
	}
	return (JSON.stringify(plain('', value), plain) ?? '').replace(SITE, 'http://site');
}

/** A record with the content of its file in the place of the file's number, which a repeated upload changes. */
function withFile(record: unknown, state: { files?: Map<number, Buffer[]> }): unknown {
	const { fields } = (record ?? {}) as { fields?: { attachment?: unknown } };
	const file = state.files?.get(Number(fields?.attachment));
	return file ? { ...(record as object), fields: { ...fields, attachment: textOf(file) } } : record;
}

/** What a server knows now. */
export function snapshotOf(state: object): Snapshot {
	const records = new Map<string, string>();
	for (const [name, value] of Object.entries(state)) {
		if (NOT_STATE.has(name)) continue;
		if (value instanceof Map) {
			for (const [key, record] of value as Map<unknown, unknown>) {
				records.set(`${name} ${String(key)}`, textOf(withFile(record, state)));
			}
		} else records.set(name, textOf(value));
	}
	return records;
}

/** The records that differ, each with a sign for added, changed or gone. */
export function differences(before: Snapshot, after: Snapshot): string[] {
	const found: string[] = [];
	for (const [key, text] of after) {
		const known = before.get(key);
		if (known === undefined) found.push(`+${key}`);
		else if (known !== text) found.push(`~${key}`);
	}
	for (const key of before.keys()) if (!after.has(key)) found.push(`-${key}`);
	return found;
}
