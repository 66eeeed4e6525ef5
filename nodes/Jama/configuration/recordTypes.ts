import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { allItemTypes } from './itemTypes';
import { numberOf } from '../../shared/values/row';

/** The kinds of records that GET /abstractitems finds (REST contract), by the `type` of each row and the start of its path. */
export const RECORD_TYPES = [
	{ name: 'Any Type', value: 'abstractitems' },
	{ name: 'Attachment', value: 'attachments' },
	{ name: 'Item', value: 'items' },
	{ name: 'Test Cycle', value: 'testcycles' },
	{ name: 'Test Plan', value: 'testplans' },
	{ name: 'Test Run', value: 'testruns' },
] as const;
export type RecordType = (typeof RECORD_TYPES)[number]['value'];

/** The kinds as choices of a filter. */
export const RECORD_KINDS = RECORD_TYPES.filter(({ value }) => value !== 'abstractitems').map(
	({ name, value }) => ({ name: `${name}s`, value }),
);

const known: ReadonlySet<unknown> = new Set(RECORD_KINDS.map(({ value }) => value));

/** The kind of a record. One that does not say it, or that is of a kind not known here, counts as an item. */
export const kindOf = ({ type }: Row): string => (known.has(type) ? String(type) : 'items');

/** Records of other kinds than items by the category of their item type. */
const BY_CATEGORY: Readonly<Record<string, string>> = {
	ATTACHMENT: 'attachments',
	TEST_CYCLE: 'testcycles',
	TEST_PLAN: 'testplans',
	TEST_RUN: 'testruns',
};

/** The kind of the records that an item type is for. */
export const kindOfType = ({ category }: { category?: unknown }): string =>
	BY_CATEGORY[String(category)] ?? 'items';

/** The item types that records of some kinds have; GET /itemtypes, once. */
export async function typesOfKinds(kinds: readonly string[], session: Session): Promise<number[]> {
	const types = await allItemTypes(session);
	return types.filter((type) => kinds.includes(kindOfType(type))).map((type) => numberOf(type));
}

/** The item types of the chosen Record Type, to narrow a list down; none for any type, and for an expression. */
export async function typesOfChosen(value: unknown, session: Session): Promise<number[]> {
	return known.has(value) ? await typesOfKinds([String(value)], session) : [];
}
