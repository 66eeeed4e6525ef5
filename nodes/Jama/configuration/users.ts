import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { Row } from '../../shared/values/row';
import type { Naming } from '../../shared/values/pickOne';
import { clean, pickNamed, pickOne, theOnly, withId } from '../../shared/values/pickOne';
import type { Session } from '../../shared/session/session';
import { mayNotRead, orNull } from './unreadable';
import { numberOf } from '../../shared/values/row';

const NUMBER = /^\d+$/;

/** First and last name of a user, or the user name of one who has none. */
export const fullName = ({ firstName, lastName, username }: Row): string =>
	[firstName, lastName]
		.map((name) => String(name ?? '').trim())
		.filter(Boolean)
		.join(' ') || String(username ?? '');

/** The IDs of users that an execution has met, by the name that they go by. */
const usersMet = async (session: Session): Promise<Map<string, Set<unknown>>> =>
	await session.once('users by name', async () => await Promise.resolve(new Map()));

const nameKey = (user: Row): string => clean(fullName(user)).toLowerCase();

/** Notes users, so that those of one name are told apart from then on. */
export async function meetUsers(session: Session, users: readonly Row[]): Promise<void> {
	const met = await usersMet(session);
	for (const user of users) {
		const key = nameKey(user);
		met.set(key, (met.get(key) ?? new Set()).add(user.id));
	}
}

/** The full name of a user, with the ID where the execution has met another one of that name. No request. */
export async function distinctName(session: Session, user: Row): Promise<string> {
	await meetUsers(session, [user]);
	const alike = (await usersMet(session)).get(nameKey(user));
	return alike && alike.size > 1 ? withId(fullName(user), user.id) : fullName(user);
}

/** Users by what Jama filters by; also those that are not active any more. */
const search = async (session: Session, query: IDataObject): Promise<Row[]> => {
	const users = await session.config.rows('/users', { ...query, includeInactive: true });
	await meetUsers(session, users);
	return users;
};

const searchAll = async (session: Session, queries: IDataObject[]): Promise<Row[]> => {
	const found = await Promise.all(queries.map(async (query) => await search(session, query)));
	return [...new Map(found.flat().map((user) => [user.id, user])).values()];
};

/** The user of an ID; undefined when there is none that this user may see. */
const byId = async (session: Session, id: string): Promise<Row | undefined> =>
	(await orNull(session.config.row(`/users/${id}`))) ?? undefined;

/** Every way to split a full name into first and last name; one word may be either. */
function nameQueries(text: string): IDataObject[] {
	const words = text.split(/\s+/);
	if (words.length === 1) return [{ lastName: text }, { firstName: text }];
	return words.slice(1).map((_, index) => ({
		firstName: words.slice(0, index + 1).join(' '),
		lastName: words.slice(index + 1).join(' '),
	}));
}

/** The user that a text names, also with an ID: by user name or e-mail address first, then by full name. */
async function findNamed(
	session: Session,
	text: string,
	naming: Naming<Row>,
): Promise<Row | undefined> {
	const id = /\(ID (\d+)\)$|^ID:? (\d+)$/i.exec(text)?.slice(1).find(Boolean);
	if (id !== undefined) {
		const user = await byId(session, id);
		return user && pickNamed([user], text, naming);
	}
	const logins = [{ username: text }, ...(text.includes('@') ? [{ email: text }] : [])];
	const login = pickNamed(await searchAll(session, logins), text, {
		...naming,
		namesOf: ({ username, email }) => [username, email],
	});
	const { current } = naming;
	if (login && typeof current === 'number' && login.id !== current) {
		// What an item gives out for its user leads back to that user, whoever has it as a user name.
		const standing = await byId(session, String(current));
		return pickNamed(standing ? [login, standing] : [login], text, naming);
	}
	if (login || text.includes('@')) return login;
	return pickNamed(await searchAll(session, nameQueries(text)), text, naming);
}

/** The full name of a user in the way that leads back to it: with the ID where the name may stand for another one. */
export async function readableUser(session: Session, user: Row): Promise<string> {
	const name = fullName(user);
	const search = await session.once(
		'search of users',
		async () => await Promise.resolve({ isDenied: false }),
	);
	return await session.once(`name of user ${String(user.id)}`, async () => {
		if (name === '') return withId(name, user.id).trim();
		if (search.isDenied) return name;
		const isBack = await findUser(session, name, name).then(
			(id) => id === user.id,
			(error: unknown) => {
				if (error instanceof InvalidInput) return false;
				if (!mayNotRead(error)) throw error;
				// Who may not search users cannot write one by name either.
				search.isDenied = true;
				return true;
			},
		);
		return isBack ? name : withId(name, user.id);
	});
}

/**
 * The ID of the user that a text stands for: user name, e-mail address, full name, or ID, in this order.
 * GET /users by each (once in an execution for each text), GET /users/{id} where a number is also somebody's name.
 * @param what as in messages
 * @param current the ID that stands there already: of several of one name it stays
 * @throws InvalidInput when nobody fits, or several do
 */
export async function findUser(
	session: Session,
	value: unknown,
	what: string,
	current?: unknown,
): Promise<number> {
	const text = String(value).trim();
	const naming: Naming<Row> = {
		what,
		idOf: ({ id }) => id,
		namesOf: (row) => [fullName(row), row.username, row.email],
		isActive: ({ active }) => active !== false,
		current,
	};
	const named = await findNamed(session, text, naming).catch((error: unknown) => {
		// Who may not search users can still give an ID.
		if (!NUMBER.test(text) || !mayNotRead(error)) throw error;
		session.hint(
			`${what} was read as an ID: whether it is somebody's name could not be looked up, because this user may not search users.`,
		);
		return undefined;
	});
	if (!NUMBER.test(text)) return numberOf(theOnly(named ? [named] : [], naming));
	if (!named) return Number(text);
	const other = await byId(session, text);
	const known = other ? [named, other] : [named];
	return numberOf(pickOne(known, text, naming) ?? named);
}
