import { InvalidInput } from '../../shared/values/invalidInput';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { checkProject } from '../pickers/existing';

/**
 * All items that a saved filter finds: GET /filters/{filterId}, and its results page by page. The project goes along only
 * where the filter is made for the current project (REST contract, GET /filters/{filterId}/results). All of them or an error: a
 * result that did not come would count as removed, or as no gap.
 */
export async function filterResults(
	session: Session,
	filter: number,
	project: Row[string],
): Promise<Row[]> {
	const { projectScope, name } = await session.row({ path: `/filters/${filter}` });
	const isCurrent = projectScope === 'CURRENT';
	if (isCurrent && project === undefined) {
		throw new InvalidInput(
			`The filter '${String(name)}' is made for the current project, and 'Project' is empty`,
			'Pick the project that it is to be run in.',
		);
	}
	const query = isCurrent ? { project } : {};
	const rows = await session.rows(`/filters/${filter}/results`, query, { whole: true });
	if (isCurrent && rows.length === 0) await checkProject(session, project);
	return rows;
}

/** Informs the user, once in an execution, that what a search finds is not always what is there. */
export const noteLag = (session: Session, what = 'The results of a saved filter'): void =>
	session.hint(
		`${what} come from Jama's search, which may lag some seconds behind: an item that was changed just now may be missing, or shown as it was. Items of a project that are read without a filter have no such lag.`,
	);
