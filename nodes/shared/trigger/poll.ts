import type { IDataObject } from 'n8n-workflow';
import { eachInOrder } from '../operations/atOnce';
import { InvalidInput } from '../values/invalidInput';
import type { Change, Cursor, Reading } from './changes';
import { cursorAt, pollFeed } from './changes';
import type { Feed } from './feed';
import type { Membership } from './members';
import { differences, marksOf, readMembers } from './members';
import type { Owner, State } from './state';
import { beginning } from './state';

/** What a trigger listens to. */
export interface Listener {
	/** What the cursors belong to: with another one the trigger starts again. */
	source: string;
	/** How long a change may take to become visible, in ms. */
	overlap: number;
	/** A poll ends after the page that reaches so many changes. */
	itemsPerPoll: number;
	/** Changes are emitted from this moment on (ms since 1970); undefined: from the activation on. */
	startFrom?: number;
	/** A feed for each place where changes are listed, by the name that its cursor is kept under. */
	feeds: Record<string, Feed>;
	/** Lists that have no dates, by the name that their members are kept under. */
	lists?: Record<string, Membership>;
	/** What else is kept with the state. */
	keep?: Partial<State>;
	/** Looks for everything that was chosen. Throws InvalidInput that names what is missing. */
	check: () => Promise<void>;
	/** The server's clock in ms. Throws InvalidInput when no response says it. */
	time: () => Promise<number>;
	/** A change of a feed as the workflow gets it: none, one or several events. */
	toEvents: (change: Change, feed: string) => Promise<IDataObject[]>;
}

/** What a poll needs of the world. */
export interface Poll {
	listener: Listener;
	/** Who polls. */
	owner: Owner;
	/** What the last poll left. */
	state?: State;
	/** How many requests may be on their way at once. */
	room: () => number;
	/** True when the poll has used up its time. */
	outOfTime: () => boolean;
	warn: (message: string) => void;
}

/** Even when nothing changes, what was chosen is looked for so often (ms by the server's clock). */
const CHECK_INTERVAL = 3_600_000;

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
function continues({ state, listener, warn }: Poll): boolean {
	if (!state) return false;
	const { startFrom, source } = listener;
	const { startFrom: before } = state;
	if (state.source !== source) {
		warn(`It listened to ${state.source} before, and to ${source} now: ${beginning(startFrom)}`);
		return false;
	}
	if (startFrom === undefined || startFrom === before) {
		if (state.damage !== undefined) warn(state.damage);
		return true;
	}
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
	const { listener, outOfTime, warn, owner, room } = work;
	const { overlap, itemsPerPoll, startFrom, source, feeds, lists = {} } = listener;
	const known = continues(work) ? work.state : undefined;
	const polls = (work.state?.polls ?? 0) + 1;
	const state: State = { version: 1, ...owner, source, cursors: {}, ...listener.keep, polls };
	const since = startFrom ?? known?.startFrom;
	if (since !== undefined) state.startFrom = since;
	if (known?.checked !== undefined) state.checked = known.checked;

	let now: number | undefined;
	if (!known) {
		await listener.check();
		now = await listener.time();
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
		if (!checked) await listener.check();
		checked = true;
	};

	const emitted: Array<{ date: number; events: IDataObject[] }> = [];
	let count = 0;
	const emitFrom =
		(feed: string) =>
		async (changes: Change[]): Promise<number> => {
			await check();
			const page: typeof emitted = [];
			await eachInOrder(
				changes,
				room,
				async (change) => await listener.toEvents(change, feed),
				(events, change) => page.push({ date: change.date, events }),
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
			now ??= await listener.time();
			state.cursors[name] = await startNow(feed, now, overlap);
			continue;
		}
		if (stop() && emitted.length > 0) {
			state.cursors[name] = cursor;
			continue;
		}
		const outcome = await pollFeed(feed, cursor, { overlap, stop, emit: emitFrom(name), warn });
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
	emitted.sort((a, b) => a.date - b.date);

	for (const [name, list] of Object.entries(lists)) {
		const before = known?.sets?.[name];
		const sets = (state.sets ??= {});
		if (before && stop() && emitted.length > 0) {
			sets[name] = before;
			continue;
		}
		const members = await readMembers(list, name);
		if (!before) {
			if (known) warn(`Of '${name}' nothing is stored: what changes from now on is emitted`);
			sets[name] = marksOf(members);
			continue;
		}
		const changes = differences(before, members);
		if (changes.length > 0 || (members.size === 0 && Object.keys(before).length > 0)) await check();
		const kept = new Map(Object.entries(before));
		await eachInOrder(
			changes,
			room,
			async (difference) => await list.toEvents(difference),
			(events, { id, now: member }) => {
				emitted.push({ date: Infinity, events });
				count += events.length;
				if (member) kept.set(id, member.mark);
				else kept.delete(id);
			},
			// What is left over is still different in the next poll.
			() => stop() && count > 0,
		);
		sets[name] = Object.fromEntries(kept);
	}
	return { events: emitted.flatMap(({ events }) => events), state };
}
