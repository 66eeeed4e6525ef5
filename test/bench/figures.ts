/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
	const sorted = [...figures].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** One figure of the bench beside what it should be. */
export interface Line {
	what: string;
	figure: number;
	unit: string;
	/** The figure should be at most, under, or at least so much; undefined: it has no aim. */
	aim?: { atMost: number } | { under: number } | { atLeast: number };
	/** How the figure came about. */
	note: string;
}

/** Whether a line meets its aim; undefined: it has none. */
export function isMet({ figure, aim }: Line): boolean | undefined {
	if (!aim) return undefined;
	if ('under' in aim) return figure < aim.under;
	return 'atMost' in aim ? figure <= aim.atMost : figure >= aim.atLeast;
}

function number(figure: number): string {
	if (Number.isNaN(figure)) return 'not known:';
	return Number.isInteger(figure) ? String(figure) : figure.toFixed(2);
}

const AIMS = { atMost: 'at most', under: 'under', atLeast: 'at least' };

function aimText(line: Line): string {
	const { aim } = line;
	if (!aim) return '';
	const [[words, bound]] = Object.entries(aim) as [[keyof typeof AIMS, number]];
	return `${AIMS[words]} ${bound}: ${isMet(line) ? 'met' : 'MISSED'}`;
}

/** The lines as a table for people. */
export function toTable(lines: readonly Line[]): string {
	const cells = lines.map((line) => [
		line.what,
		`${number(line.figure)} ${line.unit}`,
		aimText(line),
		line.note,
	]);
	const rows = [['what', 'figure', 'aim', 'how'], ...cells];
	const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
	return rows
		.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
		.join('\n');
}
