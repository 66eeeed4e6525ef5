import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Columns, keepNames } from '../../shared/operations/columns';
import { field, text } from '../../shared/operations/fieldKit';
import type { ItemOutcome, RunContext } from '../../shared/operations/operation';
import type { Session } from '../../shared/session/session';
import { InvalidInput } from '../../shared/values/invalidInput';
import { toRecord } from '../../shared/values/objectPath';
import { clean } from '../../shared/values/pickOne';
import type { Row } from '../../shared/values/row';
import { toRow, toValue } from '../../shared/values/row';
import { loadItemType } from '../configuration/itemTypes';
import { simplifyItem } from '../fields/simplify';
import { filterResults, noteLag } from '../items/filterResults';
import { checkProject } from '../pickers/existing';
import type { ChainStep } from './chain';
import type { Compared, Entry, Pair } from '../../shared/values/compareLists';
import { compareLists } from '../../shared/values/compareLists';
import { walkChain } from './chain';
import { WHOLE } from './gapReading';

export const itemKey = text(undefined, {
	displayName: 'Key of Item',
	name: 'itemKey',
	required: true,
	placeholder: 'e.g. jira_key',
});
export const inputKey = text(undefined, {
	displayName: 'Key in Input',
	name: 'inputKey',
	required: true,
	placeholder: 'e.g. key',
	description: 'A dot leads inside, as in fields.summary',
});

const pairText = (name: string, displayName: string) => ({
	displayName,
	name,
	type: 'string' as const,
	default: '',
});
/** What is compared where both sides have a key; none: only the keys. */
export const pairs = field({
	property: {
		displayName: 'Fields to Compare',
		name: 'compareFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Field',
				name: 'pair',
				values: [pairText('field', 'Field of Item'), pairText('inputField', 'Field in Input')],
			},
		],
	},
	toWire: (value): Pair[] =>
		[toRecord(value).pair ?? []].flat().map((one) => {
			const { field: name, inputField } = toRecord(one);
			const pair = { field: clean(name), inputField: clean(inputField) };
			if (pair.field !== '' && pair.inputField !== '') return pair;
			throw new InvalidInput(
				"An entry of 'Fields to Compare' is not complete",
				'Name a field of the item and a field of the input in each, or remove the entry.',
			);
		}),
});

/** The entries of a list. Throws InvalidInput where no row has a field that the user names: all would be missing. */
function toEntries(
	side: 'Input' | 'Items',
	rows: readonly Row[],
	key: string,
	fields: readonly string[],
): Entry[] {
	if (key === '') {
		throw new InvalidInput(
			"'Key of Item' or 'Key in Input' is empty",
			'Name the field that both sides have in common, such as the key of an issue.',
		);
	}
	const columns = [key, ...fields].map((name) => new Columns(name));
	const entries = rows.map((row): Entry => {
		const [of, ...values] = columns.map((column) => Object.values(column.pick(row))[0]);
		return { row, key: of, values };
	});
	const missing = columns.map((column) => column.hint(side)).find((hint) => hint !== undefined);
	if (missing === undefined) return entries;
	throw new InvalidInput(missing, "Correct 'Key of Item', 'Key in Input' or 'Fields to Compare'.");
}

interface CompareWithValues {
	searchIn?: unknown;
	projectId?: number;
	project?: number;
	filterId?: number;
	itemType: number;
	chain: ChainStep[];
	itemKey: unknown;
	inputKey: unknown;
	compareFields: Pair[];
	includeSummary?: unknown;
}
type Context = RunContext<CompareWithValues>;

/**
 * The items to compare: of a project or a filter, and what lies along the chain; each once, simplified. With a chain,
 * `reachedFrom` holds those that the chain came from to an item, by ID.
 */
async function itemsOf(session: Session, values: CompareWithValues): Promise<Row[]> {
	const type = await loadItemType(session, values.itemType);
	const { filterId, projectId: project } = values;
	let listed: Row[] | undefined;
	let found: Row[];
	if (values.searchIn === 'filter' && filterId !== undefined) {
		found = await filterResults(session, filterId, values.project);
		noteLag(session);
	} else if (project !== undefined) {
		listed = await session.rows('/items', { project }, WHOLE);
		found = listed;
		if (found.length === 0) await checkProject(session, project);
	} else throw new InvalidInput("'Project' is empty", 'Choose where to search.');
	const start = found.filter((row) => row.itemType === type.id);
	const { links, records } = await walkChain(session, start, values.chain, listed);
	const ends = links.flatMap((step) => [...step.values()].flat().map(({ to }) => to));
	const rows = new Map(start.map((row) => [row.id, row]));
	for (const id of ends) rows.set(id, records.get(id) ?? { id });
	const simple = new Map<unknown, Row>();
	for (const [id, row] of rows) simple.set(id, await simplifyItem(row, session));
	if (values.chain.length === 0) return [...simple.values()];
	const above = new Map<number, Set<number>>();
	for (const { from, to } of links.flatMap((step) => [...step.values()].flat())) {
		above.set(to, (above.get(to) ?? new Set()).add(from));
	}
	return [...simple].map(([id, row]) => {
		const from = [...(above.get(Number(id)) ?? [])].sort((a, b) => a - b);
		return keepNames(row, { ...row, reachedFrom: from.map((one) => brief(simple.get(one))) });
	});
}

/** An item of which another one follows: without its text, which may be long. */
const brief = (row: Row = {}): Row =>
	Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'description'));

function toOutput({ outcome, key, items, inputs, differences }: Compared): Row {
	const [item, input] = [items[0]?.row, inputs[0]?.row];
	const sides: IDataObject =
		outcome === 'duplicate'
			? { items: items.map(({ row }) => row), inputs: inputs.map(({ row }) => row) }
			: { item: item ?? null, input: input ?? null };
	return toRow([
		['outcome', outcome],
		['key', key],
		['differences', toValue(differences)],
		...Object.entries(sides),
	]);
}

const OUTCOMES = ['inStep', 'different', 'missingInInput', 'missingInItems', 'duplicate'] as const;

/** Works on input items that ask for the same comparison. @returns what came of each, in their order */
async function compareGroup(contexts: readonly Context[]): Promise<ItemOutcome[]> {
	const [first] = contexts;
	if (!first) return [];
	const { session, values, input } = first;
	const { compareFields: fields } = values;
	const given = contexts.map(({ itemIndex }) => ({ itemIndex, row: input[itemIndex] ?? {} }));
	// "Always Output Data" of the node before gives one item without anything for an empty list.
	const real = given.filter(({ row }) => Object.keys(row).length > 0);
	const right = toEntries(
		'Input',
		real.map(({ row }) => row),
		clean(values.inputKey),
		fields.map(({ inputField }) => inputField),
	).map((entry, at): Entry => ({ ...entry, itemIndex: real[at]?.itemIndex ?? 0 }));
	const left = toEntries(
		'Items',
		await itemsOf(session, values),
		clean(values.itemKey),
		fields.map(({ field: name }) => name),
	);
	const compared = compareLists(left, right, fields);
	const outputs = new Map<number, INodeExecutionData[]>(
		given.map(({ itemIndex }) => [itemIndex, []]),
	);
	for (const one of compared) {
		const at = one.inputs[0]?.itemIndex ?? contexts.at(-1)?.itemIndex ?? 0;
		const pairedItem = one.inputs.map(({ itemIndex }) => ({ item: itemIndex ?? 0 }));
		const paired = pairedItem.length > 0 ? { pairedItem } : {};
		outputs.get(at)?.push({ json: toOutput(one), ...paired });
	}
	if (values.includeSummary === true) {
		const counts = OUTCOMES.map(
			(outcome) => [outcome, compared.filter((one) => one.outcome === outcome).length] as const,
		);
		const json = toRow([['outcome', 'summary'], ...counts]);
		outputs.get(contexts.at(-1)?.itemIndex ?? 0)?.push({ json });
	}
	return contexts.map(({ itemIndex }) => outputs.get(itemIndex));
}

/** What the comparison of an input item depends on. */
const groupKey = ({ values }: Context): string =>
	JSON.stringify({
		...values,
		chain: values.chain.map((step) => ({ ...step, type: step.type.id })),
	});

/**
 * Compares items with another list, such as the issues of a tracker, by a key that both have: what is in step, different,
 * missing on either side, or there more than once. It is one half of a sync that carries out only the difference, so that each
 * run completes what an earlier one left: `missingInInput` has to be created there, `different` to be updated, `missingInItems` was
 * deleted here or has lost its key, and `duplicate` is for people to decide. Nothing is changed.
 *
 * Left are the items of a type in a project or a filter, and what lies along a chain from them; right are the input items of
 * the node, all of them together (one comparison for all that ask for the same). Requests as in `walkChain`, and look-ups for
 * labels.
 */
export async function compareWith(contexts: Context[]): Promise<ItemOutcome[]> {
	const groups = new Map<string, Context[]>();
	for (const context of contexts) {
		const key = groupKey(context);
		groups.set(key, [...(groups.get(key) ?? []), context]);
	}
	const outcomes = new Map<number, ItemOutcome>();
	for (const group of groups.values()) {
		const found = await compareGroup(group).catch((error: unknown): ItemOutcome[] =>
			group.map(() => ({ error })),
		);
		for (const [at, { itemIndex }] of group.entries()) outcomes.set(itemIndex, found[at]);
		const failed = found.some((one) => one !== undefined && 'error' in one);
		if (failed && !group[0]?.continues) break;
	}
	return contexts.map(({ itemIndex }) => outcomes.get(itemIndex));
}
