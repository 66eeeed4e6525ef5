import type { Operation } from '../../../nodes/shared/operations/operation';
import { viewOf } from './shown';
import type { System } from './systems';
import { JAMA } from './systems';

/** An operation that the table-driven tests run. */
export interface TableRow {
	resource: string;
	name: string;
	operation: Operation;
}

/** Every operation but the custom call, which sends what the user says; for `test.each`, with a title. */
export const rowsOf = (system: System): Array<readonly [title: string, row: TableRow]> =>
	viewOf(system)
		.cases.filter(({ resource }) => resource !== 'customApi')
		.map((row) => [`${row.resource}.${row.name}`, row] as const);

export const tableRows = rowsOf(JAMA);
