import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../shared/values/invalidInput';
import { rejectFolder } from '../Jama/pickers/existing';
import type { Row } from '../shared/values/row';
import type { Session } from '../shared/session/session';
import { activityFeed } from './activityFeed';
import type { Change } from '../shared/trigger/changes';
import { isWanted, toEvents } from './events';
import type { Feed } from '../shared/trigger/feed';
import { itemFeed, itemsAt, toEntry } from './itemFeed';
import { filterMissing, orMissing } from './missing';
import type { Settings } from './settings';
import { sourceOf } from './settings';
import type { Listener } from '../shared/trigger/poll';
import type { State } from '../shared/trigger/state';

/** A feed for each place where changes are listed, by the name that its cursor is kept under. */
function feedsOf(session: Session, settings: Settings): Record<string, Feed> {
	if (settings.triggerOn !== 'activity') return { items: itemFeed(session, settings) };
	return Object.fromEntries(
		settings.projects.map((project) => [
			`project ${project}`,
			activityFeed(session, settings, project),
		]),
	);
}

/**
 * Looks for everything that was chosen: a search in a project or for an item type that is gone, or out of the user's sight,
 * finds nothing and says nothing.
 * @throws InvalidInput that names what is missing, or is a folder of projects
 */
async function checkChosen(session: Session, { projects, query }: Settings): Promise<void> {
	// A saved filter of the current project has its project in the query only.
	const places = [...new Set([projects, query.project ?? []].flat(2))];
	const chosen: Array<[string, string, unknown[], string]> = [
		['project', '/projects', places, "Remove it from 'Projects'"],
		['item type', '/itemtypes', [query.itemType ?? []].flat(), "Remove it from 'Filters'"],
		['release', '/releases', [query.release ?? []].flat(), "Remove it from 'Filters'"],
	];
	for (const [noun, path, ids, otherwise] of chosen) {
		for (const id of ids) {
			const what = `The ${noun} ${String(id)}`;
			const row = await session
				.row({ path: `${path}/${String(id)}` })
				.catch(orMissing(session, what, otherwise));
			rejectFolder(row, what);
		}
	}
}

/**
 * The settings with the project that a saved filter is to be run in: only filters that are made for the current project take
 * one (REST contract, GET /filters/{filterId}/results). What kind the filter is, is asked once and remembered.
 */
async function inFilterProject(
	session: Session,
	settings: Settings,
	known?: State['filter'],
): Promise<{ settings: Settings; filter?: State['filter'] }> {
	const { filter: id, filterProject: project, query } = settings;
	if (id === undefined || project === undefined) return { settings };
	const ask = async () => {
		const row = await session.row({ path: `/filters/${id}` }).catch(filterMissing(session, id));
		return { id, isOfCurrent: row.projectScope === 'CURRENT' };
	};
	const filter = known?.id === id ? known : await ask();
	if (!filter.isOfCurrent) return { settings, filter };
	return { settings: { ...settings, query: { ...query, project } }, filter };
}

/** The server's clock in ms. Throws InvalidInput when no response says it. */
async function serverTime(session: Session): Promise<number> {
	const { time } = await session.page({ path: '/projects' }, 0, 1);
	if (time !== undefined) return time;
	throw new InvalidInput(
		"Jama's responses do not say what time it is",
		"Set the option 'Start From' to the moment from which changes should be emitted.",
	);
}

/**
 * What a poll listens to.
 * @param known what the last poll left
 */
export async function listen(session: Session, wanted: Settings, known?: State): Promise<Listener> {
	const { settings, filter } = await inFilterProject(session, wanted, known?.filter);
	return {
		...settings,
		source: sourceOf(session, settings),
		feeds: feedsOf(session, settings),
		keep: filter ? { filter } : {},
		check: async () => await checkChosen(session, settings),
		time: async () => await serverTime(session),
		toEvents: async (change) => await toEvents(session, settings, [change]),
	};
}

/** How many changes a manual test shows, and among how many records it looks for them. */
const SAMPLES = 3;
const MOST_SEEN = 500;

/** The records of wanted kinds that changed last. */
async function latestItems(session: Session, settings: Settings): Promise<Row[]> {
	const { path, query, headers } = itemsAt(settings, {}, 'desc');
	const found: Row[] = [];
	const limit = settings.kinds ? MOST_SEEN : SAMPLES;
	for await (const rows of session.pages(path, query, { limit, ...(headers ? { headers } : {}) })) {
		found.push(...rows.filter((row) => isWanted(settings, row)));
		if (found.length >= SAMPLES) break;
	}
	return found.slice(0, SAMPLES);
}

/**
 * Some of the latest changes as the workflow would get them, for a test in the editor. Reads no state and leaves none.
 * @throws InvalidInput that says why there is nothing to show
 */
export async function sample(session: Session, wanted: Settings): Promise<IDataObject[]> {
	const { settings } = await inFilterProject(session, wanted);
	await checkChosen(session, settings);
	const changes: Change[] = [];
	const isActivity = settings.triggerOn === 'activity';
	const add = (rows: IDataObject[], dateName: string) => {
		for (const row of rows) {
			const entry = toEntry(row, dateName, undefined);
			changes.push({ ...entry, unknownSince: entry.date - 1, before: entry.date - 1 });
		}
	};
	if (isActivity) {
		for (const project of settings.projects) {
			const place = { path: '/activities', query: { ...settings.query, project } };
			// Which end of the log is the newest is in no document.
			const { rows, total = 0 } = await session.page(place, 0, SAMPLES);
			add(rows, 'date');
			const end = Math.max(rows.length, total - SAMPLES);
			if (end < total) add((await session.page(place, end, SAMPLES)).rows, 'date');
		}
	} else {
		add(await latestItems(session, settings), 'lastActivityDate');
	}
	if (changes.length === 0) {
		throw new InvalidInput(
			isActivity
				? 'There is no activity to show: the log has no entry that matches'
				: 'There is no item to show: nothing in Jama matches',
			"Check the projects and filters, and that the credential's user may see them. Once the workflow is active, the trigger waits for the first change.",
		);
	}
	changes.sort((a, b) => b.date - a.date);
	const shown: Settings = {
		...settings,
		triggerOn: isActivity ? 'activity' : 'itemCreatedOrUpdated',
		ignoreOwnChanges: false,
	};
	const events = await toEvents(session, shown, changes.slice(0, SAMPLES));
	return settings.triggerOn === 'itemCreated'
		? events.map((event) => ({ ...event, changeType: 'created' }))
		: events;
}
