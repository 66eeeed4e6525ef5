import { ROOT } from './environment';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { NodeHelpers } from 'n8n-workflow';
import type { ICredentialType, INodeType, IVersionedNodeType } from 'n8n-workflow';

/** What the tests read of a package.json of an n8n community package. */
export interface PackageJson {
	name: string;
	n8n: { strict?: boolean; nodes: string[]; credentials: string[] };
	files?: string[];
	scripts?: Record<string, string>;
	dependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	overrides?: Record<string, unknown>;
}

/** A built package as n8n sees it: names as in the node and credential descriptions. */
export interface LoadedPackage {
	name: string;
	directory: string;
	nodeTypes: Record<string, INodeType | IVersionedNodeType>;
	credentialTypes: Record<string, ICredentialType>;
}

const loaded = new Map<string, Promise<LoadedPackage>>();

/**
 * Reads the package.json of a package.
 * @param directory the package's folder; this project by default
 */
export function readPackageJson(directory = ROOT): PackageJson {
	return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as PackageJson;
}

/**
 * Loads a built package the way n8n does, once for each folder.
 * @param directory the package's folder; this project by default
 * @throws Error when a listed file is not built yet, or n8n-core refuses a node or credential
 */
export async function loadPackage(directory = ROOT): Promise<LoadedPackage> {
	const known = loaded.get(directory);
	if (known) return await known;
	const loading = load(directory);
	loaded.set(directory, loading);
	return await loading;
}

/** The file that holds all code of this project once it is built. */
const CODE = join(ROOT, 'dist', 'index.js');

/** A source of this project that is newer than what was built, or was not built at all. */
function changedSinceBuild(): string | undefined {
	const sources = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => join(folder, file)),
	);
	const built = statSync(CODE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
	return sources.find((source) => statSync(join(ROOT, source)).mtimeMs > built);
}

async function load(directory: string): Promise<LoadedPackage> {
	const { name, n8n } = readPackageJson(directory);
	const missing = [...n8n.nodes, ...n8n.credentials].find(
		(file) => !existsSync(join(directory, file)),
	);
	if (missing) throw new Error(`${missing} is not there: run "npm run build" first`);
	const stale = directory === ROOT ? changedSinceBuild() : undefined;
	if (stale) throw new Error(`${stale} was changed after dist: run "npm run build" first`);

	const loader = new PackageDirectoryLoader(directory);
	await loader.loadAll();
	return {
		name,
		directory,
		nodeTypes: Object.fromEntries(
			Object.entries(loader.nodeTypes).map(([key, { type }]) => [key, type]),
		),
		credentialTypes: Object.fromEntries(
			Object.entries(loader.credentialTypes).map(([key, { type }]) => [key, type]),
		),
	};
}

/**
 * Picks a node of a package in its newest version.
 * @param name the node's name without the package, such as `jama`
 * @throws Error that lists the package's nodes when it has none of that name
 */
export function getNodeType(
	pkg: LoadedPackage,
	name: string,
): { node: INodeType; version: number } {
	const type = pkg.nodeTypes[name];
	if (!type) {
		const names = Object.keys(pkg.nodeTypes).join(', ');
		throw new Error(`${pkg.name} has no node "${name}", only: ${names}`);
	}
	const node = NodeHelpers.getVersionedNodeType(type);
	const { version } = node.description;
	return { node, version: Array.isArray(version) ? Math.max(...version) : version };
}

/** Forgets what earlier executions of this process have read of a server's configuration. */
export function forgetConfiguration(): void {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- n8n loads the built files the same way
	const built = require(CODE) as { configuration: { clear: () => void } };
	built.configuration.clear();
}
