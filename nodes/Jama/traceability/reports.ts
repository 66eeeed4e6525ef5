import { Columns } from '../../shared/operations/columns';
import type { Session } from '../../shared/session/session';
import { textOf } from '../../shared/values/html';
import { toRecord } from '../../shared/values/objectPath';
import type { Bar, Cell, CellText, Report, Tone } from '../../shared/reports/report';
import { percentOf } from '../../shared/reports/report';
import type { Row } from '../../shared/values/row';
import type { ItemType } from '../configuration/itemTypes';
import { urlOf } from '../fields/simplify';
import { labeledChanges } from '../history/itemChanges';
import { ITEM } from '../pickers/kinds';
import type { Change, Comparison } from './baselineCompare';
import type { GapDirection } from './gapReading';

const LONGEST = 400;
/** A value as a cell: rich text without its tags, lists with commas. What is cut off ends in an ellipsis. */
function toText(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (Array.isArray(value)) return value.map(toText).join(', ');
	const text = typeof value === 'object' ? JSON.stringify(value) : textOf(String(value));
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const linkTo = (session: Session, row: Row): CellText => ({
	text: toText(row.documentKey ?? row.id),
	url: urlOf(ITEM, row, session),
});

/** How often each name occurs, as a list of totals. */
function countBy(names: readonly string[]): Array<{ label: string; value: number }> {
	return [...new Set(names)].map((label) => ({
		label,
		value: names.filter((name) => name === label).length,
	}));
}

/** A trace as a report. @param projects of the items that were given, for their addresses */
export function traceReport(
	session: Session,
	start: Row,
	rows: readonly Row[],
	projects: ReadonlyMap<unknown, Row[string]>,
): Report {
	const suspect = rows.filter((row) => row.suspect === true).length;
	const types = countBy(rows.map(({ type }) => toText(type ?? 'Not readable')));
	const bar: Bar = {
		label: 'Relationships',
		parts: [
			{ label: 'not suspect', count: rows.length - suspect, tone: 'good' },
			{ label: 'suspect', count: suspect, tone: 'warn' },
		],
	};
	return {
		title: `Trace: ${toText(start.documentKey)}`,
		subject: {
			text: `${toText(start.documentKey)}: ${toText(toRecord(start.fields).name)}`,
			url: urlOf(ITEM, start, session),
		},
		totals: [
			{ label: 'related items', value: rows.length },
			...types,
			{ label: 'suspect', value: suspect, ...(suspect > 0 ? { tone: 'warn' } : {}) },
		],
		bars: [bar],
		tables: [
			{
				title: 'Related items',
				columns: ['Item', 'Name', 'Type', 'Direction', 'Relationship', 'Path'],
				rows: rows.map((row): Cell[] => [
					linkTo(session, { ...row, project: projects.get(row.id) }),
					toText(row.name),
					toText(row.type),
					toText(row.direction),
					[
						toText(row.relationshipTypeName ?? row.relationshipType),
						...(row.suspect === true ? [{ text: 'suspect', tone: 'warn' } as const] : []),
					],
					[row.path ?? []].flat().map(toText).join(' › '),
				]),
				empty: 'The item has no relationship of the kind that was asked for.',
			},
		],
	};
}

/** What a report of gaps is made of, beside the gaps. */
interface GapsFound {
	looked: number;
	type: ItemType;
	other: ItemType;
	direction: GapDirection;
	fieldsToReturn?: unknown;
}

/** Gaps as a report, with the columns that the user names. @param rows simplified */
export function gapsReport(session: Session, rows: readonly Row[], found: GapsFound): Report {
	const { looked, type, other, direction, fieldsToReturn } = found;
	const covered = looked - rows.length;
	const columns = new Columns(fieldsToReturn || 'documentKey, name, status');
	const picked = rows.map((row) => columns.pick(row));
	const names = Object.keys(picked[0] ?? {});
	const hint = fieldsToReturn ? columns.hint() : undefined;
	if (hint) session.hint(hint);
	const titles: Record<string, string> = { documentKey: 'Item', name: 'Name', status: 'Status' };
	return {
		title: `Gaps: ${type.display} without ${other.display}`,
		subject: `${type.display} that should have ${other.display} (${direction})`,
		totals: [
			{ label: type.display, value: looked },
			{ label: 'gaps', value: rows.length, tone: rows.length > 0 ? 'bad' : 'good' },
			{ label: 'coverage', value: looked === 0 ? '–' : `${percentOf(covered, looked)} %` },
		],
		bars: [
			{
				label: other.display,
				parts: [
					{ label: 'there', count: covered, tone: 'good' },
					{ label: 'missing', count: rows.length, tone: 'bad' },
				],
			},
		],
		tables: [
			{
				title: 'Gaps',
				columns: names.map((name) => titles[name] ?? name),
				rows: picked.map((row, at) =>
					names.map((name): Cell => {
						const whole = rows[at];
						const isKey = whole && name === 'documentKey';
						return isKey ? linkTo(session, whole) : toText(row[name]);
					}),
				),
				empty:
					looked === 0 ? `There is no ${type.display}: nothing was looked at.` : 'There is no gap.',
			},
		],
	};
}

interface Compared extends Comparison {
	baseline: Row;
	/** The other baseline; undefined: now. */
	other: Row | undefined;
	before: readonly Row[];
	after: readonly Row[];
}

const TONES: Record<Change['change'], Tone> = { added: 'good', changed: 'warn', removed: 'bad' };

/** A comparison as a report: a line for each field, with labels. Costs the item types and look-ups for labels, once each. */
export async function compareReport(session: Session, compared: Compared): Promise<Report> {
	const { baseline, other, changes, unchanged } = compared;
	const before = new Map(compared.before.map((row) => [row.id, row]));
	const after = new Map(compared.after.map((row) => [row.id, row]));
	const rows: Cell[][] = [];
	for (const { change, id, documentKey, name } of changes) {
		const [old, now] = [before.get(id), after.get(id)];
		const fields = old && now ? await labeledChanges(session, old, now) : [];
		const item = linkTo(session, {
			id,
			documentKey: toText(documentKey),
			project: (now ?? old)?.project,
		});
		const head: Cell[] = [{ text: change, tone: TONES[change] }, item, toText(name)];
		for (const [at, field] of (fields.length > 0 ? fields : [{}]).entries()) {
			const values = [toText(field.label), toText(field.before), toText(field.after)];
			rows.push([...(at === 0 ? head : ['', '', '']), ...values]);
		}
	}
	const count = (kind: Change['change']) => changes.filter(({ change }) => change === kind).length;
	const kinds = ['added', 'changed', 'removed'] as const;
	return {
		title: `Baseline: ${toText(baseline.name)}`,
		subject: `${toText(baseline.name)}, compared with ${other ? toText(other.name) : 'now'}`,
		totals: [
			...kinds.map((kind) => ({ label: kind, value: count(kind) })),
			{ label: 'unchanged', value: unchanged },
		],
		bars: [
			{
				label: 'Items',
				parts: [
					{ label: 'unchanged', count: unchanged },
					...kinds.map((kind) => ({ label: kind, count: count(kind), tone: TONES[kind] })),
				],
			},
		],
		tables: [
			{
				title: 'Changes',
				columns: ['Change', 'Item', 'Name', 'Field', 'Before', 'After'],
				rows,
				empty: 'Nothing was changed.',
			},
		],
	};
}
