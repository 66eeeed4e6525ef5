import { InvalidInput } from '../../shared/values/invalidInput';
import { field } from '../../shared/operations/fieldKit';
import { eachInOrder } from '../../shared/operations/atOnce';
import type { ValueContext } from '../../shared/operations/operation';
import type { Session } from '../../shared/session/session';
import { readInput } from '../../shared/values/inputs';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { numberOf } from '../../shared/values/row';
import type { ItemType } from '../configuration/itemTypes';
import { readRecord } from '../configuration/knownRecords';
import { loadItemType } from '../configuration/itemTypes';
import { manyIds } from '../fields/itemFilters';
import { ITEM_TYPE } from '../pickers/kinds';
import { toIds } from '../pickers/manyRecords';
import type { Direction } from './trace';
import { relationsPath, toRelationshipTypes } from './trace';
import type { GapDirection } from './gapReading';
import { directionsOf, followed, WHOLE } from './gapReading';
import { recordsOfType } from './traceGaps';

/** One step of a chain: from the items before it to those of a type, by some relationships. */
export interface ChainStep {
	type: ItemType;
	direction: GapDirection;
	/** Ids; none for all types of relationships. */
	relationshipTypes: readonly number[];
}

/** A relationship that a step goes along. */
export interface Link {
	from: number;
	to: number;
	relationship: Row;
}

export interface WalkedChain {
	/** Every item of the chain by its ID, also those that it starts with. */
	records: ReadonlyMap<number, Row>;
	/** For each step, the links by the ID of the item that they start at; an item without one has a gap there. */
	links: ReadonlyArray<ReadonlyMap<number, readonly Link[]>>;
	/** How many related records could not be read, each of which might close a gap. */
	hidden: number;
}

const types = manyIds(
	'',
	'Relationship Type Names or IDs',
	'relationshipTypes',
	'getRelationshipTypes',
);
const direction = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options' as const,
	options: [
		{ name: 'Downstream', value: 'downstream' },
		{ name: 'Either', value: 'either' },
		{ name: 'Upstream', value: 'upstream' },
	],
	default: 'downstream',
};
const isDirection = (value: unknown): value is GapDirection =>
	value === 'downstream' || value === 'upstream' || value === 'either';

async function toStep(given: unknown, context: ValueContext): Promise<ChainStep> {
	const { itemType, direction: way, relationshipTypes } = toRecord(given);
	const empty = itemType === undefined || itemType === null || itemType === '';
	const [id, second] = empty ? [] : await toIds(ITEM_TYPE, 'Item Type', itemType, context);
	if (id === undefined || second !== undefined) {
		throw new InvalidInput(
			`A step of 'Chain' names ${id === undefined ? 'no item type' : 'several item types'}`,
			'Choose one item type for each step, or remove the step.',
		);
	}
	const chosen = readInput(direction, way ?? 'downstream');
	return {
		type: await loadItemType(context.session, id),
		direction: isDirection(chosen) ? chosen : 'downstream',
		relationshipTypes: await toRelationshipTypes(relationshipTypes, context),
	};
}

/** A chain of item types, such as Software Requirement, then Test Case; each step starts at the items before it. */
export const chain = field({
	property: {
		displayName: 'Chain',
		name: 'chain',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Step',
		default: {},
		description: 'Which types follow by relationships: Software Requirement, then Test Case',
		options: [
			{
				displayName: 'Step',
				name: 'step',
				values: [
					{
						displayName: 'Item Type Name or ID',
						name: 'itemType',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getItemTypes' },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					direction,
					types.property,
				],
			},
		],
	},
	toWire: async (value, context): Promise<ChainStep[]> => {
		const steps: ChainStep[] = [];
		for (const one of [toRecord(value).step ?? []].flat()) steps.push(await toStep(one, context));
		return steps;
	},
});

/** Throws InvalidInput where a chain has no step. */
export function needChain(steps: readonly ChainStep[]): void {
	if (steps.length > 0) return;
	throw new InvalidInput(
		"'Chain' has no step",
		'Add a step for each item type that should follow, such as Software Requirement.',
	);
}

/** What a chain is walked on: the lists of whole projects, and single records of others. */
function reader(session: Session, steps: readonly ChainStep[], homes: ReadonlySet<number>) {
	const records = new Map<number, Row>();
	const hidden = new Set<number>();
	const relationships = new Map<number, Map<number, Row>>();
	const know = (rows: readonly Row[]) => {
		for (const row of rows) records.set(numberOf(row), row);
	};
	const addEnds = (rows: readonly Row[]) => {
		for (const row of rows) {
			for (const id of [numberOf(row, 'fromItem'), numberOf(row, 'toItem')]) {
				const known = relationships.get(id) ?? new Map<number, Row>();
				relationships.set(id, known.set(numberOf(row), row));
			}
		}
	};
	return {
		records,
		hidden,
		know,
		/** The lists of a project: its items, its records of other kinds that the chain names, its relationships. */
		async readHome(project: number, listed?: readonly Row[]) {
			know(listed ?? (await session.rows('/items', { project }, WHOLE)));
			for (const { type } of steps) know(await recordsOfType(session, project, type));
			addEnds(await session.rows('/relationships', { project }, WHOLE));
		},
		/** Reads the relationships of items of other projects, which are in no list of those above. */
		async readForeign(ids: readonly number[], directions: readonly Direction[]) {
			const foreign = ids.flatMap((id) => {
				const row = records.get(id);
				return row && !homes.has(numberOf(row, 'project')) ? [row] : [];
			});
			for (const way of directions) {
				const read = async (row: Row) => {
					const path = relationsPath(row, way, 'relationships');
					return path === undefined ? [] : await session.rows(path, {}, WHOLE);
				};
				await eachInOrder(foreign, session.room, read, addEnds);
			}
		},
		relationshipsOf: (id: number): Row[] => [...(relationships.get(id)?.values() ?? [])],
		/** Reads records that no list has. */
		async readRecords(ids: readonly number[]) {
			const unknown = [...new Set(ids)].filter((id) => !records.has(id) && !hidden.has(id));
			await eachInOrder(
				unknown,
				session.room,
				async (id) => await readRecord(session, id),
				(row, id) => (row ? know([row]) : hidden.add(id)),
			);
		},
	};
}

/** The other end of a relationship, seen from one of them in a direction; undefined where it goes the other way. */
function otherEnd(relationship: Row, id: number, way: GapDirection): number | undefined {
	const [from, to] = [numberOf(relationship, 'fromItem'), numberOf(relationship, 'toItem')];
	if (from === id && way !== 'upstream') return to;
	if (to === id && way !== 'downstream') return from;
	return undefined;
}

/** What `walkChain` asks for. */
export const chainCalls = [
	'GET /itemtypes/{itemTypeId}',
	'GET /items',
	'GET /abstractitems',
	'GET /abstractitems/{id}',
	'GET /relationships',
	'GET /relationshiptypes',
	'GET /items/{id}/upstreamrelationships',
	'GET /items/{id}/downstreamrelationships',
] as const;

/**
 * Walks a chain of item types from some items on. Nothing is changed.
 *
 * For each project of the items that it starts with: GET /items (unless it is given) and GET /relationships by pages, and one
 * list more where the chain names test plans, cycles or runs. Whatever leaves those projects is read record by record: one
 * request for each related record, and one for its relationships where the chain goes on. All of a list or an error: a
 * relationship that did not come would be a gap.
 * @param listed the items of a project, where they have been read already
 */
export async function walkChain(
	session: Session,
	start: readonly Row[],
	steps: readonly ChainStep[],
	listed?: readonly Row[],
): Promise<WalkedChain> {
	const homes = new Set(start.map((row) => numberOf(row, 'project')));
	const at = reader(session, steps, homes);
	if (steps.length > 0) for (const home of homes) await at.readHome(home, listed);
	at.know(start);
	const links: Array<Map<number, Link[]>> = [];
	let level = [...new Set(start.map((row) => numberOf(row)))];
	for (const { type, direction: way, relationshipTypes } of steps) {
		await at.readForeign(level, directionsOf(way));
		const found = level.flatMap((from) =>
			followed(at.relationshipsOf(from), relationshipTypes).flatMap((relationship): Link[] => {
				const to = otherEnd(relationship, from, way);
				return to === undefined ? [] : [{ from, to, relationship }];
			}),
		);
		await at.readRecords(found.map(({ to }) => to));
		const step = new Map<number, Link[]>();
		for (const link of found) {
			if (at.records.get(link.to)?.itemType !== type.id) continue;
			step.set(link.from, [...(step.get(link.from) ?? []), link]);
		}
		links.push(step);
		level = [...new Set([...step.values()].flat().map(({ to }) => to))];
	}
	return { records: at.records, links, hidden: at.hidden.size };
}
