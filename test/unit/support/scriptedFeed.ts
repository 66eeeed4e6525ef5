import type { Entry, Feed, Range } from '../../../nodes/shared/trigger/feed';

/** One scripted page, or the error that comes instead. */
export type ScriptedPage = { rows: Entry[]; total?: number; time?: number } | Error;

/** A feed that answers from a script and writes down what it was asked for. */
export function scriptedFeed(pages: ScriptedPage[], size: number, ordered = true) {
	const asked: string[] = [];
	const feed: Feed = {
		size,
		ordered,
		page: async ({ from, to }: Range, start) => {
			asked.push(`from ${from}${to === undefined ? '' : ` to ${to}`} at ${start}`);
			const page = pages.shift();
			if (!page) throw new Error(`The script has no page for ${asked.at(-1)}`);
			if (page instanceof Error) throw page;
			const { rows, ...rest } = page;
			return await Promise.resolve({ entries: rows, ...rest });
		},
	};
	return { feed, asked };
}

/** A feed over rows that may change between two requests: as a server answers that keeps the order, or not. */
export function listFeed(
	rows: Entry[],
	size: number,
	how: { ordered?: boolean; total?: boolean; before?: (request: number) => void } = {},
) {
	const asked: string[] = [];
	const feed: Feed = {
		size,
		ordered: how.ordered ?? true,
		page: async ({ from, to = Infinity }, start) => {
			how.before?.(asked.length + 1);
			asked.push(`from ${from}${to === Infinity ? '' : ` to ${to}`} at ${start}`);
			const found = rows.filter(({ date }) => date > from && date <= to);
			if (how.ordered !== false)
				found.sort((a, b) => a.date - b.date || Number(a.id) - Number(b.id));
			return await Promise.resolve({
				entries: found.slice(start, start + size),
				...(how.total === false ? {} : { total: found.length }),
			});
		},
	};
	return { feed, asked };
}
