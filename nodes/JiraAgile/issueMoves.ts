import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { refusedIssues } from './answers';
import { BadAnswer, InvalidInput, notingDone } from '../shared/errors';
import type { HttpMethod } from '../shared/http';
import type { RunContext } from '../shared/operation';

/** The most issues of one request (Jira Software REST reference, Cloud and Data Center). */
const AT_ONCE = 50;

/** Where in the order of ranks the issues go: next to one issue. */
interface Anchor {
	before?: string;
	after?: string;
}

/** The place that the user chose. Throws InvalidInput for a place that there is not. */
function readAnchor(values: Record<string, unknown>, issues: string[]): Anchor {
	const before = values.rankBeforeIssue as string | undefined;
	const after = values.rankAfterIssue as string | undefined;
	if (before && after) {
		throw new InvalidInput(
			"'Rank After Issue' and 'Rank Before Issue' are both set",
			'Leave one of them out.',
		);
	}
	const anchor = (before ?? after)?.toUpperCase();
	if (anchor && issues.includes(anchor)) {
		throw new InvalidInput(
			`${anchor} cannot be ranked before or after itself`,
			"Take it out of 'Issues', or choose another issue as the place.",
		);
	}
	return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

/** What to tell of a chunk that failed: what was done before it, and from where to go on. */
function noteOf(done: string[], rest: string[], all: number, verb: string): string {
	if (done.length === 0) return `None of the ${all} issues was ${verb}.`;
	const last = done[done.length - 1] as string;
	return `${done.length} of ${all} issues were ${verb} already, up to ${last} in the order given. Run it again for the others, from ${rest[0] ?? ''} on.`;
}

/** The same where Jira refused some issues of a request and took the others. */
function noteOfPart(taken: string[], refused: string[], rest: number, verb: string): string {
	const names = taken.length > 0 ? taken.join(', ') : 'none';
	const more = rest > 0 ? ` ${rest} issues after them were not sent.` : '';
	return `Of the issues sent these were ${verb}: ${names}. Refused: ${refused.join(', ')}.${more}`;
}

/** One move of issues. */
interface Move {
	method: HttpMethod;
	path: string;
	/** What becomes of the issues: moved, ranked. */
	verb: string;
	/** What the output says beside the issues. */
	target?: IDataObject;
}

/**
 * Moves or ranks issues, fifty with a request and in the order given: each chunk is ranked after the last issue of the one
 * before, so that the order holds across them. The first chunk that is refused ends it; those before it stay done, and
 * the error says which. What a 207 refuses is such an error, too.
 * @throws InvalidInput; BadAnswer; NoAnswer
 */
export async function moveIssues(
	{ session, values }: RunContext,
	{ method, path, verb, target = {} }: Move,
): Promise<INodeExecutionData[]> {
	const issues = values.issues as string[];
	const { before, after } = readAnchor(values, issues);
	const ranks = before !== undefined || after !== undefined;
	const field = values.rankCustomFieldId as number | undefined;
	const done: string[] = [];
	for (let at = 0; at < issues.length; at += AT_ONCE) {
		const chunk = issues.slice(at, at + AT_ONCE);
		const last = done[done.length - 1];
		const place =
			last !== undefined && ranks
				? { rankAfterIssue: last }
				: {
						...(before === undefined ? {} : { rankBeforeIssue: before }),
						...(after === undefined ? {} : { rankAfterIssue: after }),
					};
		const body = {
			issues: chunk,
			...place,
			...(field === undefined ? {} : { rankCustomFieldId: field }),
		};
		const send = async () => await session.write({ method, path, body });
		const note = noteOf(done, chunk, issues.length, verb);
		await (issues.length > AT_ONCE ? notingDone(note, send) : send()).catch((error: unknown) => {
			const refused = error instanceof BadAnswer ? refusedIssues(error.response) : [];
			if (!(error instanceof BadAnswer) || refused.length === 0) throw error;
			const names = new Set(refused.flatMap((one) => one.names));
			const taken = chunk.filter((issue) => !names.has(issue));
			const rest = issues.length - done.length - chunk.length;
			const first = refused.map((one) => one.names[0] ?? '');
			error.done = noteOfPart([...done, ...taken], first, rest, verb);
			throw error;
		});
		done.push(...chunk);
	}
	return [{ json: { success: true, ...target, count: done.length, issues: done } }];
}
