/** Writes the operations tables of the README from the registries: npm run docs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry as jama } from '../nodes/Jama/registry';
import { registry as jira } from '../nodes/JiraAgile/registry';
import { withTables } from './operationsTable';

const readme = join(__dirname, '..', 'README.md');
console.log('▸ README.md: operations from the registries …');
const before = readFileSync(readme, 'utf8');
const after = withTables(before);
writeFileSync(readme, after);
for (const [name, registry] of Object.entries({ Jama: jama, Jira: jira })) {
	const operations = Object.values(registry).flatMap((one) => Object.keys(one.operations)).length;
	console.log(
		`✔ ${name}: ${Object.keys(registry).length} resources, ${operations} operations, ${before === after ? 'nothing changed' : 'updated'}`,
	);
}
