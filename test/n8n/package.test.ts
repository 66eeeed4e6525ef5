import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { scan } from '../scan/scan';
import { prepared } from './prepared';

interface Manifest {
	dependencies?: object;
	scripts?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

const { packed, unpacked, scanner = '', root } = prepared();
const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;

describe('the packed tarball', () => {
	it('holds dist, README, license and package.json, and no maps or build information', () => {
		const others = packed.files.filter((file) => !file.startsWith('dist/')).sort();
		expect(others).toEqual(['LICENSE.md', 'README.md', 'package.json']);
		expect(packed.files.filter((file) => /\.(map|tsbuildinfo|ts)$/.test(file))).toEqual([]);
		expect(packed.files.filter((file) => /(^|\/)(test|node_modules)\//.test(file))).toEqual([]);
	});

	it('is smaller than 300 KB', () => {
		expect(packed.size).toBeLessThan(300_000);
	});

	it('has no dependencies and no script that runs when it is installed', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		const atInstall = [
			'preinstall',
			'install',
			'postinstall',
			'preprepare',
			'prepare',
			'postprepare',
		];
		expect(Object.keys(manifest.scripts ?? {}).filter((name) => atInstall.includes(name))).toEqual(
			[],
		);
	});

	it('holds every node and credential that its package.json names', () => {
		const named = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		expect(named.filter((file) => !existsSync(join(unpacked, file)))).toEqual([]);
	});
});

describe("n8n's package scanner", () => {
	it('finds nothing to complain about in source and tarball', async () => {
		const { source, tarball } = await scan(scanner, root, unpacked);
		expect([...source.violations, ...tarball.violations]).toEqual([]);
		expect([source.passed, tarball.passed]).toEqual([true, true]);
		// A scan of nothing would be clean as well.
		expect(source.files).toBeGreaterThan(manifest.n8n.nodes.length);
		expect(tarball.files).toBeGreaterThan(manifest.n8n.nodes.length);
	}, 180_000);
});
