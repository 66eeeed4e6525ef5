import { readFileSync } from 'node:fs';

import { N8nApi } from './api';
import type { InstalledN8n } from './install';
import type { PackedPackage } from './pack';

/** What run.ts has made ready for the tests. */
export interface Prepared {
	root: string;
	/** A folder for this run; it goes away when the run was good. */
	folder: string;
	installed: InstalledN8n;
	/** Folder of the installed package scanner, where the tests need it. */
	scanner?: string;
	packed: PackedPackage;
	/** The tarball's contents. */
	unpacked: string;
	/** For tests in the editor: the browser's program, and where pictures go. */
	browser?: { program: string; failures: string; pictures?: string };
	/** For the walk through the forms in the editor. */
	walk?: WalkOptions;
}

/** Which forms are walked through: all, or the third that the seed chooses. */
export interface WalkOptions {
	full: boolean;
	seed: number;
}

/** The n8n that all test files share. */
export interface Session {
	url: string;
	logFile: string;
	/** Of the owner, signed in. */
	cookies: string;
}

export const preparedVariable = 'JAMA_TEST_PREPARED';
export const sessionVariable = 'JAMA_TEST_SESSION';

/** What run.ts has made ready. */
export function prepared(): Prepared {
	const file = process.env[preparedVariable];
	if (!file) throw new Error('These tests need preparations: start them with npm run test:n8n');
	return JSON.parse(readFileSync(file, 'utf8')) as Prepared;
}

/** The running n8n, signed in. */
export function connect(): { api: N8nApi; log: () => string } {
	const session = JSON.parse(process.env[sessionVariable] ?? '{}') as Session;
	const api = new N8nApi(session.url);
	api.resume(session.cookies);
	return { api, log: () => readFileSync(session.logFile, 'utf8') };
}
