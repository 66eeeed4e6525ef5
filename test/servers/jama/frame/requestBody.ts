import type { FastifyRequest } from 'fastify';
import { JamaError } from './envelope';
import type { Part } from './multipart';

/** A multipart body; undefined parts = not well formed. */
export class Multipart {
	constructor(readonly parts: Part[] | undefined) {}

	/** What the log of requests shows of it. */
	summary(): unknown {
		return this.parts?.map(({ name, fileName, mimeType, size }) => ({
			name,
			fileName,
			mimeType,
			size,
		}));
	}
}

/** The JSON of a body; anything else is refused (REST guide, Sample header: JSON only, content type required). */
export function parseBody(request: FastifyRequest, isToken: boolean): unknown {
	const raw = request.body;
	const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
	const isForm = type === 'application/x-www-form-urlencoded' && isToken;
	if (isForm) return raw;
	if (raw instanceof Multipart) {
		if (!raw.parts) throw new JamaError(400, 'The multipart body could not be parsed');
		return raw.summary();
	}
	if (raw === undefined || raw === null) return undefined;
	if (Buffer.isBuffer(raw) && raw.length === 0) return undefined;
	if (type !== 'application/json' || !Buffer.isBuffer(raw))
		throw new JamaError(415, 'Content-Type application/json is required');
	try {
		return JSON.parse(raw.toString()) as unknown;
	} catch {
		throw new JamaError(400, 'The request could not be parsed');
	}
}
