/** What the trigger stored, damaged at random: changes are emitted, or the log says what is not known; no crash that nobody can read. */
import fc from 'fast-check';
import type { IHttpRequestOptions, IPollFunctions } from 'n8n-workflow';
import { JamaTrigger } from '../../nodes/JamaTrigger/JamaTrigger.node';
import { openJamaInProcess } from '../servers/jama/frame/inProcess';
import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import { toSent } from '../support/rows/rowRun';
import { forAll, note, printClosingLine } from './fuzz';

type Data = Record<string, unknown>;
const MINUTE = 60_000;
let now = Date.UTC(2027, 5, 1);
const jama = openJamaInProcess(20, () => now);
const items = [...jama.state.items.values()]
	.filter(({ project, itemType }) => project === SEED.main && itemType === TYPE.system)
	.map(({ id }) => id);

beforeAll(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterAll(() => {
	jest.restoreAllMocks();
	printClosingLine('state');
});

let edits = 0;
/** Changes an item; what is emitted of it is known by its new name. */
async function edit(id: number): Promise<string> {
	edits += 1;
	now += 1000;
	const name = `Edit ${edits}`;
	const body = [{ op: 'add', path: '/fields/name', value: name }];
	await jama.answer({ method: 'PATCH', path: `/rest/v1/items/${id}`, query: {}, body });
	return name;
}

let nodes = 0;
/** A trigger with its stored data, as n8n keeps it. @param startFrom the option, in ms */
function createTrigger(startFrom?: number) {
	nodes += 1;
	const id = `node-${nodes}`;
	const stored: Record<'node' | 'global', Data> = { node: {}, global: {} };
	const parameters: Data = {
		authentication: 'basic',
		triggerOn: 'itemCreatedOrUpdated',
		where: 'conditions',
		projects: [SEED.main],
		...(startFrom === undefined
			? {}
			: { options: { startFrom: new Date(startFrom).toISOString() } }),
	};
	const poll = async () => {
		const warnings: string[] = [];
		const functions = {
			getMode: () => 'trigger',
			getNode: () => ({ id, name: 'Trigger', type: 'n8n-nodes-jama.jamaTrigger', parameters: {} }),
			getWorkflow: () => ({ id: 'w', active: true }),
			getWorkflowStaticData: (kind: 'node' | 'global') => stored[kind],
			getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
			getTimezone: () => 'UTC',
			getCredentials: async () =>
				await Promise.resolve({
					baseUrl: 'https://state.test',
					username: 'ann',
					password: 'x',
					requestsPerSecond: 1e6,
					burst: 1e6,
				}),
			logger: {
				warn: (text: string) => warnings.push(text),
				info: () => undefined,
				debug: () => undefined,
			},
			helpers: {
				httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
					const { status, body = '' } = await jama.answer(toSent(options));
					return { statusCode: status, headers: {}, body };
				},
			},
		} as unknown as IPollFunctions;
		const out = await new JamaTrigger().poll.call(functions);
		const emitted = (out?.[0] ?? []).map(({ json }) => JSON.stringify(json));
		// n8n stores it as JSON, and gives it out anew.
		for (const kind of ['node', 'global'] as const) {
			stored[kind] = JSON.parse(JSON.stringify(stored[kind])) as Data;
		}
		return { emitted, warnings };
	};
	return { id, stored, poll };
}

const number = fc.oneof(
	fc.constantFrom(0, -1, 1, 1.5, 1e12, 8.64e15, 9e15, 1e300),
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	// Dates that a cursor may well have.
	fc.integer({ min: -120, max: 120 }).map((minutes) => Date.UTC(2027, 5, 1) + minutes * MINUTE),
);
const junk = fc.oneof(
	number,
	fc.constantFrom<unknown>(null, true, '', 'x', '1', '1500:x', [], {}, [null], { a: 1 }),
	fc.string(),
	fc.jsonValue({ maxDepth: 2 }),
);

/** One damage: at which place of all that are there, and what comes of it. */
const damage = fc.record({
	at: fc.nat(),
	how: fc.oneof(
		fc.constantFrom<{ kind: string; value?: unknown }>(
			{ kind: 'drop' },
			{ kind: 'asText' },
			{ kind: 'inList' },
			{ kind: 'truncate' },
			{ kind: 'later' },
			{ kind: 'earlier' },
		),
		junk.map((value) => ({ kind: 'replace', value })),
		junk.map((value) => ({ kind: 'add', value })),
	),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

/** Every place in a value. */
function placesIn(value: unknown): Array<[holder: Data, key: string]> {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		[value as Data, key] as [Data, string],
		...placesIn(inner),
	]);
}

function harm(data: Data, { at, how }: Damage): void {
	const places = placesIn(data);
	if (places.length === 0) return;
	const [holder, key] = places[at % places.length] as [Data, string];
	const old = holder[key];
	const text = JSON.stringify(old);
	const made: Record<string, () => unknown> = {
		asText: () => text,
		inList: () => [old],
		truncate: () => text.slice(0, at % (text.length + 1)),
		later: () => (typeof old === 'number' ? old + (at % 1000) * MINUTE : `${text}1`),
		earlier: () => (typeof old === 'number' ? old - (at % 1000) * MINUTE : text.slice(1)),
		replace: () => structuredClone(how.value),
	};
	if (how.kind === 'drop') delete holder[key];
	else if (how.kind === 'add') holder[`more${at}`] = structuredClone(how.value);
	else holder[key] = made[how.kind]?.();
}

/** Nothing is left at all, as before the first poll. */
const isGone = ({ node, global }: Record<'node' | 'global', Data>, id: string): boolean =>
	(node.state === undefined || node.state === null) && !(`jamaTrigger ${id}` in global);

/** A cursor whose two dates are both later than they were, and fit each other: no reader can tell that from a whole one. */
const isDisguised = (data: Data, whole: string): boolean => {
	const dates = (value: unknown) =>
		placesIn(value)
			.filter(([, key]) => key === 'newest' || key === 'from')
			.map(([holder, key]) => holder[key]);
	const [newest = 0, from = 0] = dates(JSON.parse(whole)) as number[];
	const now = dates(data);
	return now.length === 2 && Number(now[0]) > newest && Number(now[1]) > from;
};

/** What a warning says of where the trigger starts, and that is not so. */
function untrue(
	warnings: string[],
	emitted: string[],
	early: string,
	at: number,
	startFrom?: number,
): string | undefined {
	const text = warnings.join();
	// Of a cursor that is damaged and in the future, one warning says so much and the other the rest.
	const dates = Array.from(
		text.matchAll(/changes since (\S+) (?:may be emitted again|are read again)/g),
		([, since]) => Date.parse(since ?? ''),
	);
	const since = Math.min(...dates);
	const isToldAgain = emitted.some((one) => one.includes(`"${early}"`));
	if (dates.length > 0 && since > at && isToldAgain) return `since ${new Date(since).toJSON()}`;
	return startFrom !== undefined && /from now/.test(text) ? 'from now' : undefined;
}

const REPORT =
	/damaged|cannot be read|starts again|from now|nothing is stored|emitted again|emitted a second time|not known where/;

test('stored state that is damaged', async () => {
	const figures = { emitted: 0, reported: 0, again: 0, refused: 0 };
	const which = fc.constantFrom<Array<'node' | 'global'>>(['node'], ['global'], ['node', 'global']);
	const given = fc.record({
		damages: fc.array(damage, { minLength: 1, maxLength: 3 }),
		which,
		wait: fc.constantFrom(1, 1, 10, 120),
		hasStart: fc.boolean(),
	});
	await forAll(
		given,
		async ({ damages, which: copies, wait, hasStart }) => {
			now += 10 * MINUTE;
			const startFrom = hasStart ? now : undefined;
			const { id, stored, poll } = createTrigger(startFrom);
			const [a = 0, b = 0, c = 0, d = 0, e = 0] = items;
			expect(await poll()).toEqual({ emitted: [], warnings: [] });
			const early = await edit(e);
			const earlyAt = now;
			const first = await edit(a);
			now += MINUTE;
			expect((await poll()).emitted.join()).toContain(first);
			const names = [await edit(b), await edit(c), await edit(a)];
			now += wait * MINUTE;

			const whole = JSON.stringify(stored.node);
			for (const copy of copies) for (const one of damages) harm(stored[copy], one);
			if (isGone(stored, id)) return;
			if (isDisguised(stored.node, whole) || isDisguised(stored.global, whole)) return;
			const before = JSON.stringify(stored);
			let result: Awaited<ReturnType<typeof poll>>;
			try {
				result = await poll();
			} catch (error) {
				const { message, description } = error as Error & { description?: string };
				throw new Error(`${before}: ${message}. ${String(description)}`, { cause: error });
			}
			const { emitted, warnings } = result;
			// The first name of an item that was edited twice is gone from Jama.
			const missing = names.filter((name) => !emitted.join().includes(`"${name}"`));
			const isReported = REPORT.test(warnings.join());
			if (missing.length > 0 && !isReported) {
				throw new Error(`Lost without a word: ${missing.join()}. ${warnings.join()} ${before}`);
			}
			const lie = untrue(warnings, emitted, early, earlyAt, startFrom);
			if (lie !== undefined) throw new Error(`Not so: ${lie}. ${warnings.join()} ${before}`);
			if (emitted.length > names.length) figures.again += 1;
			else if (missing.length > 0) figures.reported += 1;
			else figures.emitted += 1;

			// From here on it works as ever.
			now += MINUTE;
			const after = await edit(d);
			now += MINUTE;
			const next = await poll();
			expect([before, next.emitted.filter((one) => one.includes(`"${after}"`)).length]).toEqual([
				before,
				1,
			]);
		},
		{ share: 0.25 },
	);
	note(
		`${figures.emitted} with every change emitted once, ${figures.again} emitted some again, ${figures.reported} reported what is not known, 0 lost without a word`,
	);
});
