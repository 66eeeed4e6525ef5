/** What a run says of itself in the end. */
import type { IDataObject } from 'n8n-workflow';
import type { Agreement } from './agreement';
import type { WorkflowRun } from './engine/workflowRun';

/** The item that a run ends with. */
export interface Summary {
	made: IDataObject[];
	changed: IDataObject[];
	inStep: number;
	withdrawn: IDataObject[];
	gone: IDataObject[];
	waiting: IDataObject[];
	conflicts: IDataObject[];
	failed: IDataObject[];
}

/** The summary of a run; undefined when it did not come so far. */
export const summaryOf = (run: WorkflowRun): Summary | undefined =>
	run.items('Summary')[0] as unknown as Summary | undefined;

/** Where a run without a summary ended. */
export const lastNode = ({ runData }: WorkflowRun): string =>
	`it ended at ${Object.keys(runData).at(-1)}`;

/** Document keys of a list, each once, in order. */
const itemsOf = (list: IDataObject[]): string =>
	[...new Set(list.map(({ item }) => String(item)))].sort().join();

/** What is not true in the summary of a run that had nothing to do; undefined: nothing. */
export function untrueOf(run: WorkflowRun | undefined, state: Agreement): string | undefined {
	const summary = run && summaryOf(run);
	if (!run || !summary) return `no summary: ${run?.error?.message ?? 'the run did not end'}`;
	const { conflicts, gone, waiting } = state;
	const says: Array<[what: string, is: unknown, wanted: unknown]> = [
		['made', itemsOf(summary.made), ''],
		['changed', itemsOf(summary.changed), ''],
		['withdrawn', itemsOf(summary.withdrawn), ''],
		['failed', itemsOf(summary.failed), ''],
		['conflicts', itemsOf(summary.conflicts), conflicts.toSorted().join()],
		['gone', itemsOf(summary.gone), gone.toSorted().join()],
		['waiting', itemsOf(summary.waiting), waiting.toSorted().join()],
		['in step', summary.inStep, state.inStep],
		['red', Boolean(run.error), conflicts.length > 0],
	];
	const untrue = says.find(([, is, wanted]) => is !== wanted);
	if (!untrue) return undefined;
	const [what, is, wanted] = untrue;
	return `${what}: ${String(is)}, not ${String(wanted)}, in ${JSON.stringify(summary)}`;
}
