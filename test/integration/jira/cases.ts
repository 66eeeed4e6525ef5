import type { Deployment, JiraState } from '../../servers/jira';
import { createSeed } from '../../servers/jira/seed/seed';
import { byId, byKey } from './support';

/** One successful run of an operation, wherever it exists. */
export interface Case {
	/** `resource.operation` */
	operation: string;
	parameters?: object;
	/** Every request, in order; `~` is the root of the lists of issues, `{page}` their paging; `cloud: ` is sent there only. */
	sent: unknown[];
	/** Rows that the output must begin with; matched partly. */
	out: object[];
	/** Only there, although the operation exists elsewhere, too. */
	on?: Deployment[];
	/** Changes the server's data first. */
	prepare?: (state: JiraState) => void;
}

/** The paging parameters of a first page by offset. */
export const PAGE = 'startAt=0&maxResults=50';

export const board = { boardId: byId(1) };
export const sprint = { sprintId: byId(3) };
export const epic = { epicIdOrKey: byKey('PUMP-1') };
export const issue = { issueIdOrKey: byKey('PUMP-4') };
/** The number of PUMP-1. */
export const EPIC_ID = createSeed('cloud', 1).issue('PUMP-1')?.id ?? 0;
