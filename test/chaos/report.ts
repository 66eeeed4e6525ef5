import type { Certificates } from '../servers/faults/certificates';
import type { Options } from './options';
import type { Verdict } from './verdict';

/** What a worker is told. */
export interface Order {
	options: Options;
	certificates: Certificates;
	/** Which of the workers it is. */
	index: number;
}

/** What came of a cell. */
export interface CellResult {
	cell: string;
	operation: string;
	fault: string;
	place: string;
	ms: number;
	result: Verdict;
	evidence: string;
}

const count = (results: CellResult[], verdict: Verdict['verdict']) =>
	results.filter(({ result }) => result.verdict === verdict).length;

/** The wrong cells, grouped by what is wrong with them. */
export function wrongLines(results: CellResult[]): string[] {
	const groups = new Map<string, string[]>();
	for (const { operation, fault, place, result, evidence } of results) {
		if (result.verdict !== 'wrong') continue;
		const lines = groups.get(result.kind) ?? [];
		lines.push(
			`  ${operation} × ${fault} × ${place}: ${result.kind}: ${result.detail}${evidence && `\n${evidence}`}`,
		);
		groups.set(result.kind, lines);
	}
	return [...groups]
		.sort(([, a], [, b]) => b.length - a.length)
		.flatMap(([kind, lines]) => [`${kind} (${lines.length})`, ...lines.sort()]);
}

/** The last line, and what is worth knowing beside it. */
export function summary(results: CellResult[], seed: number): string {
	const vague = results.filter(({ result }) => result.verdict === 'clear' && result.vague).length;
	const slowest = results.reduce((most, { ms }) => Math.max(most, ms), 0);
	return [
		`${vague} of the clear ones say "may have been" where it could be known; the slowest cell took ${slowest} ms`,
		`${results.length} cells: ${count(results, 'right')} right, ${count(results, 'clear')} clear, ${count(results, 'wrong')} wrong (seed ${seed})`,
	].join('\n');
}
