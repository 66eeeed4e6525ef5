import type { Fault, FaultContext } from './fault';
import type { Answer } from './message';
import { bytesOf, jsonOf, withJson } from './message';

type Json = Record<string, unknown>;

const LISTS = ['data', 'values', 'issues'];

/** The rows of a page and where they stand in it; undefined when the answer is no page of a list. */
export function rowsOf(answer: Answer): { name: string; rows: unknown[]; json: Json } | undefined {
	const json = jsonOf(answer) as Json | undefined;
	if (typeof json !== 'object' || json === null) return undefined;
	const name = LISTS.find((each) => Array.isArray(json[each]));
	return name === undefined ? undefined : { name, rows: json[name] as unknown[], json };
}

const isPage = ({ method }: { method: string }, answer: Answer) =>
	method === 'GET' && answer.status === 200 && rowsOf(answer) !== undefined;

const withRows = (answer: Answer, change: (rows: unknown[]) => unknown[]): Answer => {
	const page = rowsOf(answer);
	return page ? withJson(answer, { ...page.json, [page.name]: change(page.rows) }) : answer;
};

/** Where the server says how many rows there are: Jama's meta.pageInfo, Jira's own level. */
function withTotal(answer: Answer, change: (total: number) => number | undefined): Answer {
	const json = jsonOf(answer) as Json | undefined;
	const meta = json?.meta as { pageInfo?: Json } | undefined;
	if (meta?.pageInfo && typeof meta.pageInfo.totalResults === 'number') {
		const totalResults = change(meta.pageInfo.totalResults);
		return withJson(answer, {
			...json,
			meta: { ...meta, pageInfo: { ...meta.pageInfo, totalResults } },
		});
	}
	if (typeof json?.total === 'number')
		return withJson(answer, { ...json, total: change(json.total) });
	return answer;
}

const hasTotal = (request: { method: string }, answer: Answer) =>
	isPage(request, answer) && /"(totalResults|total)":\d/.test(answer.body.toString());

const fault = (
	name: string,
	change: (answer: Answer, context: FaultContext) => Answer,
	fits: Fault['fits'] = isPage,
): Fault => ({
	name,
	at: 'request',
	carriedOut: true,
	act: (answer, context) => ({ pieces: [bytesOf(change(answer, context))], then: 'end' }),
	fits,
});

/** What a list does that moves, or that is served by something in between which remembers too much. */
export const PAGE_FAULTS: Fault[] = [
	fault('page of before', (answer, { earlierPages }) => {
		const last = earlierPages[earlierPages.length - 1];
		const rows = last && rowsOf(last)?.rows;
		return rows ? withRows(answer, () => rows) : answer;
	}),
	fault('page backwards', (answer) => withRows(answer, (rows) => [...rows].reverse())),
	fault('empty page', (answer) => withRows(answer, () => [])),
	fault('half a page', (answer) =>
		withRows(answer, (rows) => rows.slice(0, Math.ceil(rows.length / 2))),
	),
	fault('total too high', (answer) => withTotal(answer, (total) => total + 25), hasTotal),
	fault('total too low', (answer) => withTotal(answer, (total) => Math.floor(total / 2)), hasTotal),
	fault(
		'total changing',
		(answer, { met }) => withTotal(answer, (total) => total + (met % 2 === 0 ? -1 : 1)),
		hasTotal,
	),
	fault('total missing', (answer) => withTotal(answer, () => undefined), hasTotal),
];
