import type { IDataObject, IExecuteFunctions, NodeParameterValue } from 'n8n-workflow';
import { fieldExists } from './deployments';
import { readInput } from '../values/inputs';
import { clearedIfEmpty } from './merge';
import type { Collections, Field, Operation, ValueContext } from './operation';
import { fieldsOf } from './operation';
import { collectionsOf } from './properties';
import type { FieldValue } from './request';
import type { Session } from '../session/session';

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
		return (this.read(collection) as IDataObject | undefined)?.[field.property.name];
	}

	/** False when the editor hides the field for what another parameter says. */
	shows({ property }: Field): boolean {
		const conditions = Object.entries(property.displayOptions?.show ?? {});
		return conditions.every(([name, values]) =>
			values?.includes(this.read(name) as NodeParameterValue),
		);
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
