/**
 * Keeps the order of input items that touch the same record, while others are worked on together: an item waits for all
 * earlier ones that touch what it touches, however late it becomes known what those touch.
 */
export class Turns {
	/** Settles when it is known what all items so far touch. */
	private known: Promise<unknown> = Promise.resolve();

	/** The newest work on each record. */
	private readonly newest = new Map<string, Promise<unknown>>();

	/**
	 * Works on an item. Call it in the order of the items.
	 * @param read finds out what the item touches; an item that cannot be read touches nothing, and its error is the result
	 * @param work is done when everything earlier on the same records is done or has failed
	 */
	async take<Read, T>(
		read: Promise<Read>,
		touches: (read: Read) => readonly string[],
		work: (read: Read) => Promise<T>,
	): Promise<T> {
		const before = this.known;
		const booked = (async () => {
			const names = await read.then(touches);
			await before;
			return names;
		})();
		let finish = () => {};
		const mine = new Promise<void>((resolve) => (finish = resolve));
		const earlier = booked.then((names) => {
			const wait = names.flatMap((name) => this.newest.get(name) ?? []);
			for (const name of names) this.newest.set(name, mine);
			return wait;
		});
		this.known = Promise.allSettled([before, earlier]);
		try {
			await Promise.all(await earlier);
			return await work(await read);
		} finally {
			finish();
		}
	}
}
