import type { FastifyInstance } from 'fastify';
import type { JiraServer } from './index';

function parse(body: unknown): Record<string, unknown> {
	return Buffer.isBuffer(body) ? (JSON.parse(body.toString()) as Record<string, unknown>) : {};
}

/** Routes of the test bench, not of Jira: outside /rest, without login, throttle and latency. */
export function addAdminRoutes(app: FastifyInstance, server: JiraServer): void {
	app.get('/admin/requests', (request) => {
		const requests = [...server.requests];
		if ((request.query as { clear?: string }).clear === 'true') server.requests.length = 0;
		return requests;
	});
	app.get('/admin/violations', () => server.violations);
	app.get('/admin/switches', () => server.switches);
	app.put('/admin/switches', (request, reply) => {
		const given = parse(request.body);
		const unknown = Object.keys(given).filter((name) => !(name in server.switches));
		if (unknown.length > 0)
			return reply.code(400).send({ error: `unknown switches: ${unknown.join(', ')}` });
		return Object.assign(server.switches, given);
	});
	app.post('/admin/reset', (_request, reply) => {
		server.reset();
		server.reseed();
		return reply.code(204).send();
	});
	app.post('/admin/expire-tokens', (_request, reply) => {
		server.expireTokens();
		return reply.code(204).send();
	});
}
