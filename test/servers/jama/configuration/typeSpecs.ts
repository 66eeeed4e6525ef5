import type { FieldSpec } from './fieldSpecs';
import type { JamaState } from '../state';
import type { Category, PickListOption } from '../types';

const SYSTEM_CATEGORIES: Category[] = [
	'COMPONENT',
	'SET',
	'SECTION',
	'TEXT',
	'ATTACHMENT',
	'TEST_PLAN',
	'TEST_CYCLE',
	'TEST_RUN',
];
const WIDGETS = [
	'ACTIVITIES',
	'RELATIONSHIPS',
	'SYNCHRONIZED_ITEMS',
	'ATTACHMENTS',
	'URLS',
	'TAGS',
	'HISTORY',
];

/** Stores a pick list and its options; option ids are 100 per list: 101, 102 ... for list 1. */
export function addPickList(
	state: JamaState,
	id: number,
	name: string,
	options: ReadonlyArray<[name: string, color: string, more?: Partial<PickListOption>]>,
): void {
	state.pickLists.set(id, { id, name, description: `${name} of an item` });
	options.forEach(([option, color, more], index) =>
		state.options.set(id * 100 + index + 1, {
			id: id * 100 + index + 1,
			name: option,
			description: '',
			value: String(options.length - index),
			active: true,
			color,
			sortOrder: index + 1,
			pickList: id,
			default: index === 0,
			...more,
		}),
	);
}

export type TypeSpec = [
	id: number,
	key: string,
	display: string,
	plural: string,
	category: Category | undefined,
	fields: FieldSpec[],
];

/** Stores an item type. */
export function addItemType(state: JamaState, spec: TypeSpec): void {
	const [id, typeKey, display, displayPlural, category, fields] = spec;
	state.itemTypes.set(id, {
		id,
		typeKey,
		display,
		displayPlural,
		...(category && { category }),
		description: `${display} items`,
		image: `/img/${typeKey.toLowerCase()}.png`,
		system: category !== undefined && SYSTEM_CATEGORIES.includes(category),
		widgets: WIDGETS.map((name) => ({ name, synchronize: name === 'TAGS' })),
		fields: fields.map(([name, label, fieldType, more], index) => ({
			id: id * 100 + index + 1,
			name,
			label,
			fieldType,
			readOnly: false,
			required: false,
			triggerSuspect: false,
			synchronize: false,
			...more,
		})),
	});
}
