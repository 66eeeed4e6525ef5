import { deepFreeze } from '../values/freeze';

/** How long what was read is used again. */
const MINUTES = 5;
/** Rows in memory at most, of all servers and credentials; the oldest go first. A longer list is not remembered. */
const MOST_ROWS = 20_000;

/** What one credential has read of a server's configuration; nothing of another one's, since permissions differ. */
export interface Memory {
	/** What is remembered for a request; undefined when nothing is, or it is too old. */
	recall: (request: string) => unknown;
	/**
	 * Begins to read: what the returned function is given is remembered and cannot be changed any more. It forgets at once
	 * what was read before the configuration changed.
	 */
	reading: () => <T>(request: string, value: T) => T;
	/** Makes a request be sent again. */
	forget: (request: string) => void;
	/** Forgets what every credential has read of the server: its configuration changes. */
	changed: () => void;
}

interface Entry {
	value: unknown;
	rows: number;
	/** ms of the clock. */
	at: number;
}

/** Remembers nothing, for sessions that are not to. */
export const noMemory: Memory = {
	recall: () => undefined,
	reading: () => (_request, value) => value,
	forget: () => undefined,
	changed: () => undefined,
};

/**
 * A memory of configuration that the executions of a process share.
 * `of` gives the part of one credential on a server; `credential` is anything that differs where credentials do.
 * @param now ms of any steady clock
 */
export function createMemory(now: () => number): {
	of: (origin: string, credential: string) => Memory;
	/** Forgets everything. */
	clear: () => void;
} {
	const entries = new Map<string, Entry>();
	const changes = new Map<string, number>();
	let total = 0;

	const drop = (key: string) => {
		total -= entries.get(key)?.rows ?? 0;
		entries.delete(key);
	};
	const put = (key: string, value: unknown) => {
		drop(key);
		const rows = Array.isArray(value) ? value.length + 1 : 1;
		if (rows > MOST_ROWS) return;
		entries.set(key, { value, rows, at: now() });
		total += rows;
		for (const oldest of entries.keys()) {
			if (total <= MOST_ROWS) break;
			drop(oldest);
		}
	};

	const of = (origin: string, credential: string): Memory => {
		const prefix = `${origin} `;
		const keyOf = (request: string) => `${prefix}${credential} ${request}`;
		return {
			recall(request) {
				const key = keyOf(request);
				const entry = entries.get(key);
				if (entry && now() - entry.at > MINUTES * 60_000) drop(key);
				return entries.get(key)?.value;
			},
			reading() {
				const before = changes.get(origin);
				return (request, value) => {
					if (changes.get(origin) === before) put(keyOf(request), deepFreeze(value));
					return value;
				};
			},
			forget: (request) => drop(keyOf(request)),
			changed() {
				changes.set(origin, (changes.get(origin) ?? 0) + 1);
				for (const key of [...entries.keys()].filter((one) => one.startsWith(prefix))) drop(key);
			},
		};
	};

	const clear = () => {
		entries.clear();
		total = 0;
	};
	return { of, clear };
}
