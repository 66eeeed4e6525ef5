import type { FastifyInstance, FastifyReply } from 'fastify';
import type { FakeServer } from './server';

/** A body of the test bench's own routes: JSON whatever its content type says. Undefined when it is none. */
export function adminBody(body: unknown): Record<string, unknown> | undefined {
	try {
		const parsed = Buffer.isBuffer(body) ? (JSON.parse(body.toString()) as unknown) : undefined;
		const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
		return isObject ? (parsed as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** Routes of the test bench, not of the system: outside the API, without login, throttle and latency. */
export function addAdminRoutes(app: FastifyInstance, server: FakeServer): void {
	const done = (reply: FastifyReply) => reply.code(204).send();
	app.get('/admin/requests', (request) => {
		const requests = [...server.requests];
		if ((request.query as { clear?: string }).clear === 'true') server.requests.length = 0;
		return requests;
	});
	app.get('/admin/violations', () => server.violations);
	app.get('/admin/switches', () => server.switches);
	// Some switches by name; what cannot be read or is unknown is rejected.
	app.put('/admin/switches', (request, reply) => {
		const given = adminBody(request.body);
		if (!given) return reply.code(400).send({ error: 'The body is not a JSON object of switches' });
		const unknown = Object.keys(given).filter((name) => !(name in server.switches));
		if (unknown.length > 0)
			return reply.code(400).send({ error: `unknown switches: ${unknown.join(', ')}` });
		return Object.assign(server.switches, given);
	});
	app.post('/admin/reset', (_request, reply) => {
		server.reset();
		server.reseed();
		return done(reply);
	});
	app.post('/admin/expire-tokens', (_request, reply) => {
		server.expireTokens();
		return done(reply);
	});
}
