/**
 * Writes the rows that n8n itself writes when it installs a community package, so that the package
 * stands under Settings > Community nodes. Run by n8n's own Node, which has node:sqlite. Arguments:
 * the database file and the rows as JSON.
 */
import { DatabaseSync } from 'node:sqlite';

const [file, json] = process.argv.slice(2);
const { name, version, author, nodes } = JSON.parse(json);
const now = new Date().toISOString().replace('T', ' ').replace('Z', '');

const database = new DatabaseSync(file, { timeout: 10_000 });
database.exec('BEGIN IMMEDIATE');
database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(name);
database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(name);
database
	.prepare('INSERT INTO installed_packages VALUES (?, ?, ?, ?, ?, ?)')
	.run(name, version, author?.name ?? null, author?.email ?? null, now, now);
for (const node of nodes) {
	database
		.prepare('INSERT INTO installed_nodes VALUES (?, ?, ?, ?)')
		.run(node.displayName, node.type, node.version, name);
}
database.exec('COMMIT');
database.close();
