/** The examples that wait for something: a change in Jama, and the results of a build. */
import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import { POLL_TIMES } from './activeWorkflow';
import { filledIn, good, nthExecution, useExamples } from './exampleRuns';
import { prepared } from './prepared';
import { startChatWebhook, type Receiver } from './receivers';
import { patchAsOther, requirements } from './requirements';
import { secretsIn } from './workflows';

const { root } = prepared();
const PLAN = 'Release 1.0 Verification';
const CI = { name: 'X-CI-Token', value: 'ci-token-0123456789' };

const examples = useExamples('Jama of active examples');

describe('a changed requirement in a chat', () => {
	let chat: Receiver;
	beforeAll(async () => void (chat = await startChatWebhook()));
	afterAll(async () => await chat?.close());

	it('is one message with a link and what changed', async () => {
		const file = 'requirement-changed-to-chat.json';
		const choices = {
			'When an item changes': {
				pollTimes: POLL_TIMES,
				projects: [SEED.main],
				filters: { itemTypes: [TYPE.system] },
			},
			'Post to chat': { url: `http://127.0.0.1:${chat.port}/hook` },
		};
		const id = await examples.api.saveWorkflow(filledIn(root, file, choices), [examples.login]);
		await examples.activate(id);
		const [requirement] = requirements(examples.jama, false);
		const before = String(requirement!.fields.name);
		await patchAsOther(examples.jama, requirement!, 'name', 'Alarm "A" sounds <loud> & long');

		const execution = await nthExecution(examples.api, id, 1);
		good(execution);
		expect(chat.received).toHaveLength(1);
		const { text } = JSON.parse(chat.received[0]!) as { text: string };
		expect(text.split('\n')).toEqual([
			`*${requirement!.documentKey} Alarm "A" sounds &lt;loud&gt; &amp; long* was changed`,
			`• name: ${before} → Alarm "A" sounds &lt;loud&gt; &amp; long`,
			expect.stringContaining(`#/items/${requirement!.id}?projectId=${SEED.main}`),
		]);
		expect(secretsIn(execution.raw, examples.jama)).toEqual([]);
	}, 60_000);
});

describe('the results of a build', () => {
	let workflow: string;
	let runs = 0;

	beforeEach(async () => {
		const token = await examples.api.saveCredential('CI token', 'httpHeaderAuth', CI);
		const example = filledIn(root, 'ci-results-to-test-cycle.json', {});
		workflow = await examples.api.saveWorkflow(example, [examples.login, token]);
		await examples.activate(workflow);
		runs = 0;
	});

	const send = async (xml: string | undefined, cycle = 'Build 1', token = CI.value) => {
		const form = new FormData();
		form.set('project', 'PUMP');
		form.set('plan', PLAN);
		form.set('cycle', cycle);
		if (xml) form.set('data', new Blob([xml], { type: 'text/xml' }), 'junit.xml');
		const url = `${examples.api.url}/webhook/jama-test-results`;
		const headers = { [CI.name]: token };
		const response = await fetch(url, { method: 'POST', body: form, headers });
		return { status: response.status, text: await response.text() };
	};
	const sent = async (xml: string | undefined, cycle?: string) => {
		const response = await send(xml, cycle);
		runs += 1;
		const execution = await nthExecution(examples.api, workflow, runs);
		return { ...response, json: JSON.parse(response.text) as Record<string, unknown>, execution };
	};
	const junit = (...cases: string[]) =>
		`<testsuites><testsuite name="pump">${cases.join('')}</testsuite></testsuites>`;
	const passed = (key: string) => `<testcase classname="pump" name="test_${key}"/>`;
	const failed = (key: string) =>
		`<testcase classname="pump" name="test_${key}"><failure message="no alarm"/></testcase>`;
	const statusOf = (key: string) => {
		const testCase = [...examples.jama.state.items.values()].find(
			(item) => item.documentKey === key,
		);
		const run = [...examples.jama.state.items.values()].find(
			({ itemType, fields }) => itemType === TYPE.testRun && fields.testCase === testCase?.id,
		);
		return run?.fields.testRunStatus;
	};
	const writes = () => examples.jama.requests.filter(({ method }) => method !== 'GET');

	it('are written, and the summary is the answer', async () => {
		const { status, json, execution } = await sent(junit(passed('PUMP_TC_4'), failed('PUMP_TC_5')));
		good(execution);
		expect([status, json]).toEqual([
			200,
			expect.objectContaining({ results: 2, recorded: 2, failed: 0, notFound: 0 }),
		]);
		expect(['PUMP-TC-4', 'PUMP-TC-5'].map(statusOf)).toEqual(['PASSED', 'FAILED']);
	}, 60_000);

	it('that fit no run fail the build, and the others are written', async () => {
		const { status, json, execution } = await sent(
			junit(passed('PUMP_TC_4'), passed('PUMP_TC_9999')),
		);
		expect([status, json]).toEqual([
			422,
			expect.objectContaining({
				message: 'Not all results were recorded',
				recorded: 1,
				notFound: 1,
			}),
		]);
		expect([execution.status, execution.lastNode]).toEqual(['error', 'Stop: not all']);
		expect(statusOf('PUMP-TC-4')).toBe('PASSED');
	}, 60_000);

	it.each([
		['no file', undefined, 'Build 1', 400, /send project, plan, cycle and the file/],
		['a cycle that is not there', junit(passed('PUMP_TC_4')), 'Build 9', 422, /Build 9/],
		['a file that is cut off', '<testsuites><testsuite', 'Build 1', 422, /XML/i],
	])(
		'write nothing with %s',
		async (_, xml, cycle, status, message) => {
			const answer = await sent(xml, cycle);
			expect([answer.status, answer.json.message]).toEqual([
				status,
				expect.stringMatching(message),
			]);
			expect(answer.execution.status).toBe('error');
			expect(writes()).toEqual([]);
		},
		60_000,
	);

	it('without the token are rejected', async () => {
		const { status } = await send(junit(passed('PUMP_TC_4')), 'Build 1', 'wrong');
		expect([status, writes()]).toEqual([403, []]);
	}, 60_000);
});
