import type { BadResponse } from '../../shared/http/errors';
import { hasStatus } from '../../shared/http/errors';
import type { Session } from '../../shared/session/session';

/**
 * True for a response that says that the user may not read a record, or that there is none. Jama also responds with 401 where a
 * valid credential "does not have access to the requested object" (REST developer guide, Common response codes).
 */
export const mayNotRead = (error: unknown): error is BadResponse =>
	hasStatus(error, 401, 403, 404, 410);

/** What a reading gives; null where the user may not read it, or it is gone. Rejects with any other error. */
export const orNull = async <T>(reading: Promise<T>): Promise<T | null> =>
	await reading.catch((error: unknown) => {
		if (mayNotRead(error)) return null;
		throw error;
	});

/**
 * True where one record of several is gone or out of the user's sight, so that the others can be continued with. A 401 may as
 * well reject the credential: where it is rejected elsewhere, too, this throws.
 */
export async function isOutOfSight(session: Session, error: unknown): Promise<boolean> {
	if (!mayNotRead(error)) return false;
	if (error.response.statusCode === 401) {
		await session.known(session.api.probe);
	}
	return true;
}
