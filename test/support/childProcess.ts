import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export interface ChildOptions {
	command: string;
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Gets what the process prints. */
	logFile: string;
	/** What it reads from its standard input. */
	input?: string;
	/** Runs it as another user. */
	user?: { uid: number; gid: number };
	/** Ends it in order; default SIGTERM. */
	stopBy?: NodeJS.Signals;
	/** Ends it at once; default SIGKILL. */
	crashBy?: NodeJS.Signals;
}

/** A process that runs until it is stopped. */
export interface RunningProcess {
	pid: number;
	logFile: string;
	/** Settles when the process has ended, for whatever reason. */
	exited: Promise<string>;
	/** Why it has ended; undefined while it runs. */
	reason(): string | undefined;
	/** The end of its log. */
	logTail(lines?: number): Promise<string>;
	stop(): Promise<void>;
	/** Ends it at once, as a crash would: nothing is saved any more. */
	crash(): Promise<void>;
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

/** Starts a process, with a group of its own. It ends with this process at the latest. */
export function startChild(options: ChildOptions): RunningProcess {
	const { command, args, cwd, env, logFile, input, user } = options;
	const { stopBy = 'SIGTERM', crashBy = 'SIGKILL' } = options;
	const log = openSync(logFile, 'w');
	const child = spawn(command, args, {
		cwd,
		env,
		...user,
		stdio: [input === undefined ? 'ignore' : 'pipe', log, log],
		detached: process.platform !== 'win32',
	});
	closeSync(log);

	const killOnExit = () => kill(child, crashBy);
	process.once('exit', killOnExit);
	let reason: string | undefined;
	const exited = new Promise<string>((resolve) => {
		child.once('error', (error) => resolve((reason = error.message)));
		child.once('exit', (code, signal) => resolve((reason = signal ?? `exit code ${code}`)));
	});
	// A process that ends before it has read says why in its log.
	child.stdin?.on('error', () => undefined).end(input);
	return {
		pid: child.pid ?? 0,
		logFile,
		exited,
		reason: () => reason,
		logTail: async (lines = 30) => await tail(logFile, lines),
		stop: async () => {
			kill(child, stopBy);
			const forced = setTimeout(() => kill(child, crashBy), 10_000);
			await exited;
			clearTimeout(forced);
			process.off('exit', killOnExit);
		},
		crash: async () => {
			killOnExit();
			await exited;
			process.off('exit', killOnExit);
		},
	};
}
