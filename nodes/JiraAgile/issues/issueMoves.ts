import type { IDataObject } from 'n8n-workflow';
import { partOf } from '../api/responses';
import { findCulprits, mayHaveCulprits, tellUnknown } from './moveCulprits';
import { BadResponse } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { HttpMethod } from '../../shared/http/http';
import type { ItemOutcome, RunContext } from '../../shared/operations/operation';
import type { Session } from '../../shared/session/session';
import { groupAlike } from '../../shared/operations/together';
import { MoveProgress } from './moveProgress';

/** The most issues of one request (Jira Software REST reference, Cloud and Data Center). */
const AT_ONCE = 50;

/** What says which issue of a rejected request there is not. */
export const FIND_ISSUE = 'GET /issue/{issueIdOrKey}';

/** One move of issues. */
export interface Move {
	method: HttpMethod;
	path: string;
	/** What becomes of the issues: moved, ranked. */
	verb: string;
	/** What the output says beside the issues. */
	target?: IDataObject;
}

/** What the fields of a move give. */
export interface MoveValues {
	issues: string[];
	rankBeforeIssue?: unknown;
	rankAfterIssue?: unknown;
	rankCustomFieldId?: unknown;
	leaveOutUnknown?: unknown;
}
type Context = RunContext<MoveValues>;
const unique = (issues: string[]): string[] => [...new Set(issues)];

/** The issue before which, and the one after which the others go. */
const anchorsOf = ({ rankBeforeIssue, rankAfterIssue }: MoveValues): string[] =>
	[rankBeforeIssue, rankAfterIssue].filter(Boolean).map((one) => String(one).toUpperCase());

/** Where in the order of ranks the issues go: next to one issue, or nowhere in particular. */
type Place = Readonly<Record<string, string>>;

function besideItself(issue: string, anchor: string): InvalidInput {
	const named = issue === anchor ? anchor : `${issue} (${anchor})`;
	return new InvalidInput(
		`${named} cannot be ranked before or after itself`,
		"Take it out of 'Issues', or choose another issue as the place.",
	);
}

/** The place that the user chose. Throws InvalidInput for a place that there is not. */
function readPlace(values: MoveValues): Place {
	const [anchor, second] = anchorsOf(values);
	if (second !== undefined) {
		throw new InvalidInput(
			"'Rank After Issue' and 'Rank Before Issue' are both set",
			'Leave one of them out.',
		);
	}
	if (anchor === undefined) return {};
	return values.rankBeforeIssue ? { rankBeforeIssue: anchor } : { rankAfterIssue: anchor };
}

/** An issue that stands in the order of ranks, as it was named and by which input item. */
interface Placed {
	issue: string;
	itemIndex: number;
}

/**
 * The keys of issues that are named by ID beside others that are named by key: GET /issue/{issueIdOrKey}, once for each ID. An
 * ID that cannot be read stays, for the move itself says what is wrong with it.
 */
async function keysOf(session: Session, named: readonly string[]): Promise<Map<string, string>> {
	const ids = named.filter((one) => /^\d+$/.test(one));
	if (ids.length === named.length) return new Map();
	const keys = new Map<string, string>();
	for (const id of ids) {
		const query = { fields: 'summary' };
		const read = session.known({ path: `/issue/${id}`, query });
		const { key } = await read.catch(() => ({ key: id }));
		keys.set(id, String(key));
	}
	return keys;
}

/**
 * Rejects a place that there is not, and an issue that is to stand in two places, also as ID and as key. Throws InvalidInput.
 */
function checkPlaces(
	{ values, itemIndex }: Context,
	placed: Map<string, Placed>,
	keys: ReadonlyMap<string, string>,
): void {
	const [anchor] = Object.values(readPlace(values));
	if (anchor === undefined) return;
	const keyOf = (issue: string) => keys.get(issue) ?? issue;
	for (const issue of values.issues) {
		if (keyOf(issue) === keyOf(anchor)) throw besideItself(issue, anchor);
		const other = placed.get(keyOf(issue));
		if (other !== undefined && (other.itemIndex !== itemIndex || other.issue !== issue)) {
			const named = other.issue === issue ? '' : `, as ${other.issue}`;
			throw new InvalidInput(
				`'Issues' names ${issue}, which input item ${other.itemIndex} names as well${named}`,
				'Name each issue once, so that its place is clear.',
			);
		}
		placed.set(keyOf(issue), { issue, itemIndex });
	}
}

/** Moves the issues of input items whose other values are equal, in batches of 50. Never rejects. */
async function moveGroup(
	contexts: readonly Context[],
	{ session, values }: Context,
	{ method, path, verb }: Move,
	progress: MoveProgress,
): Promise<void> {
	const { leaveOutUnknown, rankCustomFieldId } = values;
	let place = readPlace(values);
	const ranked = Object.keys(place).length > 0;
	let rest = unique(contexts.flatMap((context) => context.values.issues));

	/** What came before is done; the next request continues behind it. */
	const advance = (taken: string[], sent: string[]) => {
		progress.done(taken);
		const last = taken[taken.length - 1];
		if (ranked && last !== undefined) place = { rankAfterIssue: last };
		rest = rest.slice(sent.length);
	};
	const withdraw = (issues: string[]) => {
		rest = rest.filter((issue) => !issues.includes(issue));
	};

	while (rest.length > 0 && !progress.stopped) {
		const sent = rest.slice(0, AT_ONCE);
		const rankField = rankCustomFieldId === undefined ? {} : { rankCustomFieldId };
		const body = { issues: sent, ...place, ...rankField };
		try {
			await session.write({ method, path, body });
			advance(sent, sent);
			continue;
		} catch (error) {
			const part = error instanceof BadResponse ? partOf(error, sent) : undefined;
			if (part) {
				advance(part.taken, sent);
				progress.refused(part, sent, rest.length, verb);
				continue;
			}
			const asks = leaveOutUnknown === true || sent.length > 1;
			const culprits =
				asks && mayHaveCulprits(error)
					? await findCulprits(session, sent, Object.values(place), error)
					: undefined;
			if (leaveOutUnknown === true && culprits && culprits.unknown.length > 0) {
				progress.leaveOut(culprits.unknown);
				withdraw(culprits.unknown);
				continue;
			}
			if (progress.carryOn && culprits && culprits.issues.length > 0) {
				// The items that name them fail as a whole; the others of the request are sent again.
				const fails = ({ values: own }: Context) =>
					own.issues.some((issue) => culprits.issues.includes(issue));
				const issuesIn = (some: Context[]) => some.flatMap((one) => one.values.issues);
				const others = new Set(issuesIn(contexts.filter((one) => !fails(one))));
				const taken = issuesIn(contexts.filter(fails)).filter((issue) => !others.has(issue));
				progress.fail(
					error,
					taken.filter((issue) => rest.includes(issue)),
					culprits.words,
				);
				withdraw(taken);
				continue;
			}
			progress.failRequest(error, sent, { ranked, verb, words: culprits?.words });
			withdraw(sent);
		}
	}
}

/**
 * An operation that moves or ranks issues: those of all input items whose other values are equal together, fifty with a
 * request and in the order given; each request ranks behind the last issue of the one before, so that the order holds
 * across them. Nothing is sent when an item's issues cannot be read or stand in two places.
 *
 * A request that is rejected ends the run, unless the user wants to continue: then the items whose issues Jira does not know, or
 * names as the reason, fail, and the others are sent without them. What a request without a response may have done is said. What
 * a 207 rejects fails alone.
 */
export const movingIssues =
	<Given extends MoveValues>(moveOf: (values: Given) => Move) =>
	async (contexts: Array<RunContext<Given>>): Promise<ItemOutcome[]> => {
		const [one] = contexts;
		if (!one) return [];
		const { session, continues: carryOn } = one;
		const refusals = new Map<Context, ItemOutcome>();
		const touches = (values: MoveValues) => [...values.issues, ...anchorsOf(values)];
		const groups = groupAlike(contexts, 'issues', touches);
		for (const group of groups) {
			const placed = new Map<string, Placed>();
			const ranked = group.contexts.filter(({ values }) => anchorsOf(values).length > 0);
			const keys = await keysOf(session, unique(ranked.flatMap(({ values }) => touches(values))));
			for (const context of group.contexts) {
				try {
					checkPlaces(context, placed, keys);
				} catch (error) {
					refusals.set(context, { error });
				}
			}
		}
		const sound = groups.map((group) => group.contexts.filter((context) => !refusals.has(context)));
		const issues = sound.map((group) => unique(group.flatMap(({ values }) => values.issues)));
		const progress = new MoveProgress(issues.flat().length, carryOn);
		const outcomes = new Map(refusals);
		if (!carryOn && refusals.size > 0) return contexts.map((context) => outcomes.get(context));

		for (const group of sound) {
			const [first] = group;
			if (!first) continue;
			const move = moveOf(first.values);
			progress.begin();
			await moveGroup(group, first, move, progress);
			for (const context of group) {
				outcomes.set(context, progress.outcomeOf(context.values.issues, move.target));
			}
			if (progress.leftOut.length > 0) {
				session.hint(`Left out: ${tellUnknown(progress.leftOut)}`);
			}
		}
		return contexts.map((context) => outcomes.get(context));
	};
