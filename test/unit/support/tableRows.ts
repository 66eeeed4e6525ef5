import type { Operation } from '../../../nodes/shared/operation';
import { cases } from './shown';

/** An operation that the table-driven tests run. */
export interface TableRow {
	resource: string;
	name: string;
	operation: Operation;
}

/** Every operation but the custom call, which sends what the user says; for `test.each`, with a title. */
export const tableRows: Array<readonly [title: string, row: TableRow]> = cases
	.filter(({ resource }) => resource !== 'customApi')
	.map((row) => [`${row.resource}.${row.name}`, row] as const);
