import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../nodes/shared/operation';

type Contract = {
	paths: Record<string, Record<string, { 'x-source'?: string; operationId: string }>>;
};

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

/** Endpoints that have no row of their own, and why. */
const REASONS: Record<string, string> = {};

/** Endpoints of the contract: `GET /items/{id}` → whether the specification certifies it. */
export function contractEndpoints(): Map<string, boolean> {
	const file = join(__dirname, '..', 'test', 'servers', 'jama', 'jama-openapi.json');
	const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Contract;
	const endpoints = new Map<string, boolean>();
	for (const [path, operations] of Object.entries(paths)) {
		for (const [method, operation] of Object.entries(operations)) {
			if (!METHODS.includes(method)) continue;
			endpoints.set(`${method.toUpperCase()} ${path}`, operation['x-source'] === undefined);
		}
	}
	return endpoints;
}

/** What of the contract the registry can do. */
export function apiCoverage(registry: Registry) {
	const contract = contractEndpoints();
	const used = new Set(
		Object.values(registry).flatMap(({ operations }) =>
			Object.values(operations).flatMap(({ request, calls = [] }) =>
				request ? [request, ...calls] : [...calls],
			),
		),
	);
	const all = [...contract.keys()];
	const rows = all.filter((endpoint) => used.has(endpoint as never));
	const reasons = all
		.filter((endpoint) => !rows.includes(endpoint) && REASONS[endpoint])
		.map((endpoint): [string, string] => [endpoint, REASONS[endpoint] as string]);
	const missing = all.filter((endpoint) => !rows.includes(endpoint) && !REASONS[endpoint]);
	const unknown = [...used].filter((endpoint) => !contract.has(endpoint));
	const certain = all.filter((endpoint) => contract.get(endpoint));
	const certainRows = certain.filter((endpoint) => rows.includes(endpoint)).length;
	return { rows, reasons, missing, unknown, certain: certain.length, certainRows };
}
