const widest = 36;

const cell = (value: unknown): string => {
	if (value === undefined || value === null) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	const line = text.replace(/\s+/g, ' ');
	return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
};

/**
 * Rows as a text table: a column for each key, in the order in which keys appear, as many columns
 * as fit into the width and as many rows as asked for. What does not fit is counted underneath.
 */
export function formatTable(
	rows: Array<Record<string, unknown>>,
	{ width = 110, limit = 15 } = {},
): string {
	const shown = rows.slice(0, limit);
	const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))].map((key) => {
		const cells = shown.map((row) => cell(row[key]));
		return { key, cells, width: Math.max(key.length, ...cells.map((text) => text.length)) };
	});
	let used = 0;
	const fitting = columns.filter((column, index) => {
		used += column.width + 2;
		return index === 0 || used <= width;
	});
	const line = (texts: string[]) =>
		texts
			.map((text, index) => text.padEnd(fitting[index]?.width ?? 0))
			.join('  ')
			.trimEnd();
	const lines = [
		line(fitting.map(({ key }) => key)),
		line(fitting.map((column) => '─'.repeat(column.width))),
		...shown.map((_, row) => line(fitting.map(({ cells }) => cells[row] ?? ''))),
	];
	const count = (number: number, noun: string) =>
		`${number} more ${noun}${number === 1 ? '' : 's'}`;
	const more = [
		rows.length > shown.length && count(rows.length - shown.length, 'row'),
		columns.length > fitting.length && count(columns.length - fitting.length, 'column'),
	].filter(Boolean);
	if (more.length > 0) lines.push(`… ${more.join(', ')}`);
	return lines.join('\n');
}
