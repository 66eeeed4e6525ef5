/** The operations of several requests, each in a real n8n: a good run, and a fault in the middle. */
import { startJamaServer, type JamaServer } from '../servers/jama';
import { lastItems, type CredentialRef, type Json, type N8nApi, type WorkflowNode } from './api';
import { onItems } from './oneStepOnItems';
import { onTests } from './oneStepOnTests';
import { connect, prepared } from './prepared';
import { jamaNode, secretsIn, workflowOf } from './workflows';

const { packed } = prepared();

let api: N8nApi;
let log: () => string;
let jama: JamaServer;
let basic: CredentialRef;

beforeAll(async () => {
	({ api, log } = connect());
	jama = await startJamaServer();
	const data = { baseUrl: jama.url, requestsPerSecond: 100, burst: 100, ...jama.logins.basic };
	basic = await api.saveCredential('Jama one step', 'jamaApi', data);
}, 60_000);

afterEach(() => {
	const violations = [...jama.violations];
	jama.reset();
	jama.reseed();
	expect(violations).toEqual([]);
});

afterAll(async () => {
	await jama?.close();
	expect(secretsIn(log(), jama)).toEqual([]);
});

const writes = () =>
	jama.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path}`);

/** Runs `resource.operation` after other nodes. What n8n keeps of the execution must hold no secret. */
async function execute(name: string, parameters: Json, before: WorkflowNode[] = []) {
	const [resource, operation] = name.split('.');
	const node = jamaNode(packed.name, basic, { resource, operation, ...parameters });
	const id = await api.saveWorkflow(workflowOf(name, ...before, node));
	const execution = await api.runWorkflow(id);
	expect(secretsIn(execution.raw, jama)).toEqual([]);
	return {
		...execution,
		items: lastItems(execution),
		rows: lastItems(execution).map(({ json }) => json),
	};
}

describe.each([...onItems, ...onTests])(
	'$operation',
	({ operation, parameters, before, prepare, faults, ...good }) => {
		beforeEach(() => prepare?.(jama));

		it('runs', async () => {
			const { error, status, items, rows } = await execute(operation, parameters, before);
			expect(error).toBeUndefined();
			expect(status).toBe('success');
			expect({ rows }).toMatchObject({ rows: good.rows });
			if (good.writes) expect(writes()).toEqual(good.writes);
			good.after?.(jama);
			if (good.file) expect(items[0]?.binary?.data).toMatchObject(good.file);
		});

		it.each(faults)('$what', async (fault) => {
			jama.switches.failNext = [...fault.failures];
			const all = { ...parameters, ...fault.parameters };
			const { error, status, lastNode, rows } = await execute(operation, all, before);
			expect(lastNode).toBe('Jama');
			expect(jama.switches.failNext).toEqual([]);
			if (fault.error) {
				const { message, description } = error ?? {};
				expect({ status, message, description }).toEqual({
					status: 'error',
					message: expect.stringMatching(fault.error.message),
					description: expect.stringMatching(fault.error.description),
				});
			} else {
				expect({ status, rows }).toMatchObject({ status: 'success', rows: fault.rows });
			}
			if (fault.writes) expect(writes()).toEqual(fault.writes);
		});
	},
);
