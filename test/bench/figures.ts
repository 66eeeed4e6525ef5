/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
	const sorted = [...figures].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Whether an aim was met, in words. */
export const verdict = (figure: number, aim: number): string =>
	figure < aim ? 'met' : `MISSED by ${Math.round(figure - aim)}`;
