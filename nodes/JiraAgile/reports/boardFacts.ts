import { InvalidInput } from '../../shared/values/invalidInput';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { fieldsOfSite } from '../fields/issueFields';
import { categoryOf } from './history';
import type { HistoryField } from './history';

const SPRINT_FIELD = 'com.pyxis.greenhopper.jira:gh-sprint';

/** A status as reports need it. */
export interface Status {
	name: string;
	/** new, indeterminate or done. */
	category: string | undefined;
}

/** What a report goes by: the board's estimation, the site's statuses and its field of sprints. */
export interface BoardFacts {
	boardId: number;
	/** Undefined: the board estimates in no field. */
	estimation: HistoryField | undefined;
	sprintField: HistoryField;
	/** By ID. */
	statuses: ReadonlyMap<string, Status>;
}

/** The field that a board estimates in, from its configuration; undefined, with a hint, for a board without one. */
async function estimationOf(session: Session, boardId: number): Promise<HistoryField | undefined> {
	const configuration = await session.known({ path: `/board/${boardId}/configuration` });
	const { type, field } = toRecord(configuration.estimation);
	const { fieldId, displayName } = toRecord(field);
	if (type === 'field' && fieldId !== undefined) {
		return { id: String(fieldId), name: String(displayName ?? fieldId) };
	}
	session.hint(
		`The board '${String(configuration.name)}' has no estimation field: only issues are counted. Set one in the board's settings under Estimation.`,
	);
	return undefined;
}

/**
 * Reads what a report of a board goes by: GET /board/{boardId}/configuration, and of the platform GET /field and GET /status.
 * @throws InvalidInput when the site has no field of sprints that this user may see
 */
export async function readBoardFacts(session: Session, boardId: number): Promise<BoardFacts> {
	const estimation = await estimationOf(session, boardId);
	const fields = await fieldsOfSite(session);
	const sprints = fields.filter(({ schema }) => toRecord(schema).custom === SPRINT_FIELD);
	const [sprint, second] = sprints;
	if (!sprint || second) {
		const ids = sprints.map(({ id }) => String(id)).join(', ');
		throw new InvalidInput(
			sprint
				? `This Jira has several fields of sprints: ${ids}`
				: 'This Jira has no field of sprints, or this user may not see it',
			'Which issues were in a sprint stands in the history of that field. Ask an administrator of Jira.',
		);
	}
	hintSharedNames(session, fields, estimation ? [estimation.id, sprint.id] : [sprint.id]);
	const statuses = await session.all('/status', {}, { root: 'platform' });
	return {
		boardId,
		estimation: estimation && { ...estimation, name: nameIn(fields, estimation) },
		sprintField: { id: String(sprint.id), name: String(sprint.name) },
		statuses: new Map(
			statuses.map((row) => [
				String(row.id),
				{ name: String(row.name), category: categoryOf(row) },
			]),
		),
	};
}

/** Says which fields cannot be told apart in histories, where these have names only: two may well have one name. */
function hintSharedNames(session: Session, fields: readonly Row[], used: readonly unknown[]): void {
	if (session.connection.deployment === 'cloud') return;
	for (const { id, name } of fields.filter((field) => used.includes(field.id))) {
		const same = fields.filter((field) => field.name === name && field.id !== id);
		if (same.length === 0) continue;
		const ids = same.map((field) => String(field.id)).join(', ');
		session.hint(
			`'${String(name)}' (${String(id)}) is not the only field of this name (also ${ids}). Histories have names only: a change of the other one counts as a change of this one.`,
		);
	}
}

/** What a field is called in histories: as in the list of fields, which a board may name otherwise. */
const nameIn = (fields: readonly Row[], { id, name }: HistoryField): string => {
	const found = fields.find((field) => field.id === id);
	return found?.name === undefined ? name : String(found.name);
};
