import { isRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';

/** A sprint as a field of an issue names it. */
export interface SprintOfIssue {
	id: number;
	name: string;
	/** In small letters. */
	state: string;
}

/** Whether a sprint was created on a board, which may also list those of others; one that does not say where, was. */
export const isOfBoard = ({ originBoardId }: Row, board: unknown): boolean =>
	originBoardId === undefined || originBoardId === null || Number(originBoardId) === Number(board);

/** Names of the values in the text of a sprint, which Data Center may give instead of an object in the custom field. */
const SPRINT_KEYS =
	'id|rapidViewId|state|name|goal|startDate|endDate|completeDate|activatedDate|sequence|autoStartStop|synced|incompleteIssuesDestinationId';
/** The name continues to the next value that Jira writes, since it may hold commas and brackets itself. */
const SPRINT_TEXT = new RegExp(
	`\\.Sprint@[^[]*\\[(?:.*?,)?name=(.*?)(?:,(?:${SPRINT_KEYS})=|\\]$)`,
	's',
);

/** A sprint in the value of a field: an object, or the text of a Java object; undefined for anything else. */
export function readSprintValue(value: unknown): SprintOfIssue | undefined {
	if (typeof value === 'string') {
		const name = SPRINT_TEXT.exec(value)?.[1];
		const valueOf = (key: string) => new RegExp(`[[,]${key}=(\\w+)`).exec(value)?.[1] ?? '';
		if (name === undefined) return undefined;
		return { id: Number(valueOf('id')), name, state: valueOf('state').toLowerCase() };
	}
	if (!isRecord(value) || typeof value.state !== 'string') return undefined;
	const { id, name, state } = value;
	const isSprint = 'boardId' in value || 'originBoardId' in value || 'rapidViewId' in value;
	return isSprint ? { id: Number(id), name: String(name), state: state.toLowerCase() } : undefined;
}

/** The sprints that a field of an issue names, the oldest first; undefined for a field of something else. */
export function readSprints(value: unknown): SprintOfIssue[] | undefined {
	const all = [value ?? []].flat();
	const sprints = all.map(readSprintValue).filter((one) => one !== undefined);
	return sprints.length > 0 && sprints.length === all.length ? sprints : undefined;
}

/** What an issue's own fields say of its sprints, whatever API gave it. */
export function sprintsOf(fields: Row): SprintOfIssue[] {
	const found = Object.values(fields).flatMap((value) => readSprints(value) ?? []);
	return [...new Map(found.map((sprint) => [sprint.id, sprint])).values()];
}
