import { z } from 'zod';
import type { Cursor } from './changes';
import { cursorAt } from './changes';
import { toRecord } from '../values/objectPath';

/** Whose state it is. */
export interface Owner {
	/** The node's id: survives a rename, which n8n's own key does not. */
	node: string;
	/** The node's name: distinguishes nodes that have the same id. */
	name?: string;
	/** The workflow's id. */
	workflow?: string;
	/** What the node listens to: server, projects, conditions. */
	listens?: string;
}

/** What the trigger keeps between polls: plain JSON, in n8n's static data. */
export interface State extends Owner {
	version: 1;
	/** What the cursors belong to: server and kind of feed. Another one starts again. */
	source: string;
	/** The date to catch up from, in ms. */
	startFrom?: number;
	cursors: Record<string, Cursor>;
	/** Of lists that have no dates, what was in them: the mark of each member by its ID. */
	sets?: Record<string, Record<string, string>>;
	/** A saved filter, and whether it is made for the current project. */
	filter?: { id: number; isOfCurrent: boolean };
	/** When it was last checked that everything chosen is still there: ms by the server's clock. */
	checked?: number;
	/** How many polls there were: of two copies, the one that knows of more is the newer one. */
	polls?: number;
	/** Of a state that was rebuilt: what to say when a poll continues from it. Never stored. */
	damage?: string;
}

/** A moment in ms that a Date can hold. */
const moment = z.number().min(0).max(8.64e15);
const cursor = z
	.object({
		newest: moment,
		from: moment,
		emitted: z.record(z.string().regex(/^\d+(:\w*)?$/)),
		unordered: z.boolean().optional(),
	})
	// A reading begins at most where `advance` puts it: right behind what was read.
	.refine(({ newest, from }) => from <= newest + 2);
const members = z.record(z.string());
const state = z.object({
	version: z.literal(1),
	node: z.string(),
	name: z.string().optional(),
	workflow: z.string().optional(),
	listens: z.string().optional(),
	source: z.string(),
	startFrom: moment.optional(),
	cursors: z.record(cursor),
	sets: z.record(members).optional(),
	filter: z.object({ id: z.number(), isOfCurrent: z.boolean() }).optional(),
	checked: moment.optional(),
	polls: z.number().int().nonnegative().optional(),
});
const momentIfAny = moment.optional().catch(undefined);
/** What can be saved of a state that is damaged: any date by which a cursor may be known. */
const remains = z.object({
	node: z.string(),
	source: z.string(),
	startFrom: momentIfAny,
	cursors: z.record(z.object({ newest: momentIfAny, from: momentIfAny }).catch({})),
	sets: z.record(members.optional().catch(undefined)).optional().catch(undefined),
});

/** Where a trigger begins that has no cursor to continue from, for the log. @param startFrom the option, in ms */
export const beginning = (startFrom: number | undefined): string =>
	startFrom === undefined
		? 'the trigger starts from now. Changes before are not emitted; set Start From to catch up on them.'
		: `the trigger starts again from Start From, which is ${new Date(startFrom).toISOString()}. Changes since then are emitted, also those that were emitted before.`;

/**
 * Reads what was stored. A damaged state keeps its cursors without what they emitted: changes within the overlap are emitted
 * again rather than lost.
 * @param startFrom the option that is set, in ms
 * @returns undefined when there is nothing, or nothing that can be used
 */
export function readState(
	stored: unknown,
	warn: (message: string) => void,
	startFrom?: number,
): State | undefined {
	if (stored === undefined || stored === null) return undefined;
	const parsed = state.safeParse(stored);
	if (parsed.success) return parsed.data as State;

	const saved = remains.safeParse(stored);
	const cursors: State['cursors'] = {};
	for (const [key, { newest, from }] of Object.entries(saved.data?.cursors ?? {})) {
		const date = Math.min(from ?? Infinity, newest ?? Infinity);
		if (date < Infinity) cursors[key] = { ...cursorAt(newest ?? date), from: date };
	}
	const sets = Object.fromEntries(
		Object.entries(saved.data?.sets ?? {}).flatMap(([key, one]) => (one ? [[key, one]] : [])),
	);
	if (!saved.success || Object.keys({ ...cursors, ...sets }).length === 0) {
		warn(`The stored state cannot be read, and its cursor neither: ${beginning(startFrom)}`);
		return undefined;
	}
	const { node, source, startFrom: begun = startFrom } = saved.data;
	const rebuilt: State = { version: 1, node, source, cursors };
	if (Object.keys(sets).length > 0) rebuilt.sets = sets;
	if (begun !== undefined) rebuilt.startFrom = begun;
	const since = Math.min(...Object.values(cursors).map((one) => one.from));
	rebuilt.damage =
		since === Infinity
			? 'The stored state was damaged and is rebuilt from what was last seen in the lists'
			: `The stored state was damaged and is rebuilt from its cursor: changes since ${new Date(since).toISOString()} may be emitted again`;
	return rebuilt;
}

/** It can be read whole. */
export const isWhole = (stored: unknown): stored is State => state.safeParse(stored).success;

/** It does not say that it belongs to another node or to another workflow (of which this one is a copy). */
export function isOf(stored: unknown, { node, workflow }: Owner): boolean {
	if (stored === undefined || stored === null) return false;
	const named = toRecord(stored);
	const isHere =
		named.workflow === undefined || workflow === undefined || named.workflow === workflow;
	return isHere && (named.node === undefined || named.node === node);
}

/**
 * The newest of several copies of a node's state that can be read whole, else what `readState` saves of the first one.
 * Copies of other nodes do not count.
 * @param startFrom the option that is set, in ms
 */
export function readNewest(
	copies: unknown[],
	owner: Owner,
	warn: (message: string) => void,
	startFrom?: number,
): State | undefined {
	const own = copies.filter((copy) => isOf(copy, owner));
	if (own.length === 0 && copies.some((copy) => copy !== undefined && copy !== null)) {
		warn(`The stored state belongs to another node or workflow: ${beginning(startFrom)}`);
	}
	const entriesIn = (copy: State) => Object.keys({ ...copy, ...copy.cursors, ...copy.sets }).length;
	const [newest] = own
		.filter(isWhole)
		.sort((a, b) => (b.polls ?? 0) - (a.polls ?? 0) || entriesIn(b) - entriesIn(a));
	return readState(newest ?? own[0], warn, startFrom);
}
