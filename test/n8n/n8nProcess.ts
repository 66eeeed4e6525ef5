import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, delimiter, join } from 'node:path';

import { startChild, type RunningProcess } from '../support/childProcess';

export interface ProcessOptions {
	/** The Node program and n8n's start script. */
	installed: { node: string; n8n: string };
	/** n8n keeps its data in `<userFolder>/.n8n`. */
	userFolder: string;
	env?: Record<string, string>;
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

async function environment({ installed, userFolder, env }: ProcessOptions) {
	const path = `${dirname(installed.node)}${delimiter}${process.env.PATH ?? ''}`;
	const direct = ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(',');
	return {
		...cleanEnvironment(),
		PATH: path,
		NO_PROXY: direct,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: join(userFolder, '.n8n-files'),
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

/** Starts one of n8n's commands, such as `start`, with its log in `<userFolder>/n8n.log`. */
export async function startN8nProcess(
	args: string[],
	options: ProcessOptions,
): Promise<RunningProcess> {
	const { installed, userFolder } = options;
	await mkdir(userFolder, { recursive: true });
	return startChild({
		command: installed.node,
		args: [installed.n8n, ...args],
		cwd: userFolder,
		env: await environment(options),
		logFile: join(userFolder, 'n8n.log'),
	});
}
