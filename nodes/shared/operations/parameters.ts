import type { IExecuteFunctions, NodeParameterValue } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { fieldExists } from './deployments';
import { readInput } from '../values/inputs';
import { toRecord } from '../values/objectPath';
import { clearedIfEmpty } from './merge';
import type { Collections, Field, Operation, ValueContext } from './operation';
import { fieldsOf } from './operation';
import { collectionsOf } from './properties';
import type { FieldValue } from './request';
import type { Session } from '../session/session';

const plainOnly = (value: unknown): NodeParameterValue =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? value
		: undefined;

/** One input item's view of the node's parameters. */
export class ItemParameters {
	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly itemIndex: number,
	) {}

	/** The raw value of a parameter; undefined when it is not shown or not set. */
	read = (name: string): unknown =>
		this.functions.getNodeParameter(name, this.itemIndex, null) ?? undefined;

	/** The raw value of a field of its own or inside a collection. */
	readField(field: Field, collection?: keyof Collections): unknown {
		if (!collection) return this.read(field.property.name);
		return toRecord(this.read(collection))[field.property.name];
	}

	/** False when the editor hides the field for what another parameter says. */
	shows({ property }: Field): boolean {
		const names = Object.keys(property.displayOptions?.show ?? {});
		// What n8n would look up in the node is not yet evaluated; a list or a locator decides about no field.
		const values = names.map((name) => [name, plainOnly(this.read(name))] as const);
		return NodeHelpers.displayParameter(Object.fromEntries(values), property, null, null);
	}
}

/** Every field of the operation that the user filled, as it goes on the wire. Throws InvalidInput; rejects with errors of look-ups. */
export async function readValues(
	operation: Operation,
	parameters: ItemParameters,
	session: Session,
	timezone: string,
): Promise<FieldValue[]> {
	const context: ValueContext = { session, timezone, parameter: parameters.read };
	const values: FieldValue[] = [];
	const fields = fieldsOf({ ...operation, collections: collectionsOf(operation) });
	for (const { field, collection } of fields) {
		if (!parameters.shows(field)) continue;
		const given = parameters.readField(field, collection);
		// A field with a reading of its own may take more words than it offers.
		const readsItself = field.toWire !== undefined && field.property.type !== 'boolean';
		const raw = readsItself ? given : readInput(field.property, given);
		if (collection && raw === undefined) continue;
		if (!fieldExists(field, raw, session, collection !== undefined)) continue;
		const value = field.toWire ? await field.toWire(raw, context) : raw;
		values.push({ field, value: clearedIfEmpty(operation, collection, raw, value) });
	}
	return values;
}
