import type { FastifyInstance } from 'fastify';

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

/** GET and PUT /admin/switches: some switches by name; what cannot be read or is unknown is refused. */
export function addSwitchRoutes(app: FastifyInstance, switches: () => object): void {
	app.get('/admin/switches', switches);
	app.put('/admin/switches', (request, reply) => {
		const given = adminBody(request.body);
		if (!given) return reply.code(400).send({ error: 'The body is not a JSON object of switches' });
		const unknown = Object.keys(given).filter((name) => !(name in switches()));
		if (unknown.length > 0)
			return reply.code(400).send({ error: `unknown switches: ${unknown.join(', ')}` });
		return Object.assign(switches(), given);
	});
}
