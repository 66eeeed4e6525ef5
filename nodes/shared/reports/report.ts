import { escapeHtml } from '../values/html';

/** What a value says at a glance: good, to be looked at, bad; without one it says nothing. */
export type Tone = 'bad' | 'good' | 'warn';

/** What stands in a table: text, with an address that it opens and a color; a list stands line by line. */
export type Cell = CellText | readonly CellText[];
export type CellText =
	| string
	| number
	| null
	| undefined
	| { readonly text: string | number; readonly url?: string | undefined; readonly tone?: Tone };

/** One number at the head of a report. */
export interface Total {
	label: string;
	value: string | number;
	tone?: Tone;
}

/** A whole and its parts, in order; each part is a count. */
export interface Bar {
	label: string;
	parts: ReadonlyArray<{ label: string; count: number; tone?: Tone }>;
}

export interface ReportTable {
	title: string;
	columns: readonly string[];
	rows: ReadonlyArray<readonly Cell[]>;
	/** What stands there when there is no row. */
	empty: string;
}

/** What a report says, without a word of how it looks. It knows no system. */
export interface Report {
	title: string;
	/** What it is about, such as the name of a project, and where that opens. */
	subject: CellText;
	totals: readonly Total[];
	bars?: readonly Bar[];
	tables: readonly ReportTable[];
	/** What a reader must know beside the numbers: what was not read, how a number was counted. */
	notes?: readonly string[];
}

const FONT = 'font-family:Arial,Helvetica,sans-serif';
const INK = '#1f2937';
const MUTED = '#5b6472';
const LINE = '#d5dae1';
const COLORS: Record<Tone, string> = { good: '#1e7b4f', warn: '#9a6200', bad: '#b3261e' };
/** Lighter than the text of the same tone, which needs more contrast than an area. */
const AREAS: Record<Tone, string> = { good: '#3fa773', warn: '#e3a53a', bad: '#d8574e' };
const NO_TONE = '#c3cad4';
const CELL = `padding:6px 10px;border:1px solid ${LINE};vertical-align:top;text-align:left`;
const LONGEST_KEY = 24;
const BAR = { width: 220, height: 12 };

/** Of a whole in per cent, with one decimal; 0 of nothing. */
export const percentOf = (part: number, whole: number): number =>
	whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;

/** An address that may stand behind a word. Anything else, such as `javascript:`, stays text. */
const isWebAddress = (url: string | undefined): url is string =>
	url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);

function inline(cell: CellText): string {
	const { text, url, tone } = typeof cell === 'object' && cell !== null ? cell : { text: cell };
	const shown = escapeHtml(String(text ?? ''));
	const color = tone ? `color:${COLORS[tone]};font-weight:bold` : '';
	if (isWebAddress(url)) {
		// A key is not broken at its hyphens.
		const whole = shown.length <= LONGEST_KEY ? ';white-space:nowrap' : '';
		return `<a href="${escapeHtml(url)}" style="${color || 'color:#1a56a8'}${whole}">${shown}</a>`;
	}
	return color ? `<span style="${color}">${shown}</span>` : shown;
}

const isList = (cell: Cell): cell is readonly CellText[] => Array.isArray(cell);
const lines = (cell: Cell): string => (isList(cell) ? cell.map(inline).join('<br>') : inline(cell));

const heading = (text: string): string =>
	`<h2 style="margin:24px 0 8px;font-size:16px;color:${INK}">${escapeHtml(text)}</h2>`;

/** Tables side by side: mail clients know no other way to put blocks into a line. */
function totalsOf(totals: readonly Total[]): string {
	if (totals.length === 0) return '';
	const cells = totals.map(({ label, value, tone }) => {
		const color = tone ? COLORS[tone] : INK;
		return `<td style="padding:10px 18px 10px 12px;border:1px solid ${LINE};vertical-align:top"><div style="font-size:22px;font-weight:bold;color:${color}">${escapeHtml(String(value))}</div><div style="font-size:12px;color:${MUTED}">${escapeHtml(label)}</div></td>`;
	});
	return `<table role="presentation" cellspacing="0" style="border-collapse:collapse;margin:12px 0">\n<tr>${cells.join('')}</tr>\n</table>\n`;
}

/** A bar as SVG, and the same in words for readers and mail clients that show no SVG. */
function barOf({ label, parts }: Bar): string {
	const whole = parts.reduce((sum, { count }) => sum + count, 0);
	const words = parts
		.filter(({ count }) => count > 0)
		.map(({ label: part, count }) => `${part} ${count} (${percentOf(count, whole)} %)`)
		.join(', ');
	let at = 0;
	const areas = parts.map(({ count, tone }) => {
		const width = whole === 0 ? 0 : (BAR.width * count) / whole;
		const area = `<rect x="${at.toFixed(1)}" y="0" width="${Math.max(width - 1, 1).toFixed(1)}" height="${BAR.height}" fill="${tone ? AREAS[tone] : NO_TONE}"/>`;
		at += width;
		return width > 0 ? area : '';
	});
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${BAR.width}" height="${BAR.height}" viewBox="0 0 ${BAR.width} ${BAR.height}" aria-hidden="true" style="display:block"><rect x="0" y="0" width="${BAR.width}" height="${BAR.height}" fill="#eef1f5"/>${areas.join('')}</svg>`;
	const cell = 'padding:4px 12px 4px 0;vertical-align:middle;text-align:left';
	return `<tr><th scope="row" style="${cell};font-weight:normal">${escapeHtml(label)}</th><td style="${cell}">${svg}</td><td style="${cell};color:${MUTED}">${escapeHtml(words === '' ? 'nothing' : words)}</td></tr>`;
}

const barsOf = (bars: readonly Bar[]): string =>
	bars.length === 0
		? ''
		: `<table cellspacing="0" style="border-collapse:collapse;margin:12px 0;font-size:13px">\n${bars.map(barOf).join('\n')}\n</table>\n`;

function tableOf({ title, columns, rows, empty }: ReportTable): string {
	if (rows.length === 0) {
		return `${heading(title)}<p style="margin:0;color:${MUTED}">${escapeHtml(empty)}</p>\n`;
	}
	const head = columns.map(
		(name) => `<th scope="col" style="${CELL};background:#eef1f5">${escapeHtml(name)}</th>`,
	);
	const body = rows.map(
		(row) => `<tr>${row.map((cell) => `<td style="${CELL}">${lines(cell)}</td>`).join('')}</tr>`,
	);
	return `${heading(title)}<table cellspacing="0" style="border-collapse:collapse;font-size:13px;line-height:1.4">\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n`;
}

const notesOf = (notes: readonly string[]): string =>
	notes.length === 0
		? ''
		: `${heading('Notes')}<ul style="margin:0;padding-left:20px;color:${MUTED};font-size:13px">\n${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('\n')}\n</ul>\n`;

/** Mail clients that drop it lose nothing but page breaks. */
const PRINT =
	'@page{margin:15mm}@media print{tr{page-break-inside:avoid}thead{display:table-header-group}}';

/**
 * A report as one HTML document: no scripts, nothing that is loaded from elsewhere, styles inline and layout in tables as mail
 * clients need it (they drop style sheets, and some of them SVG: what a bar shows stands beside it in words). Every text is
 * escaped, and only http and https addresses become links. Pure.
 * @param created when it was made, as people read it
 */
export function toHtml(report: Report, created: string): string {
	const { title, subject, totals, bars = [], tables, notes = [] } = report;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${PRINT}</style>
</head>
<body style="margin:0;padding:20px;background:#ffffff;color:${INK};${FONT};font-size:14px;line-height:1.4">
<h1 style="margin:0 0 4px;font-size:22px">${escapeHtml(title)}</h1>
<p style="margin:0;color:${MUTED}">${inline(subject)} · ${escapeHtml(created)}</p>
${totalsOf(totals)}${barsOf(bars)}${tables.map(tableOf).join('')}${notesOf(notes)}</body>
</html>
`;
}
