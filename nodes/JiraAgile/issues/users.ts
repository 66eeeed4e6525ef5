import { sameText } from '../../shared/pickers/locator';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';

/** A user as Jira takes one: the account ID on Cloud, the user name elsewhere. */
export type UserReference = { accountId: string } | { name: string };

/**
 * The user that a text stands for: account ID or user name, e-mail address, or display name, each whole. GET /user/search of the
 * platform, once for each text. An e-mail address that Jira keeps to itself counts where it finds one user by it alone.
 * @param label the input as the editor names it
 * @throws InvalidInput for none, and for several
 */
export async function findUser(
	session: Session,
	text: string,
	label: string,
): Promise<UserReference> {
	const isCloud = session.connection.deployment === 'cloud';
	const query = isCloud ? { query: text } : { username: text };
	const idOf = (row: Row) => String(isCloud ? row.accountId : row.name);
	const reference = (row: Row): UserReference =>
		isCloud ? { accountId: idOf(row) } : { name: idOf(row) };
	// An account ID is not searched for: Jira finds users by what they are called.
	if (isCloud && /^([\da-f]{24}|\d+:[\w-]+|[\da-z]{24,})$/i.test(text)) return { accountId: text };
	const rows = await session.all('/user/search', query, { root: 'platform', whole: true });
	const ways: Array<(row: Row) => boolean> = [
		(row) => sameText(idOf(row), text),
		({ emailAddress }) => sameText(emailAddress, text),
		({ displayName }) => sameText(displayName, text),
	];
	const isMail = text.includes('@');
	if (isMail) ways.push(({ emailAddress }) => !emailAddress);
	for (const is of ways) {
		const found = rows.filter(is);
		const [user, second] = found;
		if (second) {
			const all = found.map((row) => `${String(row.displayName)} (${idOf(row)})`).join(', ');
			throw new InvalidInput(
				`'${label}': ${JSON.stringify(text)} stands for ${found.length} users: ${all}`,
				'Give the e-mail address, or what stands in brackets. Nothing was changed.',
			);
		}
		if (user) return reference(user);
	}
	throw new InvalidInput(
		`'${label}': there is no user ${JSON.stringify(text)}`,
		rows.length > 0
			? `Similar: ${rows.map((row) => String(row.displayName)).join(', ')}. Nothing was changed.`
			: 'Give the display name or the e-mail address, whole. Nothing was changed.',
	);
}
