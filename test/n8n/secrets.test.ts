/**
 * No secret leaves a credential: with marked passwords, client secrets and tokens, n8n at its most talkative, everything goes
 * right and wrong once; then all that n8n said and kept is searched for the marks.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startJamaServer, type JamaServer } from '../servers/jama';
import { createEditor } from '../servers/jama/history/editStream';
import { SEED } from '../servers/jama/seed/seed';
import { SEED as JIRA_SEED, startJiraServer, type JiraServer } from '../servers/jira';
import {
	executionsOf,
	POLL_TIMES,
	publish,
	staticDataOf,
	triggerWorkflow,
	unpublish,
} from './activeWorkflow';
import type { CredentialRef, Json, WorkflowNode } from './api';
import { FAULTS, startFaultyServer, type FaultyServer } from './faultyServer';
import { startN8n, type RunningN8n } from './host';
import { newMark, Search } from './marks';
import { prepared } from './prepared';
import { FAST } from './twoSystems';
import { workflowOf } from './workflows';

const { folder, installed, packed } = prepared();
const owner = { email: 'test@example.com', password: 'Local-test-1' };
const userFolder = join(folder, 'secrets');
const data = join(userFolder, '.n8n');
/** Installed code, and the log: it is searched by name. */
const isCode = (path: string) => /^(\.n8n\/)?nodes\//.test(path.replaceAll('\\', '/'));

const marks = {
	jamaPassword: newMark('password'),
	jamaSecret: newMark('secret'),
	jamaToken: newMark('bearer'),
	jiraPassword: newMark('jira'),
	jiraToken: newMark('pat'),
};

interface Login {
	name: string;
	type: string;
	node: 'jama' | 'jiraAgile';
	authentication: string;
	/** What is the same wherever the server is. */
	secrets: Json;
	/** The server that answers well. */
	url: () => string;
}

let n8n: RunningN8n;
let jama: JamaServer;
let jira: JiraServer;
let faulty: FaultyServer;
let logins: Login[];

beforeAll(async () => {
	await cp(join(folder, 'user', '.n8n', 'nodes'), join(data, 'nodes'), { recursive: true });
	[jama, jira] = await Promise.all([
		startJamaServer(),
		startJiraServer({ deployment: 'dataCenter' }),
	]);
	faulty = await startFaultyServer(marks.jamaToken);
	const user = jama.state.users.get(SEED.integrator)!;
	Object.assign(user, { password: marks.jamaPassword, clientSecret: marks.jamaSecret });
	const jiraUser = jira.state.users.get(JIRA_SEED.user.integrator)!;
	Object.assign(jiraUser, { password: marks.jiraPassword, token: marks.jiraToken });
	const ofJama = { node: 'jama' as const, url: () => jama.url };
	const ofJira = { node: 'jiraAgile' as const, url: () => jira.url };
	logins = [
		{
			...ofJama,
			name: 'Jama Basic',
			type: 'jamaApi',
			authentication: 'basic',
			secrets: { username: user.username, password: marks.jamaPassword },
		},
		{
			...ofJama,
			name: 'Jama OAuth2',
			type: 'jamaOAuth2Api',
			authentication: 'oAuth2',
			secrets: { clientId: user.clientId, clientSecret: marks.jamaSecret },
		},
		{
			...ofJira,
			name: 'Jira Basic',
			type: 'jiraAgileApi',
			authentication: 'basic',
			secrets: {
				deployment: 'dataCenter',
				username: jiraUser.username,
				password: marks.jiraPassword,
			},
		},
		{
			...ofJira,
			name: 'Jira PAT',
			type: 'jiraAgilePatApi',
			authentication: 'personalAccessToken',
			secrets: { token: marks.jiraToken },
		},
	];
	n8n = await startN8n({
		installed,
		owner,
		userFolder,
		env: {
			N8N_LOG_LEVEL: 'debug',
			N8N_LOG_OUTPUT: 'console,file',
			N8N_LOG_FILE_LOCATION: join(data, 'logs', 'n8n.log'),
		},
	});
}, 180_000);

afterAll(async () => {
	await n8n?.stop();
	await Promise.all([jama?.close(), jira?.close(), faulty?.close()]);
});

const nodeOf = (
	login: Login,
	ref: CredentialRef,
	name: string,
	parameters: Json,
): WorkflowNode => ({
	name,
	type: `${packed.name}.${login.node}`,
	typeVersion: 1,
	parameters: { authentication: login.authentication, ...parameters },
	credentials: { [ref.type]: { id: ref.id, name: ref.name } },
});

const LIST: Record<Login['node'], Json> = {
	jama: { resource: 'project', operation: 'getMany', returnAll: true },
	jiraAgile: { resource: 'board', operation: 'getMany', returnAll: true },
};
const WHO: Record<Login['node'], string> = { jama: '/users/current', jiraAgile: '/board' };
const custom = ({ node }: Login): Json => ({
	resource: 'customApi',
	operation: 'request',
	method: 'GET',
	relativeUrl: WHO[node],
});

/** What n8n's REST API answers, or the error that it answers with. */
const said = async (work: Promise<unknown>): Promise<unknown> =>
	await work.catch((error: Error) => error.message);

/** Everything with one login at one server: the credential's test, a picker, runs that stop and runs that go on. */
async function everything(login: Login, fault: string, url: string): Promise<Json> {
	const { api } = n8n;
	const name = `${login.name} ${fault}`;
	const values = { baseUrl: url, ...FAST, ...login.secrets };
	const ref = await api.saveCredential(name, login.type, values);
	const answers: Json = { test: await said(api.testCredential(ref, values)) };
	answers.picker = await said(
		api.list({
			node: `${packed.name}.${login.node}`,
			method: login.node === 'jama' ? 'searchProjects' : 'searchBoards',
			path: 'parameters.x',
			parameters: { authentication: login.authentication },
			credential: ref,
		}),
	);
	for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']) {
		const list = { ...nodeOf(login, ref, 'List', LIST[login.node]), onError };
		const call = { ...nodeOf(login, ref, 'Call', custom(login)), onError };
		const workflow = workflowOf(`${name} ${onError}`, list, call);
		const { raw, status, error } = await api.runWorkflow(await api.saveWorkflow(workflow));
		answers[onError] = raw;
		answers[`${onError} ended`] = error ? `${status}: ${error.message}` : status;
	}
	return answers;
}

/** The trigger of one login, active: finds a change, meets an error, finds another. */
async function trigger(login: Login): Promise<Json> {
	const { api } = n8n;
	const values = { baseUrl: jama.url, ...FAST, ...login.secrets };
	const ref = await api.saveCredential(`${login.name} trigger`, login.type, values);
	const node: WorkflowNode = {
		...nodeOf(login, ref, 'Jama Connect Trigger', { pollTimes: POLL_TIMES, projects: [SEED.main] }),
		type: `${packed.name}.jamaTrigger`,
	};
	const id = await api.saveWorkflow(triggerWorkflow(`${login.name} trigger`, node));
	await publish(api, id);
	const editor = createEditor(jama);
	const statuses = async () => (await executionsOf(api, id)).map(({ status }) => status);
	const until = async (holds: (all: string[]) => boolean) => {
		for (const since = Date.now(); !holds(await statuses()); await sleep(200)) {
			if (Date.now() - since > 60_000)
				throw new Error(`the trigger of ${login.name}: nothing after 60 s`);
		}
	};
	editor.edit(jama.state.treeOrder(SEED.main).at(-1)!.id);
	await until((all) => all.length > 0);
	for (const status of [401, 500] as const)
		jama.switches.failNext.push({ status, path: '/abstractitems' });
	await until((all) => all.includes('error'));
	jama.switches.failNext.length = 0;
	const kept = await staticDataOf(api, id);
	const executions = await executionsOf(api, id);
	const raws = await Promise.all(executions.map(async (one) => (await api.execution(one.id)).raw));
	await unpublish(api, id);
	return { kept, raws };
}

it('marks of passwords, secrets and tokens are nowhere but in the credentials', async () => {
	const since = Date.now();
	const outputs: Record<string, Json> = {};
	const ways = logins.map(async (login) => {
		for (const fault of FAULTS) {
			outputs[`${login.name} ${fault}`] = await everything(login, fault, faulty.urlOf(fault));
		}
		outputs[login.name] = await everything(login, 'success', login.url());
	});
	await Promise.all(ways);
	// Each way was gone: what should work does, what should fail does, and goes on where told to.
	for (const login of logins) {
		expect(outputs[login.name]).toMatchObject({
			test: { status: 'OK' },
			'stopWorkflow ended': 'success',
		});
		for (const fault of FAULTS) {
			expect(outputs[`${login.name} ${fault}`]).toMatchObject({
				test: { status: 'Error' },
				'stopWorkflow ended': expect.stringMatching(/^error: ./),
				'continueRegularOutput ended': 'success',
			});
		}
	}
	for (const login of logins.filter(({ node }) => node === 'jama')) {
		outputs[`${login.name} trigger`] = await trigger(login);
	}
	const planted = { plain: newMark('planted'), basic: newMark('planted64') };
	const inBasic = Buffer.from(`somebody:${planted.basic}`).toString('base64');
	const plant: WorkflowNode = {
		name: `Set ${planted.plain}`,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ planted: planted.plain, inBasic }) },
	};
	const { api } = n8n;
	const run = await api.runWorkflow(await api.saveWorkflow(workflowOf('planted', plant)));
	await sleep(2000);

	const tokens = [...jama.state.tokens.keys()].map((token, at) => [`token ${at}`, token]);
	const search = new Search({
		...marks,
		...(Object.fromEntries(tokens) as Record<string, string>),
	});
	const check = new Search(planted);
	for (const [name, output] of Object.entries(outputs)) {
		for (const [part, content] of Object.entries(output)) {
			search.in('answers', `${name}: ${part}`, content);
		}
	}
	check.in('answers', 'planted', run.raw);
	const database = join(data, 'database.sqlite');
	for (const one of [search, check]) {
		await one.inFiles(userFolder, isCode);
		await one.inRows(installed.node, database);
	}
	// What is searched with finds what is there: as it is, and in Base64, in each kind of place.
	const seen = (mark: string, place: RegExp) =>
		check.found.some((line) => line.startsWith(mark) && place.test(line));
	for (const mark of ['plain', 'basic']) {
		for (const place of [
			/answers/,
			/files, .*database\.sqlite/,
			/rows, execution_data/,
			/unpacked/,
		]) {
			expect([mark, place, seen(mark, place)]).toEqual([mark, place, true]);
		}
	}
	expect(seen('plain', /files, .*n8n\.log/)).toBe(true);

	const places = [...search.places].map(([kind, count]) => `${count} ${kind}`).join(', ');
	process.stdout.write(
		`secrets: ${Object.keys(marks).length} marks and ${tokens.length} tokens of ${logins.length} credentials, ` +
			`${Object.keys(outputs).length} ways in ${Math.round((Date.now() - since) / 1000)} s; searched ${places}: found ${search.found.length}\n`,
	);
	expect(search.found).toEqual([]);
	expect(faulty.strayed).toEqual([]);
}, 600_000);
