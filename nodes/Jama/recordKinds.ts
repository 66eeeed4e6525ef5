import type { Row } from '../shared/operation';

/** Kinds of records that GET /abstractitems finds (REST contract), by the `type` that each row carries. */
export const RECORD_KINDS = [
	{ name: 'Attachments', value: 'attachments' },
	{ name: 'Items', value: 'items' },
	{ name: 'Test Cycles', value: 'testcycles' },
	{ name: 'Test Plans', value: 'testplans' },
	{ name: 'Test Runs', value: 'testruns' },
];

const known: ReadonlySet<unknown> = new Set(RECORD_KINDS.map(({ value }) => value));

/** The kind of a record. One that does not say it, or that is of a kind not known here, counts as an item. */
export const kindOf = ({ type }: Row): string => (known.has(type) ? String(type) : 'items');
