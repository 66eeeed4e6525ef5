import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { run, step } from '../../../scripts/lib/setup.mjs';

/** A program is missing and was not installed; the message says how to. */
export class MissingProgram extends Error {
	readonly code = 3;
}

export interface Programs {
	redis: string;
	/** The folder of initdb, postgres and pg_isready. */
	postgres: string;
}

const POSTGRES = ['initdb', 'postgres', 'pg_isready'];
/** Debian keeps the server's programs here, by version, and not on PATH. */
const DEBIAN = '/usr/lib/postgresql';

const onPath = (): string[] => (process.env.PATH ?? '').split(delimiter).filter(Boolean);

function postgresFolders(): string[] {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	return [...newestFirst.map((version) => join(DEBIAN, version, 'bin')), ...onPath()];
}

const findRedis = (): string | undefined =>
	onPath()
		.map((folder) => join(folder, 'redis-server'))
		.find((file) => existsSync(file));

const findPostgres = (): string | undefined =>
	postgresFolders().find((folder) => POSTGRES.every((name) => existsSync(join(folder, name))));

/** Why nothing can be installed here; undefined when it can. */
function obstacle(install: boolean): string | undefined {
	if (!install) return '--no-install was given';
	if (!onPath().some((folder) => existsSync(join(folder, 'apt-get')))) return 'there is no apt-get';
	return process.getuid?.() === 0 ? undefined : 'apt-get needs root';
}

async function installPackages(packages: string[], install: boolean): Promise<void> {
	const title = packages.join(' and ');
	const why = obstacle(install);
	const advice = `Install by hand: apt-get install ${packages.join(' ')}`;
	if (why) throw new MissingProgram(`Missing: ${title}, not installed as ${why}. ${advice}`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const apt = async (...args: string[]) => await run('apt-get', args, { env, capture: true });
	await step(`install ${title} with apt-get`, async () => {
		await apt('update', '-qq');
		await apt('install', '-y', '--no-install-recommends', ...packages);
	}).catch((error: Error) => {
		throw new MissingProgram(`Missing: ${title}. ${error.message}\n${advice}`);
	});
}

/** Finds the programs, after installing those that are missing where that is possible. Throws MissingProgram. */
export async function ensurePrograms(install: boolean): Promise<Programs> {
	const packages: string[] = [];
	if (!findRedis()) packages.push('redis-server');
	if (!findPostgres()) packages.push('postgresql');
	if (packages.length > 0) await installPackages(packages, install);
	const [redis, postgres] = [findRedis(), findPostgres()];
	if (redis && postgres) return { redis, postgres };
	throw new MissingProgram(`Missing although installed: ${packages.join(' and ')}`);
}
