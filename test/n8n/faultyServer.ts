import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const FAULTS = ['401', '500', 'broken', 'html', 'redirect'] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultyServer {
	/** The address under which every request meets a fault; tokens are given everywhere. */
	urlOf: (fault: Fault) => string;
	/** Authorization headers that went to where a redirect leads. */
	strayed: string[];
	close: () => Promise<void>;
}

/**
 * A server that fails in the way that its path names, for any system, after it has given a token to whoever asks.
 * @param token what the token endpoint gives
 */
export async function startFaultyServer(token: string): Promise<FaultyServer> {
	const strayed: string[] = [];
	const stranger = createServer((request, response) => {
		if (request.headers.authorization) strayed.push(request.headers.authorization);
		response.writeHead(404).end();
	});
	stranger.listen(0, '127.0.0.1');
	await once(stranger, 'listening');
	const portOf = (server: typeof stranger) => (server.address() as AddressInfo).port;

	const answers: Record<Fault, (response: ServerResponse) => void> = {
		401: (response) => json(response, 401, { meta: { message: 'Not you' } }),
		500: (response) => json(response, 500, { meta: { message: 'Out of order' } }),
		broken: (response) => response.destroy(),
		html: (response) =>
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
		redirect: (response) =>
			response.writeHead(302, { location: `http://localhost:${portOf(stranger)}/elsewhere` }).end(),
	};
	const server = createServer((request, response) => {
		const [, fault = '', ...path] = (request.url ?? '').split(/[/?]/);
		request.resume().on('end', () => {
			if (path.slice(0, 3).join('/') === 'rest/oauth/token') {
				json(response, 200, { access_token: token, token_type: 'bearer', expires_in: 3600 });
			} else answers[fault as Fault](response);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		urlOf: (fault) => `http://127.0.0.1:${portOf(server)}/${fault}`,
		strayed,
		close: async () => {
			for (const one of [server, stranger]) {
				one.closeAllConnections();
				one.close();
				await once(one, 'close');
			}
		},
	};
}

function json(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
