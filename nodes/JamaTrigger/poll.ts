import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../shared/values/invalidInput';
import { rejectFolder } from '../Jama/pickers/existing';
import { inParts } from '../shared/operations/inParts';
import type { Row } from '../shared/values/row';
import type { Session } from '../shared/session/session';
import { activityFeed } from './activityFeed';
import type { Change, Cursor, Reading } from './changes';
import { cursorAt, pollFeed } from './changes';
import { isWanted, toEvents } from './events';
import type { Feed } from './feed';
import { itemFeed, itemsAt, toEntry } from './itemFeed';
import { filterMissing, orMissing } from './missing';
import type { Settings } from './settings';
import { sourceOf } from './settings';
import type { Owner, State } from './state';
import { beginning } from './state';

/** What a poll needs of the world. */
export interface Poll {
	session: Session;
	settings: Settings;
	/** Who polls. */
	owner: Owner;
	/** What the last poll left. */
	state?: State;
	/** True when the poll has used up its time. */
	outOfTime: () => boolean;
	warn: (message: string) => void;
}

/** Even when nothing changes, what was chosen is looked for so often (ms by the server's clock). */
const CHECK_INTERVAL = 3_600_000;

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

/** A cursor for what changes from now on: what is there already counts as emitted. */
async function startNow(feed: Feed, time: number, overlap: number): Promise<Cursor> {
	const now = { ...cursorAt(time), from: time - overlap };
	const tellNothing: Reading = {
		overlap,
		stop: () => false,
		emit: async (changes) => changes.length,
		warn: () => undefined,
	};
	const { cursor } = await pollFeed(feed, now, tellNothing);
	// What changed while this was read has not been emitted.
	const emitted = Object.entries(cursor.emitted).filter(
		([, one]) => Number(one.split(':')[0]) <= time,
	);
	return { ...now, emitted: Object.fromEntries(emitted) };
}

/** False when the trigger has to start again: for the first time, on another server, or from a date chosen since. */
function continues({ state, settings, warn }: Poll, source: string): boolean {
	if (!state) return false;
	const { startFrom } = settings;
	const { startFrom: before } = state;
	if (state.source !== source) {
		warn(`It listened to ${state.source} before, and to ${source} now: ${beginning(startFrom)}`);
		return false;
	}
	if (startFrom === undefined || startFrom === before) return true;
	const was =
		before === undefined ? 'no Start From' : `Start From ${new Date(before).toISOString()}`;
	warn(`The stored state knows of ${was}: ${beginning(startFrom)}`);
	return false;
}

/**
 * One poll: what changed since the last one, in order, and the state behind it. The state that came in stays as it is, so
 * that a poll that throws leaves no trace.
 * @throws errors of the requests; InvalidInput when something that was chosen is gone
 */
export async function poll(work: Poll): Promise<{ events: IDataObject[]; state: State }> {
	const { session, outOfTime, warn, owner } = work;
	const { settings, filter } = await inFilterProject(session, work.settings, work.state?.filter);
	const { overlap, itemsPerPoll, startFrom } = settings;
	const source = sourceOf(session, settings);
	const known = continues(work, source) ? work.state : undefined;
	const feeds = feedsOf(session, settings);
	const polls = (work.state?.polls ?? 0) + 1;
	const state: State = { version: 1, ...owner, source, cursors: {}, polls };
	const since = startFrom ?? known?.startFrom;
	if (since !== undefined) state.startFrom = since;
	if (filter) state.filter = filter;
	if (known?.checked !== undefined) state.checked = known.checked;

	let now: number | undefined;
	if (!known) {
		await checkChosen(session, settings);
		now = await serverTime(session);
		state.checked = now;
		if (startFrom !== undefined && startFrom > now) {
			throw new InvalidInput(
				`'Start From' is later than the time of the server (${new Date(now).toISOString()})`,
				'Choose a moment in the past, or remove the option to start from now.',
			);
		}
	}
	let checked = !known;
	const check = async () => {
		if (!checked) await checkChosen(session, settings);
		checked = true;
	};

	const emitted: Array<{ change: Change; events: IDataObject[] }> = [];
	let count = 0;
	const emit = async (changes: Change[]): Promise<number> => {
		await check();
		const page: typeof emitted = [];
		await inParts(
			changes,
			async (change) => await toEvents(session, settings, [change]),
			(events, change) => page.push({ change, events }),
			// What options ask for may take longer than the poll has: the next one continues in the middle of the page.
			() => page.length > 0 && outOfTime(),
		);
		// Only now: a page that fails half way is emitted again as a whole.
		emitted.push(...page);
		for (const { events } of page) count += events.length;
		return page.length;
	};
	const stop = () => count >= itemsPerPoll || outOfTime();

	// The one that is furthest behind comes first, so that none waits for ever.
	const names = Object.entries(feeds).sort(
		([a], [b]) => (known?.cursors[a]?.newest ?? 0) - (known?.cursors[b]?.newest ?? 0),
	);
	for (const [name, feed] of names) {
		let cursor = known?.cursors[name];
		if (!cursor && known) {
			const since = startFrom === undefined ? 'now' : new Date(startFrom).toISOString();
			warn(`Of '${name}' nothing is stored: its changes are emitted from ${since} on`);
		}
		if (startFrom !== undefined) cursor ??= cursorAt(startFrom);
		if (!cursor) {
			now ??= await serverTime(session);
			state.cursors[name] = await startNow(feed, now, overlap);
			continue;
		}
		if (stop() && emitted.length > 0) {
			state.cursors[name] = cursor;
			continue;
		}
		const outcome = await pollFeed(feed, cursor, { overlap, stop, emit, warn });
		cursor = outcome.cursor;
		const { found, time } = outcome;
		if (!found && Object.keys(cursor.emitted).length > 0) {
			// Not even what was emitted last is there any more.
			await check();
			cursor = { ...cursor, emitted: {} };
		}
		state.cursors[name] = cursor;
		if (time === undefined) continue;
		if (time - (state.checked ?? 0) > CHECK_INTERVAL) await check();
		if (checked) state.checked = time;
	}
	emitted.sort((a, b) => a.change.date - b.change.date);
	return { events: emitted.flatMap(({ events }) => events), state };
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
