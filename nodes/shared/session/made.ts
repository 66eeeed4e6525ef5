/**
 * Records that this process has made a short while ago, by what they are recognized by: a server's search shows a new one only
 * after some seconds or minutes, and without this a second run would make it again. It is the one thing that an operation leaves
 * behind in the process, and is no more than a reminder: whoever uses it reads the record with a credential of its own and
 * compares. It never holds more than `MOST` records.
 */
const made = new Map<string, { id: number | string; at: number }>();
const MOST = 1000;
const MINUTES = 10;

/** The record that was made for a key, which names the server as well. @param now ms of any steady clock */
export function madeFor(key: string, now: number): number | string | undefined {
	const known = made.get(key);
	if (known && now - known.at > MINUTES * 60_000) made.delete(key);
	return made.get(key)?.id;
}

/** Remembers a record that was made. */
export function rememberMade(key: string, id: number | string, now: number): void {
	made.delete(key);
	made.set(key, { id, at: now });
	const oldest = made.keys().next().value;
	if (made.size > MOST && oldest !== undefined) made.delete(oldest);
}

/** Forgets a record that is not there any more. */
export const forgetMade = (key: string): boolean => made.delete(key);

const working = new Map<string, Promise<unknown>>();

/** Works for one key at a time, so that two executions of this process do not both find nothing and make two records. */
export async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
	const before = working.get(key) ?? Promise.resolve();
	const mine = before.then(work, work);
	working.set(key, mine);
	try {
		return await mine;
	} finally {
		if (working.get(key) === mine) working.delete(key);
	}
}
