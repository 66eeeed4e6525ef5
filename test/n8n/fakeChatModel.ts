/** A small server that answers like OpenAI's chat completions, with replies that the test decides. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Json } from './api';

export interface ChatMessage {
	role: string;
	content: unknown;
	tool_calls?: unknown[];
	tool_call_id?: string;
}

export interface ChatRequest extends Json {
	model: string;
	messages: ChatMessage[];
	tools?: Array<{ function: { name: string; description?: string; parameters?: Json } }>;
	stream?: boolean;
}

/** What the model says: an answer, or the tool it wants called. */
export type ChatReply = { text: string } | { tool: string; args: Json };

export interface FakeChatModel {
	/** The base URL for n8n's OpenAI credential. */
	url: string;
	apiKey: string;
	/** What n8n has asked, oldest first. */
	requests: ChatRequest[];
	close(): Promise<void>;
}

const messageOf = (reply: ChatReply, number: number) =>
	'text' in reply
		? { role: 'assistant', content: reply.text }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						index: 0,
						id: `call_${number}`,
						type: 'function',
						function: { name: reply.tool, arguments: JSON.stringify(reply.args) },
					},
				],
			};

/**
 * Starts the server on a free port.
 * @param reply called with each request for a completion; what it throws becomes a response with status 500
 */
export async function startFakeChatModel(
	reply: (request: ChatRequest) => ChatReply,
): Promise<FakeChatModel> {
	const apiKey = 'fake-openai-key';
	const requests: ChatRequest[] = [];

	const completion = (request: ChatRequest) => {
		requests.push(request);
		const answer = reply(request);
		const message = messageOf(answer, requests.length);
		const finish = 'text' in answer ? 'stop' : 'tool_calls';
		const common = { id: `chat-${requests.length}`, created: 1, model: request.model };
		if (!request.stream) {
			return JSON.stringify({
				...common,
				object: 'chat.completion',
				choices: [{ index: 0, message, finish_reason: finish }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			});
		}
		const chunk = (delta: unknown, reason: string | null) =>
			`data: ${JSON.stringify({
				...common,
				object: 'chat.completion.chunk',
				choices: [{ index: 0, delta, finish_reason: reason }],
			})}\n\n`;
		return `${chunk(message, null)}${chunk({}, finish)}data: [DONE]\n\n`;
	};

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const send = (status: number, body: string, type = 'application/json') => {
				response.writeHead(status, { 'content-type': type });
				response.end(body);
			};
			const failure = (message: string) => JSON.stringify({ error: { message } });
			if (request.headers.authorization !== `Bearer ${apiKey}`) {
				return send(401, failure('Incorrect API key'));
			}
			if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
				return send(404, failure(`There is no ${request.method} ${request.url}`));
			}
			try {
				const asked = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
				send(200, completion(asked), asked.stream ? 'text/event-stream' : undefined);
			} catch (error) {
				send(500, failure((error as Error).message));
			}
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		apiKey,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
