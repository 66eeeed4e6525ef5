/** Writes the operations table of the README from the registry: npm run docs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../nodes/Jama/operations';
import { operationsTable, withTable } from './operationsTable';

const readme = join(__dirname, '..', 'README.md');
console.log('▸ README.md: operations from the registry …');
const before = readFileSync(readme, 'utf8');
const after = withTable(before, operationsTable(registry));
writeFileSync(readme, after);
const operations = Object.values(registry).flatMap((one) => Object.keys(one.operations)).length;
console.log(
	`✔ ${Object.keys(registry).length} resources, ${operations} operations, ${before === after ? 'nothing changed' : 'updated'}`,
);
