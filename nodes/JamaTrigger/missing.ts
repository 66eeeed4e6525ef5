import { InvalidInput } from '../shared/values/invalidInput';
import type { Session } from '../shared/session/session';
import { mayNotRead } from '../Jama/configuration/unreadable';

/**
 * Handles the error of something that the trigger listens to: where it is gone, an InvalidInput names it. A 401 is no proof
 * of that, since it also rejects a credential: that error stays what it is.
 */
export const orMissing =
	(session: Session, what: string, otherwise: string) =>
	async (error: unknown): Promise<never> => {
		if (!mayNotRead(error)) throw error;
		await session.row(session.api.probe);
		throw new InvalidInput(
			`${what} does not exist any more, or the credential's user may not see it`,
			`Nothing was emitted and nothing is lost: the trigger continues where it stopped as soon as it can. ${otherwise}, or ask a project administrator for access.`,
		);
	};

export const filterMissing = (session: Session, filter: number) =>
	orMissing(session, `The filter ${filter}`, "Pick another one under 'Saved Filter'");
