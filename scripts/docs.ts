/** Writes the operations tables of docs/operations.md from the registries: npm run docs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry as jama } from '../nodes/Jama/registry';
import { registry as jira } from '../nodes/JiraAgile/registry';
import { withTables } from './operationsTable';

const page = join(__dirname, '..', 'docs', 'operations.md');
console.log('▸ docs/operations.md: operations from the registries …');
const before = readFileSync(page, 'utf8');
const after = withTables(before);
writeFileSync(page, after);
for (const [name, registry] of Object.entries({ Jama: jama, Jira: jira })) {
	const operations = Object.values(registry).flatMap((one) => Object.keys(one.operations)).length;
	console.log(
		`✔ ${name}: ${Object.keys(registry).length} resources, ${operations} operations, ${before === after ? 'nothing changed' : 'updated'}`,
	);
}
