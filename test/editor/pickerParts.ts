import type { Json } from '../n8n/api';
import type { NodeType } from './workflows';

/** A picker of a form, and what is done with it. */
export interface Picker {
	parameter: string;
	/** What is typed into the search of the list. */
	search: string;
	/** An entry that is there then; the text searched for unless said otherwise. */
	entry?: string;
	/** What is typed in each other way to name a record, by the way's label. */
	ways?: Record<string, string>;
}

/** A dropdown of several choices that the node loads. */
export interface Choices {
	parameter: string;
	labels: string[];
}

export interface PickerForm {
	node: NodeType;
	parameters: Json;
	/** From top to bottom: what is picked above decides what is listed below. */
	pickers?: Picker[];
	choices?: Choices[];
}

export const empty = { __rl: true, mode: 'list', value: '' };
export const jamaUrl = (place: string) => `https://example.jamacloud.com/perspective.req#/${place}`;
/** The ways to name most records; those that the browser shows on a page of their own have a URL. */
export const byName = (name: string, url?: string) => ({
	'By ID': '1',
	'By Name': name,
	...(url === undefined ? {} : { 'By URL': url }),
});

export const project = (parameter: string): Picker => ({
	parameter,
	search: 'infus',
	entry: 'Infusion Pump (PUMP)',
	ways: {
		'By ID': '2',
		'By Key': 'PUMP',
		'By URL': 'https://example.jamacloud.com/perspective.req#/projects/2/dashboard',
	},
});

/** A form of a node that its table names. */
export type FormOf = Omit<PickerForm, 'node'>;
