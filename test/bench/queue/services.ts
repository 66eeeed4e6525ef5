import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { freePort } from '../../n8n/n8nProcess';
import { startChild, type RunningProcess } from '../../support/childProcess';
import type { Cleanup } from './cleanup';
import type { Programs } from './programs';

const exec = promisify(execFile);

/** A running server of ours, on 127.0.0.1. */
export interface Service {
	port: number;
	password: string;
}

const PATIENCE = 30_000;

/** Waits until the server answers. Throws with the end of its log. */
async function ready(name: string, server: RunningProcess, answers: () => Promise<boolean>) {
	for (const since = Date.now(); !(await answers()); await sleep(100)) {
		const reason = server.reason();
		if (reason === undefined && Date.now() - since < PATIENCE) continue;
		const what = reason ? `ended (${reason})` : `does not answer after ${PATIENCE / 1000} s`;
		throw new Error(`${name} ${what}. The end of its log:\n${await server.logTail()}`);
	}
}

/** Whether Redis accepts the password and answers PING (Redis protocol, inline commands). */
const pongs = async (port: number, password: string): Promise<boolean> =>
	await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
		let answer = '';
		socket.setEncoding('utf8').on('data', (text: string) => {
			answer += text;
			if (answer.includes('+PONG')) socket.end();
		});
		socket.setTimeout(1000, () => socket.destroy());
		socket.once('error', () => undefined);
		socket.once('close', () => resolve(answer.includes('+PONG')));
	});

/** Starts Redis, which keeps nothing on disk. */
export async function startRedis(
	{ redis }: Programs,
	folder: string,
	cleanup: Cleanup,
): Promise<Service> {
	const port = await freePort();
	const password = randomBytes(16).toString('hex');
	const settings = [
		'bind 127.0.0.1',
		`port ${port}`,
		`requirepass ${password}`,
		'save ""',
		'appendonly no',
		'daemonize no',
		`dir ${folder}`,
	];
	const server = startChild({
		command: redis,
		// Settings from the standard input: the password is in no list of processes.
		args: ['-'],
		input: `${settings.join('\n')}\n`,
		cwd: folder,
		env: process.env,
		logFile: join(folder, 'redis.log'),
	});
	await cleanup.defer('stop Redis', async () => await server.stop());
	await ready('Redis', server, async () => await pongs(port, password));
	return { port, password };
}

/** PostgreSQL refuses to run as root: then Debian's user for it, else whoever runs this. */
async function postgresUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (flag: string) => Number((await exec('id', [flag, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}

/** Starts PostgreSQL with a new cluster, whose user and database are n8n's. */
export async function startPostgres(programs: Programs, cleanup: Cleanup): Promise<Service> {
	const user = await postgresUser();
	const folder = await mkdtemp(join(tmpdir(), 'bench-queue-postgres-'));
	await cleanup.defer('remove the database', async () => {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	const data = join(folder, 'data');
	await writeFile(passwordFile, password, { mode: 0o600 });
	await mkdir(data, { mode: 0o700 });
	if (user) for (const path of [folder, passwordFile, data]) await chown(path, user.uid, user.gid);

	const program = (name: string) => join(programs.postgres, name);
	const login = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
	const encoding = ['--encoding=UTF8', '--locale=C.UTF-8'];
	await exec(program('initdb'), [`--pgdata=${data}`, ...login, ...encoding, '--no-sync'], {
		cwd: folder,
		...user,
	});
	const port = await freePort();
	const server = startChild({
		command: program('postgres'),
		args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off'],
		cwd: folder,
		env: process.env,
		logFile: join(folder, 'postgres.log'),
		...(user && { user }),
		// PostgreSQL's words: fast shutdown (it does not wait for clients), immediate shutdown.
		stopBy: 'SIGINT',
		crashBy: 'SIGQUIT',
	});
	await cleanup.defer('stop PostgreSQL', async () => await server.stop());
	const answers = async () =>
		await exec(program('pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).then(
			() => true,
			() => false,
		);
	await ready('PostgreSQL', server, answers);
	return { port, password };
}
