import type { Settings } from '../../../nodes/JamaTrigger/settings';
import { listen } from '../../../nodes/JamaTrigger/poll';
import { poll } from '../../../nodes/shared/trigger/poll';
import type { State } from '../../../nodes/shared/trigger/state';
import { readState } from '../../../nodes/shared/trigger/state';
import type { Behaviour, ItemState } from './changingJama';
import { broken, ChangingJama } from './changingJama';

/** Something that a user does in Jama. */
export interface Edit {
	kind: 'create' | 'edit' | 'touch' | 'delete' | 'burst';
	which: number;
	/** ms that pass before it. */
	wait: number;
}

/** One poll of the trigger, and what goes wrong in it. */
export interface PollStep {
	kind: 'poll';
	wait: number;
	/** What is done in Jama before the requests of the poll, by their number. */
	meanwhile: Edit[];
	/** The request that breaks, by its number from 1. */
	breaks?: number;
	/** The request in which the process dies, by its number from 1. */
	dies?: number;
	/** The process dies after the items were handed on and before the state was stored. */
	diesAfterEmit: boolean;
	/** n8n keeps the state of a poll that found nothing. */
	keepsQuiet: boolean;
	itemsPerPoll: number;
	/** Pages after which the time is up. */
	pages: number;
}

export type Step = Edit | PollStep;

/** What came of a history. */
export interface Outcome {
	/** Changes that the workflow got. */
	events: number;
	/** Newest states, or entries of the log, that it never got. */
	lost: string[];
	/** States that it got twice, though the process did not die between handing on and storing. */
	repeated: string[];
	/** States that it got twice because the process died there. */
	repeatedAfterDeath: number;
	/** States that nobody can emit from another one: same date, same content. */
	alike: number;
	/** Changes handed on in the wrong order. */
	disordered: string[];
	requests: number;
}

class Death extends Error {}

const clone = <T>(value: T): T =>
	(value === undefined ? value : JSON.parse(JSON.stringify(value))) as T;

/** Plays a history, then lets everything become visible and polls until nothing more comes. */
export async function play(
	behavior: Behaviour,
	settings: Settings,
	steps: Step[],
	lagOf: () => number,
): Promise<Outcome> {
	const jama = new ChangingJama(behavior, lagOf);
	const isLog = settings.triggerOn === 'activity';
	const outcome: Outcome = {
		events: 0,
		lost: [],
		repeated: [],
		repeatedAfterDeath: 0,
		alike: 0,
		disordered: [],
		requests: 0,
	};
	const emitted = new Set<string>();
	/** What was handed on just before the process died. */
	const orphans = new Set<string>();
	const newestTold = new Map<unknown, number>();
	const made: ItemState[] = [];
	let logBefore = 0;
	let memory: State | undefined;
	let stored: State | undefined;

	const edit = ({ kind, which, wait }: Edit) => {
		jama.now += wait;
		const add = (state: ItemState | undefined) => state && made.push(state);
		if (kind === 'create') add(jama.create());
		else if (kind === 'edit') add(jama.edit(which));
		else if (kind === 'touch') add(jama.touch(which));
		else if (kind === 'delete') jama.delete(which);
		else for (let n = 0; n <= which; n++) add(n % 3 === 0 ? jama.create() : jama.edit(which + n));
	};

	const keyOf = (id: unknown, date: number, version: unknown) => `${String(id)}@${date}:${version}`;

	const receive = (events: object[], dies: boolean) => {
		let last = 0;
		for (const event of events as Array<Record<string, unknown>>) {
			outcome.events += 1;
			const date = Date.parse(String(isLog ? event.date : event.lastActivityDate));
			const name = String((event.fields as { name?: string } | undefined)?.name ?? '');
			const key = keyOf(event.id, date, name.replace('version ', ''));
			if (date < last) outcome.disordered.push(key);
			last = date;
			if (!isLog && date < (newestTold.get(event.id) ?? 0)) outcome.disordered.push(`old ${key}`);
			newestTold.set(event.id, date);
			if (emitted.has(key)) {
				if (orphans.has(key)) outcome.repeatedAfterDeath += 1;
				else outcome.repeated.push(key);
			}
			emitted.add(key);
			if (dies) orphans.add(key);
		}
	};

	const run = async (step: PollStep): Promise<number> => {
		jama.now += step.wait;
		let request = 0;
		let page = 0;
		jama.onRequest = (sent) => {
			request += 1;
			if (request === step.dies) throw new Death();
			if (request === step.breaks) throw broken(sent);
			const next = step.meanwhile[request - 1];
			if (next) edit(next);
		};
		try {
			const state = readState(clone(memory), (message) => {
				throw new Error(message);
			});
			const result = await poll({
				listener: await listen(
					jama.session(),
					{ ...settings, itemsPerPoll: step.itemsPerPoll },
					state,
				),
				owner: { node: 'node' },
				room: () => 4,
				outOfTime: () => ++page >= step.pages,
				warn: () => undefined,
				...(state ? { state } : {}),
			});
			memory = result.state;
			receive(result.events, step.diesAfterEmit);
			// n8n stores the state when a workflow is activated, and when a poll has found something.
			const isFirst = state === undefined;
			const stores = isFirst || result.events.length > 0 ? !step.diesAfterEmit : step.keepsQuiet;
			if (stores) stored = clone(memory);
			if (step.diesAfterEmit) memory = clone(stored);
			return result.events.length;
		} catch (error) {
			if (error instanceof Death) memory = clone(stored);
			else if (!(error instanceof Error) || error.message !== 'broken') throw error;
			return -1;
		} finally {
			jama.onRequest = () => undefined;
		}
	};

	const calm: PollStep = {
		kind: 'poll',
		wait: 0,
		meanwhile: [],
		diesAfterEmit: false,
		keepsQuiet: true,
		itemsPerPoll: 1000,
		pages: 1000,
	};
	for (let n = 0; n < 3; n++) jama.create();
	jama.now += 60_000;
	logBefore = jama.log.length;
	await run(calm);

	for (const step of steps) {
		if (step.kind === 'poll') await run(step);
		else edit(step);
	}
	jama.now += behavior.lag + 1000;
	for (let quiet = 0; quiet < 2; ) quiet = (await run(calm)) === 0 ? quiet + 1 : 0;

	const seen = new Set<string>();
	for (const { id, date, version } of made) {
		const key = keyOf(id, date, version);
		if (seen.has(key)) outcome.alike += 1;
		seen.add(key);
	}
	if (isLog) {
		for (const { id, date } of jama.log.slice(logBefore)) {
			if (!emitted.has(keyOf(id, date, ''))) outcome.lost.push(keyOf(id, date, ''));
		}
	} else {
		const changed = new Set(made.map(({ id }) => id));
		for (const { id, date, version } of jama.newest()) {
			const key = keyOf(id, date, version);
			if (changed.has(id) && !emitted.has(key)) outcome.lost.push(key);
		}
	}
	outcome.requests = jama.requests;
	return outcome;
}
