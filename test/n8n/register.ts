import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { N8nApi } from './api';
import type { InstalledN8n } from './install';
import type { PackedPackage } from './pack';

/**
 * Lists the package under Settings > Community nodes of a running n8n. n8n's own installer cannot
 * be asked to: it takes packages from the npm registry only.
 */
export async function registerPackage(
	api: N8nApi,
	installed: InstalledN8n,
	packed: PackedPackage,
	userFolder: string,
): Promise<void> {
	const data = join(userFolder, '.n8n');
	const folder = join(data, 'nodes', 'node_modules', packed.name);
	const { author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
		author?: unknown;
	};
	const own = (await api.nodeTypes()).filter(({ name }) => name.startsWith(`${packed.name}.`));
	const nodes = own
		// n8n derives the tool variants; they are not the package's nodes.
		.filter(({ name }) => !own.some((other) => `${other.name}Tool` === name))
		.map(({ name, displayName, version }) => ({
			type: name,
			displayName,
			version: Array.isArray(version) ? Math.max(...(version as number[])) : version,
		}));
	const rows = JSON.stringify({ name: packed.name, version: packed.version, author, nodes });
	const script = join(__dirname, 'register-package.mjs');
	const database = join(data, 'database.sqlite');
	await promisify(execFile)(installed.node, ['--no-warnings', script, database, rows]);
}
