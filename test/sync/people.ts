/** What people do in both systems, in steps. */
import { SEED } from '../servers/jama/seed/seed';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import { PRIORITIES } from '../servers/jira/issues/issueViews';
import type { Issue, Status } from '../servers/jira/types';
import { createRandom } from '../servers/jama/seed/seedTexts';
import { now } from './engine/clock';
import {
	APPROVED,
	identityOf,
	isApproved,
	keyField,
	SET_UP,
	versionsField,
	type Random,
	type World,
} from './world';

const STATUSES: Status[] = ['To Do', 'In Progress', 'Done'];
const TEXTS = [
	'<p>Plain</p>',
	'<p>Less &lt; and <b>bold</b>, <i>italic</i> &amp; more</p>',
	'<ul><li>One</li><li>Two <u>under</u></li></ul><p>After</p>',
	'<h2>Title</h2><p>See <a href="https://example.com/a?b=1&amp;c=2">the page</a></p>',
	'<table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>',
	'<p>*star* _under_ {code} [x] \\\\ |</p>',
	'',
];

/** Something done to one record that is picked at random; returns what it was, or undefined where there is none. */
type Deed = (world: World, random: Random) => unknown;

const pick = <T>(list: readonly T[], random: Random): T | undefined =>
	list.length === 0 ? undefined : list[random(list.length)];
const ofType = (world: World, type: number): Item[] =>
	world.requirements().filter(({ itemType }) => itemType === type);
const synced = (world: World): Issue[] =>
	world.issues().filter((issue) => identityOf(issue) !== undefined);

/** A change of a field of some requirement. */
const field =
	(
		name: string | ((item: Item) => string),
		value: (random: Random) => unknown,
		which?: (item: Item) => boolean,
	): Deed =>
	(world, random) => {
		const item = pick(world.requirements().filter(which ?? (() => true)), random);
		if (item) world.patch(item, typeof name === 'string' ? name : name(item), value(random));
		return item?.documentKey;
	};
/** A change of some issue that the workflow made. */
const issue =
	(changes: (issue: Issue, random: Random, world: World) => Partial<Issue>): Deed =>
	(world, random) => {
		const found = pick(synced(world), random);
		if (found) world.changeIssue(found, changes(found, random, world));
		return found?.key;
	};

const deeds = {
	approve: field(
		'status',
		() => APPROVED,
		(item) => !isApproved(item),
	),
	withdraw: field('status', () => optionId('status', 4), isApproved),
	rename: field('name', (random) => `Name ${random(1000)} <& "${random(100)}"`),
	nameAtLength: field('name', (random) => `${random(10)}${'long '.repeat(52)}`),
	describe: field('description', (random) => `${TEXTS[random(TEXTS.length)]}`),
	prioritize: field('priority', (random) => optionId('priority', 1 + random(4))),
	clearKey: field(
		keyField,
		() => '',
		(item) => Boolean(item.fields[keyField(item)]),
	),
	createSystem: (world) => world.editor.create(SEED.main, TYPE.system).item,
	createSoftware: (world) => world.editor.create(SEED.main, TYPE.software).item,
	link(world, random) {
		const from = pick(ofType(world, TYPE.system), random);
		const to = pick(ofType(world, TYPE.software), random);
		if (!from || !to || world.below(from).includes(to.id)) return undefined;
		world.editor.link(from.id, to.id);
		return `${from.documentKey} ${to.documentKey}`;
	},
	unlink(world, random) {
		const { state } = world.jama;
		const to = pick(
			ofType(world, TYPE.software).filter(({ id }) => state.upstream(id).length > 0),
			random,
		);
		if (to) world.editor.unlink(to.id, pick(state.upstream(to.id), random)!.id);
		return to?.documentKey;
	},
	deleteItem(world, random) {
		const item = pick(world.requirements(), random);
		if (item) world.editor.delete(item.id);
		return item?.documentKey;
	},
	weblink(world, random) {
		const item = pick(world.requirements(), random);
		if (item) world.editor.weblink(item.id);
		return item?.documentKey;
	},
	renameIssue: issue((_, random) => ({ summary: `Renamed in Jira ${random(1000)}` })),
	describeIssue: issue((_, random) => ({
		description: `Described in Jira ${random(1000)}`,
		document: undefined,
	})),
	prioritizeIssue: issue((_, random) => ({ priority: PRIORITIES[random(PRIORITIES.length)]! })),
	workOnIssue: issue((_, random) => ({ status: STATUSES[random(3)]! })),
	setFixVersions: issue((_, random, { place, jira }) => {
		const versions = [...jira.state.versions.values()].filter(
			({ project }) => project === place.project,
		);
		return {
			fixVersions: versions
				.filter(() => random(2) === 0)
				.map(({ id }) => id)
				.reverse(),
		};
	}),
	/** An administrator hides the field in Jira. */
	hideFixVersions(world) {
		world.jira.switches.hiddenFields = ['fixVersions'];
		world.keptVersions = new Map(
			world.requirements().map((item) => [item.id, item.fields[versionsField(item)]]),
		);
		return 'in Jira';
	},
	addLabel: issue(({ labels }, random) => ({ labels: [...labels, `team-${random(3)}`] })),
	takeLabelsOff: issue(() => ({ labels: [] })),
	withdrawByHand: issue(({ labels }) => ({ labels: [...labels, SET_UP.withdrawnLabel] })),
	moveToOtherEpic: issue((own, random, world) => {
		const epics = world.issues().filter(({ type, id }) => type === 'Epic' && id !== own.id);
		const epic = pick(epics, random)?.id;
		if (own.type === 'Epic') return {};
		return world.place.team ? { parent: epic } : { epic };
	}),
	deleteIssue(world, random) {
		const found = pick(synced(world), random);
		if (found) world.jira.state.removeIssue(found);
		return found?.key;
	},
	/** Somebody's issue that looks like one of the workflow's. */
	foreignIssue(world, random) {
		const item = pick(world.requirements(), random);
		return world.jira.state.addIssue({
			project: world.place.project,
			type: random(2) === 0 ? 'Story' : 'Task',
			summary: random(2) === 0 ? String(item?.fields.name) : `About ${item?.documentKey}`,
			labels: [SET_UP.label, String(item?.documentKey), String(item?.globalId)],
			created: now(),
		}).key;
	},
	/** An app clones an issue with everything that it has. */
	cloneIssue(world, random) {
		const found = pick(synced(world), random);
		if (!found) return undefined;
		const { id: _id, key: _key, ...rest } = found;
		const copy = { ...rest, properties: new Map(found.properties), created: now() };
		return `${found.key} ${world.jira.state.addIssue(copy).key}`;
	},
	/** An import writes the key of another issue. */
	wrongKey(world, random) {
		const item = pick(world.requirements(), random);
		const other = pick(world.issues(), random);
		if (!item || !other) return undefined;
		world.patch(item, keyField(item), other.key);
		return `${item.documentKey} ${other.key}`;
	},
} satisfies Record<string, Deed>;

/** Of the people in both systems: what may happen in one step. */
export type PeopleStep = keyof typeof deeds;
export const PEOPLE_STEPS = Object.keys(deeds) as PeopleStep[];

/** Does one step; says what was done, or undefined where there was nothing that it could be done to. */
export function act(world: World, step: PeopleStep, seed: number): string | undefined {
	const what = (deeds[step] as Deed)(world, createRandom(seed));
	return what === undefined ? undefined : `${step} ${String(what)}`;
}
