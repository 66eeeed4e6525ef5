/** The pure parts of npm run bench:queue: what is counted, and how it is judged. */
import { isMet, type Line } from '../bench/figures';
import { Cleanup } from '../bench/queue/cleanup';
import { figuresOf, type Execution, type Round } from '../bench/queue/figures';
import { parseOptions, UsageError } from '../bench/queue/options';
import { judge } from '../bench/queue/verdicts';

const START = 1_000_000;
const RATE = 10;

/** So many requests of a user, one every `everyMs` from the start. */
const requestsOf = (user: string | undefined, count: number, everyMs: number, status = 200) =>
	Array.from({ length: count }, (_, at) => ({ time: START + at * everyMs, status, user }));

const ran = (user: string, worker: string, seconds: number): Execution => ({
	user,
	worker,
	complete: true,
	endedAt: START + seconds * 1000,
});

/** Two workers with 100 requests each in 20 seconds: exactly what a limit of 10 allows. */
const good = (): Round => ({
	startedAt: START,
	workers: ['one', 'two'],
	requests: [...requestsOf('ann', 100, 200), ...requestsOf('ben', 100, 200)],
	executions: [ran('ann', 'one', 20), ran('ben', 'two', 20)],
});

const linesOf = (round: Round) => judge(figuresOf(round), RATE);
const verdictOf = (line: Line) => (isMet(line) ? 'met' : 'missed');
const verdictsOf = (round: Round) =>
	linesOf(round).map(
		(line) =>
			`${line.what}: ${verdictOf(line)}, ${line.figure.toFixed(2)} ${line.unit} (${line.note})`,
	);

test('what the limit allows, shared evenly and without a 429, meets every aim', () => {
	expect(verdictsOf(good())).toEqual([
		'failed executions: met, 0.00 of 2 ()',
		'time: met, 1.00 x requests / limit (20.0 s / 20.0 s)',
		'429 among responses: met, 0.00 % (0 of 200)',
		'slowest worker: met, 1.00 x fastest (requests of each: 100, 100)',
	]);
});

test('each aim is missed for its own reason, and the others stay as they are', () => {
	const missed = (round: Round) =>
		linesOf(round)
			.filter((line) => !isMet(line))
			.map(({ what }) => what);
	const { requests, executions, ...rest } = good();
	const [first, second] = executions as [Execution, Execution];
	const round = (change: Partial<Round>): Round => ({ ...rest, requests, executions, ...change });

	const failed = { ...second, complete: false };
	expect(missed(round({ executions: [first, failed] }))).toEqual(['failed executions']);

	const slow = [ran('ann', 'one', 24.1), ran('ben', 'two', 24.1)];
	expect(missed(round({ executions: slow }))).toEqual(['time']);

	const rejected = requestsOf(undefined, 7, 100, 429);
	expect(missed(round({ requests: [...requests, ...rejected] }))).toEqual(['429 among responses']);

	const uneven = [...requestsOf('ann', 134, 149), ...requestsOf('ben', 66, 300)];
	expect(missed(round({ requests: uneven }))).toEqual(['slowest worker']);
});

test('the bounds: 1.2 times the limit is met, 3 % of 429 is missed, half as fast is met', () => {
	const atBound = { ...good(), executions: [ran('ann', 'one', 24), ran('ben', 'two', 24)] };
	expect(verdictsOf(atBound)[1]).toBe('time: met, 1.20 x requests / limit (24.0 s / 20.0 s)');
	const served = [...requestsOf('ann', 130, 100), ...requestsOf('ben', 64, 100)];
	const rejected = requestsOf(undefined, 6, 100, 429);
	expect(verdictsOf({ ...good(), requests: [...served, ...rejected] })[2]).toBe(
		'429 among responses: missed, 3.00 % (6 of 200)',
	);
	const half = [...requestsOf('ann', 100, 100), ...requestsOf('ben', 50, 100)];
	expect(verdictsOf({ ...good(), requests: half })[3]).toBe(
		'slowest worker: met, 0.50 x fastest (requests of each: 50, 100)',
	);
});

test('workers are compared only while each of them has work', () => {
	// The second has ended when the first still has three quarters of its work before it.
	const requests = [...requestsOf('ann', 400, 100), ...requestsOf('ben', 100, 100)];
	const executions = [ran('ann', 'one', 40), ran('ben', 'two', 10)];
	const { sharedBy } = figuresOf({ ...good(), requests, executions });
	expect(sharedBy).toEqual({ one: 101, two: 100 });
});

test('a worker that got no execution has no share, and a round without requests meets nothing', () => {
	const idle = { ...good(), workers: ['one', 'two', 'three'] };
	expect(verdictsOf(idle)[3]).toMatch(/^slowest worker: missed/);
	const nothing = { ...good(), requests: [], executions: [] };
	expect(linesOf(nothing).map(verdictOf)).toEqual(Array(4).fill('missed'));
});

test('an execution that never ended leaves the time unknown, which is missed', () => {
	const { executions, ...rest } = good();
	const [first] = executions as [Execution, Execution];
	const stuck: Execution = { user: 'ben', worker: 'two', complete: false };
	expect(verdictsOf({ ...rest, executions: [first, stuck] }).slice(0, 2)).toEqual([
		'failed executions: missed, 1.00 of 2 ()',
		'time: missed, NaN x requests / limit (an execution did not end)',
	]);
});

test('requests without an answer are neither served nor rejected', () => {
	const { requests, ...rest } = good();
	const open = requestsOf('ann', 3, 100, 0);
	const { served, rejected } = figuresOf({ ...rest, requests: [...requests, ...open] });
	expect({ served, rejected }).toEqual({ served: 200, rejected: 0 });
});

test('the timeline counts every answer in its five seconds', () => {
	const requests = [...requestsOf('ann', 12, 1000), ...requestsOf(undefined, 2, 5000, 429)];
	expect(figuresOf({ ...good(), requests }).timeline).toEqual([
		{ second: 0, served: 5, rejected: 1 },
		{ second: 5, served: 5, rejected: 1 },
		{ second: 10, served: 2, rejected: 0 },
	]);
});

test('flags: what is not given is as documented, and nonsense is rejected by name', () => {
	expect(parseOptions([])).toEqual({
		workers: 3,
		workflows: 12,
		requests: 60,
		rate: 10,
		latency: 150,
		credential: { requestsPerSecond: 10, burst: 5 },
		retryAfter: ['none', 'seconds'],
		install: true,
		json: false,
	});
	expect(parseOptions(['--help', '--json'])).toBe('help');
	expect(parseOptions(['--retry-after', 'none', '--no-install'])).toMatchObject({
		retryAfter: ['none'],
		install: false,
	});
	for (const [flags, message] of [
		[['--workers', '1.5'], /--workers: 1\.5 is not a whole number/],
		[['--rate', ''], /--rate/],
		[['--requests', '4'], /--requests: 4 is not a number from 5/],
		[['--retry-after', 'date'], /--retry-after/],
		[['--wrokers', '3'], /wrokers/],
		[['more'], /more/],
	] as const) {
		expect(() => parseOptions([...flags])).toThrow(UsageError);
		expect(() => parseOptions([...flags])).toThrow(message);
	}
});

test('everything is undone, the last first, also when one cannot be and when it comes too late', async () => {
	const undone: string[] = [];
	const cleanup = new Cleanup();
	await cleanup.defer('remove the folder', () => undone.push('folder'));
	await cleanup.defer('stop the server', async () => {
		await Promise.resolve();
		throw new Error('it hangs');
	});
	await cleanup.defer('stop the worker', () => undone.push('worker'));
	expect(await cleanup.run()).toEqual(['stop the server: it hangs']);
	expect(undone).toEqual(['worker', 'folder']);
	await cleanup.defer('stop what Ctrl-C met while it started', () => undone.push('late'));
	expect(undone).toEqual(['worker', 'folder', 'late']);
	expect(await cleanup.run()).toEqual([]);
});
