import type { IDataObject } from 'n8n-workflow';
import { changedFields } from '../Jama/fields/changedFields';
import { readTimestamp } from '../Jama/values/dates';
import { kindOf } from '../Jama/configuration/recordTypes';
import { simplifyItem } from '../Jama/fields/simplify';
import { BadResponse } from '../shared/http/errors';
import type { Row } from '../shared/values/row';
import type { Session } from '../shared/session/session';
import type { Change } from '../shared/trigger/changes';
import type { Settings } from './settings';
import { isOutOfSight } from '../Jama/configuration/unreadable';

/** The credential's user, read once in a poll and only when there is something to say. */
const ownId = async (session: Session): Promise<unknown> =>
	(await session.known({ path: '/users/current' })).id;

/**
 * Handles the error of something that belongs to a change and may be gone by now, or out of the user's sight: it is left out,
 * which the log says once in a poll. A 401 may as well reject the credential: then the poll fails.
 */
const unlessGone =
	(session: Session, without: string) =>
	async (error: unknown): Promise<undefined> => {
		if (!(await isOutOfSight(session, error))) throw error;
		session.hint(without);
	};

const statusOf = (error: unknown): number | undefined =>
	error instanceof BadResponse ? error.response.statusCode : undefined;

const NO_VERSIONS =
	"Versions of some items are gone, or the credential's user may not see them: their changes are emitted without what they were before, and whoever made them";
const NO_ITEMS =
	"The items of some batch events are gone, or the credential's user may not see them: these events are emitted as one";

interface Version {
	number: number;
	/** ms since 1970. */
	date: number;
	user: unknown;
}

/** The versions of an item, newest first; none when it is gone, undefined when they may not be seen. */
async function readVersions(session: Session, id: string): Promise<Version[] | undefined> {
	const path = `/abstractitems/${id}/versions`;
	return await session.once(path, async () => {
		const rows = await session.rows(path).catch(async (error: unknown) => {
			await unlessGone(session, NO_VERSIONS)(error);
			return statusOf(error) === 404 ? [] : undefined;
		});
		return rows
			?.map(({ versionNumber, createdDate, createdBy }) => ({
				number: Number(versionNumber),
				date: readTimestamp(createdDate) ?? 0,
				user: createdBy,
			}))
			.sort((a, b) => b.number - a.number);
	});
}

/**
 * The version that an item had before a change: the last one that is not newer than what was emitted before, and not the one
 * that the change itself made. Undefined when there is none, or it is gone.
 */
async function readPrevious(session: Session, change: Change): Promise<Row | undefined> {
	const versions = (await readVersions(session, change.id)) ?? [];
	const [newest, ...older] = versions;
	if (!newest) return undefined;
	const candidates = newest.date >= change.date ? older : versions;
	const known = candidates.find(({ date }) => date <= change.unknownSince);
	if (!known) return undefined;
	const path = `/abstractitems/${change.id}/versions/${known.number}/versioneditem`;
	return await session.row({ path }).catch(unlessGone(session, NO_VERSIONS));
}

/** The change is a save by the own user, and nobody else saved the item since it was emitted last. */
async function isOwn(
	session: Session,
	{ id, row, before, unknownSince }: Change,
): Promise<boolean> {
	const own = await ownId(session);
	if (!isSave(row) || row.modifiedBy !== own) return false;
	const isNotEmitted = (date: number) =>
		date > unknownSince || (before === undefined && date === unknownSince);
	const versions = await readVersions(session, id);
	// Who else saved it is not known: rather emitted than lost.
	if (!versions) return false;
	return !versions.some(
		({ user, date }) => user !== undefined && user !== own && isNotEmitted(date),
	);
}

/** What Include Previous Version adds. */
async function withPrevious(session: Session, change: Change, simplify: boolean): Promise<Row> {
	const previous = await readPrevious(session, change);
	if (!previous) return { changedFields: [], previousVersion: null };
	const names = changedFields(previous, change.row).map(({ field }) => field);
	const shown = simplify ? await simplifyItem(previous, session) : previous;
	return {
		changedFields: [...new Set(names)].sort(),
		previousVersion: { version: previous.version, ...shown },
	};
}

/** The record is of a kind that the trigger listens to. */
export const isWanted = ({ kinds }: Settings, row: Row): boolean =>
	kinds === undefined || kinds.has(kindOf(row));

/** A change of an item as the workflow gets it; undefined when it is not wanted. */
async function toItemEvent(
	session: Session,
	settings: Settings,
	change: Change,
): Promise<IDataObject | undefined> {
	const { row, date, before, unknownSince } = change;
	if (!isWanted(settings, row)) return undefined;
	const created = readTimestamp(row.createdDate);
	const isNew = before === undefined && created !== undefined && created >= unknownSince;
	if (settings.triggerOn === 'itemCreated' && !isNew) return undefined;
	// Saved again since it was created: that is an update, though both are emitted as one.
	if (settings.triggerOn === 'itemUpdated' && isNew && date <= created) return undefined;
	if (settings.ignoreOwnChanges && (await isOwn(session, change))) return undefined;
	const { simplify, previousVersion, triggerOn } = settings;
	const changeType = isNew && triggerOn !== 'itemUpdated' ? 'created' : 'updated';
	const shown = simplify ? await simplifyItem(row, session) : row;
	if (!previousVersion) return { changeType, ...shown };
	const more =
		changeType === 'created'
			? { changedFields: [], previousVersion: null }
			: await withPrevious(session, change, simplify);
	return { changeType, ...more, ...shown };
}

/** The last activity was a save, so that `modifiedBy` names who did it; nobody is named for comments, tags and the like. */
const isSave = ({ modifiedDate, lastActivityDate }: Row): boolean =>
	readTimestamp(modifiedDate) === readTimestamp(lastActivityDate);

const isBatch = ({ eventType }: Row): boolean => String(eventType).startsWith('BATCH');

/** An entry of the log as the workflow gets it: batch events once for each item (REST cookbook, Using Activities). */
async function toActivityEvents(
	session: Session,
	settings: Settings,
	{ row }: Change,
): Promise<IDataObject[]> {
	if (settings.ignoreOwnChanges && row.user === (await ownId(session))) return [];
	if (!isBatch(row)) return [row];
	const path = `/activities/${String(row.id)}/affecteditems`;
	const items = (await session.rows(path).catch(unlessGone(session, NO_ITEMS))) ?? [];
	if (items.length === 0) return [row];
	return await Promise.all(
		items.map(async (item) => ({
			...row,
			item: item.id,
			affectedItem: settings.simplify ? await simplifyItem(item, session) : item,
		})),
	);
}

/**
 * Changes as the workflow gets them, in order.
 * Rejects with the errors of the requests that options need.
 */
export async function toEvents(
	session: Session,
	settings: Settings,
	changes: Change[],
): Promise<IDataObject[]> {
	const events: IDataObject[] = [];
	for (const change of changes) {
		if (settings.triggerOn === 'activity') {
			events.push(...(await toActivityEvents(session, settings, change)));
		} else {
			const event = await toItemEvent(session, settings, change);
			if (event) events.push(event);
		}
	}
	return events;
}
