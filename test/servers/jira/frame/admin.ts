import type { FastifyInstance } from 'fastify';
import { addSwitchRoutes } from '../../shared/admin';
import type { JiraServer } from '..';

/** Routes of the test bench, not of Jira: outside /rest, without login, throttle and latency. */
export function addAdminRoutes(app: FastifyInstance, server: JiraServer): void {
	app.get('/admin/requests', (request) => {
		const requests = [...server.requests];
		if ((request.query as { clear?: string }).clear === 'true') server.requests.length = 0;
		return requests;
	});
	app.get('/admin/violations', () => server.violations);
	addSwitchRoutes(app, () => server.switches);
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
