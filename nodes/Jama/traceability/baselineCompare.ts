import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { RunContext } from '../../shared/operations/operation';
import { reportItem, wantsReport } from '../../shared/reports/reportItem';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { changedFields } from '../fields/changedFields';
import type { FieldChange } from '../fields/changedFields';
import { filterResults, noteLag } from '../items/filterResults';
import { compareReport } from './reports';
import { mayNotRead } from '../configuration/unreadable';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf, toRow } from '../../shared/values/row';

export interface Change {
	change: 'added' | 'changed' | 'removed';
	id: number;
	documentKey: unknown;
	name: unknown;
	changedFields: FieldChange[];
	versionBefore: number | null;
	versionAfter: number | null;
}

export interface Comparison {
	changes: Change[];
	unchanged: number;
}

const fieldsOf = (row: Row): IDataObject => toRecord(row.fields);

const versionOf = (row: Row = {}): number | null =>
	typeof row.version === 'number' ? row.version : null;

const describe = (
	change: Change['change'],
	row: Row,
	{ before, after, fields = [] }: { before?: Row; after?: Row; fields?: FieldChange[] },
): Change => ({
	change,
	id: numberOf(row),
	documentKey: row.documentKey ?? null,
	name: fieldsOf(row).name ?? null,
	changedFields: fields,
	versionBefore: versionOf(before),
	versionAfter: versionOf(after),
});

/**
 * What happened to items between two states, by item ID: removed and changed ones in the order of the first state, then
 * the added ones. An item whose fields are the same is unchanged, also when its version or its place in the tree is another.
 */
export function compareVersions(before: Row[], after: Row[]): Comparison {
	const now = new Map(after.map((row) => [row.id, row]));
	const old = new Set(before.map((row) => row.id));
	const changes: Change[] = [];
	let unchanged = 0;
	for (const row of before) {
		const next = now.get(row.id);
		const fields = next ? changedFields(row, next) : [];
		if (!next) changes.push(describe('removed', row, { before: row }));
		else if (fields.length > 0)
			changes.push(describe('changed', next, { before: row, after: next, fields }));
		else unchanged += 1;
	}
	const added = after.filter((row) => !old.has(row.id));
	return {
		changes: [...changes, ...added.map((row) => describe('added', row, { after: row }))],
		unchanged,
	};
}

/** An item and everything below it. */
export function below(items: Row[], root: number): Row[] {
	const parents = new Map(
		items.map((row) => [numberOf(row), toRecord(toRecord(row.location).parent).item]),
	);
	const inside = (id: number): boolean => {
		const seen = new Set<number>();
		let at: unknown = id;
		while (typeof at === 'number' && at !== root && !seen.has(at)) {
			seen.add(at);
			at = parents.get(at);
		}
		return at === root;
	};
	return items.filter((row) => inside(numberOf(row)));
}

/** A row that did not come would count as removed. */
const WHOLE = { whole: true };

/** Items of the projects that a baseline has items of, for one whose source cannot be read: none of them is new. */
async function sameItems(session: Session, baseline: Row, before: Row[]): Promise<Row[]> {
	const ids = new Set(before.map((row) => row.id));
	const projects = new Set([baseline.project, ...before.map((row) => row.project)]);
	const rows: Row[] = [];
	for (const project of projects) {
		const all = await session.rows('/items', { project }, WHOLE);
		rows.push(...all.filter((row) => ids.has(row.id)));
	}
	session.hint(
		`What the baseline '${String(baseline.name)}' was created from is no longer known, or may not be read: only its own items were compared, and none is reported as added. Those that are out of the user's sight count as removed.`,
	);
	return rows;
}

/** What `read` gives; undefined for what is gone or may not be read. */
async function ifReadable<T>(read: Promise<T>): Promise<T | undefined> {
	return await read.catch((error: unknown) => {
		if (mayNotRead(error)) return undefined;
		throw error;
	});
}

/**
 * The results of a baseline's filter; undefined when the filter is gone or may not be read. A filter may find items of all
 * projects, and in no document is whether a baseline of it holds those of others: they count only if this one holds some.
 */
async function resultsOf(session: Session, baseline: Row, before: Row[], filter: number) {
	const { project } = baseline;
	const rows = await ifReadable(filterResults(session, filter, project));
	if (!rows) return undefined;
	noteLag(session);
	if (before.some((row) => row.project !== project)) return rows;
	const own = rows.filter((row) => row.project === project);
	if (own.length < rows.length) {
		session.hint(
			`The filter of the baseline '${String(baseline.name)}' finds ${rows.length - own.length} items of other projects now. The baseline holds only items of its own project: those of others were not compared.`,
		);
	}
	return own;
}

/** An item and all below it, in the project where the item is now; undefined when it is gone or may not be read. */
async function belowNow(session: Session, item: number): Promise<Row[] | undefined> {
	const root = await ifReadable(session.row({ path: `/items/${item}` }));
	if (!root) return undefined;
	return below(await session.rows('/items', { project: numberOf(root, 'project') }, WHOLE), item);
}

/**
 * The items that the baseline would hold if it were made now. Its `origin` says which: the results of a filter, an item and
 * all below it (in whatever project it is now), the items of a release, or all items of the project's tree (GET /items, which has no test plans, cycles and
 * runs: baselines hold none either).
 */
async function itemsNow(session: Session, baseline: Row, before: Row[]): Promise<Row[]> {
	const origin = toRecord(baseline.origin);
	const { filter, item, release, project: ofProject } = origin;
	const project = numberOf(baseline, 'project');
	let rows: Row[] | undefined;
	if (filter !== undefined) {
		rows = await resultsOf(session, baseline, before, numberOf(origin, 'filter'));
	} else if (item !== undefined) rows = await belowNow(session, numberOf(origin, 'item'));
	else if ((release ?? ofProject) !== undefined) {
		const all = await session.rows('/items', { project }, WHOLE);
		const isOfRelease = (row: Row) => release === undefined || fieldsOf(row).release === release;
		rows = all.filter(isOfRelease);
	}
	rows ??= await sameItems(session, baseline, before);
	// Items do not say their version; the baseline knows it of those that it holds.
	const versions = new Map(before.map((row) => [row.id, row.currentVersion]));
	return rows.map((row) => ({ ...row, version: versions.get(row.id) }));
}

/** Reads a baseline. Throws InvalidInput when it is not one of the chosen project. */
async function readBaseline(session: Session, id: number, project: unknown): Promise<Row> {
	const baseline = await session.row({ path: `/baselines/${id}` });
	if (project === undefined || baseline.project === project) return baseline;
	throw new InvalidInput(
		`The baseline '${String(baseline.name)}' (ID ${id}) is not one of the project with ID ${String(project)}`,
		`It belongs to the project with ID ${String(baseline.project)}: choose that one, or leave 'Project' empty.`,
	);
}

/** What is compared: two baselines, or one with now. */
interface CompareValues {
	baselineId: number;
	compareWith?: unknown;
	otherBaselineId?: number;
	project?: number;
	includeSummary?: unknown;
	output?: unknown;
}

/**
 * Compares a baseline with another of the same project, or with now. GET /baselines/{baselineId} and its items, one request
 * for each 50, for both sides; for now the items of the project (and before them the item that the baseline was made of), or the baseline's filter and its
 * results. Nothing is changed.
 */
export async function compareBaselines(
	context: RunContext<CompareValues>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { baselineId, otherBaselineId } = values;
	const toNow = values.compareWith !== 'baseline' || otherBaselineId === undefined;
	const itemsOf = async (id: number) =>
		await session.rows(`/baselines/${id}/versioneditems`, {}, WHOLE);
	if (!toNow && baselineId === otherBaselineId) {
		throw new InvalidInput(
			"'Baseline' and 'Other Baseline' are the same",
			"Pick another one, or set 'Compare With' to Now.",
		);
	}
	const baseline = await readBaseline(session, baselineId, values.project);
	const other = toNow ? undefined : await readBaseline(session, otherBaselineId, baseline.project);
	const before = await itemsOf(baselineId);
	const after = toNow ? await itemsNow(session, baseline, before) : await itemsOf(otherBaselineId);
	const { changes, unchanged } = compareVersions(before, after);
	if (wantsReport(values)) {
		const found = { baseline, other, before, after, changes, unchanged };
		return await reportItem(context, await compareReport(session, found));
	}
	const rows = changes.map((change) => toRow(Object.entries(change)));
	if (values.includeSummary === true) {
		const count = (change: string) => rows.filter((row) => row.change === change).length;
		const [added, changed, removed] = ['added', 'changed', 'removed'].map(count);
		rows.push({ change: 'summary', added, changed, removed, unchanged });
	}
	return rows.map((json) => ({ json }));
}
