import { backlogIssues, boardIssues, isEpic, visibleIssues } from '../boards/boardIssues';
import {
	findBoard,
	findEpic,
	findSprint,
	ok,
	type Call,
	type Handler,
	type Handlers,
} from '../frame/call';
import { errorAnswer } from '../frame/envelope';
import { issueView } from './issueViews';
import { fieldNames, fieldSchemas } from './siteFields';
import { queryJql, UnknownInQuery } from '../jql/jql';
import { offsetPage, tokenPage } from '../frame/paging';
import { checkSprints } from '../sprints/sprintRules';
import type { Issue } from '../types';

type Source = (call: Call) => Issue[];

const withoutEpic = (issues: Issue[]) =>
	issues.filter((issue) => issue.epic === undefined && !isEpic(issue));

function inSprint(call: Call): (issue: Issue) => boolean {
	const { id } = findSprint(call);
	return (issue) => issue.sprint === id || issue.closedSprints.includes(id);
}

/** The issues of each list, by the name of its operation. */
const SOURCES: Record<string, Source> = {
	getIssuesForBoard: (call) => boardIssues(call, findBoard(call)),
	getIssuesForBacklog: (call) => backlogIssues(call, findBoard(call)),
	getIssuesWithoutEpicForBoard: (call) => withoutEpic(boardIssues(call, findBoard(call))),
	getBoardIssuesForEpic(call) {
		const issues = boardIssues(call, findBoard(call));
		const epic = findEpic(call, call.params.epicId);
		return issues.filter((issue) => issue.epic === epic.id);
	},
	getBoardIssuesForSprint(call) {
		const board = findBoard(call);
		checkSprints(board);
		return boardIssues(call, board).filter(inSprint(call));
	},
	getIssuesWithoutEpic: (call) => withoutEpic(visibleIssues(call)),
	getIssuesForEpic(call) {
		const epic = findEpic(call, call.params.epicIdOrKey);
		return visibleIssues(call).filter((issue) => issue.epic === epic.id);
	},
	getIssuesForSprint: (call) => visibleIssues(call).filter(inSprint(call)),
};

/** The issues that a query finds, and Jira's words about what it could not use. */
export interface Found {
	issues: Issue[];
	warningMessages?: string[];
}

/**
 * With validateQuery off a query that names what there is not is no error: it finds nothing, and the answer says why in
 * `warningMessages` (Jira Software REST reference). Assumption: what cannot be read at all stays one.
 */
export function matching(call: Call, issues: Issue[]): Found {
	const { jql, validateQuery } = call.query;
	if (!jql) return { issues };
	try {
		return { issues: queryJql(call, jql, issues) };
	} catch (error) {
		const isStrict = ![false, 'false', 'warn', 'none'].includes(validateQuery as string);
		if (isStrict || !(error instanceof UnknownInQuery)) throw error;
		const said = validateQuery !== 'none';
		return { issues: [], ...(said ? { warningMessages: error.trouble.errorMessages } : {}) };
	}
}

/** A call that looks for issues in the index, which is eventually consistent. */
export const byIndex = (call: Call): Call => ({ ...call, byIndex: true });

/** Found issues as they are now. */
export const asTheyAre = ({ state }: Call, issues: Issue[]): Issue[] =>
	issues.flatMap(({ id }) => state.issues.get(id) ?? []);

/** `names` and `schema` of a page, for the expansions of these names. */
export function described(
	{ query: { expand = [] } }: Call,
	[first]: Array<Record<string, unknown>>,
): Record<string, unknown> {
	if (!first) return {};
	const fields = first.fields as Record<string, unknown>;
	return {
		...(expand.includes('names') ? { names: fieldNames(fields) } : {}),
		...(expand.includes('schema') ? { schema: fieldSchemas(fields) } : {}),
	};
}

/** Data Center's lists: startAt, maxResults, total. On Cloud they are replaced: 410, unless a switch says otherwise. */
const byOffset =
	(source: Source): Handler =>
	(call) => {
		if (call.deployment === 'cloud' && call.switches.deprecatedLists === 'gone')
			return errorAnswer(
				410,
				'The requested API has been removed. Use /rest/software/1.0 instead.',
			);
		const { issues: found, ...warnings } = matching(call, source(call));
		const page = offsetPage(call, found);
		const issues = page.rows.map((issue) => issueView(call, issue, 'agile'));
		const { startAt, maxResults, total } = page;
		return ok({
			expand: 'schema,names',
			startAt,
			maxResults,
			total,
			issues,
			...warnings,
			...described(call, issues),
		});
	};

/** Cloud's lists: nextPageToken and isLast, no total. */
const byToken =
	(source: Source): Handler =>
	(call) => {
		const { issues: found, ...warnings } = matching(call, source(byIndex(call)));
		const { rows, ...rest } = tokenPage(call, asTheyAre(call, found));
		const issues = rows.map((issue) => issueView(call, issue, 'agile'));
		return ok({
			expand: 'schema,names',
			...rest,
			issues,
			...warnings,
			...described(call, issues),
		});
	};

const count =
	(source: Source): Handler =>
	(call) =>
		ok({ count: matching(call, source(byIndex(call))).issues.length });

/** Every list of issues, by token and by offset, and the counts. */
export const issueLists: Handlers = {
	...Object.fromEntries(
		Object.entries(SOURCES).flatMap(([name, source]) => [
			[name, byToken(source)],
			[`${name}ByOffset`, byOffset(source)],
		]),
	),
	getApproximateIssueCountForBoard: count(SOURCES.getIssuesForBoard!),
	getApproximateIssueCountForBacklog: count(SOURCES.getIssuesForBacklog!),
};
