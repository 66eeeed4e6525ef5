import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { N8nApi } from './api';

export interface N8nOptions {
	/** The Node program and n8n's start script. */
	installed: { node: string; n8n: string };
	/** n8n keeps its data in `<userFolder>/.n8n`. */
	userFolder: string;
	owner: { email: string; password: string };
	/** Used where it is free; any free port otherwise. */
	preferredPort?: number;
	env?: Record<string, string>;
	/** Called every two seconds until n8n answers. */
	onWait?: (seconds: number) => void;
}

export interface RunningN8n {
	url: string;
	api: N8nApi;
	pid: number;
	logFile: string;
	/** Settles when the process has ended, for whatever reason. */
	exited: Promise<string>;
	/** The end of n8n's log. */
	logTail(lines?: number): Promise<string>;
	stop(): Promise<void>;
	/** Ends it at once, as a crash would: nothing is saved any more. */
	crash(): Promise<void>;
}

/** A free TCP port on this machine: the preferred one where it is free. */
export async function freePort(preferred = 0): Promise<number> {
	const server = createServer();
	try {
		server.listen(preferred, '127.0.0.1');
		await once(server, 'listening');
	} catch (error) {
		if (preferred === 0) throw error;
		return await freePort();
	}
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, 'close');
	return port;
}

/**
 * The caller's environment without what would change n8n (its own variables, jest's NODE_ENV) and
 * without the Jama login that `npm start` may have been given.
 */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|JAMA_|JEST_|npm_|NODE_ENV$|NODE_OPTIONS$)/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

async function environment({ installed, userFolder, env }: N8nOptions, port: number) {
	const path = `${dirname(installed.node)}${delimiter}${process.env.PATH ?? ''}`;
	const direct = ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(',');
	return {
		...cleanEnvironment(),
		PATH: path,
		NO_PROXY: direct,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// It asks n8n's servers for its list at every start.
		N8N_DISABLED_MODULES: 'mcp-registry',
		...env,
	};
}

function kill(child: ChildProcess, signal: NodeJS.Signals) {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	// The whole group: n8n starts a task runner of its own.
	if (process.platform === 'win32') child.kill(signal);
	else process.kill(-child.pid, signal);
}

async function tail(file: string, lines: number): Promise<string> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Starts n8n, waits until its REST API answers, and signs in as the owner. */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { installed, userFolder, owner, onWait } = options;
	await mkdir(userFolder, { recursive: true });
	const port = await freePort(options.preferredPort);
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const log = openSync(logFile, 'w');
	const child = spawn(installed.node, [installed.n8n, 'start'], {
		cwd: userFolder,
		env: await environment(options, port),
		stdio: ['ignore', log, log],
		detached: process.platform !== 'win32',
	});
	closeSync(log);

	const killOnExit = () => kill(child, 'SIGKILL');
	process.once('exit', killOnExit);
	let reason: string | undefined;
	const exited = new Promise<string>((resolve) => {
		child.once('error', (error) => resolve((reason = error.message)));
		child.once('exit', (code, signal) => resolve((reason = signal ?? `exit code ${code}`)));
	});
	const logTail = async (lines = 30) => await tail(logFile, lines);
	const stop = async () => {
		kill(child, 'SIGTERM');
		const forced = setTimeout(() => kill(child, 'SIGKILL'), 10_000);
		await exited;
		clearTimeout(forced);
		process.off('exit', killOnExit);
	};
	const crash = async () => {
		killOnExit();
		await exited;
		process.off('exit', killOnExit);
	};

	const api = new N8nApi(url);
	try {
		const since = Date.now();
		for (let round = 1; !(await api.settings()); round += 1) {
			const seconds = Math.round((Date.now() - since) / 1000);
			if (reason) throw new Error(`n8n ended before it was ready (${reason})`);
			if (seconds > 180) throw new Error(`n8n was not ready after ${seconds} s`);
			if (round % 10 === 0) onWait?.(seconds);
			await sleep(200);
		}
		await api.signIn(owner);
	} catch (error) {
		await stop();
		// Another program took the port in the seconds that n8n needs before it listens.
		if (options.preferredPort && /port \d+ is already in use/.test(await logTail())) {
			return await startN8n({ ...options, preferredPort: undefined });
		}
		throw new Error(`${(error as Error).message}\nThe end of its log:\n${await logTail()}`);
	}
	return { url, api, pid: child.pid ?? 0, logFile, exited, logTail, stop, crash };
}
