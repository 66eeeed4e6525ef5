import { JamaError, required, type Call, type Handler } from '../frame/call';
import { handlers } from '../frame/handlers';
import type { JamaServer } from '..';
import type { RunStatus, TestRunStep } from '../configuration/testCenterTypes';
import type { Item } from '../types';
import { deleteComment, sendToReview } from './uiEvents';

/** What an edit is about; which of these it takes is said at the kinds. */
export interface EditOf {
	item?: number;
	/** The other end of a relationship, or the new parent of a moved item. */
	to?: number;
	/** A comment, relationship, tag or attachment. */
	record?: number;
	project?: number;
	type?: number;
}

export interface Step {
	item: number;
	record?: number;
}

type Run = (of: EditOf) => Step;

export const EDIT_KINDS = [
	'edit',
	'create',
	'delete',
	'comment',
	'uncomment',
	'link',
	'unlink',
	'tag',
	'untag',
	'weblink',
	'attach',
	'move',
	'execute',
	'baseline',
	'review',
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

const need = (value: number | undefined, what: string): number => {
	if (value === undefined) throw new JamaError(400, `${what} is required`);
	return value;
};

const replace = (name: string, value: unknown) => [
	{ op: 'replace', path: `/fields/${name}`, value },
];

/** The name of an item's kind in operation ids. */
const owner = (item: Item) => (item.test ? `test_${item.test.kind}` : 'item');

export interface EditContext {
	server: JamaServer;
	/** Where things are created when no project is named. */
	project: number;
	/** How many edits there were, this one included. */
	count: () => number;
	callOf: (params: Record<string, number>, body?: unknown) => Call;
}

/** How each kind of edit is done: through the operations of the contract, or what only the UI can do. */
export function editKinds(context: EditContext): Record<EditKind, Run> {
	const { server, project: home, count, callOf } = context;
	/** Carries out an operation; returns the id of what it created. */
	const ask = (operation: string, params: Record<string, number>, body?: unknown): number => {
		const { body: answer } = (handlers[operation] as Handler)(callOf(params, body));
		const { location } = (answer as { meta?: { location?: string } } | undefined)?.meta ?? {};
		return Number(location?.split('/').at(-1));
	};
	const found = (id: number | undefined): Item =>
		required(server.state.items.get(need(id, 'item')), `Item ${id}`);
	const named = (text: unknown) =>
		`${String(text).replace(/ \(edit \d+\)$/, '')} (edit ${count()})`;
	const tagOf = (item: Item, has: boolean) =>
		[...server.state.tags.values()].find(
			({ id, project }) =>
				project === item.project && (server.state.itemTags.get(item.id)?.has(id) ?? false) === has,
		)?.id;

	const execute: Run = ({ item: id }) => {
		const { fields } = found(id);
		const status: RunStatus = fields.testRunStatus === 'PASSED' ? 'FAILED' : 'PASSED';
		const steps = fields.testRunSteps as TestRunStep[] | undefined;
		const body = steps
			? replace(
					'testRunSteps',
					steps.map((step) => ({ ...step, status })),
				)
			: replace('testRunStatus', status);
		ask('patch_test_run', { id: id as number }, body);
		return { item: id as number };
	};
	const create: Run = ({ project = home, type }) => {
		const itemType = type ?? server.state.treeOrder(project).at(-1)?.itemType;
		const parent = server.state.treeOrder(project).find((each) => each.childItemType === itemType);
		const body = {
			project,
			itemType,
			location: { parent: parent ? { item: parent.id } : { project } },
			fields: { name: named('Created') },
		};
		return { item: ask('add_item', {}, body) };
	};
	return {
		edit: ({ item: id }) => {
			const item = found(id);
			const run = item.test?.kind === 'run';
			const body = run
				? replace('actualResults', named('Results'))
				: replace('name', named(item.fields.name));
			ask(`patch_${owner(item)}`, { id: item.id, testCycleId: item.id }, body);
			return { item: item.id };
		},
		create,
		delete: ({ item: id }) => {
			const item = found(id);
			ask(`delete_${owner(item)}`, { id: item.id, testCycleId: item.id });
			return { item: item.id };
		},
		comment: ({ item: id }) => {
			const { id: item } = found(id);
			const body = { body: { text: named('Comment') }, location: { item } };
			return { item, record: ask('add_comment', {}, body) };
		},
		uncomment: ({ item: id, record }) => {
			const comment = [...server.state.comments.values()].findLast((each) =>
				record === undefined
					? each.item === id && each.inReplyTo === undefined && !each.deleted
					: each.id === record,
			);
			const { id: deleted, item } = required(comment, `A comment of item ${id}`);
			deleteComment(callOf({}), deleted);
			return { item: need(item, 'item'), record: deleted };
		},
		link: ({ item: id, to }) => {
			const body = { fromItem: found(id).id, toItem: need(to, 'to') };
			return { item: body.fromItem, record: ask('create_relationship', {}, body) };
		},
		unlink: ({ item: id, record }) => {
			const { state } = server;
			const all = [...state.downstream(id ?? 0), ...state.upstream(id ?? 0)];
			const gone = record === undefined ? all[0] : state.relationships.get(record);
			const { id: relationshipId, fromItem } = required(gone, `A relationship of item ${id}`);
			ask('delete_relationship', { relationshipId });
			return { item: id ?? fromItem, record: relationshipId };
		},
		tag: ({ item: id, record }) => {
			const item = found(id);
			const tag = need(record ?? tagOf(item, false), 'A tag that the item does not have');
			return { item: item.id, record: ask(`add_${owner(item)}_tag`, { id: item.id }, { tag }) };
		},
		untag: ({ item: id, record }) => {
			const item = found(id);
			const tagId = need(record ?? tagOf(item, true), 'A tag that the item has');
			const kind = owner(item);
			ask(kind === 'item' ? 'remove_tag_from_item' : `remove_${kind}s_tag_from_item`, {
				id: item.id,
				tagId,
			});
			return { item: item.id, record: tagId };
		},
		weblink: ({ item: id }) => {
			const item = found(id);
			const body = { url: `https://example.com/${count()}`, description: named('Link') };
			return { item: item.id, record: ask(`add_${owner(item)}_link`, { id: item.id }, body) };
		},
		attach: ({ item: id, record }) => {
			const item = found(id);
			const has = server.state.itemAttachments.get(item.id);
			const free = [...server.state.attachments.keys()].find((each) => !has?.has(each));
			const body = {
				attachment: need(record ?? free, 'An attachment that the item does not have'),
			};
			return { item: item.id, record: ask(`add_${owner(item)}_attachment`, { id: item.id }, body) };
		},
		move: ({ item: id, to }) => {
			const item = found(id);
			ask('update_item_location', { id: item.id }, { parent: { item: need(to, 'to') } });
			return { item: item.id };
		},
		execute,
		baseline: ({ item: id }) => {
			const { id: item, project } = found(id);
			const body = { name: named('Baseline'), project, origin: { item } };
			return { item, record: ask('post_baselines', {}, body) };
		},
		review: ({ item: id }) => {
			const item = found(id);
			sendToReview(callOf({}), [item.id], named('Review'));
			return { item: item.id, record: [...server.state.reviews.keys()].at(-1) };
		},
	};
}
