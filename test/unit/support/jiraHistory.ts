import { poll } from '../../../nodes/shared/trigger/poll';
import type { State } from '../../../nodes/shared/trigger/state';
import { readState } from '../../../nodes/shared/trigger/state';
import { NoResponse } from '../../../nodes/shared/http/errors';
import { InvalidInput } from '../../../nodes/shared/values/invalidInput';
import { listen } from '../../../nodes/JiraAgileTrigger/poll';
import { EVENTS } from '../../../nodes/JiraAgileTrigger/settings';
import type { Behavior } from './changingJira';
import { broken, ChangingJira } from './changingJira';

/** Something that a user does in Jira. */
export interface Edit {
	kind:
		| 'create'
		| 'edit'
		| 'delete'
		| 'move'
		| 'takeOut'
		| 'board'
		| 'offBoard'
		| 'burst'
		| 'addSprint'
		| 'advance'
		| 'rename';
	which: number;
	/** ms that pass before it. */
	wait: number;
}

/** One poll of the trigger, and what goes wrong in it. */
export interface PollStep {
	kind: 'poll';
	wait: number;
	/** What is done in Jira before the requests of the poll, by their number. */
	meanwhile: Edit[];
	/** The request that breaks, and the one in which the process dies, by their numbers from 1. */
	breaks?: number;
	dies?: number;
	/** The process dies after the items were handed on and before the state was stored. */
	diesAfterEmit: boolean;
	/** n8n keeps the state of a poll that found nothing. */
	keepsQuiet: boolean;
	itemsPerPoll: number;
}
export type Step = Edit | PollStep;

/** What a workflow knows from the events that it got. */
interface Known {
	emitted: Set<string>;
	board: Set<string>;
	backlog: Set<string>;
	sprints: Map<string, string>;
	states: Map<number, string>;
}

/** What came of a history. */
export interface Outcome {
	events: number;
	lost: string[];
	repeated: string[];
	requests: number;
	failed: number;
}

class Death extends Error {}
const OVERLAP = 60_000;

/** Plays a history, then lets everything become visible and polls until nothing more comes. */
export async function play(
	behavior: Behavior,
	steps: Step[],
	lagOf: () => number,
	overlap = OVERLAP,
): Promise<Outcome> {
	const jira = new ChangingJira(behavior, lagOf);
	const outcome: Outcome = { events: 0, lost: [], repeated: [], requests: 0, failed: 0 };
	let known: Known = {
		emitted: new Set(),
		board: new Set(),
		backlog: new Set(),
		sprints: new Map(),
		states: new Map(),
	};
	const changed = new Set<number>();
	let memory: State | undefined;
	let stored: { state?: State; known: Known } = { known: structuredClone(known) };

	const edit = ({ kind, which, wait }: Edit): void => {
		jira.now += wait;
		const note = (made?: { id: number }) => made && changed.add(made.id);
		if (kind === 'create') note(jira.create());
		else if (kind === 'edit') note(jira.edit(which));
		else if (kind === 'delete') jira.delete(which);
		else if (kind === 'move') note(jira.move(which));
		else if (kind === 'takeOut') note(jira.edit(which, { sprint: undefined }));
		else if (kind === 'board') note(jira.edit(which, { onBoard: true }));
		else if (kind === 'offBoard') note(jira.edit(which, { onBoard: false }));
		else if (kind === 'addSprint') jira.addSprint();
		else if (kind === 'advance') jira.advance(which);
		else if (kind === 'rename') jira.rename(which);
		else for (let n = 0; n <= which; n++) note(n % 3 === 0 ? jira.create() : jira.edit(which + n));
	};

	const receive = (events: object[]) => {
		for (const event of events as Array<Record<string, unknown>>) {
			outcome.events += 1;
			const id = String(event.id);
			const fields = (event.fields ?? {}) as Record<string, unknown>;
			const again = (what: string) => outcome.repeated.push(`${String(event.event)} ${id} ${what}`);
			const enter = (set: Set<string>) => (set.has(id) ? again('') : set.add(id));
			const leave = (set: Set<string>) => set.delete(id) || again('');
			const state = (from: string | undefined, to: string) => {
				if (known.states.get(Number(id)) !== from) again(to);
				known.states.set(Number(id), to);
			};
			if (event.event === 'issueChanged') {
				const key = `${id}@${String(fields.updated)} ${String(fields.summary)}`;
				if (known.emitted.has(key)) again(key);
				known.emitted.add(key);
			} else if (event.event === 'issueEnteredBoard') enter(known.board);
			else if (event.event === 'issueLeftBoard') leave(known.board);
			else if (event.event === 'issueEnteredBacklog') enter(known.backlog);
			else if (event.event === 'issueLeftBacklog') leave(known.backlog);
			else if (event.event === 'issueEnteredSprint') {
				if (known.sprints.get(id) === String(event.toSprintId)) again(String(event.toSprintId));
				known.sprints.set(id, String(event.toSprintId));
			} else if (event.event === 'issueLeftSprint') {
				if (known.sprints.get(id) !== String(event.fromSprintId)) again(String(event.fromSprintId));
				known.sprints.delete(id);
			} else if (event.event === 'sprintCreated') state(undefined, 'future');
			else if (event.event === 'sprintStarted') state('future', 'active');
			else if (event.event === 'sprintCompleted') state('active', 'closed');
		}
	};

	const run = async (step: PollStep): Promise<number> => {
		jira.now += step.wait;
		let request = 0;
		jira.onRequest = (sent) => {
			request += 1;
			if (request === step.dies) throw new Death();
			if (request === step.breaks) throw broken(sent);
			const next = step.meanwhile[request - 1];
			if (next) edit(next);
		};
		try {
			const state = readState(memory && JSON.parse(JSON.stringify(memory)), (message) => {
				throw new Error(message);
			});
			const settings = {
				events: new Set(EVENTS),
				board: 1,
				jql: '',
				simplify: false,
				ignoreOwnChanges: false,
				overlap,
				itemsPerPoll: step.itemsPerPoll,
			};
			const result = await poll({
				listener: listen(jira.session(), settings, () => jira.now),
				owner: { node: 'node' },
				room: () => 4,
				outOfTime: () => false,
				warn: () => undefined,
				...(state ? { state } : {}),
			});
			memory = result.state;
			receive(result.events);
			const isFirst = state === undefined;
			const stores = isFirst || result.events.length > 0 ? !step.diesAfterEmit : step.keepsQuiet;
			if (stores) stored = { state: structuredClone(memory), known: structuredClone(known) };
			if (step.diesAfterEmit) die();
			return result.events.length;
		} catch (error) {
			if (error instanceof Death) die();
			else if (!(error instanceof InvalidInput || error instanceof NoResponse)) throw error;
			outcome.failed += 1;
			return -1;
		} finally {
			jira.onRequest = () => undefined;
		}
	};
	/** What was handed on and not stored is handed on again. */
	const die = () => {
		memory = structuredClone(stored.state);
		known = structuredClone(stored.known);
	};
	const calm: PollStep = {
		kind: 'poll',
		wait: 0,
		meanwhile: [],
		diesAfterEmit: false,
		keepsQuiet: true,
		itemsPerPoll: 1000,
	};

	for (let n = 0; n < 3; n++) jira.create();
	jira.addSprint();
	jira.move(0);
	jira.now += 600_000;
	for (const { id, state } of jira.truth()) {
		known.board.add(String(id));
		if (state.sprint === undefined) known.backlog.add(String(id));
		else known.sprints.set(String(id), String(state.sprint));
	}
	for (const { id, state } of jira.sprints) known.states.set(id, state);
	await run(calm);
	for (const step of steps) await (step.kind === 'poll' ? run(step) : edit(step));
	jira.now += behavior.lag + 1000;
	for (let quiet = 0, polls = 0; quiet < 2; polls++) {
		if (polls > 50) throw new Error('the trigger does not come to an end');
		quiet = (await run(calm)) === 0 ? quiet + 1 : 0;
	}

	const lose = (what: string) => outcome.lost.push(what);
	const truth = jira.truth();
	for (const { id, state } of truth) {
		const key = `${id}@${new Date(state.updated).toISOString().replace('Z', '+0000')} version ${state.version}`;
		if (changed.has(id) && state.onBoard && !known.emitted.has(key)) lose(key);
	}
	const same = (what: string, has: Set<string>, want: string[]) => {
		for (const id of want) if (!has.has(id)) lose(`${what} +${id}`);
		for (const id of has) if (!want.includes(id)) lose(`${what} -${id}`);
	};
	const shown = truth.filter(({ state }) => state.onBoard);
	same(
		'board',
		known.board,
		shown.map(({ id }) => String(id)),
	);
	same(
		'backlog',
		known.backlog,
		shown.filter(({ state }) => state.sprint === undefined).map(({ id }) => String(id)),
	);
	for (const { id, state } of shown) {
		if (state.sprint !== undefined && known.sprints.get(String(id)) !== String(state.sprint))
			lose(`sprint of ${id}`);
	}
	for (const [id, sprint] of known.sprints) {
		const isOpen = jira.sprints.find((one) => String(one.id) === sprint)?.state !== 'closed';
		const own = shown.find((one) => String(one.id) === id)?.state.sprint;
		if (isOpen && String(own) !== sprint) lose(`sprint of ${id} is not ${sprint}`);
	}
	for (const { id, state } of jira.sprints)
		if (known.states.get(id) !== state) lose(`sprint ${id} ${state}`);
	outcome.requests = jira.requests;
	return outcome;
}
