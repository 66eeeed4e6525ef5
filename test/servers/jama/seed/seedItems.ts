import { formatDay } from '../search/dates';
import { nextFileNumber } from '../records/files';
import { pngOf } from '../records/images';
import { COMPONENTS, createRandom, requirementText, testCaseText, topic } from './seedTexts';
import { optionId, TYPE } from './seedTypes';
import type { JamaState } from '../state';
import type { Fields, Item, Project } from '../types';

const DAY = 86_400_000;
const SETS: Array<[name: string, setKey: string, childItemType: number]> = [
	['System Requirements', 'SYS', TYPE.system],
	['Software Requirements', 'SWR', TYPE.software],
	['Verification', 'TC', TYPE.testCase],
];

/** Shared by all test cases: values of fields are replaced, never changed in place. */
const STEPS = [
	{ action: 'Set up the device', expectedResult: 'The device is ready', notes: '' },
	{ action: 'Run the scenario', expectedResult: 'The requirement is met', notes: '' },
];

const DIAGRAM = pngOf(7295);

interface Seeder {
	state: JamaState;
	project: Project;
	/** Items still to create. */
	left: number;
	clock: number;
	step: number;
	random: (below: number) => number;
	releases: number[];
}

function create(
	seeder: Seeder,
	itemType: number,
	fields: Fields,
	parent?: Item,
	child?: number,
): Item | undefined {
	if (seeder.left === 0) return undefined;
	seeder.left -= 1;
	const { state, project } = seeder;
	const id = state.next('item');
	const type = state.typeOf({ itemType });
	const author = 7 + seeder.random(4);
	const date = (seeder.clock += seeder.step);
	const item = state.insertItem({
		id,
		documentKey: state.nextDocumentKey(project, type, parent),
		globalId: `GID-${id}`,
		project: project.id,
		itemType,
		childItemType: child,
		createdDate: date,
		modifiedDate: date,
		lastActivityDate: date,
		createdBy: author,
		modifiedBy: author,
		parentItem: parent?.id,
		fields,
	});
	state.addActivity({
		date,
		user: author,
		item: id,
		project: project.id,
		itemType,
		eventType: 'CREATE',
		objectType: 'ITEM',
		action: 'created',
		details: `${item.documentKey} created`,
	});
	return item;
}

function requirement(seeder: Seeder, type: number, n: number): Fields {
	const { random, project, releases } = seeder;
	const { name, description } = requirementText(n);
	const first = random(4);
	const fields: Fields = {
		name,
		description,
		priority: optionId('priority', 1 + random(3)),
		status: optionId('status', 1 + random(4)),
		release: releases[random(releases.length)],
		[`verification_method$${type}`]: [...new Set([first, random(4)])]
			.sort()
			.map((option) => optionId('method', option + 1)),
		[`safety_class$${type}`]: optionId('safety', 1 + random(3)),
		[`effort$${type}`]: 1 + random(20),
		[`owner$${type}`]: 7 + random(4),
		[`safety_relevant$${type}`]: random(3) === 0,
	};
	if (n % 3 === 0)
		fields[`due_date$${type}`] = formatDay(project.createdDate + (30 + random(300)) * DAY);
	if (n % 5 === 0) fields[`jira_key$${type}`] = `${project.projectKey}-${1000 + n}`;
	if (n % 4 === 0) fields[`rationale$${type}`] = 'Derived from the risk analysis.';
	return fields;
}

function testCase(seeder: Seeder, n: number): Fields {
	return {
		...testCaseText(n),
		priority: optionId('priority', 1 + seeder.random(3)),
		testCaseSteps: STEPS,
		testCaseStatus: 'NOT_SCHEDULED',
		[`automated$${TYPE.testCase}`]: n % 2 === 0,
	};
}

function leafFields(seeder: Seeder, type: number, n: number): Fields {
	return type === TYPE.testCase ? testCase(seeder, n) : requirement(seeder, type, n);
}

/** Some items were saved again after they were created: a second version, another author. */
function revise(seeder: Seeder, item: Item, days: number): void {
	const { state } = seeder;
	const name = String(item.fields.name);
	item.fields.name = `${name} (draft)`;
	state.keepFirstVersion(item);
	item.fields.name = name;
	item.modifiedDate = item.createdDate + days * 3_600_000;
	item.lastActivityDate = item.modifiedDate;
	item.modifiedBy = 7 + ((item.modifiedBy + 1) % 4);
	state.recordVersion(item, item.modifiedBy, item.modifiedDate, 'name changed');
}

function decorate(seeder: Seeder, leaves: Item[]): void {
	const { state, project } = seeder;
	const [safety, usability] = [...state.tags.values()].filter((tag) => tag.project === project.id);
	leaves.slice(0, 6).forEach((item, index) => {
		const tag = index % 2 === 0 ? safety : usability;
		if (tag) state.itemTags.set(item.id, new Set([tag.id]));
	});
	const [first, second] = leaves;
	if (!first || !second) return;
	const date = first.lastActivityDate + DAY;
	for (const [text, commentType] of [
		['Is the limit confirmed by the clinic?', 'QUESTION'],
		['Agreed in the design review.', 'GENERAL'],
	] as const) {
		const id = state.next('comment');
		state.comments.set(id, {
			id,
			createdDate: date,
			createdBy: 9,
			modifiedBy: 9,
			deleted: false,
			status: 'OPEN',
			text,
			commentType,
			item: first.id,
			project: project.id,
		});
	}
	const link = state.next('link');
	state.links.set(link, {
		id: link,
		item: second.id,
		url: 'https://example.com/standards/iec-62366',
		description: 'Usability standard',
	});
	const id = state.next('item');
	const number = nextFileNumber(state);
	state.attachments.set(id, {
		id,
		documentKey: state.nextDocumentKey(project, state.typeOf({ itemType: TYPE.attachment })),
		globalId: `GID-${id}`,
		project: project.id,
		itemType: TYPE.attachment,
		createdDate: date,
		modifiedDate: date,
		lastActivityDate: date,
		createdBy: 9,
		modifiedBy: 9,
		fields: { name: 'Block diagram', description: '<p>Overview</p>', attachment: number },
		fileName: 'diagram.png',
		mimeType: 'image/png',
		fileSize: DIAGRAM.length,
	});
	state.files.set(number, [DIAGRAM]);
	state.itemAttachments.set(second.id, new Set([id]));
	first.lastActivityDate = second.lastActivityDate = date;
}

/** Components, in each three sets, in each folders, and in these the leaves, `count` items in all. */
export function seedItems(state: JamaState, project: Project, count: number): void {
	const step = Math.max(1, Math.min(7200, Math.floor((240 * 86_400) / Math.max(1, count)))) * 1000;
	const seeder: Seeder = {
		state,
		project,
		left: count,
		clock: project.createdDate,
		step,
		random: createRandom(project.id),
		releases: [...state.releases.values()]
			.filter((release) => release.project === project.id)
			.map((release) => release.id),
	};
	const size =
		count < 60 ? 1 : count < 400 ? 2 : count < 2000 ? 4 : count < 20_000 ? 8 : COMPONENTS.length;
	const foldersEach = Math.max(1, Math.ceil(count / (size * SETS.length * 40)));
	const groups: Array<{ type: number; folders: Item[]; leaves: Item[] }> = [];
	for (const name of COMPONENTS.slice(0, size)) {
		const component = create(seeder, TYPE.component, {
			name,
			description: `<p>${name} of the ${String(project.fields.name)}</p>`,
		});
		for (const [title, setKey, type] of SETS) {
			const set = component && create(seeder, TYPE.set, { name: title, setKey }, component, type);
			const folders: Item[] = [];
			for (let index = 0; set && index < foldersEach; index += 1) {
				const folder = create(seeder, TYPE.folder, { name: topic(index) }, set, type);
				if (folder) folders.push(folder);
			}
			if (folders.length > 0) groups.push({ type, folders, leaves: [] });
		}
	}
	for (let n = 0; seeder.left > 0 && groups.length > 0; n += 1) {
		const group = groups[n % groups.length];
		if (!group) break;
		const nth = group.leaves.length;
		const leaf = create(
			seeder,
			group.type,
			leafFields(seeder, group.type, n),
			group.folders[nth % group.folders.length],
			undefined,
		);
		if (!leaf) break;
		group.leaves.push(leaf);
		if (n % 10 === 9) revise(seeder, leaf, 1 + seeder.random(48));
	}
	relate(seeder, groups);
	decorate(
		seeder,
		groups.flatMap((group) => group.leaves.slice(0, 4)),
	);
}

/** The n-th system requirement leads to the n-th software requirement, and that to the n-th test case. */
function relate({ state, random }: Seeder, groups: Array<{ type: number; leaves: Item[] }>): void {
	for (let index = 1; index < groups.length; index += 1) {
		const [above, below] = [groups[index - 1], groups[index]];
		if (!above || !below || below.type === TYPE.system) continue;
		const relationshipType = below.type === TYPE.testCase ? 3 : 2;
		above.leaves.forEach((from, n) => {
			const to = below.leaves[n];
			if (!to || random(10) === 0) return;
			state.insertRelationship({
				id: state.next('relationship'),
				fromItem: from.id,
				toItem: to.id,
				relationshipType,
				suspect: random(25) === 0,
			});
		});
	}
}
