/** What the node is measured against: a client that does nothing but keep to the limit, with enough on its way. */
import { Agent, request } from 'undici';
import type { LimitedJama } from './limitedJama';
import { PROJECT } from './limitedJama';

const PAGE = 50;
/** More than rate x latency asks for in any scenario. */
const AT_ONCE = 64;

type Page = { data: unknown[]; meta: { pageInfo: { totalResults: number } } };

/** Lets so many pass at once, and then one after the other at the rate. */
function pace(rate: number, burst: number) {
	let fullAt = 0;
	return async () => {
		const interval = 1000 / rate;
		const now = performance.now();
		const start = Math.max(now, fullAt - (burst - 1) * interval);
		fullAt = Math.max(fullAt, start) + interval;
		if (start > now) await new Promise((resolve) => setTimeout(resolve, start - now));
	};
}

/**
 * Reads all items of the project. One place of the burst stays unused: timers and connections are not punctual.
 * @returns how many rows came, and how long it took in ms
 */
export async function readBare(
	{ url, authorization }: LimitedJama,
	limit: { rate: number; burst: number },
): Promise<{ rows: number; ms: number }> {
	const dispatcher = new Agent({ connections: AT_ONCE });
	const turn = pace(limit.rate, Math.max(1, limit.burst - 1));
	const since = performance.now();
	const page = async (start: number): Promise<Page> => {
		await turn();
		const query = `project=${PROJECT}&startAt=${start}&maxResults=${PAGE}`;
		const address = `${url}/rest/v1/items?${query}`;
		const { statusCode, body } = await request(address, { headers: { authorization }, dispatcher });
		if (statusCode !== 200) throw new Error(`The bare client got ${statusCode}`);
		return (await body.json()) as Page;
	};
	const first = await page(0);
	const total = first.meta.pageInfo.totalResults;
	const starts = Array.from({ length: Math.ceil(total / PAGE) - 1 }, (_, at) => (at + 1) * PAGE);
	const pages: Page[] = [first];
	let next = 0;
	const work = async () => {
		while (next < starts.length) {
			const at = next++;
			pages[at + 1] = await page(starts[at] as number);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	const rows = pages.flatMap(({ data }) => data).length;
	const ms = performance.now() - since;
	await dispatcher.close();
	return { rows, ms };
}
