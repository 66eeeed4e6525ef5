/** Records worked on together; the throttle sets the pace. */
const AT_ONCE = 4;

/** Does something for each, four at a time, in order; parts that were not begun are left out once `done` says so. */
export async function inParts<T, R>(
	all: readonly T[],
	work: (one: T) => Promise<R>,
	take: (result: R, one: T) => void,
	done: () => boolean = () => false,
): Promise<void> {
	for (let start = 0; start < all.length && !done(); start += AT_ONCE) {
		const part = all.slice(start, start + AT_ONCE);
		const results = await Promise.all(part.map(async (one) => ({ one, result: await work(one) })));
		for (const { one, result } of results) take(result, one);
	}
}
