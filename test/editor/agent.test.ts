import { startFakeChatModel, type FakeChatModel } from '../n8n/fakeChatModel';
import type { CredentialRef, WorkflowNode } from '../n8n/api';
import { PATIENT } from './editor';
import { startSession } from './session';
import { saveLogins } from './workflows';

const AGENT = 'Agent';

let model: FakeChatModel;

const node = (
	name: string,
	type: string,
	typeVersion: number,
	position: [number, number],
	parameters = {},
	login?: CredentialRef,
): WorkflowNode => ({
	id: name,
	name,
	type,
	typeVersion,
	position,
	parameters,
	...(login && { credentials: { [login.type]: { id: login.id, name: login.name } } }),
});

const session = startSession(async ({ editor, systems }) => {
	// It asks for the tool that it is offered, and repeats what came back.
	model = await startFakeChatModel(({ messages, tools }) => {
		const answer = messages.find(({ role }) => role === 'tool');
		const [tool] = tools ?? [];
		if (answer) return { text: `The tool says: ${String(answer.content)}` };
		if (!tool) throw new Error('No tool is offered');
		return { tool: tool.function.name, args: {} };
	});
	await saveLogins(editor.api, systems, 'agent');
	const login = await editor.api.saveCredential('Model, agent', 'openAiApi', {
		apiKey: model.apiKey,
		url: model.url,
	});
	const workflow = {
		name: 'Agent by mouse',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, [0, 0]),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', 2.2, [220, 0], {
				promptType: 'define',
				text: 'Which items are there?',
			}),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				1.3,
				[120, 260],
				{ model: { __rl: true, mode: 'id', value: 'fake' }, responsesApiEnabled: false },
				login,
			),
		],
		connections: {
			Start: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
		},
	};
	await editor.openWorkflow(await editor.api.saveWorkflow(workflow));
});

afterAll(async () => await model?.close());

test(
	'the Jama node is attached to an agent by mouse, and the agent calls it',
	async () => {
		const { editor, systems } = session;
		await editor.picturing('agent', async () => {
			const form = await editor.attachTool(AGENT, 'Jama Connect Tool');
			await form.choose('resource', 'Project');
			await editor.picture('agent tool');
			expect(await form.faults()).toEqual([]);
			await form.close();
			const agent = await editor.openNode(AGENT);
			const { error, runData } = await agent.execute();
			await editor.picture('agent answered');
			expect(error).toBeUndefined();
			const [answer] = runData[AGENT]?.[0]?.data?.main[0] ?? [];
			expect(String(answer?.json.output)).toContain('Infusion Pump');
			await agent.close();
		});
		expect(systems.jama.requests.map(({ method, path }) => `${method} ${path}`)).toContain(
			'GET /projects',
		);
		expect(editor.watch.take()).toEqual([]);
	},
	PATIENT,
);
