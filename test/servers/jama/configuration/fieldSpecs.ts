import type { ItemTypeField } from '../types';

/** A field of a seeded item type; what is not said is false. */
export type FieldSpec = [
	name: string,
	label: string,
	fieldType: string,
	more?: Partial<ItemTypeField>,
];

export const NAME: FieldSpec = ['name', 'Name', 'STRING', { required: true, synchronize: true }];
export const DESCRIPTION: FieldSpec = [
	'description',
	'Description',
	'TEXT',
	{ textType: 'RICHTEXT', triggerSuspect: true, synchronize: true },
];
export const KEYS: FieldSpec[] = [
	['documentKey', 'ID', 'STRING', { readOnly: true, textType: 'KEY' }],
	['globalId', 'Global ID', 'STRING', { readOnly: true, textType: 'KEY' }],
];
