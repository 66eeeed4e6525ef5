import type { Activity } from '../types';

interface OfProject {
	entries: Activity[];
	/** The latest date among the entries up to each one: it never falls, whatever the clock did. */
	latest: number[];
}

/** The position of the first value that is not below `from`, in an ascending list. */
export function firstFrom<T>(
	list: readonly T[],
	value: (entry: T) => number,
	from: number,
): number {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (value(list[middle] as T) < from) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Finds events by project and date without reading the whole log, which only grows. */
export class ActivityLog {
	private readonly projects = new Map<number, OfProject>();
	private read = 0;

	constructor(private readonly entries: readonly Activity[]) {}

	/** After changes other than appending. */
	forget(): void {
		this.projects.clear();
		this.read = 0;
	}

	/** A project's events in their order, without those before the first one that is as late as `from`. */
	since(project: number, from = -Infinity): Activity[] {
		this.catchUp();
		const { entries, latest } = this.projects.get(project) ?? { entries: [], latest: [] };
		return entries.slice(firstFrom(latest, (date) => date, from));
	}

	find(id: number | undefined): Activity | undefined {
		// Numbers go up by one unless a test wrote the log itself.
		const guess = this.entries[(id ?? 0) - 1];
		return guess?.id === id ? guess : this.entries.find((entry) => entry.id === id);
	}

	private catchUp(): void {
		if (this.read > this.entries.length) this.forget();
		for (; this.read < this.entries.length; this.read += 1) {
			const entry = this.entries[this.read] as Activity;
			const known = this.projects.get(entry.project);
			const { entries, latest } = known ?? { entries: [], latest: [] };
			if (!known) this.projects.set(entry.project, { entries, latest });
			entries.push(entry);
			latest.push(Math.max(entry.date, latest.at(-1) ?? -Infinity));
		}
	}
}
