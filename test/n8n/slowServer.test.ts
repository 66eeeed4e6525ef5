/**
 * Polls that take several times as long as the time between them: n8n starts the next one all the same, and when that one ends
 * it takes away what evaluates expressions from all polls of the workflow, also from the one that still runs.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { startJamaServer, type JamaServer } from '../servers/jama';
import { createEditor } from '../servers/jama/history/editStream';
import { SEED } from '../servers/jama/seed/seed';
import type { Item } from '../servers/jama/types';
import {
	executionsOf,
	handedOn,
	POLL_EVERY,
	POLL_TIMES,
	publish,
	triggerWorkflow,
	unpublish,
} from './activeWorkflow';
import type { CredentialRef, Json, N8nApi, WorkflowJson, WorkflowNode } from './api';
import { connect, prepared } from './prepared';
import { FAST } from './twoSystems';

const { packed, installed } = prepared();
/** How long each answer takes, in ms, and how many items are edited. */
const SLOW = 800;
const EDITS = 55;

let api: N8nApi;
let jama: JamaServer;

beforeAll(async () => {
	({ api } = connect());
	jama = await startJamaServer();
}, 60_000);

afterAll(async () => await jama?.close());

function triggerNode(name: string, login: CredentialRef, project: number): WorkflowNode {
	return {
		name,
		type: `${packed.name}.jamaTrigger`,
		typeVersion: 1,
		parameters: {
			authentication: login.type === 'jamaApi' ? 'basic' : 'oAuth2',
			pollTimes: POLL_TIMES,
			projects: [project],
			options: { previousVersion: true },
		},
		credentials: { [login.type]: { id: login.id, name: login.name } },
	};
}

/** A second trigger before the same node: both share what evaluates expressions. */
function withSecond(workflow: WorkflowJson, second: WorkflowNode): WorkflowJson {
	const [first] = workflow.nodes as [WorkflowNode];
	const node = { ...second, id: 'second', position: [0, 200] };
	const connections = { ...workflow.connections, [second.name]: workflow.connections[first.name] };
	return { ...workflow, nodes: [...workflow.nodes, node], connections };
}

const itemsOf = (project: number, count: number): Item[] =>
	jama.state.treeOrder(project).slice(-count);

it('every edit is told once, with Basic and OAuth2, and by two triggers in one workflow', async () => {
	const at = { baseUrl: jama.url, ...FAST };
	const { basic, oauth } = jama.logins;
	const byBasic = await api.saveCredential('Jama slow', 'jamaApi', { ...at, ...basic });
	const byOAuth2 = await api.saveCredential('Jama slow OAuth2', 'jamaOAuth2Api', {
		...at,
		...oauth,
	});
	const main = (name: string, login: CredentialRef) => triggerNode(name, login, SEED.main);
	const workflows: Record<string, WorkflowJson> = {
		Basic: triggerWorkflow('slow, Basic', main('Changes', byBasic)),
		OAuth2: triggerWorkflow('slow, OAuth2', main('Changes', byOAuth2)),
		'two triggers in one workflow': withSecond(
			triggerWorkflow('slow, two triggers', main('Changes', byBasic)),
			triggerNode('Other Changes', byBasic, SEED.second),
		),
	};
	const ids: Record<string, string> = {};
	for (const [name, workflow] of Object.entries(workflows)) {
		ids[name] = await api.saveWorkflow(workflow);
		await publish(api, ids[name]);
	}

	jama.onRequest = async () => void (await sleep(SLOW));
	jama.requests.length = 0;
	const since = Date.now();
	const editor = createEditor(jama);
	const inMain = itemsOf(SEED.main, EDITS).map(({ id }) => id);
	const inSecond = itemsOf(SEED.second, 5).map(({ id }) => id);
	for (const id of [...inMain, ...inSecond]) editor.edit(id);

	const arrived = async (id: string) => {
		const executions = await executionsOf(api, id);
		const events = await Promise.all(executions.map(async (one) => await handedOn(api, one.id)));
		return { executions, events: events.flat() };
	};
	const expected: Record<string, number[]> = {
		Basic: inMain,
		OAuth2: inMain,
		'two triggers in one workflow': [...inMain, ...inSecond],
	};
	const isComplete = async () => {
		for (const [name, id] of Object.entries(ids)) {
			if ((await arrived(id)).events.length < (expected[name]?.length ?? 0)) return false;
		}
		return true;
	};
	while (!(await isComplete()) && Date.now() - since < 240_000) await sleep(1000);
	// What comes twice comes with one of the next polls.
	await sleep(3 * POLL_EVERY * 1000);

	const lines: string[] = [];
	const found: Record<string, Json> = {};
	for (const [name, id] of Object.entries(ids)) {
		const { executions, events } = await arrived(id);
		await unpublish(api, id);
		const told = events.map((event) => event.id as number);
		const lost = (expected[name] ?? []).filter((item) => !told.includes(item));
		const repeated = told.filter((item, index) => told.indexOf(item) !== index);
		const failed = executions.filter(({ status }) => status === 'error').length;
		const unchanged = events.filter(({ changedFields }) => String(changedFields) !== 'name').length;
		found[name] = { lost, repeated, failed, unchanged };
		lines.push(`${name}: ${told.length} events in ${executions.length} executions`);
	}
	const versions = jama.requests.filter(({ path }) => path.endsWith('/versions'));
	const times = versions.slice(0, EDITS).map(({ time }) => time);
	const longest = Math.max(...times) - Math.min(...times);
	delete jama.onRequest;
	process.stdout.write(
		`a slow Jama (${SLOW} ms an answer) in n8n ${installed.version}, a poll every ${POLL_EVERY} s: a poll took ${Math.round(longest / 1000)} s and more; ${lines.join('; ')}\n`,
	);
	// The server alone makes a poll last longer than the time to the next one.
	expect(longest).toBeGreaterThan(POLL_EVERY * 1000);
	const right = { lost: [], repeated: [], failed: 0, unchanged: 0 };
	expect(found).toEqual({ Basic: right, OAuth2: right, 'two triggers in one workflow': right });
	expect(jama.violations).toEqual([]);
}, 400_000);
