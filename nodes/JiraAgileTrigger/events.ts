import type { IDataObject } from 'n8n-workflow';
import { simplifyTo } from '../JiraAgile/fields/rowKinds';
import { simplifyIssue } from '../JiraAgile/fields/simplify';
import { isGone } from '../JiraAgile/api/responses';
import type { Session } from '../shared/session/session';
import type { Change } from '../shared/trigger/changes';
import { isRecord, toRecord } from '../shared/values/objectPath';
import type { Row } from '../shared/values/row';
import { whoAndWhen } from './clock';
import type { EventName, Settings } from './settings';

/** A sprint as the workflow gets it. */
export const sprintEvent = async (
	session: Session,
	{ board, simplify }: Settings,
	event: EventName,
	sprint: Row,
): Promise<IDataObject> => ({
	event,
	boardId: board,
	...(simplify ? await simplifyTo.sprint(sprint, session, {}) : sprint),
});

const rootOf = ({ connection }: Session): { root?: string } =>
	connection.deployment === 'agile67' ? { root: 'platform' } : {};

/** An issue that entered or left something: as it is now, or only its ID where it is gone or out of the user's sight. */
export async function issueEvent(
	session: Session,
	{ board, simplify }: Settings,
	what: { event: EventName; fromSprintId?: number; toSprintId?: number },
	id: string,
): Promise<IDataObject> {
	const request = { path: `/issue/${id}`, ...rootOf(session) };
	const row = await session.known(request).catch((error: unknown) => {
		if (!isGone(error)) throw error;
		return undefined;
	});
	if (!row) return { ...what, boardId: board, id, isGone: true };
	const shown = simplify ? await simplifyIssue(row, session, {}) : row;
	return { ...what, boardId: board, ...shown };
}

/** How people are told apart: by accountId on Cloud, by key elsewhere. */
const personOf = (user: unknown): unknown => {
	const { accountId, key, name } = toRecord(user);
	return accountId ?? key ?? name;
};

/**
 * Everything that happened to the issue since it was emitted was done by the own user, by its history. What leaves no
 * entry there, as a comment, has no author that could be known: rather emitted than lost.
 */
async function isOwn(
	session: Session,
	{ id, date, unknownSince }: Change,
	isNew: boolean,
): Promise<boolean> {
	const own = await session.once('own user', async () =>
		personOf((await whoAndWhen(session)).user),
	);
	const query = { expand: 'changelog', fields: 'creator,created,updated' };
	const request = { path: `/issue/${id}`, root: 'platform', query };
	const row = await session.row(request).catch((error: unknown) => {
		if (!isGone(error)) throw error;
		return undefined;
	});
	if (!row || own === undefined) return false;
	const fields = toRecord(row.fields);
	const { histories, total } = toRecord(row.changelog);
	const all = (Array.isArray(histories) ? histories : []).filter(isRecord).map((one) => ({
		author: personOf(one.author),
		date: Date.parse(String(one.created)),
	}));
	if (isNew)
		all.push({ author: personOf(fields.creator), date: Date.parse(String(fields.created)) });
	const since = all.filter((one) => !(one.date <= unknownSince));
	const isCut = typeof total === 'number' && total > all.length && since.length === all.length;
	const isExplained = since.some((one) => one.date === date);
	return isExplained && !isCut && since.every(({ author }) => author === own);
}

/** A change of an issue as the workflow gets it; none where it is the own user's and those are left out. */
export async function changeEvents(
	session: Session,
	settings: Settings,
	change: Change,
): Promise<IDataObject[]> {
	const { row, before, unknownSince } = change;
	const created = Date.parse(String(toRecord(row.fields).created));
	const isNew = before === undefined && created >= unknownSince;
	if (settings.ignoreOwnChanges && (await isOwn(session, change, isNew))) return [];
	const shown = settings.simplify ? await simplifyIssue(row, session, {}) : row;
	return [{ event: 'issueChanged', changeType: isNew ? 'created' : 'updated', ...shown }];
}
