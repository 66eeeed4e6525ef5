import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';
import type { Row } from '../values/row';

/** What is in a list now. */
export interface Member {
	id: string;
	/** What of it counts as a difference: two states with one mark are the same. */
	mark: string;
	row: Row;
}

/** A list without dates: what is in it is compared with what was in it. */
export interface Membership {
	/** All that is in it, read once, and in how many requests. */
	read: () => Promise<{ members: Member[]; requests: number }>;
	/** A difference as the workflow gets it: none, one or several events. */
	toEvents: (difference: Difference) => Promise<IDataObject[]>;
}

/** What became of a member. */
export interface Difference {
	id: string;
	/** Its mark before; undefined: it was not in the list. */
	before?: string;
	/** What it is now; undefined: it is not in the list any more. */
	now?: Member;
}

/** More members than this are not compared: what is kept would be about 500 KB of JSON. */
export const MOST_MEMBERS = 20_000;
/** How often a list is read before the trigger gives up and says so. */
const MOST_PASSES = 6;

const signature = (members: readonly Member[]): string =>
	[...members]
		.map(({ id, mark }) => `${id} ${mark}`)
		.sort()
		.join('\n');

/**
 * All members of a list. A list that came in several responses is read until two passes in a row find the same: what moves
 * meanwhile may hide one row or show it twice, and would count as gone.
 * @throws InvalidInput for a list that is too long, or that never stands still
 */
export async function readMembers(
	{ read }: Membership,
	what: string,
): Promise<Map<string, Member>> {
	let last: string | undefined;
	for (let pass = 1; pass <= MOST_PASSES; pass++) {
		const { members, requests } = await read();
		const byId = new Map(members.map((member) => [member.id, member]));
		if (byId.size > MOST_MEMBERS) {
			throw new InvalidInput(
				`There are ${byId.size} rows in the list of ${what}, and ${MOST_MEMBERS} at most can be compared from poll to poll`,
				"Narrow it down with 'JQL'.",
			);
		}
		const seen = signature([...byId.values()]);
		if (requests <= 1 || seen === last) return byId;
		last = seen;
	}
	throw new InvalidInput(
		`The list of ${what} does not stand still: several attempts to read it found different rows`,
		"Nothing was emitted and nothing is lost: the next poll tries again. If this continues, narrow it down with 'JQL'.",
	);
}

/** What is kept of members. */
export const marksOf = (members: ReadonlyMap<string, Member>): Record<string, string> =>
	Object.fromEntries([...members].map(([id, { mark }]) => [id, mark]));

/** What changed since the marks were kept: first what left, then what is there, in the order of the list. */
export function differences(
	known: Readonly<Record<string, string>>,
	members: ReadonlyMap<string, Member>,
): Difference[] {
	const left = Object.entries(known)
		.filter(([id]) => !members.has(id))
		.map(([id, before]): Difference => ({ id, before }));
	const here = [...members.values()]
		.filter(({ id, mark }) => !Object.hasOwn(known, id) || known[id] !== mark)
		.map((now): Difference => {
			const before = Object.hasOwn(known, now.id) ? known[now.id] : undefined;
			return { id: now.id, now, ...(before === undefined ? {} : { before }) };
		});
	return [...left, ...here];
}
