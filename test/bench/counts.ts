/** What is counted, not timed: requests of an update and of a poll; and queue mode, which is a bench of its own. */
import { spawn } from 'node:child_process';
import { startChangingServer } from './changingServer';
import type { Line } from './figures';
import { Poller, QuickClock, settingsOf } from './polling';
import { countRequests } from './requests/measure';

/** Requests of updates, without and with what was read before. */
export async function measureRequests(): Promise<Line[]> {
	const counted = await countRequests(({ aim }) => aim !== undefined);
	return counted.flatMap(({ operation, cold, more, aim }): Line[] => {
		if (!more || !aim) return [];
		const note = 'one input item';
		return [
			{ what: `${operation}, cold`, figure: cold, unit: 'requests', aim: { atMost: aim[0] }, note },
			{
				what: `${operation}, warm`,
				figure: more.warm,
				unit: 'requests',
				aim: { atMost: aim[1] },
				note,
			},
		];
	});
}

const ITEMS = 100_000;
const CHANGES = 10;
const START = Date.UTC(2026, 0, 15);

/** Requests of a poll with labels, when nothing changed and after ten changes. */
export async function measurePolls(): Promise<Line[]> {
	const server = await startChangingServer(ITEMS, START);
	try {
		const settings = settingsOf(server.project, { simplify: true });
		const poller = new Poller(server, settings, new QuickClock(0));
		const after = async (now: number, changes: number) => {
			const moments = Array.from({ length: changes }, (_, n) => now - 50_000 + n * 4_000);
			if (changes > 0) await server.change(0, moments);
			await server.setClock(now);
			return await poller.poll();
		};
		// The first poll only notes where to begin, the second one reads the labels.
		await after(START + 60_000, 0);
		await after(START + 120_000, CHANGES);
		const none = await after(START + 180_000, 0);
		const some = await after(START + 240_000, CHANGES);
		if (none.events !== 0 || some.events !== CHANGES) throw new Error('A poll missed changes');
		const note = `${ITEMS} items, labels on, warm`;
		return [
			{
				what: 'poll, nothing changed',
				figure: none.requests,
				unit: 'requests',
				aim: { atMost: 1 },
				note,
			},
			{
				what: `poll, ${CHANGES} changes`,
				figure: some.requests,
				unit: 'requests',
				aim: { atMost: 2 },
				note,
			},
		];
	} finally {
		server.close();
	}
}

/** A line as JSON has it: what is not known is null there. */
type QueueLine = Omit<Line, 'figure'> & { figure: number | null };

/** Queue mode, in a process that starts and stops all that belongs to it. */
export async function measureQueue(): Promise<Line[]> {
	const child = spawn(process.execPath, ['--import', 'tsx', 'test/bench/queue/main.ts', '--json'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	for await (const text of child.stdout.setEncoding('utf8')) output += text;
	const { rounds } = JSON.parse(output) as { rounds: Array<{ lines: QueueLine[] }> };
	return rounds.flatMap(({ lines }) =>
		lines.map((line) => ({
			...line,
			figure: line.figure ?? NaN,
			what: `queue mode, ${line.what}`,
		})),
	);
}
