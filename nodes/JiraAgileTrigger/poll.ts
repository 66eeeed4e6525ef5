import type { IDataObject } from 'n8n-workflow';
import { isGone } from '../JiraAgile/api/responses';
import type { Session } from '../shared/session/session';
import type { Listener } from '../shared/trigger/poll';
import type { Row } from '../shared/values/row';
import { InvalidInput } from '../shared/values/invalidInput';
import { whoAndWhen } from './clock';
import { changeEvents, issueEvent, sprintEvent } from './events';
import { issueFeed, issuesAt, toEntry } from './issueFeed';
import { listsOf } from './lists';
import type { Settings } from './settings';
import { sourceOf } from './settings';

/** Looks for the board. Throws InvalidInput when it is gone, or out of the user's sight. */
async function checkBoard(session: Session, { board }: Settings): Promise<void> {
	if (board === undefined) return;
	await session.row({ path: `/board/${board}` }).catch((error: unknown) => {
		if (!isGone(error)) throw error;
		throw new InvalidInput(
			`The board ${board} does not exist any more, or the credential's user may not see it`,
			"Nothing was emitted and nothing is lost: the trigger continues where it stopped as soon as it can. Pick another one under 'Board', or ask its administrator for access.",
		);
	});
}

/** What a poll listens to. @param now milliseconds that pass, for the time that reading takes */
export function listen(session: Session, settings: Settings, now?: () => number): Listener {
	const { events, overlap, itemsPerPoll, startFrom } = settings;
	return {
		source: sourceOf(session),
		overlap,
		itemsPerPoll,
		...(startFrom === undefined ? {} : { startFrom }),
		feeds: events.has('issueChanged') ? { issues: issueFeed(session, settings, now) } : {},
		lists: listsOf(session, settings),
		check: async () => await checkBoard(session, settings),
		time: async () => (await whoAndWhen(session)).time,
		toEvents: async (change) => await changeEvents(session, settings, change),
	};
}

/** How many events of each kind a manual test shows. */
const SAMPLES = 3;

/** Up to three rows of a list. */
const some = async (
	session: Session,
	path: string,
	query: IDataObject,
	root?: string,
): Promise<Row[]> =>
	await session.rows(path, query, { limit: SAMPLES, ...(root === undefined ? {} : { root }) });

/**
 * Records as the chosen events would bring them, for a test in the editor. Reads no state and leaves none.
 * @throws InvalidInput that says why there is nothing to show
 */
export async function sample(session: Session, settings: Settings): Promise<IDataObject[]> {
	await checkBoard(session, settings);
	const { events, board } = settings;
	const shown: IDataObject[] = [];
	const all = [...events].sort();
	const ofSprints = all.filter((event) => event.startsWith('sprint'));
	if (ofSprints.length > 0) {
		const sprints = await session.rows(`/board/${board}/sprint`);
		for (const [at, sprint] of sprints.slice(-SAMPLES).entries()) {
			const event = ofSprints[at % ofSprints.length];
			if (event) shown.push(await sprintEvent(session, settings, event, sprint));
		}
	}
	const ofIssues = all.filter((event) => event.startsWith('issue'));
	if (ofIssues.length > 0) {
		const { path, query, root } = issuesAt(session, settings, '', 'updated DESC');
		const issues = await some(session, path, query, root);
		for (const [at, row] of issues.entries()) {
			const event = ofIssues[at % ofIssues.length];
			if (event === undefined) continue;
			if (event !== 'issueChanged') {
				shown.push(await issueEvent(session, settings, { event }, String(row.id)));
				continue;
			}
			const entry = toEntry(row);
			const change = { ...entry, unknownSince: entry.date - 1, before: entry.date - 1 };
			const options = { ...settings, ignoreOwnChanges: false };
			shown.push(...(await changeEvents(session, options, change)));
		}
	}
	if (shown.length > 0) return shown;
	throw new InvalidInput(
		'There is nothing to show: the board has no sprint and no issue that matches',
		"Check board and JQL, and that the credential's user may see them. Once the workflow is active, the trigger waits for the first change.",
	);
}
