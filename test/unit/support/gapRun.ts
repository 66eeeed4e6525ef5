import { findGaps } from '../../../nodes/Jama/traceability/traceGaps';
import { jamaSession, runContext } from '../../support/rows/jamaSession';
import type { Reply } from '../../support/rows/jamaSession';

const TYPES: Record<string, Reply> = {
	'GET /itemtypes/33': { row: { id: 33, display: 'Requirement' } },
	'GET /itemtypes/35': { row: { id: 35, display: 'Test Case' } },
};
const values = {
	searchIn: 'project',
	projectId: 5,
	itemType: 33,
	gapDirection: 'downstream' as const,
	relatedType: 35,
};

/** Runs Find Gaps from requirements to test cases of a project, downstream unless told otherwise. */
export const gapsOf = async (replies: Record<string, Reply>, more: object = {}) => {
	const run = jamaSession({ ...TYPES, ...replies });
	const rows = await findGaps(runContext(run.session, { ...values, ...more }));
	return { ...run, ids: rows.map(({ json }) => json.id), rows };
};
