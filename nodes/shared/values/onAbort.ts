/** Who waits for each signal: it gets one listener, since Node warns of more than ten. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `stop` once when the signal aborts, at once if it has.
 * @returns a function that takes the wish back
 */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
	if (!signal) return () => undefined;
	if (signal.aborted) {
		stop();
		return () => undefined;
	}
	let all = waiting.get(signal);
	if (!all) {
		const stops = new Set<() => void>();
		all = stops;
		waiting.set(signal, stops);
		signal.addEventListener('abort', () => stops.forEach((one) => one()), { once: true });
	}
	const own = () => stop();
	all.add(own);
	return () => void all.delete(own);
}
