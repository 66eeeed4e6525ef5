import { join } from 'node:path';

import { startN8n, type RunningN8n } from './host';
import { registerPackage } from './register';
import { prepared, sessionVariable, type Session } from './prepared';

declare global {
	var runningN8n: RunningN8n | undefined;
}

/** Starts the one n8n of this run, with the packed package installed. */
export default async function setup(): Promise<void> {
	const { folder, installed, packed } = prepared();
	const userFolder = join(folder, 'user');
	const owner = { email: 'test@example.com', password: 'Local-test-1' };
	// Only an 'exit' event ends n8n, and a signal alone would not raise one.
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => process.exit(130));
	const since = Date.now();
	const n8n = await startN8n({ installed, owner, userFolder });
	globalThis.runningN8n = n8n;
	await registerPackage(n8n.api, installed, packed, userFolder);
	const session: Session = { url: n8n.url, logFile: n8n.logFile, cookies: n8n.api.cookies };
	process.env[sessionVariable] = JSON.stringify(session);
	const seconds = ((Date.now() - since) / 1000).toFixed(1);
	console.log(`\n  n8n ${installed.version} answers at ${n8n.url} after ${seconds} s`);
}
