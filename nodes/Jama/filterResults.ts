import { BadAnswer, InvalidInput } from '../shared/errors';
import type { Row } from '../shared/operation';
import type { Session } from '../shared/session';

/** True when a record is gone or out of the user's sight; Jama answers 401, 403 or 404 then. */
export const isUnreadable = (error: unknown): boolean =>
	error instanceof BadAnswer && [401, 403, 404].includes(error.response.statusCode);

/**
 * All items that a saved filter finds: GET /filters/{filterId}, and its results page by page. The project goes along only
 * where the filter is made for the current project (REST contract, GET /filters/{filterId}/results).
 */
export async function filterResults(
	session: Session,
	filter: number,
	project: unknown,
): Promise<Row[]> {
	const { projectScope, name } = await session.row({ path: `/filters/${filter}` });
	const isCurrent = projectScope === 'CURRENT';
	if (isCurrent && project === undefined) {
		throw new InvalidInput(
			`The filter '${String(name)}' is made for the current project, and 'Project' is empty`,
			'Pick the project that it is to be run in.',
		);
	}
	return await session.rows(
		`/filters/${filter}/results`,
		isCurrent ? { project: project as number } : {},
	);
}

/** Tells the user, once in an execution, that what a filter finds is not always what is there. */
export const noteLag = async (session: Session): Promise<void> =>
	await session.once('note on the lag of filters', async () =>
		session.hint(
			"The results of a saved filter come from Jama's search, which may lag some seconds behind: an item that was changed just now may be missing, or shown as it was. What is read without a filter has no such lag.",
		),
	);
