/** How the tests run an example: what a user would choose in it, and how its webhooks are called. */
import { setTimeout as sleep } from 'node:timers/promises';

import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import { startJamaServer, type JamaServer } from '../servers/jama';
import type { Item } from '../servers/jama/types';
import { executionsOf, publish, unpublish } from './activeWorkflow';
import type { CredentialRef, Json, N8nApi } from './api';
import { connect } from './prepared';
import { FAST, readExample } from './twoSystems';
import { secretsIn } from './workflows';

/** What the tests of examples on Jama alone share. */
export interface Examples {
	api: N8nApi;
	jama: JamaServer;
	/** A credential for that server. */
	login: CredentialRef;
	/** Activates a workflow until the test ends. */
	activate(id: string): Promise<void>;
}

/**
 * Starts a fake Jama before the tests of a file, checks after each that nothing was asked of it that Jama would not take, and in
 * the end that no secret is in n8n's log.
 * @param title of the credential, which test files that run side by side must not share
 * @returns what holds nothing before the first test
 */
export function useExamples(title: string): Examples {
	const open: string[] = [];
	let log: () => string;
	const examples = {
		async activate(id: string) {
			await publish(examples.api, id);
			open.push(id);
		},
	} as Examples;
	beforeAll(async () => {
		const n8n = connect();
		({ log } = n8n);
		const jama = await startJamaServer();
		const data = { baseUrl: jama.url, ...FAST, ...jama.logins.basic };
		const login = await n8n.api.saveCredential(title, 'jamaApi', data);
		Object.assign(examples, { api: n8n.api, jama, login });
	}, 60_000);
	afterEach(async () => {
		const { api, jama } = examples;
		for (const id of open.splice(0)) await unpublish(api, id);
		const violations = [...jama.violations];
		jama.reset();
		jama.reseed();
		expect(violations).toEqual([]);
	});
	afterAll(async () => {
		await examples.jama?.close();
		expect(secretsIn(log(), examples.jama)).toEqual([]);
	});
	return examples;
}

/** The execution went well. */
export const good = ({ error, status }: { error?: unknown; status: string }): void =>
	expect([error, status]).toEqual([undefined, 'success']);

/** A record that is picked by its name, or in another way. */
export const picked = (value: string, mode = 'name'): Json => ({ __rl: true, mode, value });

/** An example in which a user has filled in some parameters, by node. */
export const filledIn = (root: string, file: string, choices: Record<string, Json>) => {
	const unused = new Set(Object.keys(choices));
	const workflow = readExample(root, file, (node, parameters) => {
		unused.delete(node);
		return { ...parameters, ...choices[node] };
	});
	if (unused.size > 0) throw new Error(`${file} has no node ${[...unused].join(', ')}`);
	return workflow;
};

/** Waits for the end of the n-th execution of an active workflow. */
export async function nthExecution(api: N8nApi, workflow: string, count: number) {
	let finished = 0;
	for (const since = Date.now(); Date.now() - since < 60_000; await sleep(100)) {
		const all = await executionsOf(api, workflow);
		const ended = all.filter(({ status }) => !/new|running/.test(status));
		finished = ended.length;
		const found = ended[count - 1];
		if (found) return await api.execution(found.id);
	}
	throw new Error(`There were only ${finished} executions`);
}

/** The system requirements of the main project that no test case follows from, by the server's own data. */
export function untested({ state }: JamaServer): Item[] {
	const isTest = (id: number) => state.items.get(id)?.itemType === TYPE.testCase;
	return state
		.treeOrder(SEED.main)
		.filter(({ itemType }) => itemType === TYPE.system)
		.filter(({ id }) => !state.downstream(id).some(({ toItem }) => isTest(toItem)));
}
