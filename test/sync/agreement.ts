/** Compares what Jama and Jira hold, straight from the servers' data: nothing of the nodes or of the workflow is used. */
import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import type { Issue } from '../servers/jira/types';
import {
	identityOf,
	isApproved,
	keyField,
	SET_UP,
	versionsField,
	WORKFLOW,
	type World,
} from './world';

/** What is wanted, and what is not as it should be. */
export interface Agreement {
	/** What is not as it should be, in words; none: Jama and Jira agree. */
	differences: string[];
	/** Document keys of requirements for which people have to decide; nothing of them is touched. */
	conflicts: string[];
	/** Document keys of requirements whose issue was deleted, and of those that wait for the epic of such a one, or of a conflict. */
	gone: string[];
	waiting: string[];
	/** Document keys of all requirements that are to have an issue. */
	wanted: string[];
	/** Keys of issues whose requirement is not wanted any more. */
	withdrawn: string[];
	/** How many requirements and withdrawn issues are neither in conflict nor gone nor waiting. */
	inStep: number;
}

const PRIORITIES: Record<string, string> = { High: 'High', Medium: 'Medium', Low: 'Low' };
const STATUSES: Record<string, string> = {
	'To Do': 'Open',
	'In Progress': 'In Work',
	Done: 'Implemented',
};

/** The requirements that are to have an issue, with the one whose epic is to be the parent. */
function wantedOf(world: World): Map<Item, Item | undefined> {
	const { items } = world.jama.state;
	const systems = world
		.requirements()
		.filter((item) => item.itemType === TYPE.system && isApproved(item))
		.sort((a, b) => a.id - b.id);
	const wanted = new Map<Item, Item | undefined>(systems.map((item) => [item, undefined]));
	for (const system of systems)
		for (const id of world.below(system)) {
			const item = items.get(id);
			if (item?.itemType !== TYPE.software || item.project !== SEED.main) continue;
			if (!wanted.has(item)) wanted.set(item, system);
		}
	return wanted;
}

/** Words and numbers of a text, without what formats them in HTML and in wiki markup. */
const words = (text: string): string =>
	text
		.replace(/^h\d\. /gm, '')
		.replace(/\[([^\]|]*)\|[^\]]*\]/g, '$1')
		.replace(/<[^>]*>/g, ' ')
		.replace(/&(lt|gt|amp|quot|nbsp|#\d+);/g, ' ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

/** The text of an Atlassian document, or of part of one. */
function textOf(node: unknown): string {
	const { text = '', content = [] } = node as { text?: string; content?: unknown[] };
	return [text, ...content.map(textOf)].join(' ');
}

/** The description of an issue: its first line, and the text below. */
function descriptionOf({ description, document }: Issue): [first: string, rest: string] {
	const { content = [] } = (document ?? {}) as { content?: unknown[] };
	const [first = '', ...rest] = description.split('\n');
	if (!document) return [first, rest.join('\n')];
	return [JSON.stringify(content[0] ?? ''), content.slice(1).map(textOf).join(' ')];
}

/** What of one issue differs from its requirement. */
function differencesOf(
	world: World,
	item: Item,
	issue: Issue,
	parent?: Issue | 'unknown',
): string[] {
	const { jama, jira, place } = world;
	const { fields, documentKey, itemType } = item;
	const found: string[] = [];
	const compare = (what: string, is: unknown, wanted: unknown) => {
		if (JSON.stringify(is) !== JSON.stringify(wanted))
			found.push(
				`${documentKey} ${issue.key}: ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`,
			);
	};
	const option = (value: unknown) => jama.state.options.get(Number(value))?.name;
	compare('summary', issue.summary.trim(), String(fields.name).slice(0, 255).trim());
	compare('type', issue.type, itemType === TYPE.system ? 'Epic' : 'Story');
	const priority = PRIORITIES[option(fields.priority) ?? ''];
	if (priority !== undefined) compare('priority', issue.priority, priority);
	compare('label', issue.labels.includes(SET_UP.label), true);
	compare('flag', issue.labels.includes(SET_UP.withdrawnLabel), false);
	const [first, rest] = descriptionOf(issue);
	const isMissing = (part: string) => !first.includes(part);
	compare('link', [documentKey, `/items/${item.id}`].filter(isMissing), []);
	compare('description', words(rest), words(String(fields.description ?? '')));
	if (parent !== 'unknown') compare('parent', place.team ? issue.parent : issue.epic, parent?.id);
	compare('key in Jama', fields[keyField(item)], issue.key);
	compare(
		'status in Jama',
		option(fields[`implementation_status$${itemType}`]),
		STATUSES[issue.status],
	);
	const versions = issue.fixVersions.map((id) => jira.state.versions.get(id)!.name).sort();
	const shown = world.keptVersions ? (world.keptVersions.get(item.id) ?? '') : versions.join(', ');
	compare('fix version in Jama', fields[versionsField(item)] ?? '', shown);
	return found;
}

/** Issues by the item that they stand for. */
function byIdentity(issues: readonly Issue[]): Map<string, Issue[]> {
	const groups = new Map<string, Issue[]>();
	for (const issue of issues) {
		const identity = identityOf(issue);
		if (identity !== undefined) groups.set(identity, [...(groups.get(identity) ?? []), issue]);
	}
	return groups;
}

/** Compares both systems as they are. @param makesAgain whether deleted issues are to be made again */
export function agreementOf(world: World, makesAgain: boolean): Agreement {
	const wanted = wantedOf(world);
	const state: Agreement = {
		differences: [],
		conflicts: [],
		gone: [],
		waiting: [],
		wanted: [...wanted.keys()].map(({ documentKey }) => documentKey),
		withdrawn: [],
		inStep: 0,
	};
	const issues = byIdentity(world.issues());
	const issueOf = new Map<Item, Issue>();
	const missing = new Set<Item>();
	for (const item of wanted.keys()) {
		const key = String(item.fields[keyField(item)] ?? '');
		const named = key === '' ? undefined : world.jira.state.issue(key);
		const own = issues.get(item.globalId) ?? [];
		if (own.length > 1 || (named && identityOf(named) !== item.globalId))
			state.conflicts.push(item.documentKey);
		else if (own[0]) issueOf.set(item, own[0]);
		else if (key !== '' && !makesAgain) state.gone.push(item.documentKey);
		else missing.add(item);
	}
	for (const [item, above] of wanted) {
		const issue = issueOf.get(item);
		const parent = above && (issueOf.get(above) ?? 'unknown');
		const isWaiting = parent === 'unknown' && !missing.has(above!);
		if (missing.has(item)) {
			if (isWaiting) state.waiting.push(item.documentKey);
			else state.differences.push(`${item.documentKey} has no issue`);
		}
		if (issue) state.differences.push(...differencesOf(world, item, issue, parent));
	}
	const wantedIds = new Set([...wanted.keys()].map(({ globalId }) => globalId));
	for (const [identity, own] of issues) {
		if (wantedIds.has(identity)) continue;
		for (const issue of own) {
			state.withdrawn.push(issue.key);
			if (issue.labels.includes(SET_UP.withdrawnLabel)) continue;
			state.differences.push(
				`${issue.key} is not flagged: its requirement ${identity} is not wanted`,
			);
		}
	}
	const { conflicts, gone, waiting } = state;
	const open = new Set([...conflicts, ...gone, ...waiting]);
	state.inStep = state.wanted.filter((key) => !open.has(key)).length + state.withdrawn.length;
	return state;
}

/** The fields that the workflow may change in Jama. */
const OWN_FIELDS = /^(jira_key|implementation_status|fix_version)\$/;

/** What the workflow's user did to what is not the workflow's. */
export function trespassesOf(world: World): string[] {
	const { jama, jira } = world;
	const issues = world.issues().filter((issue) => identityOf(issue) === undefined);
	const touched = issues.filter(({ id }) =>
		(jira.state.histories.get(id) ?? []).some(({ author }) => author === WORKFLOW.jira),
	);
	const changed = [...jama.state.items.values()].flatMap((item) => {
		const versions = jama.state.versionsOf(item);
		return versions.flatMap(({ createdBy, snapshot }, at) => {
			const before = versions[at - 1]?.snapshot.fields;
			if (createdBy !== WORKFLOW.jama || !before) return [];
			const names = Object.keys({ ...before, ...snapshot.fields }).filter(
				(name) => JSON.stringify(before[name]) !== JSON.stringify(snapshot.fields[name]),
			);
			return names
				.filter((name) => !OWN_FIELDS.test(name))
				.map((name) => `the workflow changed ${name} of ${item.documentKey}`);
		});
	});
	const deleted = [jama, jira].flatMap(({ requests }) =>
		requests.filter(
			({ method, path, status }) =>
				method === 'DELETE' && status < 400 && /\/(items|issue)\/[^/]+$/.test(path),
		),
	);
	return [
		...touched.map(({ key }) => `the workflow changed ${key}, which is somebody else's`),
		...changed,
		...deleted.map(({ path }) => `the workflow deleted ${path}`),
	];
}

/** Requirements that the workflow made more than one issue for. @param clones keys of issues that people made */
export const doublesOf = (world: World, clones: ReadonlySet<string>): string[] => {
	const made = world.issues().filter(({ key }) => !clones.has(key));
	return [...byIdentity(made)]
		.filter(([, issues]) => issues.length > 1)
		.map(([identity, issues]) => `${identity} has ${issues.map(({ key }) => key).join(' and ')}`);
};
