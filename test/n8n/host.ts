import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningProcess } from '../support/childProcess';
import { N8nApi } from './api';
import { freePort, startN8nProcess, type ProcessOptions } from './n8nProcess';

export interface N8nOptions extends ProcessOptions {
	owner: { email: string; password: string };
	/** Used where it is free; any free port otherwise. */
	preferredPort?: number;
	/** Called every two seconds until n8n answers. */
	onWait?: (seconds: number) => void;
}

export interface RunningN8n extends RunningProcess {
	url: string;
	api: N8nApi;
}

/** Starts n8n, waits until its REST API answers, and signs in as the owner. */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { owner, onWait } = options;
	const port = await freePort(options.preferredPort);
	const url = `http://127.0.0.1:${port}`;
	const env = { N8N_PORT: String(port), ...options.env };
	const n8n = await startN8nProcess(['start'], { ...options, env });

	const api = new N8nApi(url);
	try {
		const since = Date.now();
		for (let round = 1; !(await api.settings()); round += 1) {
			const seconds = Math.round((Date.now() - since) / 1000);
			const reason = n8n.reason();
			if (reason) throw new Error(`n8n ended before it was ready (${reason})`);
			if (seconds > 180) throw new Error(`n8n was not ready after ${seconds} s`);
			if (round % 10 === 0) onWait?.(seconds);
			await sleep(200);
		}
		await api.signIn(owner);
	} catch (error) {
		await n8n.stop();
		const end = await n8n.logTail();
		// Another program took the port in the seconds that n8n needs before it listens.
		if (options.preferredPort && /port \d+ is already in use/.test(end)) {
			return await startN8n({ ...options, preferredPort: undefined });
		}
		throw new Error(`${(error as Error).message}\nThe end of its log:\n${end}`);
	}
	return { ...n8n, url, api };
}
