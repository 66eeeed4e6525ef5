/**
 * Settings that n8n-core reads while it loads; every file here that needs n8n-core imports this one
 * first. They keep tests away from the settings and keys of an n8n on the same machine.
 */
import 'reflect-metadata';
import { join } from 'node:path';

/** The project's root folder. */
export const ROOT = join(__dirname, '..', '..', '..');

process.env.N8N_USER_FOLDER = join(
	ROOT,
	'node_modules',
	'.cache',
	'n8n-core',
	process.env.JEST_WORKER_ID ?? '0',
);
process.env.N8N_ENCRYPTION_KEY = 'integration-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';
// A developer's proxy must not stand between the tests and the servers they start.
process.env.NO_PROXY = ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(',');
