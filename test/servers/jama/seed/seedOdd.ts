import { DESCRIPTION, KEYS, NAME, type FieldSpec } from '../configuration/fieldSpecs';
import { EPOCH, seedProject, SEED } from './seed';
import { TYPE } from './seedTypes';
import type { JamaState } from '../state';
import type { Fields, Item, Project } from '../types';
import { addItemType, addPickList } from '../configuration/typeSpecs';

/** Ids of the odd values, for tests. */
export const ODD = {
	project: 4,
	type: 50,
	/** Its name, first name and user name are "7". */
	userNamed7: 13,
	/** Two options named "High", of which the first is inactive, and one named "Low". */
	level: { list: 6, inactiveHigh: 601, high: 602, low: 603 },
	/** Options of a multi-select: "Test", "Analysis" and "Test, Analysis". */
	proof: { list: 7, test: 701, analysis: 702, both: 703 },
	/** Two releases named "3.0", one named "2024", and one whose id is 2024. */
	release: { archived3: 2001, current3: 2002, named2024: 2003, id2024: 2024 },
} as const;

const T = ODD.type;

/**
 * Every kind of field that the ordinary types lack (their forms: seen on an instance; TIME: assumption), and
 * names that stand for two things: two fields "Notes", own fields called as properties of every item are.
 */
const FIELDS: FieldSpec[] = [
	KEYS[0] as FieldSpec,
	// Required and read only: so it is on an instance.
	['globalId', 'Global ID', 'STRING', { readOnly: true, required: true }],
	NAME,
	DESCRIPTION,
	['status', 'Status', 'LOOKUP', { pickList: 2 }],
	['release', 'Release', 'RELEASE'],
	['assignedTo', 'Assigned', 'USER'],
	[`status$${T}`, 'Status', 'STRING'],
	[`notes$${T}`, 'Notes', 'TEXT', { textType: 'RICHTEXT' }],
	[`notes_2$${T}`, 'Notes', 'TEXT', { textType: 'TEXTAREA' }],
	[`id$${T}`, 'id', 'STRING'],
	[`type$${T}`, 'type', 'STRING'],
	[`parent$${T}`, 'parent', 'STRING'],
	[`project$${T}`, 'project', 'STRING'],
	[`level$${T}`, 'Level', 'LOOKUP', { pickList: ODD.level.list }],
	[`proof$${T}`, 'Proof', 'MULTI_LOOKUP', { pickList: ODD.proof.list }],
	[`progress$${T}`, 'Progress', 'ROLLUP', { readOnly: true }],
	[`points$${T}`, 'Points', 'CALCULATED', { readOnly: true }],
	[`start$${T}`, 'Start Time', 'TIME'],
	[`requirement$${T}`, 'Requirement', 'DOCUMENT_TYPE_ITEM_LOOKUP', { itemType: TYPE.system }],
	[`ready$${T}`, 'Ready', 'BOOLEAN'],
];

function addReleases(state: JamaState): void {
	const { archived3, current3, named2024, id2024 } = ODD.release;
	const rows: Array<[id: number, name: string, archived: boolean]> = [
		[archived3, '3.0', true],
		[current3, '3.0', false],
		[named2024, '2024', false],
		[id2024, 'Winter', false],
	];
	for (const [id, name, archived] of rows)
		state.releases.set(id, {
			id,
			name,
			description: '',
			project: ODD.project,
			releaseDate: '2026-06-30',
			active: !archived,
			archived,
		});
}

function addItem(
	state: JamaState,
	project: Project,
	itemType: number,
	fields: Fields,
	parent?: Item,
	childItemType?: number,
): Item {
	const id = state.next('item');
	return state.insertItem({
		id,
		documentKey: state.nextDocumentKey(project, state.typeOf({ itemType }), parent),
		globalId: `GID-${id}`,
		project: project.id,
		itemType,
		...(childItemType === undefined ? {} : { childItemType }),
		createdDate: EPOCH,
		modifiedDate: EPOCH,
		lastActivityDate: EPOCH,
		createdBy: SEED.integrator,
		modifiedBy: ODD.userNamed7,
		parentItem: parent?.id,
		fields,
	});
}

/** A story has two below it, and one of these another one: items below items, as an instance has them. */
function addTree(state: JamaState, project: Project): void {
	const [requirement] = state.treeOrder(SEED.main).filter((item) => item.itemType === TYPE.system);
	const component = addItem(state, project, TYPE.component, { name: 'Odd' });
	const set = addItem(state, project, TYPE.set, { name: 'Stories', setKey: 'STO' }, component, T);
	const folder = addItem(state, project, TYPE.folder, { name: 'Epics' }, set, T);
	const story = (name: string, parent: Item, fields: Fields = {}) =>
		addItem(state, project, T, { name, ...fields }, parent);
	const top = story('Pump starts', folder, {
		description: '<p>Odd in every field</p>',
		status: 201,
		release: ODD.release.current3,
		assignedTo: ODD.userNamed7,
		[`status$${T}`]: 'Waiting',
		[`notes$${T}`]: '<p>Rich</p>',
		[`notes_2$${T}`]: 'Plain',
		[`id$${T}`]: 'own id',
		[`type$${T}`]: 'own type',
		[`parent$${T}`]: 'own parent',
		[`project$${T}`]: 'own project',
		[`level$${T}`]: ODD.level.high,
		[`proof$${T}`]: [ODD.proof.both],
		[`progress$${T}`]: '50%',
		[`points$${T}`]: '3',
		[`start$${T}`]: '08:30:00',
		...(requirement && { [`requirement$${T}`]: requirement.id }),
		[`ready$${T}`]: false,
	});
	const below = story('Motor starts', top, { [`level$${T}`]: ODD.level.inactiveHigh });
	story('Motor turns', below, { [`proof$${T}`]: [ODD.proof.test, ODD.proof.analysis] });
	story('Alarm is silent', top, { release: ODD.release.archived3 });
	story('2024', folder, { release: ODD.release.named2024 });
}

/**
 * Project "Odd Values": values, names and trees that are rare, but that an instance may have. Not part of every
 * seed, so that the numbers of the ordinary one stay: see the option `oddValues`.
 */
export function seedOdd(state: JamaState): void {
	const { inactiveHigh, list } = ODD.level;
	addPickList(state, list, 'Level', [
		['High', 'FF0000', { active: false, description: `Use another one than ${inactiveHigh}` }],
		['High', 'FF0000'],
		['Low', '9CE78C'],
	]);
	addPickList(state, ODD.proof.list, 'Proof', [
		['Test', '66A3E0'],
		['Analysis', '32ABD6'],
		['Test, Analysis', '0066CC'],
	]);
	addItemType(state, [T, 'ODD', 'Odd Story', 'Odd Stories', undefined, FIELDS]);
	state.users.set(ODD.userNamed7, {
		...state.users.get(SEED.integrator + 2)!,
		id: ODD.userNamed7,
		username: '7',
		firstName: '7',
		lastName: '',
		email: '7@example.com',
		password: 'seven-secret',
		clientId: 'seven-client',
		clientSecret: 'seven-0123456789ABCDEF',
	});
	const project = seedProject(state, ODD.project, 'ODD', 'Odd Values', SEED.folder);
	while (state.next('project') < ODD.project);
	addReleases(state);
	addTree(state, project);
	state.touch();
}
