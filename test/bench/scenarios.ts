/** Lists, reads and updates at the limit of a server. */
import { median, type Line } from './figures';
import { readBare } from './bareClient';
import type { BenchN8n } from './inN8n';
import { PROJECT, startLimitedJama, type LimitedJama } from './limitedJama';

interface List {
	items: number;
	rate: number;
	burst: number;
	/** Of each answer, in ms. */
	latency: number;
	/** At most so many times as long as a bare client. */
	ofBare: number;
	/** At least so many times as fast as n8n's HTTP Request node. */
	ofHttp?: number;
	/** How many times the node reads it, the middle one counts. */
	runs: number;
}

/** The lists that are read. */
export const LISTS = {
	burst: { items: 20_000, rate: 15, burst: 750, latency: 150, ofBare: 1.15, ofHttp: 6, runs: 3 },
	hard: { items: 5_000, rate: 10, burst: 10, latency: 150, ofBare: 1.05, runs: 10 },
	slow: { items: 5_000, rate: 10, burst: 10, latency: 1_500, ofBare: 1.15, ofHttp: 10, runs: 3 },
} satisfies Record<string, List>;

/** For reads and updates. */
const SOME = { items: 2_000, rate: 10, burst: 10, latency: 300 };
const COUNT = 500;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const limitText = ({ rate, burst, latency }: Omit<List, 'items'>): string =>
	`${rate}/s + ${burst}, ${latency} ms`;

/** Long enough that the server's bucket is full again. */
const rest = async (rate: number, burst: number) =>
	await new Promise((resolve) =>
		setTimeout(resolve, Math.min(60_000, (1000 * burst) / rate + 500)),
	);

async function withServer<T>(
	limits: Parameters<typeof startLimitedJama>[0],
	work: (server: LimitedJama) => Promise<T>,
): Promise<T> {
	const server = await startLimitedJama(limits);
	try {
		return await work(server);
	} finally {
		server.close();
	}
}

/** Reads a list by the bare client, by the node as often as it says, and by the HTTP Request node. */
export async function measureList(n8n: BenchN8n, list: List): Promise<Line[]> {
	const { items, rate, burst, latency, runs } = list;
	const title = `${items} items, ${limitText(list)}`;
	/** A server of its own for each run: with a full bucket, and with none of another's history. */
	const fresh = { items, rate, burst, latency };
	const bare: number[] = [];
	const node: number[] = [];
	let rejected = 0;
	let atOnce = 0;
	let requests = 0;
	const bareRuns = Math.min(3, runs);
	for (let run = 1; run <= runs; run++) {
		await withServer(fresh, async (server) => {
			if (run > bareRuns) return;
			const took = await readBare(server, { rate, burst });
			bare.push(took.ms);
			const seen = await server.seen();
			console.log(
				`  … bare client ${seconds(took.ms)}, ${took.rows} rows, ${seen.requests} requests, ${seen.rejected} of 429`,
			);
		});
		await withServer(fresh, async (server) => {
			const limit = { requestsPerSecond: rate, burst };
			const took = await n8n.jama(server, limit, {
				resource: 'item',
				operation: 'getManyInProject',
				project: PROJECT,
				returnAll: true,
				simplify: false,
			});
			const seen = await server.seen();
			node.push(took.ms);
			rejected += seen.rejected;
			atOnce = Math.max(atOnce, seen.atOnce);
			requests = seen.requests;
			console.log(
				`  … Jama node ${seconds(took.ms)}, ${took.items} rows, ${seen.requests} requests, ${seen.rejected} of 429, ${seen.atOnce} at once`,
			);
			if (took.items < items) throw new Error(`${took.items} rows instead of ${items}`);
		});
	}
	const [bareMs, nodeMs] = [median(bare), median(node)];
	const note = `node ${seconds(nodeMs)} with ${requests} requests, up to ${atOnce} at once, bare ${seconds(bareMs)}; middle of ${runs}`;
	const lines: Line[] = [
		{ what: title, figure: nodeMs / bareMs, unit: 'x bare', aim: { atMost: list.ofBare }, note },
		{
			what: `${title}: answers of 429`,
			figure: rejected,
			unit: 'in all',
			aim: { atMost: 0 },
			note: `${runs} runs`,
		},
	];
	const http = await withServer(fresh, async (server) => await n8n.httpRequest(server));
	console.log(`  … HTTP Request node ${seconds(http.ms)}, ${http.items} rows`);
	const faster = {
		what: `${title}: against HTTP Request`,
		figure: http.ms / nodeMs,
		unit: 'x faster',
		note: `HTTP Request ${seconds(http.ms)}`,
	};
	lines.push(list.ofHttp ? { ...faster, aim: { atLeast: list.ofHttp } } : faster);
	return lines;
}

/** Runs an operation on many input items and compares its time with what the limit makes of its requests. */
async function measureItems(
	n8n: BenchN8n,
	what: string,
	parameters: Record<string, unknown>,
	count: number,
	perItem?: number,
): Promise<Line[]> {
	return await withServer(SOME, async (server) => {
		const { rate, burst } = SOME;
		const ids = await server.items(count);
		const limit = { requestsPerSecond: rate, burst };
		const took = await n8n.jama(server, limit, parameters, ids);
		const { requests, rejected, atOnce } = await server.seen();
		console.log(
			`  … ${what}: ${seconds(took.ms)}, ${took.items} items, ${requests} requests, ${rejected} of 429, ${atOnce} at once`,
		);
		for (const hint of took.hints) console.log(`    hint: ${hint}`);
		await rest(rate, 0);
		const ideal = (requests / rate) * 1000;
		const title = `${count} ${what}, ${limitText(SOME as List)}`;
		const note = `${seconds(took.ms)} for ${requests} requests, ${rejected} answers of 429, up to ${atOnce} at once`;
		const lines: Line[] = [
			{ what: title, figure: took.ms / ideal, unit: 'x requests/rate', aim: { atMost: 1.1 }, note },
		];
		if (perItem !== undefined) {
			lines.push({
				what: `${count} ${what}: requests of each`,
				figure: requests / count,
				unit: 'requests',
				aim: { atMost: perItem },
				note: `${requests} requests`,
			});
		}
		return lines;
	});
}

const itemId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

/** Reads items one by one. */
export async function measureReads(n8n: BenchN8n): Promise<Line[]> {
	const parameters = { resource: 'item', operation: 'get', itemId, simplify: false };
	return await measureItems(n8n, 'reads by ID', parameters, COUNT);
}

/** Updates items with two labels each, without and with reading them back. */
export async function measureUpdates(n8n: BenchN8n): Promise<Line[]> {
	const update = (returnRecord: boolean) => ({
		resource: 'item',
		operation: 'update',
		itemId,
		fieldsInput: 'json',
		fieldsJson:
			'={{ JSON.stringify({ priority: "High", status: "Approved", name: "Bench " + $json.id + " " + Date.now() }) }}',
		simplify: false,
		options: { returnRecord },
	});
	return [
		...(await measureItems(n8n, 'updates, no read-back', update(false), COUNT, 2.1)),
		...(await measureItems(n8n, 'updates, read back', update(true), COUNT / 5, 3.1)),
	];
}
