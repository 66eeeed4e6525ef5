import { InvalidInput } from '../../shared/values/invalidInput';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { mayNotRead } from '../configuration/unreadable';

/** What is said of something that a search names and that is not there. */
export const missing = (noun: string, id: unknown): InvalidInput =>
	new InvalidInput(
		`The ${noun} ${String(id)} does not exist, or this user may not see it`,
		'Nothing can be found in it. Choose another one, or ask an administrator of Jama for access.',
	);

const IN_FOLDER = 'It has no records of its own. Choose a project inside it.';

/** Throws InvalidInput for a folder of projects, which Jama lists among the projects. @param what as in messages */
export function rejectFolder(row: Row, what: string): void {
	if (row.isFolder !== true) return;
	throw new InvalidInput(`${what} is a folder of projects`, IN_FOLDER);
}

/** The record at a path. GET of it, once. Throws InvalidInput when there is none. */
export const existing = async (session: Session, noun: string, path: string): Promise<Row> =>
	await session.once(
		`exists ${path}`,
		async () =>
			await session.row({ path }).catch((error: unknown) => {
				throw mayNotRead(error) ? missing(noun, path.replace(/.*\//, '')) : error;
			}),
	);

/**
 * Looks whether a project in which nothing was found holds records at all. GET of it, once.
 * @throws InvalidInput when it does not exist, or is a folder
 */
export async function checkProject(session: Session, id: unknown): Promise<void> {
	const row = await existing(session, 'project', `/projects/${String(id)}`);
	rejectFolder(row, `The project ${String(id)}`);
}

/**
 * Explains why a list of a project is empty: a hint where the project is a folder, as a loop over all projects meets folders,
 * too. GET of it, once.
 * @throws InvalidInput when it does not exist
 */
export async function explainProject(session: Session, id: unknown): Promise<void> {
	const row = await existing(session, 'project', `/projects/${String(id)}`);
	if (row.isFolder !== true) return;
	session.hint(`The project ${String(id)} is a folder of projects. ${IN_FOLDER}`);
}
