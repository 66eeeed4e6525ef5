import { JamaError, required, type Call } from '../frame/call';
import { editKinds, type EditKind, type EditOf } from './editKinds';
import type { JamaServer } from '..';
import { SEED } from '../seed/seed';
import { createRandom } from '../seed/seedTexts';
import type { Item } from '../types';

export { EDIT_KINDS, type EditKind, type EditOf } from './editKinds';

/** What an edit did. */
export interface Edit {
	kind: EditKind;
	item: number;
	/** lastActivityDate afterwards, in ms; undefined = the item is gone. */
	time: number | undefined;
	/** Number of versions afterwards; undefined = the item is gone. */
	version: number | undefined;
	/** The server's clock in ms. */
	at: number;
	/** Items whose lastActivityDate it moved, the other end of a relationship for example. */
	moved: number[];
	/** Items that it deleted: all that went with it. */
	gone: number[];
	/** The comment, relationship, link, tag, baseline or review that it made or took away. */
	record?: number;
}

export interface EditorOptions {
	/** Of random(); default 1. */
	seed?: number;
	/** Who edits; default a user who is not the integration's. */
	user?: number;
	/** Where random() works; default the main project. */
	project?: number;
	/** What random() does, more often what is named more often. */
	kinds?: readonly EditKind[];
}

/**
 * Changes the data as a user would, in this process but through the code of the REST operations, so that
 * dates, versions, events and index follow. Refusals are thrown as JamaError. Every edit is in server.ledger.
 */
export interface Editor {
	edit(item: number): Edit;
	create(project: number, type: number): Edit;
	delete(item: number): Edit;
	comment(item: number): Edit;
	/** Deletes a comment, by default the last one directly on the item. */
	uncomment(item: number, comment?: number): Edit;
	/** Relates two items. */
	link(from: number, to: number): Edit;
	/** Takes a relationship away, by default the item's first. */
	unlink(item: number, relationship?: number): Edit;
	/** By default the first tag that the item does not have, or has. */
	tag(item: number, tag?: number): Edit;
	untag(item: number, tag?: number): Edit;
	weblink(item: number): Edit;
	attach(item: number, attachment?: number): Edit;
	move(item: number, parent: number): Edit;
	/** Gives a test run, or its steps, another status. */
	execute(run: number): Edit;
	baseline(item: number): Edit;
	review(item: number): Edit;
	do(kind: EditKind, of?: EditOf): Edit;
	random(): Edit;
}

/** Every word of it as often as random() does it. */
const EVERYDAY: EditKind[] = ['edit', 'edit', 'edit', 'create', 'delete', 'comment', 'tag', 'link'];
const TRIES = 20;

/** Starts a stream of edits; equal seeds do the same to equal data. */
export function createEditor(server: JamaServer, options: EditorOptions = {}): Editor {
	const { project = SEED.main, kinds = EVERYDAY, user = SEED.integrator + 2 } = options;
	const random = createRandom(options.seed ?? 1);
	const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length || 1)];
	let count = 0;
	let effects = { moved: new Set<Item>(), gone: [] as Item[] };
	const callOf = (params: Record<string, number>, body?: unknown): Call => ({
		state: server.state,
		// Somebody who renames a cycle in the UI makes no new runs.
		switches: { ...server.switches, cycleUpdate: 'kept' },
		user: required(server.state.users.get(user), `User ${user}`),
		params,
		query: {},
		body,
		datesWithTime: false,
		base: server.url,
		now: server.now(),
		effects,
	});
	const runs = editKinds({ server, project, count: () => count, callOf });

	const perform = (kind: EditKind, of: EditOf = {}): Edit => {
		const { state } = server;
		count += 1;
		effects = { moved: new Set(), gone: [] };
		const step = runs[kind](of);
		const item = state.items.get(step.item);
		const edit: Edit = {
			kind,
			...step,
			time: item?.lastActivityDate,
			version: item && state.versionsOf(item).length,
			at: server.now(),
			moved: [...effects.moved].map(({ id }) => id),
			gone: effects.gone.map(({ id }) => id),
		};
		server.ledger.push(edit);
		return edit;
	};

	/** An item of the project, most often one with nothing below it. */
	const anyone = (): Item => {
		const { state } = server;
		let item = pick(state.treeOrder(project));
		for (
			let left = TRIES;
			left > 0 && item && state.childrenOf(project, item.id).length > 0;
			left -= 1
		)
			item = pick(state.treeOrder(project));
		return required(item, `An item of project ${project}`);
	};
	const target = (kind: EditKind): EditOf => {
		const item = anyone();
		if (kind === 'create') return { project, type: item.itemType };
		if (kind === 'link') return { item: item.id, to: anyone().id };
		if (kind === 'execute') return { item: pick(server.state.testItems.list('run'))?.id };
		if (kind === 'move') return { item: item.id, to: pick(folders(server, item))?.id };
		return { item: item.id };
	};

	return {
		do: perform,
		edit: (item) => perform('edit', { item }),
		create: (where, type) => perform('create', { project: where, type }),
		delete: (item) => perform('delete', { item }),
		comment: (item) => perform('comment', { item }),
		uncomment: (item, record) => perform('uncomment', { item, record }),
		link: (item, to) => perform('link', { item, to }),
		unlink: (item, record) => perform('unlink', { item, record }),
		tag: (item, record) => perform('tag', { item, record }),
		untag: (item, record) => perform('untag', { item, record }),
		weblink: (item) => perform('weblink', { item }),
		attach: (item, record) => perform('attach', { item, record }),
		move: (item, to) => perform('move', { item, to }),
		execute: (item) => perform('execute', { item }),
		baseline: (item) => perform('baseline', { item }),
		review: (item) => perform('review', { item }),
		random() {
			const kind = pick(kinds) ?? 'edit';
			for (let left = TRIES; left > 0; left -= 1) {
				try {
					return perform(kind, target(kind));
				} catch (error) {
					// Refused by a rule, a lock, or for want of a tag: another item.
					if (!(error instanceof JamaError)) throw error;
				}
			}
			return perform('edit', target('edit'));
		},
	};
}

/** Where an item could be moved to. */
function folders({ state }: JamaServer, item: Item): Item[] {
	return state
		.treeOrder(item.project)
		.filter((each) => each.childItemType === item.itemType && each.id !== item.parentItem);
}
