/**
 * The trigger in a real n8n: active while Jama changes and n8n is killed, tested in the editor, renamed, refused.
 *
 * n8n refuses to poll more often than once a minute, but looks at each poll time alone: twelve cron expressions, each with a
 * fixed second of its own, make a poll every five seconds by n8n's own scheduler (see POLL_TIMES). So nothing of n8n is
 * replaced or set otherwise, its clock is real, and the run takes minutes instead of an hour.
 *
 * "Arrived" means that n8n has it in an execution, also in one that was killed: n8n does not go on with those by itself, but
 * keeps what they were to work on, for its "Retry". What the workflow does with it is beyond the trigger's reach.
 */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startJamaServer, type JamaServer } from '../servers/jama';
import { createEditor, type Editor } from '../servers/jama/history/editStream';
import { SEED } from '../servers/jama/seed/seed';
import {
	betweenPolls,
	executionsOf,
	handedOn,
	POLL_EVERY,
	POLL_TIMES,
	publish,
	staticDataOf,
	triggerWorkflow,
	unpublish,
} from './activeWorkflow';
import { lastItems, type CredentialRef, type Json, type N8nApi } from './api';
import { judge, type Delivery } from './deliveries';
import { startN8n, type RunningN8n } from './host';
import { connect, prepared } from './prepared';
import { secretsIn } from './workflows';

const { folder, installed, packed } = prepared();
const owner = { email: 'test@example.com', password: 'Local-test-1' };
/** Searches may lag by so much, and the trigger reads so far back. */
const LAG = 3_000;

const polls = (count: number) => sleep(count * POLL_EVERY * 1000);

function triggerNode(login: CredentialRef, parameters: Json = {}) {
	return {
		name: 'Jama Connect Trigger',
		type: `${packed.name}.jamaTrigger`,
		typeVersion: 1,
		parameters: {
			authentication: 'basic',
			pollTimes: POLL_TIMES,
			projects: [SEED.main],
			simplify: false,
			...parameters,
		},
		credentials: { [login.type]: { id: login.id, name: login.name } },
	};
}

const loginData = (jama: JamaServer, more: Json = {}): Json => ({
	baseUrl: jama.url,
	requestsPerSecond: 100,
	burst: 100,
	...jama.logins.basic,
	...more,
});

/** How long a search takes while Jama is slow, in ms: less than what divides two polls. */
const SLOW = 3_000;

const isSearch = ({ path }: { path: string }) => path === '/abstractitems';
/** Whether each search came so soon after the one before that both belong to one poll. */
function continuations({ requests }: JamaServer): boolean[] {
	const times = requests.filter(isSearch).map(({ time }) => time);
	return times.map((time, at) => at > 0 && time - (times[at - 1] as number) < SLOW + 500);
}

const pollsIn = (jama: JamaServer) => continuations(jama).filter((continues) => !continues).length;
const isSecondOfPoll = (jama: JamaServer) => continuations(jama).at(-1) === true;

/** Waits for something that should come soon. */
async function until(what: string, holds: () => Promise<boolean> | boolean, limit = 60) {
	for (const since = Date.now(); !(await holds()); await sleep(25)) {
		if (Date.now() - since > limit * 1000) throw new Error(`${what}: not after ${limit} s`);
	}
}

describe('the trigger while n8n is killed three times', () => {
	const userFolder = join(folder, 'crashing');
	const start = async () => await startN8n({ installed, owner, userFolder });
	let jama: JamaServer;
	let editor: Editor;
	let n8n: RunningN8n;
	let workflow: string;
	let logs = '';
	/** The last execution before each kill. */
	const lastBeforeKills = new Set<string>();

	beforeAll(async () => {
		const nodes = join('.n8n', 'nodes');
		await cp(join(folder, 'user', nodes), join(userFolder, nodes), { recursive: true });
		let step = 0;
		jama = await startJamaServer({
			items: 400,
			// Another lag for each change, the same in every run.
			switches: { indexLag: () => ((step += 1) * 997) % LAG },
		});
		editor = createEditor(jama, { kinds: ['edit', 'edit', 'create', 'comment', 'link'] });
		n8n = await start();
		const login = await n8n.api.saveCredential('Jama', 'jamaApi', loginData(jama));
		const trigger = triggerNode(login);
		workflow = await n8n.api.saveWorkflow(triggerWorkflow('killed', trigger));
		await publish(n8n.api, workflow);
	}, 120_000);

	afterAll(async () => {
		await n8n?.stop();
		await jama?.close();
	});

	const newestExecution = async () => (await executionsOf(n8n.api, workflow)).at(-1)?.id;

	/** Single edits for some seconds, then many at once. */
	const edits = async (single: number, atOnce: number) => {
		for (let n = 0; n < single; n++) {
			editor.random();
			await sleep(250);
		}
		for (let n = 0; n < atOnce; n++) editor.random();
	};

	const restart = async () => {
		logs += await readFile(n8n.logFile, 'utf8');
		await edits(10, 15);
		n8n = await start();
		const last = await newestExecution();
		if (last) lastBeforeKills.add(last);
	};

	/** Kills n8n at the next search that holds. */
	const killAt = async (holds: (searches: number) => boolean) => {
		let searches = 0;
		await new Promise<void>((resolve) => {
			jama.onRequest = async (request) => {
				if (!isSearch(request) || !holds(++searches)) return;
				delete jama.onRequest;
				await n8n.crash();
				resolve();
			};
		});
	};

	it('loses nothing, repeats nothing but what was not saved, and keeps the order', async () => {
		const since = Date.now();

		// In the middle of a poll: a page is never answered.
		await edits(20, 110);
		await killAt((searches) => isSecondOfPoll(jama) && searches > 1);
		await restart();

		// Just after something was handed on, while the workflow works on it.
		await edits(20, 80);
		const before = await newestExecution();
		await until('an execution', async () => (await newestExecution()) !== before);
		await n8n.crash();
		await restart();

		// Polls that take longer than the time between them.
		jama.onRequest = async (request) => {
			if (isSearch(request)) await sleep(SLOW);
		};
		await edits(10, 120);
		await polls(4);
		delete jama.onRequest;

		// At rest: what the last polls remember without having emitted anything is nowhere but in memory.
		await polls(3);
		await n8n.crash();
		await restart();

		await edits(20, 45);
		await sleep(LAG);
		for (let quiet = 0, last = ''; quiet < 2; ) {
			await polls(1);
			const newest = (await newestExecution()) ?? '';
			quiet = newest === last ? quiet + 1 : 0;
			last = newest;
		}
		await unpublish(n8n.api, workflow);

		const deliveries: Delivery[] = [];
		const statuses: Record<string, number> = {};
		for (const { id, status } of await executionsOf(n8n.api, workflow)) {
			const events = await handedOn(n8n.api, id);
			deliveries.push({ execution: id, events, lastBeforeKill: lastBeforeKills.has(id) });
			statuses[status] = (statuses[status] ?? 0) + 1;
		}
		const verdict = judge(jama, deliveries);
		logs += await readFile(n8n.logFile, 'utf8');
		const took = Math.round((Date.now() - since) / 1000);
		process.stdout.write(
			`the trigger in n8n ${installed.version}, a poll every ${POLL_EVERY} s for ${took} s:\n` +
				`  ${jama.ledger.length} edits changed ${verdict.items} items; ${pollsIn(jama)} polls with ${jama.requests.length} requests; n8n killed 3 times\n` +
				`  ${deliveries.length} executions (${JSON.stringify(statuses)}), ${verdict.events} events arrived; ${verdict.lost.length} newest states lost, ` +
				`${verdict.repeated.length} repeated, ${verdict.repeatedAfterKill} repeated after a kill, ${verdict.disordered.length} out of order\n`,
		);
		const { lost, repeated, disordered } = verdict;
		expect({ lost, repeated, disordered }).toEqual({ lost: [], repeated: [], disordered: [] });
		expect(jama.ledger.length).toBeGreaterThanOrEqual(500);
		expect(Object.keys(statuses).sort()).not.toContain('error');
		expect(jama.violations).toEqual([]);
		expect(secretsIn(logs, jama)).toEqual([]);
	}, 480_000);
});

describe('the trigger in the editor', () => {
	let api: N8nApi;
	let log: () => string;
	let jama: JamaServer;
	let editor: Editor;
	let login: CredentialRef;

	beforeAll(async () => {
		({ api, log } = connect());
		jama = await startJamaServer();
		editor = createEditor(jama);
		login = await api.saveCredential('Jama trigger', 'jamaApi', loginData(jama));
	}, 60_000);

	afterEach(() => expect(jama.violations).toEqual([]));

	afterAll(async () => {
		await jama?.close();
	});

	const nthItem = (n: number) => jama.state.treeOrder(SEED.main).at(-1 - n)?.id as number;

	it('a test of the trigger shows the latest changes and stores nothing', async () => {
		const { id: item } = jama.state.items.get(nthItem(0)) ?? { id: 0 };
		editor.edit(item);
		const id = await api.saveWorkflow(triggerWorkflow('trigger tested', triggerNode(login)));
		for (let run = 1; run <= 2; run++) {
			const execution = await api.runWorkflow(id);
			expect(execution.error).toBeUndefined();
			expect(execution.status).toBe('success');
			expect(lastItems(execution).map(({ json }) => json.id)).toHaveLength(3);
			expect(lastItems(execution)[0]?.json).toMatchObject({ id: item, changeType: 'updated' });
			expect(secretsIn(execution.raw, jama)).toEqual([]);
		}
		expect(await staticDataOf(api, id)).toEqual(null);
	});

	it('the trigger is not activated with a wrong password, and n8n says why', async () => {
		const data = loginData(jama, { password: 'not-the-password-1' });
		const wrong = await api.saveCredential('Jama trigger wrong', 'jamaApi', data);
		const id = await api.saveWorkflow(triggerWorkflow('trigger refused', triggerNode(wrong)));
		jama.reset();
		const refusal = await publish(api, id).catch((error: Error) => error.message);
		await unpublish(api, id);
		process.stdout.write(
			`a trigger with a wrong password, ${jama.requests.length} requests: ${refusal}\n`,
		);
		expect(refusal).toMatch(/user ?name|password/i);
		expect(await staticDataOf(api, id)).toEqual(null);
		expect([...secretsIn(log(), jama), log().includes('not-the-password-1')]).toEqual([false]);
	}, 90_000);

	it('a renamed trigger goes on where it was, also under a name it had before', async () => {
		jama.reset();
		const trigger = triggerNode(login);
		const saved = triggerWorkflow('trigger renamed', trigger);
		const id = await api.saveWorkflow(saved);
		await publish(api, id);
		const edited: number[] = [];
		const edit = () => {
			const item = nthItem(edited.length + 1);
			edited.push(item);
			editor.edit(item);
		};
		const arrived = async () => {
			const executions = await executionsOf(api, id);
			const events = await Promise.all(executions.map(async (one) => await handedOn(api, one.id)));
			return events.flat().map((event) => event.id as number);
		};
		edit();
		await until('the first change', async () => (await arrived()).length >= edited.length);

		for (const name of ['Changes', 'Jama Connect Trigger', 'Changes', 'Other']) {
			// Once before and once after the new name is active, and once between that and the next poll.
			await betweenPolls();
			edit();
			await api.saveWorkflow({ ...triggerWorkflow(saved.name, { ...trigger, name }), id });
			edit();
			await publish(api, id);
			edit();
			await until(`changes under ${name}`, async () => (await arrived()).length >= edited.length);
		}
		await polls(2);
		await unpublish(api, id);
		expect((await arrived()).sort()).toEqual(edited.sort());
	}, 120_000);
});
