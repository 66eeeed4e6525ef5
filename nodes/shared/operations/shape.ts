import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Columns } from './columns';
import { isAsItIs, keepNames } from './columns';
import { isRecord, setAt, valueAt, toRecord } from '../values/objectPath';
import type { Operation } from './operation';
import type { Row } from '../values/row';
import type { Session } from '../session/session';

/** How the user wants the rows of an operation. */
export interface Shape {
	/** The parameter Simplify; undefined where it is not shown. */
	simplify: unknown;
	/** The collection Options. */
	options: IDataObject;
	/** What Fields to Return says. */
	columns: Columns;
}

/**
 * Makes rows as the user wants them: simplified or as they came, whole or only some columns. What is wanted is read here,
 * once for an item: a list may have a hundred thousand rows.
 */
export function shaperOf(
	operation: Operation,
	session: Session,
	{ simplify, options, columns }: Shape,
): (row: Row) => Promise<Row> {
	const plain = !operation.simplify || simplify === false;
	return async (row) => {
		if (isAsItIs(row)) return row;
		const simple = plain ? row : await operation.simplify?.(row, session, options);
		const shaped = simple ?? row;
		return columns.pick(
			options.mergeLinked === true ? keepNames(shaped, mergeLinked(shaped)) : shaped,
		);
	};
}

/** Lets what simplifies rows look at all of them first. Rejects with errors of look-ups. */
export async function prepareShape(
	{ simplify }: Operation,
	session: Session,
	wanted: unknown,
	output: readonly INodeExecutionData[],
): Promise<void> {
	if (wanted === false || !simplify?.prepare) return;
	const rows = output.map(({ json }) => json);
	await simplify.prepare(rows, session);
}

/**
 * Puts the objects under `linked` in the place of the ids that name them. In a simplified row, where the path leads nowhere
 * any more, the place is the column with the name at the end of the path, without what follows its letters and digits.
 */
export function mergeLinked({ linked, ...row }: Row): Row {
	const merged = structuredClone(row);
	for (const [path, object] of Object.entries(toRecord(linked))) {
		const end = path.lastIndexOf('.');
		const leads = end === -1 || isRecord(valueAt(merged, path.slice(0, end)));
		setAt(merged, leads ? path : path.slice(end + 1).replace(/\W.*$/, ''), object);
	}
	return merged;
}
