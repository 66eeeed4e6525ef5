/** The examples that work on Jama alone, in a real n8n: what they say is compared with what the server holds. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { createEditor } from '../servers/jama/history/editStream';
import { SEED } from '../servers/jama/seed/seed';
import { TYPE } from '../servers/jama/seed/seedTypes';
import { lastItems, type CredentialRef, type Json } from './api';
import { filledIn, good, nthExecution, picked, untested, useExamples } from './exampleRuns';
import { startFakeChatModel, type FakeChatModel } from './fakeChatModel';
import { prepared } from './prepared';
import { htmlOf, startMailServer, subjectOf, type Receiver } from './receivers';
import { secretsIn, workflowOf } from './workflows';

const { root, folder } = prepared();

const examples = useExamples('Jama of the examples');

it('every example has a test', () => {
	const tested = [
		'ask-an-agent.json',
		'call-any-endpoint.json',
		'ci-results-to-test-cycle.json',
		'jama-jira-sync.json',
		'jira-sprint-report.json',
		'nightly-export-to-spreadsheet.json',
		'nightly-gaps-report.json',
		'read-a-project.json',
		'requirement-changed-to-chat.json',
	];
	const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.json'));
	expect(files.sort()).toEqual(tested);
});

it('read-a-project shows the newest items of each project', async () => {
	const id = await examples.api.saveWorkflow(filledIn(root, 'read-a-project.json', {}), [
		examples.login,
	]);
	const execution = await examples.api.runWorkflow(id);
	good(execution);
	const keys = lastItems(execution).map(({ json }) => json.documentKey);
	const known = [...examples.jama.state.items.values()].map(({ documentKey }) => documentKey);
	expect(keys.length).toBeGreaterThan(1);
	expect(known).toEqual(expect.arrayContaining(keys));
	const types = new Set(lastItems(execution).map(({ json }) => json.type));
	expect([...types].filter((type) => typeof type !== 'string' || type === '')).toEqual([]);
}, 60_000);

it('read-a-project stops with a word where there is no project', async () => {
	examples.jama.state.projects.clear();
	const id = await examples.api.saveWorkflow(filledIn(root, 'read-a-project.json', {}), [
		examples.login,
	]);
	const execution = await examples.api.runWorkflow(id);
	expect([execution.lastNode, execution.error?.message]).toEqual([
		'Stop: no project',
		expect.stringContaining('sees no project'),
	]);
}, 60_000);

describe('the gaps report', () => {
	let mail: Receiver;
	let smtp: CredentialRef;
	beforeAll(async () => {
		mail = await startMailServer();
		const data = { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true };
		smtp = await examples.api.saveCredential('Mail', 'smtp', { ...data, user: '', password: '' });
	});
	afterAll(async () => await mail?.close());

	const run = async (itemType: string, relatedType: string) => {
		const choices = {
			'Find requirements without a test': {
				projectId: picked('PUMP', 'key'),
				itemType: picked(itemType),
				relatedType: picked(relatedType),
			},
			'Send mail': { fromEmail: 'n8n@example.com', toEmail: 'team@example.com' },
		};
		const example = filledIn(root, 'nightly-gaps-report.json', choices);
		return await examples.api.runWorkflow(
			await examples.api.saveWorkflow(example, [examples.login, smtp]),
		);
	};

	it('is a mail with a row for each gap', async () => {
		const gaps = untested(examples.jama);
		expect(gaps.length).toBeGreaterThan(1);
		gaps[0]!.fields.name = 'Rate < 5 & > 1';
		good(await run('System Requirement', 'Test Case'));
		expect(mail.received).toHaveLength(1);
		const html = htmlOf(mail.received[0]!);
		expect(subjectOf(mail.received[0]!)).toBe(
			`Gaps: System Requirement without Test Case (${gaps.length})`,
		);
		expect(html.match(/<a href="[^"]+"[^>]*>[^<]+<\/a>/g)).toEqual(
			gaps.map(({ id, documentKey }) =>
				expect.stringMatching(new RegExp(`items/${id}\\?.*>${documentKey}</a>$`)),
			),
		);
		expect(html).toContain('Rate &lt; 5 &amp; &gt; 1');
	}, 60_000);

	it('is no mail where there is no gap', async () => {
		const testCase = examples.jama.state
			.treeOrder(SEED.main)
			.find(({ itemType }) => itemType === TYPE.testCase)!;
		for (const item of untested(examples.jama))
			createEditor(examples.jama).link(item.id, testCase.id);
		expect(untested(examples.jama)).toEqual([]);
		const before = mail.received.length;
		const execution = await run('System Requirement', 'Test Case');
		good(execution);
		expect([execution.lastNode, mail.received.length]).toEqual(['Nothing to report', before]);
		expect(lastItems(execution)[0]?.json.message).toContain('No gap, and no mail');
	}, 60_000);

	it('stops with a word where there is nothing to look at', async () => {
		for (const item of [...examples.jama.state.items.values()]) {
			if (item.itemType === TYPE.risk) examples.jama.state.items.delete(item.id);
		}
		const before = mail.received.length;
		const execution = await run('Risk', 'Test Case');
		expect([execution.lastNode, execution.error?.message, mail.received.length]).toEqual([
			'Stop: nothing to look at',
			expect.stringContaining('Nothing was looked at'),
			before,
		]);
	}, 60_000);
});

describe('the spreadsheet', () => {
	const run = async (itemType: string) => {
		const files = join(folder, 'user', '.n8n-files');
		mkdirSync(files, { recursive: true });
		const name = join(files, `${itemType}.xlsx`);
		const choices = {
			'Get requirements': { filters: { projects: ['PUMP'], itemTypes: [itemType] } },
			'Write file': { fileName: name },
		};
		const example = filledIn(root, 'nightly-export-to-spreadsheet.json', choices);
		return {
			name,
			execution: await examples.api.runWorkflow(
				await examples.api.saveWorkflow(example, [examples.login]),
			),
		};
	};

	/** The rows of the file, as n8n reads them. */
	const readBack = async (name: string) => {
		const read = {
			name: 'Read',
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1.1,
			parameters: { operation: 'read', fileSelector: name, options: {} },
		};
		const extract = {
			// Extract from File does not load in an n8n of the tests: what it needs for calendars is not installed with it.
			name: 'Extract',
			type: 'n8n-nodes-base.spreadsheetFile',
			typeVersion: 2,
			parameters: { operation: 'fromFile', options: {} },
		};
		return await examples.api.runWorkflow(
			await examples.api.saveWorkflow(workflowOf('Read back', read, extract)),
		);
	};

	it('holds a row for each requirement', async () => {
		const { name, execution } = await run('System Requirement');
		good(execution);
		const items = examples.jama.state
			.treeOrder(SEED.main)
			.filter(({ itemType }) => itemType === TYPE.system);
		const rows = lastItems(await readBack(name)).map(({ json }) => json);
		expect(rows.map(({ Key, Name }) => [Key, Name])).toEqual(
			items.map(({ documentKey, fields }) => [documentKey, fields.name]),
		);
	}, 60_000);

	it('is not written where nothing was found', async () => {
		for (const item of [...examples.jama.state.items.values()]) {
			if (item.itemType === TYPE.risk) examples.jama.state.items.delete(item.id);
		}
		const { execution } = await run('Risk');
		expect([execution.lastNode, execution.error?.message]).toEqual([
			'Stop: nothing found',
			expect.stringContaining('No item was found'),
		]);
	}, 60_000);
});

describe('any endpoint', () => {
	const run = async (choices: Record<string, Json> = {}) =>
		await examples.api.runWorkflow(
			await examples.api.saveWorkflow(filledIn(root, 'call-any-endpoint.json', choices), [
				examples.login,
			]),
		);

	it('is read to its end, page by page', async () => {
		examples.jama.switches.pageMax = 3;
		const execution = await run();
		good(execution);
		const users = [...examples.jama.state.users.values()];
		expect(lastItems(execution).map(({ json }) => json.username)).toEqual(
			users.map(({ username }) => username),
		);
		expect(examples.jama.requests.filter(({ path }) => path === '/users').length).toBeGreaterThan(
			2,
		);
	}, 60_000);

	it('stops with a word where nothing comes', async () => {
		examples.jama.state.releases.clear();
		const query = [{ name: 'project', value: String(SEED.main) }];
		const execution = await run({
			'Read all users': { relativeUrl: '/releases', queryParameters: { parameters: query } },
		});
		expect([execution.lastNode, execution.error?.message]).toEqual([
			'Stop: no rows',
			expect.stringContaining('The list is empty'),
		]);
	}, 60_000);
});

describe('an agent', () => {
	let model: FakeChatModel;
	afterEach(async () => await model?.close());

	it('finds the requirements without a test with the nodes as tools', async () => {
		const question = 'Which system requirements of PUMP have no test case?';
		model = await startFakeChatModel(({ messages, tools = [] }) => {
			const last = messages.at(-1);
			const tool = tools.find(({ function: { name } }) => name.includes('without_a_test'));
			if (last?.role === 'user') {
				const { properties } = tool!.function.parameters as { properties: Record<string, unknown> };
				const words = { Project: 'PUMP', Item_Type: 'System Requirement' };
				const args = { ...words, Related_Item_Type: 'Test Case' };
				expect(Object.keys(properties).sort()).toEqual(Object.keys(args).sort());
				return { tool: tool!.function.name, args };
			}
			const keys = JSON.stringify(last?.content).match(/PUMP-SYS-\d+/g) ?? [];
			return { text: `No test: ${[...new Set(keys)].join(', ')}` };
		});
		const data = { apiKey: model.apiKey, url: model.url };
		const openAi = await examples.api.saveCredential('Model', 'openAiApi', data);
		const choices = { 'When somebody asks': { public: true } };
		const example = filledIn(root, 'ask-an-agent.json', choices);
		const id = await examples.api.saveWorkflow(example, [examples.login, openAi]);
		await examples.activate(id);

		const response = await fetch(`${examples.api.url}/webhook/jama-ask-an-agent/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: 'one', chatInput: question }),
		});
		const answer = (await response.json()) as { output?: string };
		const execution = await nthExecution(examples.api, id, 1);
		good(execution);
		const gaps = untested(examples.jama).map(({ documentKey }) => documentKey);
		expect(answer.output).toBe(`No test: ${gaps.join(', ')}`);
		expect(model.requests).toHaveLength(2);
		expect(secretsIn(JSON.stringify(model.requests), examples.jama)).toEqual([]);
		expect(examples.jama.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	}, 60_000);
});
