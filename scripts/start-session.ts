import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
	lastItems,
	type CredentialRef,
	type Execution,
	type N8nApi,
	type WorkflowJson,
} from '../test/n8n/api';
import { isAlive } from '../test/n8n/cache';
import { startN8n, type RunningN8n } from '../test/n8n/host';
import { ensureN8n } from '../test/n8n/install';
import { installPackage, packPackage } from '../test/n8n/pack';
import { registerPackage } from '../test/n8n/register';
import { startJamaServer } from '../test/servers/jama';
import { cacheFolder } from './lib/machine.mjs';
import { ensureBuild, main, root, step } from './lib/setup.mjs';
import { formatTable } from './lib/table';
import { jamaFromEnvironment, saveCredentials, useLoginOf, type JamaTarget } from './start-jama';
import { saveJiraCredential, startEmbeddedJira } from './start-jira';
import { followReloads, watchSources } from './watch';

const firstExample = 'read-a-project';

/** n8n's data of the first run, kept between runs; a second run beside the first gets its own. */
async function claimUserFolder(): Promise<string> {
	for (let number = 1; ; number += 1) {
		const folder = join(cacheFolder(), number === 1 ? 'start' : `start-${number}`);
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const claim = join(folder, 'process');
		const owner = Number(await readFile(claim, 'utf8').catch(() => '0'));
		if (owner > 0 && isAlive(owner)) continue;
		await rm(claim, { force: true });
		// 'wx' fails where another run was faster.
		const claimed = await writeFile(claim, String(process.pid), { flag: 'wx' }).then(
			() => true,
			() => false,
		);
		if (!claimed) continue;
		return folder;
	}
}

/** The editor's login, made up once for each user folder. */
async function ownerLogin(folder: string): Promise<{ email: string; password: string }> {
	const file = join(folder, 'login.json');
	const known = await readFile(file, 'utf8').catch(() => undefined);
	if (known) return JSON.parse(known) as { email: string; password: string };
	const login = { email: 'jama@example.com', password: `Jama1-${randomBytes(9).toString('hex')}` };
	await writeFile(file, JSON.stringify(login), { mode: 0o600 });
	return login;
}

async function startEmbedded(): Promise<JamaTarget> {
	const server = await startJamaServer();
	const { basic, oauth } = server.logins;
	const close = async () => await server.close();
	return { label: 'embedded server', url: server.url, basic, oauth, close };
}

/** Imports every example; the workflow's id is its file's name, so that a second run finds it. */
async function importExamples(
	api: N8nApi,
	target: JamaTarget,
	credentials: CredentialRef[],
): Promise<string[]> {
	const folder = join(root, 'examples');
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
	const ids: string[] = [];
	for (const file of files) {
		const workflow = JSON.parse(await readFile(join(folder, file), 'utf8')) as WorkflowJson;
		const withId = { ...useLoginOf(target, workflow), id: file.replace(/\.json$/, '') };
		ids.push(await api.saveWorkflow(withId, credentials));
	}
	return ids;
}

function report(execution: Execution): number {
	const items = lastItems(execution);
	if (execution.status === 'success') {
		console.log(`\n${formatTable(items.map(({ json }) => json))}\n`);
		return items.length;
	}
	const { error } = execution;
	console.log(`\nThe workflow ended with status ${execution.status}: ${error?.message ?? ''}`);
	if (error?.description) console.log(error.description);
	console.log('');
	return items.length;
}

/** The logins of the fake Jama: the user, and the API client for OAuth2. */
const loginsOf = ({ url, basic, oauth }: JamaTarget): string[] => [
	...(basic ? [`Jama:     ${url}  ${basic.username}  ${basic.password}`] : []),
	...(oauth ? [`  OAuth2: ${url}  ${oauth.clientId}  ${oauth.clientSecret}`] : []),
];

/** Everything the session started, ended in the reverse order. */
const cleanups: Array<() => Promise<void>> = [];
async function cleanUp() {
	for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

async function prepare(folder: string, watching: boolean): Promise<RunningN8n> {
	await ensureBuild();
	const installed = await ensureN8n();
	const { packed, target } = await step('pack the package and install it into n8n', async () => {
		const tarball = await packPackage(join(folder, 'tarball'));
		return { packed: tarball, target: await installPackage(tarball, folder) };
	});
	if (watching) cleanups.push(await step('watch the sources', () => watchSources(target)));
	const n8n = await step(
		`start n8n ${installed.version} with ${packed.name} ${packed.version}`,
		async () =>
			await startN8n({
				installed,
				userFolder: folder,
				owner: await ownerLogin(folder),
				preferredPort: 5678,
				env: watching ? { N8N_DEV_RELOAD: 'true' } : {},
				onWait: (seconds) => console.log(`  … ${seconds} s`),
			}),
	);
	cleanups.push(n8n.stop);
	await registerPackage(n8n.api, installed, packed, folder);
	if (watching) cleanups.push(await followReloads(n8n.logFile));
	return n8n;
}

/** Settles when the end is asked for. Before `ready` the process ends at once instead. */
function endRequested(): { wait: Promise<void>; ready: () => void } {
	let ready = false;
	const wait = new Promise<void>((resolve) => {
		const end = (reason: string) => {
			if (ready) return resolve();
			console.log(`\nInterrupted (${reason})`);
			process.exit(130);
		};
		// `on`, not `once`: Ctrl-C reaches this process twice, from the terminal and from npm.
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
		// npm passes SIGTERM to its shell only; that this process was left alone is all it can see.
		const parent = process.ppid;
		if (process.env.npm_lifecycle_event) {
			setInterval(() => process.ppid !== parent && end('npm has ended'), 500).unref();
		}
	});
	return { wait, ready: () => (ready = true) };
}

async function session(once: boolean, watching: boolean) {
	const since = Date.now();
	const end = endRequested();
	const given = jamaFromEnvironment();
	const folder = await claimUserFolder();
	cleanups.push(async () => await rm(join(folder, 'process'), { force: true }));
	const n8n = await prepare(folder, watching);
	const target = given ?? (await startEmbedded());
	cleanups.push(target.close);
	// Not beside a real Jama: an example would write keys of the fake Jira into it.
	const jira = given ? undefined : await startEmbeddedJira();
	if (jira) cleanups.push(jira.close);
	console.log(`  Jama: ${target.label}${target.label === target.url ? '' : ` at ${target.url}`}`);
	console.log(`  Jira: ${jira ? `embedded server at ${jira.url}` : 'none, choose a credential'}`);

	const ids = await step('import credentials and example workflows', async () => {
		const credentials = await saveCredentials(n8n.api, target);
		if (jira) credentials.push(await saveJiraCredential(n8n.api, jira));
		return await importExamples(n8n.api, target, credentials);
	});
	const execution = await step(`execute ${firstExample}`, () => n8n.api.runWorkflow(firstExample));
	const items = report(execution);
	if (execution.status !== 'success') process.exitCode = 1;

	const figures =
		`${ids.length} workflows, status ${execution.status}, ${items} items, ` +
		`${((Date.now() - since) / 1000).toFixed(1)} s`;
	if (once) {
		await cleanUp();
		console.log(`Done: ${figures}`);
		return;
	}
	const login = await ownerLogin(folder);
	console.log(`Editor:   ${n8n.url}/workflow/${firstExample}`);
	console.log(`Login:    ${login.email}  ${login.password}`);
	// The logins of the fake servers only: that of a real Jama stays where it came from.
	if (!given) for (const line of loginsOf(target)) console.log(line);
	if (jira) console.log(`Jira:     ${jira.url}  ${jira.login.username}  ${jira.login.password}`);
	console.log(`n8n's log and data: ${folder}`);
	if (watching) console.log('Save a file in nodes, credentials or icons: n8n loads it by itself.');
	console.log(`Ready: ${figures}. Ctrl-C ends everything.`);
	end.ready();
	const died = await Promise.race([end.wait, n8n.exited]);
	if (died !== undefined) {
		throw new Error(`n8n ended by itself (${died}). The end of its log:\n${await n8n.logTail()}`);
	}
	console.log('\nStopping …');
	await cleanUp();
	console.log(`Stopped after ${Math.round((Date.now() - since) / 1000)} s`);
}

void main(async () => {
	try {
		await session(process.argv.includes('--once'), process.argv.includes('--watch'));
	} finally {
		await cleanUp();
	}
	// A connection that is still open must not keep the process.
}).then(() => process.exit());
