import { hasStatus, notingDone } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { ItemOutcome, RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toRecord } from '../../shared/values/objectPath';
import type { Move, MoveValues } from './issueMoves';
import { movingIssues } from './issueMoves';
import { isTeamManaged } from './screens';

/** The key of the project of an issue: the first part of its key; of an ID, read. */
async function projectOf(session: Session, issue: string): Promise<string> {
	const key = /^(.+)-\d+$/.exec(issue)?.[1];
	if (key !== undefined) return key.toUpperCase();
	const path = `/issue/${encodeURIComponent(issue)}`;
	const row = await session.known({ path, query: { fields: 'project' }, root: 'platform' });
	return String(toRecord(toRecord(row.fields).project).key);
}

/**
 * Whether an issue is in a team-managed project, where epics are parents: such projects exist on Cloud only. Undefined where the
 * issue or its project is not there: the move itself says what is wrong with it.
 */
async function isInTeamManaged(session: Session, issue: string): Promise<boolean | undefined> {
	if (session.connection.deployment !== 'cloud') return false;
	const read = async (): Promise<Row> => {
		const path = `/project/${encodeURIComponent(await projectOf(session, issue))}`;
		return await session.known({ path, root: 'platform' });
	};
	const row = await read().catch((error: unknown) => {
		if (hasStatus(error, 403, 404)) return undefined;
		throw error;
	});
	return row && isTeamManaged(row);
}

/** Sets the parent of issues, one request for each; undefined takes it away. Throws with what was done before. */
async function setParents(
	session: Session,
	issues: readonly string[],
	parent: string | undefined,
): Promise<void> {
	const body =
		parent === undefined
			? { update: { parent: [{ set: { none: true } }] } }
			: { fields: { parent: /^\d+$/.test(parent) ? { id: parent } : { key: parent } } };
	for (const [at, issue] of issues.entries()) {
		const done = issues.slice(0, at);
		const note =
			done.length > 0
				? `These are done: ${done.join(', ')}. Run it again from ${issue} on.`
				: 'None of the issues was changed before.';
		const path = `/issue/${encodeURIComponent(issue)}`;
		await notingDone(note, async () => {
			await session.write({ method: 'PUT', path, body, root: 'platform3' });
		});
	}
}

type EpicValues = MoveValues & { epicIdOrKey?: string };

/**
 * Puts issues into an epic, or takes them out. In a team-managed project, whose epics the Agile API does not know, through the
 * field `parent`: GET /project/{key} of the platform says of what kind a project is, once for each; then PUT /issue/{key}, one
 * for each issue. Elsewhere in batches of 50, those of all input items together.
 */
export const movingToEpic =
	<Given extends EpicValues>(moveOf: (values: Given) => Move) =>
	async (contexts: Array<RunContext<Given>>): Promise<ItemOutcome[]> => {
		const outcomes = new Map<RunContext<Given>, ItemOutcome>();
		const others: Array<RunContext<Given>> = [];
		let stopped = false;
		const split = new Map<RunContext<Given>, boolean>();
		for (const context of contexts) {
			const { session, values } = context;
			try {
				const { epicIdOrKey: epic } = values;
				const named = [...(epic === undefined ? [] : [epic]), ...values.issues];
				const read: Array<boolean | undefined> = [];
				for (const one of named) read.push(await isInTeamManaged(session, String(one)));
				const kinds = read.filter((kind) => kind !== undefined);
				if (new Set(kinds).size > 1) {
					throw new InvalidInput(
						'Some of the issues are in a team-managed project, and others are not',
						'Their epics are of different kinds: name those of each kind in an item of its own. Nothing was changed.',
					);
				}
				split.set(context, kinds[0] === true);
			} catch (error) {
				outcomes.set(context, { error });
				stopped ||= !context.continues;
			}
		}
		for (const context of contexts) {
			const kind = split.get(context);
			if (stopped || kind === undefined) continue;
			if (!kind) {
				others.push(context);
				continue;
			}
			const { session, values } = context;
			const { epicIdOrKey: epic, issues } = values;
			const parent = epic === undefined ? undefined : String(epic);
			const outcome = await setParents(session, issues, parent).then(
				(): ItemOutcome => {
					const target = epic === undefined ? {} : { epicIdOrKey: epic };
					return [{ json: { success: true, ...target, count: issues.length, issues } }];
				},
				(error: unknown): ItemOutcome => ({ error }),
			);
			outcomes.set(context, outcome);
			stopped ||= !Array.isArray(outcome) && !context.continues;
		}
		if (!stopped && others.length > 0) {
			const moved = await movingIssues(moveOf)(others);
			for (const [at, context] of others.entries()) outcomes.set(context, moved[at]);
		}
		return contexts.map((context) => outcomes.get(context));
	};
