/** A bare server that keeps what it is sent: for bodies and redirects that a Jama has no endpoint for. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export interface Reply {
	status: number;
	headers?: OutgoingHttpHeaders;
	body?: string | Buffer;
}

export interface Echo {
	url: string;
	received: Received[];
	/** What it answers; an empty envelope unless set. */
	reply: (request: Received) => Reply;
	close(): Promise<void>;
}

const ok = (): Reply => ({
	status: 200,
	headers: { 'content-type': 'application/json' },
	body: '{"meta":{"status":"OK"}}',
});

export async function startEcho(): Promise<Echo> {
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const received = { method, url, headers, body: Buffer.concat(parts) };
			echo.received.push(received);
			const reply = echo.reply(received);
			response.writeHead(reply.status, reply.headers).end(reply.body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const echo: Echo = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received: [],
		reply: ok,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return echo;
}
