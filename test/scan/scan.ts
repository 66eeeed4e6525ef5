import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ScanLeg {
	files: number;
	/** The scanner's own verdict. */
	passed: boolean;
	/** Errors and warnings, one line each. */
	violations: string[];
}

/**
 * n8n's package scanner over the source and over the unpacked tarball. The source's scanned files
 * are copied first: the checkout's node_modules and dist must not be linted.
 */
export async function scan(
	scanner: string,
	source: string,
	tarball: string,
): Promise<{ source: ScanLeg; tarball: ScanLeg }> {
	const copy = await mkdtemp(join(tmpdir(), 'scan-'));
	try {
		for (const name of ['package.json', 'nodes', 'credentials', 'icons']) {
			await cp(join(source, name), join(copy, name), { recursive: true });
		}
		const analyze = join(source, 'test', 'scan', 'analyze.mjs');
		const { stdout } = await promisify(execFile)(
			process.execPath,
			[analyze, scanner, copy, tarball],
			// In jest's NODE_ENV the lint rules take every file for a node's main file.
			{ maxBuffer: 2 ** 26, env: { ...process.env, NODE_ENV: '' } },
		);
		const legs = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as [ScanLeg, ScanLeg];
		return { source: legs[0], tarball: legs[1] };
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
}
