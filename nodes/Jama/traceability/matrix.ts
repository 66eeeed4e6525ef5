import type { INodeExecutionData } from 'n8n-workflow';
import { reportItem, wantsReport } from '../../shared/reports/reportItem';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import { loadItemType } from '../configuration/itemTypes';
import { checkProject } from '../pickers/existing';
import type { ChainStep } from './chain';
import { needChain, walkChain } from './chain';
import { latestResults } from './latestResults';
import { matrixReport } from './matrixReport';
import { toMatrixRow, totalsOf } from './matrixRow';
import { WHOLE } from './gapReading';
import { noteNothing } from './traceGaps';

/** What a matrix is asked for. */
export interface MatrixValues {
	project: number;
	itemType: number;
	chain: ChainStep[];
	includeSummary?: unknown;
	output?: 'file' | 'html' | 'items' | undefined;
}

/**
 * The traceability matrix of a project: one row for each item of a type, with what follows along a chain of item types, gaps,
 * suspect relationships and coverage. Nothing is changed.
 *
 * GET /itemtypes/{itemTypeId} for each type, GET /items and GET /relationships of the project by pages, one request for each
 * related record of another project; where the chain ends in test cases, GET /testruns for 50 of them. See `walkChain`.
 */
export async function traceMatrix(
	context: RunContext<MatrixValues>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const { project, chain: steps } = values;
	needChain(steps);
	const type = await loadItemType(session, values.itemType);
	const listed = await session.rows('/items', { project }, WHOLE);
	const start = listed.filter((row) => row.itemType === type.id);
	if (start.length === 0) {
		await checkProject(session, project);
		noteNothing(session, `Project ${project} has no item of the type '${type.display}'`);
	}
	const walked = await walkChain(session, start, steps, listed);
	if (walked.hidden > 0) {
		session.hint(
			`${walked.hidden} related records cannot be read: they are gone, or the credential's user may not see them. Each of them may close a gap that is listed here.`,
		);
	}
	const cases = [...(walked.links.at(-1)?.values() ?? [])].flat().map(({ to }) => to);
	const endsInTests = steps.at(-1)?.type.category === 'TEST_CASE';
	const results = endsInTests ? await latestResults(session, [...new Set(cases)]) : undefined;
	const rows = start.map((one) => toMatrixRow(one, steps, walked, results));
	const totals = totalsOf(rows, steps);
	if (wantsReport(values)) {
		const about = await session.known({ path: `/projects/${project}` });
		return await reportItem(context, matrixReport(session, { about, type, rows, totals }));
	}
	const items: Row[] = rows.map((row) => toRow(Object.entries(row)));
	if (values.includeSummary === true) {
		items.push({ summary: true, ...toRow(Object.entries(totals)) });
	}
	return items.map((json) => ({ json }));
}
