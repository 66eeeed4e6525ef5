import type { FastifyInstance } from 'fastify';
import { adminBody } from '../../shared/admin';
import { JamaError } from './call';
import {
	createEditor,
	EDIT_KINDS,
	type Edit,
	type EditKind,
	type EditOf,
} from '../history/editStream';
import type { JamaServer } from '..';

interface EditOrder extends EditOf {
	/** Default: random. */
	kind?: EditKind | 'random';
	/** How many times; default 1. */
	count?: number;
	/** Starts the random choices anew. */
	seed?: number;
}

/** POST /admin/edit does what another process asks for and answers with what it did; GET /admin/ledger is all of it. */
export function addEditRoutes(app: FastifyInstance, server: JamaServer): void {
	let editor = createEditor(server);
	app.get('/admin/ledger', () => server.ledger);
	app.post('/admin/edit', (request, reply) => {
		const {
			kind = 'random',
			count = 1,
			seed,
			...of
		} = (adminBody(request.body) ?? {}) as EditOrder;
		if (kind !== 'random' && !EDIT_KINDS.includes(kind))
			return reply.code(400).send({ error: `unknown kind: ${String(kind)}` });
		if (seed !== undefined) editor = createEditor(server, { seed });
		const edits: Edit[] = [];
		try {
			for (let left = count; left > 0; left -= 1)
				edits.push(kind === 'random' ? editor.random() : editor.do(kind, of));
			return edits;
		} catch (error) {
			if (!(error instanceof JamaError)) throw error;
			return reply.code(error.status).send({ error: error.message, edits });
		}
	});
}
