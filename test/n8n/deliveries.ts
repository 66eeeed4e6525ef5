import type { JamaServer } from '../servers/jama';
import type { Json } from './api';

/** What one execution got from the trigger, oldest first. */
export interface Delivery {
	execution: string;
	events: Json[];
	/** n8n was killed before the trigger handed anything on again: the state behind this may not have been saved. */
	lastBeforeKill: boolean;
}

export interface Verdict {
	items: number;
	events: number;
	/** Newest states that no execution got. */
	lost: string[];
	/** States that two executions got though n8n was not killed in between. */
	repeated: string[];
	/** States that came again after a kill, and nothing else had been handed on in between. */
	repeatedAfterKill: number;
	/** Events that came after a newer one of the same item, or out of the order of dates within one execution. */
	disordered: string[];
}

const keyOf = (id: unknown, date: number, name: unknown): string =>
	`${String(id)} of ${new Date(date).toISOString()}, ${JSON.stringify(name)}`;

/** Compares what the server's edits did with what arrived. */
export function judge(server: JamaServer, deliveries: Delivery[]): Verdict {
	const changed = new Set(server.ledger.flatMap(({ moved }) => moved));
	const verdict: Verdict = {
		items: changed.size,
		events: 0,
		lost: [],
		repeated: [],
		repeatedAfterKill: 0,
		disordered: [],
	};
	const told = new Map<string, number>();
	const newest = new Map<unknown, number>();
	deliveries.forEach(({ events }, at) => {
		let last = 0;
		for (const { id, lastActivityDate, fields } of events) {
			verdict.events += 1;
			const date = Date.parse(String(lastActivityDate));
			const key = keyOf(id, date, (fields as Json | undefined)?.name);
			if (date < last || date < (newest.get(id) ?? 0)) verdict.disordered.push(key);
			last = date;
			newest.set(id, date);
			const before = told.get(key);
			if (before !== undefined) {
				const excused = before === at - 1 && deliveries[before]?.lastBeforeKill;
				if (excused) verdict.repeatedAfterKill += 1;
				else verdict.repeated.push(key);
			}
			told.set(key, at);
		}
	});
	for (const id of changed) {
		const item = server.state.items.get(id);
		if (!item) continue;
		const key = keyOf(id, item.lastActivityDate, item.fields.name);
		if (!told.has(key)) verdict.lost.push(key);
	}
	return verdict;
}
