import type { FastifyRequest } from 'fastify';
import { generate } from 'selfsigned';

/** A self-signed certificate for this machine, as PEM. */
export async function certificate(): Promise<{ key: string; cert: string }> {
	const altNames = [
		{ type: 2 as const, value: 'localhost' },
		{ type: 7 as const, ip: '127.0.0.1' },
	];
	const extensions = [{ name: 'subjectAltName' as const, altNames }];
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
		extensions,
	});
	return { key, cert };
}

/** The query by name; a name that is repeated has a list. */
export function queryOf(url: URL): Record<string, string | string[]> {
	const query: Record<string, string | string[]> = {};
	for (const name of new Set(url.searchParams.keys())) {
		const values = url.searchParams.getAll(name);
		query[name] = values.length === 1 ? (values[0] ?? '') : values;
	}
	return query;
}

/** A request's headers for the log: of Authorization only the scheme. */
export function headersOf(request: FastifyRequest): Record<string, string> {
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
	);
	if (headers.authorization) headers.authorization = headers.authorization.split(' ')[0] ?? '';
	return headers;
}

/** Appends to a log that keeps about the last `limit` entries. */
export function push<T>(list: T[], entry: T, limit: number): void {
	list.push(entry);
	// In strides: taking one off the front of a long list at every request is slow.
	if (list.length > limit * 1.1) list.splice(0, list.length - limit);
}
