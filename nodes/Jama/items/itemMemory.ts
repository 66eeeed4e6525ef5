/**
 * Items that this process has made a short while ago, by what they are recognized by: Jama's search shows a new item only after
 * some seconds or minutes, and without this a second run would make it again. It is the one thing that an operation leaves
 * behind in the process, and is no more than a reminder: whoever uses it reads the item with a credential of its own and
 * compares. It never holds more than `MOST` items.
 */
const made = new Map<string, { id: number; at: number }>();
const MOST = 1000;
const MINUTES = 10;

/** The item that was made for a key. @param now ms of any steady clock */
export function itemMadeFor(key: string, now: number): number | undefined {
	const known = made.get(key);
	if (known && now - known.at > MINUTES * 60_000) made.delete(key);
	return made.get(key)?.id;
}

export function rememberItem(key: string, id: number, now: number): void {
	made.delete(key);
	made.set(key, { id, at: now });
	const oldest = made.keys().next().value;
	if (made.size > MOST && oldest !== undefined) made.delete(oldest);
}

export const forgetItem = (key: string): boolean => made.delete(key);

const working = new Map<string, Promise<unknown>>();

/** Works for one key at a time, so that two executions of this process do not both find nothing and make two items. */
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
