/** What polls of the trigger cost: npm run bench:trigger. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startChangingServer, type Changed, type ChangingServer } from './changingServer';
import { median } from './figures';
import type { Figures } from './polling';
import { BUDGET, compare, LIMITS, Poller, QuickClock, settingsOf } from './polling';

const ROUNDS = 9;
const FEW = 10;
const SIZES = [1_000, 100_000] as const;
const AIM_RATIO = 1.5;
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 15);
const CATCH_UP = 50_000;
const AT_ONCE = 5_000;

// Heaps are compared from the same state, without a flag that everybody would have to know.
setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc') as typeof globalThis.gc;

const met = (holds: boolean): string => (holds ? 'met' : 'MISSED');
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const kb = (bytes: number): string => `${(bytes / 1e3).toFixed(1)} KB`;
const sum = (all: number[]): number => all.reduce((a, b) => a + b, 0);
const most = (all: number[]): number => Math.max(...all);

let wrong = 0;

/** Prints what was emitted wrongly, which is what fails the bench. */
function check(changed: Changed[], poller: Poller): string {
	const { lost, repeated, disordered } = compare(changed, poller.emitted);
	wrong += lost + repeated + disordered;
	return `in order ${disordered === 0 ? 'yes' : `NO (${disordered})`}, lost ${lost}, repeated ${repeated}`;
}

/** Ten changes, and none, in projects of both sizes, in turn. */
async function fewChanges(servers: ChangingServer[], simplify: boolean): Promise<string> {
	console.log(
		`▸ polls with ${FEW} changes and with none, Simplify ${simplify ? 'on' : 'off'}, ${ROUNDS} rounds …`,
	);
	const runs = servers.map((server, at) => ({
		server,
		size: SIZES[at] as number,
		poller: new Poller(server, settingsOf(server.project, { simplify }), new QuickClock(0)),
		changed: [] as Changed[],
		some: [] as Figures[],
		none: [] as Figures[],
	}));
	let now = START + (simplify ? DAY / 2 : 0);
	for (let round = -1; round < ROUNDS; round++) {
		now += 60_000;
		for (const { server, poller, changed, some, none } of runs) {
			if (round >= 0) {
				const at = Array.from({ length: FEW }, (_, n) => now - 50_000 + n * 4_000);
				changed.push(...(await server.change(0, at)));
			}
			await server.setClock(now);
			const first = await poller.poll();
			if (round < 0) continue;
			some.push(first);
			none.push(await poller.poll());
		}
	}
	const rows = runs.map(({ size, poller, changed, some, none }) => {
		const row = {
			some: median(some.map(({ ms }) => ms)),
			none: median(none.map(({ ms }) => ms)),
			someRequests: most(some.map(({ requests }) => requests)),
			noneRequests: most(none.map(({ requests }) => requests)),
		};
		console.log(
			`  ${size} items: ${FEW} changes ${row.someRequests} requests, ${row.some.toFixed(1)} ms; ` +
				`none ${row.noneRequests} request(s), ${row.none.toFixed(1)} ms; ${check(changed, poller)}`,
		);
		return row;
	});
	const [small, large] = rows as [(typeof rows)[0], (typeof rows)[0]];
	const ratio = large.some / small.some;
	// With Simplify there is a request for each label, and other items have other labels.
	if (simplify) return '';
	const figures =
		`none changed ${most(rows.map(({ noneRequests }) => noneRequests))} request (aim 1: ${met(rows.every(({ noneRequests }) => noneRequests === 1))}); ` +
		`${FEW} of ${SIZES[1]} against ${FEW} of ${SIZES[0]}: requests ${large.someRequests}/${small.someRequests} (aim no more: ${met(large.someRequests <= small.someRequests)}), ` +
		`time ratio ${ratio.toFixed(2)} (aim <= ${AIM_RATIO}: ${met(ratio <= AIM_RATIO)}), without changes ${(large.none / small.none).toFixed(2)}`;
	console.log(`  ${figures}`);
	return figures;
}

/** Moments of a day in order: most of them anywhere, the others in a hundred seconds of hundreds. */
function momentsOfADay(from: number): number[] {
	const anywhere = Array.from({ length: CATCH_UP * 0.6 }, (_, n) => (n * 7919 * 1013) % DAY);
	const bursts = Array.from({ length: CATCH_UP * 0.4 }, (_, n) => (n % 100) * 851_000 + 40_000);
	return [...anywhere, ...bursts].sort((a, b) => a - b).map((ms) => from + ms);
}

async function catchUp(
	server: ChangingServer,
	changed: Changed[],
	title: string,
	limit: (typeof LIMITS)['throttled'],
	itemsPerPoll: number,
): Promise<string> {
	console.log(`▸ catch up on ${changed.length} changes, ${title} …`);
	const startFrom = Math.min(...changed.map(({ date }) => date));
	const settings = settingsOf(server.project, { startFrom, itemsPerPoll });
	const clock = new QuickClock(START);
	const poller = new Poller(server, settings, clock, limit);
	const since = performance.now();
	const polls = await poller.pollAll(({ events }, number) => {
		if (number % 10 === 0) console.log(`  … poll ${number}: ${events} changes`);
	});
	const ms = performance.now() - since;
	const lasted = polls.map((one) => one.lasted);
	const figures =
		`${polls.length} polls, ${sum(polls.map(({ requests }) => requests))} requests, longest poll ${(most(lasted) / 1000).toFixed(1)} s of ${BUDGET / 1000} s, ` +
		`${check(changed, poller)}, heap +${mb(most(polls.map(({ heap }) => heap)))} at most in a poll, state ${kb(most(polls.map(({ state }) => state)))} at most, ` +
		`${(ms / 1000).toFixed(1)} s here`;
	console.log(`  ${figures}`);
	return `${title}: ${figures}`;
}

/** Many items of one and the same date, and then nothing more. */
async function oneDate(server: ChangingServer, date: number): Promise<string> {
	console.log(`▸ ${AT_ONCE} items changed at the same moment …`);
	const clock = new QuickClock(START);
	const poller = new Poller(server, settingsOf(server.project), clock);
	await server.setClock(date - 60_000);
	await poller.poll();
	const changed = await server.change(
		0,
		Array.from({ length: AT_ONCE }, () => date),
	);
	await server.setClock(date + 30_000);
	const polls = await poller.pollAll(() => undefined);
	await server.setClock(date + 90_000);
	const quiet = await poller.poll();
	const figures =
		`${polls.length} polls, ${sum(polls.map(({ requests }) => requests))} requests, ${sum(polls.map(({ ms }) => ms)).toFixed(0)} ms, ${check(changed, poller)}, ` +
		`state ${kb(most(polls.map(({ state }) => state)))} at most; the poll after that ${quiet.requests} request(s)`;
	console.log(`  ${figures}`);
	return figures;
}

async function main(): Promise<void> {
	console.log(`▸ servers with ${SIZES.join(' and ')} items, each in a process of its own …`);
	const servers = await Promise.all(
		SIZES.map(async (items) => await startChangingServer(items, START)),
	);
	const [, large] = servers as [ChangingServer, ChangingServer];
	try {
		const raw = await fewChanges(servers, false);
		await fewChanges(servers, true);
		console.log(`▸ ${CATCH_UP} changes within a day, some seconds with hundreds …`);
		const changed = await large.change(0, momentsOfADay(START + 2 * DAY));
		await large.setClock(START + 4 * DAY);
		const slow = await catchUp(large, changed, '10 requests/s', LIMITS.throttled, 1_000);
		await catchUp(large, changed, 'no limit on requests', LIMITS.unthrottled, 1_000);
		const whole = '10 requests/s, Items per Poll 1,000,000';
		await catchUp(large, changed, whole, LIMITS.throttled, 1e6);
		const same = await oneDate(large, START + 5 * DAY);
		console.log(`✔ ${raw} | ${CATCH_UP} changes at ${slow} | ${AT_ONCE} of one date: ${same}`);
	} finally {
		for (const server of servers) server.close();
	}
	if (wrong > 0) throw new Error(`${wrong} changes were lost, repeated or out of order`);
}

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
