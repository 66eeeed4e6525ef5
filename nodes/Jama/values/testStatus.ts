import { InvalidInput } from '../../shared/values/invalidInput';

/** What a test run, or one step of it, can be (REST cookbook, Executing a Test). */
export const STATUSES = ['BLOCKED', 'FAILED', 'INPROGRESS', 'NOT_RUN', 'PASSED'] as const;
export type RunStatus = (typeof STATUSES)[number];

/** As choices in the editor, in alphabetical order. */
export const STATUS_CHOICES: Array<{ name: string; value: RunStatus }> = [
	{ name: 'Blocked', value: 'BLOCKED' },
	{ name: 'Failed', value: 'FAILED' },
	{ name: 'In Progress', value: 'INPROGRESS' },
	{ name: 'Not Run', value: 'NOT_RUN' },
	{ name: 'Passed', value: 'PASSED' },
];

/** Words of people and test tools, without case, spaces, hyphens and underscores. */
const WORDS: Record<RunStatus, string> = {
	BLOCKED: 'blocked block blocking',
	FAILED: 'failed fail fails failure failures error errors errored broken nok notok false',
	INPROGRESS: 'inprogress progress running started ongoing',
	NOT_RUN:
		'notrun notrunyet notexecuted unexecuted untested skipped skip skipping pending ignored disabled todo',
	PASSED: 'passed pass passes passing ok okay success succeeded successful true',
};
const BY_WORD = new Map(
	STATUSES.flatMap((status) => WORDS[status].split(' ').map((word) => [word, status] as const)),
);

/** The status that a word stands for; undefined for an unknown one. */
export const toStatus = (word: unknown): RunStatus | undefined =>
	BY_WORD.get(
		String(word ?? '')
			.trim()
			.toLowerCase()
			.replace(/[.!…]+$/, '')
			// Any other sign may turn the word round: "0% passed", "passed?".
			.replace(/[\s_-]+/g, ''),
	);

export const VALID_STATUSES = 'Valid: Passed, Failed, Blocked, In Progress, Not Run.';

/**
 * The status that a word stands for.
 * @param what the value as a message names it
 * @throws InvalidInput with the valid ones
 */
export function readStatus(word: unknown, what: string): RunStatus {
	const status = toStatus(word);
	if (status) return status;
	throw new InvalidInput(`${what} is no status: ${JSON.stringify(word ?? '')}`, VALID_STATUSES);
}

/** How many runs have each status. */
export interface StatusCounts {
	passed: number;
	failed: number;
	blocked: number;
	inProgress: number;
	notRun: number;
	total: number;
	/** Of all runs, with one decimal; 0 without runs. */
	percentPassed: number;
}

/** Counts statuses. An unknown one, of a newer Jama, counts in the total only. */
export function countStatuses(statuses: readonly unknown[]): StatusCounts {
	const count = (status: RunStatus) => statuses.filter((one) => one === status).length;
	const total = statuses.length;
	const passed = count('PASSED');
	return {
		total,
		passed,
		failed: count('FAILED'),
		blocked: count('BLOCKED'),
		inProgress: count('INPROGRESS'),
		notRun: count('NOT_RUN'),
		percentPassed: total === 0 ? 0 : Math.round((1000 * passed) / total) / 10,
	};
}
