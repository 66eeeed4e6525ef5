import type { Session } from '../../shared/session/session';
import type { Bar, Cell, CellText, Report, Tone, Total } from '../../shared/reports/report';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import type { ItemType } from '../configuration/itemTypes';
import { urlOf } from '../fields/simplify';
import { ITEM, PROJECT } from '../pickers/kinds';
import type { LatestResult } from './latestResults';
import { resultText } from './latestResults';
import type { MatrixRow, MatrixTotals, StepCell } from './matrixRow';

const text = (value: unknown): string => String(value ?? '');

/** Columns of the steps: by the names of their types; of two steps with one type the second gets a number. */
function columnsOf(types: readonly string[]): string[] {
	return types.map((type, at) => {
		const before = types.slice(0, at).filter((one) => one === type).length;
		return before === 0 ? type : `${type} ${before + 1}`;
	});
}

const keysOf = ({ items }: StepCell): string =>
	items.map(({ documentKey, id }) => text(documentKey ?? id)).join(', ');
const resultsOf = (row: MatrixRow): Array<{ key: string; result: LatestResult }> =>
	(row.steps.at(-1)?.items ?? []).flatMap(({ documentKey, id, latestResult }) =>
		latestResult ? [{ key: text(documentKey ?? id), result: latestResult }] : [],
	);
const suspectText = ({ fromKey, toKey }: MatrixRow['suspect'][number]): string =>
	`${text(fromKey ?? '?')} → ${text(toKey ?? '?')}`;
const gapText = ({ documentKey, id, type }: MatrixRow['gaps'][number]): string =>
	`${text(documentKey ?? id)}: no ${type}`;

/** A row of numbers, in the columns of the others. */
function flatTotals(totals: MatrixTotals): Row {
	const { requirements, covered, coverage, steps, suspect, results } = totals;
	const columns = columnsOf(steps.map(({ type }) => type));
	const percent = (value: number | null) => (value === null ? null : `${value} %`);
	const list = Object.entries(results ?? {}).map(([status, count]) => `${status}: ${count}`);
	return toRow([
		['documentKey', 'Total'],
		['name', `${covered} of ${requirements} without a gap`],
		...steps.map((step, at) => [columns[at] ?? step.type, percent(step.coverage)] as const),
		...(results ? [['Latest Result', list.join(', ')] as const] : []),
		['gaps', String(requirements - covered)],
		['suspect', String(suspect)],
		['coverage', coverage],
		...(results ? [['verified', totals.verified] as const] : []),
	]);
}

/** A row of the matrix for a spreadsheet: a column for each step, keys of items separated by commas. */
export function flatMatrixRow(row: Row, session: Session): Row {
	if (row.summary === true) return flatTotals(row as unknown as MatrixTotals);
	if (!Array.isArray(row.steps)) return row;
	const matrixRow = row as unknown as MatrixRow;
	const { steps, gaps, suspect, coverage, verified } = matrixRow;
	const columns = columnsOf(steps.map(({ type }) => type));
	const results = resultsOf(matrixRow).map(({ key, result }) => `${key}: ${resultText(result)}`);
	return toRow([
		['documentKey', row.documentKey],
		['name', row.name],
		...steps.map((step, at) => [columns[at] ?? step.type, keysOf(step)] as const),
		...(verified === null ? [] : [['Latest Result', results.join(', ')] as const]),
		['gaps', gaps.map(gapText).join(', ')],
		['suspect', suspect.map(suspectText).join(', ')],
		['coverage', coverage],
		...(verified === null ? [] : [['verified', verified] as const]),
		['url', urlOf(ITEM, row, session)],
		['id', row.id],
	]);
}

const TONES: Record<string, Tone> = { PASSED: 'good', FAILED: 'bad', BLOCKED: 'bad' };
/** What has passed comes first, then what has not, then what is open. */
const byTone = ([a]: [string, number], [b]: [string, number]): number => {
	const rank = (status: string) => ['good', 'bad', undefined].indexOf(TONES[status]);
	return rank(a) - rank(b) || a.localeCompare(b, 'en');
};
const toneOf = ({ status, unclear }: LatestResult): Tone =>
	unclear || status === null ? 'warn' : (TONES[status] ?? 'warn');

/** What a matrix report is made of. */
interface MatrixFound {
	/** The project. */
	about: Row;
	type: ItemType;
	rows: readonly MatrixRow[];
	totals: MatrixTotals;
}

const allOf = (part: number, whole: number): Tone => (part === whole ? 'good' : 'bad');

/** A matrix as a report: what is covered at each step, and each requirement with what follows. */
export function matrixReport(session: Session, { about, type, rows, totals }: MatrixFound): Report {
	const link = (one: { id: number; documentKey: unknown; project: unknown }, tone?: Tone) => ({
		text: text(one.documentKey ?? one.id),
		url: urlOf(ITEM, toRow(Object.entries(one)), session),
		...(tone ? { tone } : {}),
	});
	const { requirements, covered, coverage, steps, suspect, results, verified } = totals;
	const columns = columnsOf(steps.map((step) => step.type));
	const stepCell = (row: MatrixRow, step: StepCell): Cell => [
		...step.items.map((item) =>
			item.suspect ? { ...link(item, 'warn'), text: `${link(item).text} (suspect)` } : link(item),
		),
		...row.gaps
			.filter(({ itemType }) => itemType === step.itemType)
			.map((gap): CellText => ({ text: gapText(gap), tone: 'bad' })),
	];
	const resultCell = (row: MatrixRow): Cell =>
		resultsOf(row).map(
			({ key, result }): CellText => ({
				text: `${key}: ${resultText(result)}`,
				tone: toneOf(result),
			}),
		);
	const bars: Bar[] = steps.map((step, at) => ({
		label: columns[at] ?? step.type,
		parts: [
			{ label: 'every branch', count: step.full, tone: 'good' },
			{ label: 'some branches', count: step.partly, tone: 'warn' },
			{ label: 'none', count: step.none, tone: 'bad' },
		],
	}));
	const resultBar: Bar = {
		label: 'Latest results',
		parts: Object.entries(results ?? {})
			.sort(byTone)
			.map(([status, count]) => ({
				label: status.toLowerCase().replace(/_/g, ' '),
				count,
				...(TONES[status] ? { tone: TONES[status] } : {}),
			})),
	};
	const numbers: Total[] = [
		{ label: type.display, value: requirements },
		{ label: 'without a gap', value: covered, tone: allOf(covered, requirements) },
		{ label: 'coverage', value: coverage === null ? '–' : `${coverage} %` },
		...(verified === null
			? []
			: [{ label: 'verified', value: verified, tone: allOf(verified, requirements) }]),
		{ label: 'suspect relationships', value: suspect, ...(suspect > 0 ? { tone: 'warn' } : {}) },
	];
	return {
		title: `Traceability matrix: ${type.display}`,
		subject: {
			text: text(toRecord(about.fields).name ?? about.projectKey ?? about.id),
			url: urlOf(PROJECT, about, session),
		},
		totals: numbers,
		bars: results ? [...bars, resultBar] : bars,
		tables: [
			{
				title: 'Matrix',
				columns: [
					type.display,
					'Name',
					...columns,
					...(results ? ['Latest result'] : []),
					'Coverage',
				],
				rows: rows.map((row) => [
					link(row),
					text(row.name),
					...row.steps.map((step) => stepCell(row, step)),
					...(results ? [resultCell(row)] : []),
					{ text: `${row.coverage} %`, ...(row.gaps.length > 0 ? { tone: 'bad' as const } : {}) },
				]),
				empty: `The project has no item of the type ${type.display}: nothing was looked at.`,
			},
		],
		notes: [
			...(results
				? [
						'The latest result is the one with the latest execution date. Where several runs of one day differ, or a run has no date, it is unclear.',
					]
				: []),
		],
	};
}
