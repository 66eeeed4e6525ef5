import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jama } from '../nodes/Jama/api/api';
import { registry as jamaRegistry } from '../nodes/Jama/registry';
import { jiraAgile } from '../nodes/JiraAgile/api/api';
import { registry as jiraRegistry } from '../nodes/JiraAgile/registry';
import type { Api } from '../nodes/shared/session/api';
import type { Operation, Registry } from '../nodes/shared/operations/operation';
import { requestsOf } from '../test/support/rows/requestsOf';

type Contract = {
	paths: Record<string, Record<string, { 'x-source'?: string }>>;
};

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

/** Endpoints that have no row of their own, and why. */
const REASONS: Record<string, string> = {
	'GET /itemtypes/{}/image':
		'One client only: Get Image of Item Type takes the address that the item type itself gives',
};

/** A contract, and the node that should be able to do what it says. */
export interface Coverage {
	title: string;
	api: Api;
	registry: Registry;
	/** Below `test/servers`. */
	file: string;
	/** The deployments that it describes; none for a contract whose paths start below the root. */
	deployments: string[];
}

export const JAMA: Coverage = {
	title: 'Jama Connect',
	api: jama,
	registry: jamaRegistry,
	file: 'jama/jama-openapi.json',
	deployments: [],
};
export const JIRA: Coverage[] = [
	{
		title: 'Jira Agile, Cloud and Data Center',
		api: jiraAgile,
		registry: jiraRegistry,
		file: 'jira/jira-agile-openapi.json',
		deployments: ['cloud', 'dataCenter'],
	},
	{
		title: 'Jira Agile, JIRA Agile 6.7',
		api: jiraAgile,
		registry: jiraRegistry,
		file: 'jira/jira-agile-6.7-openapi.json',
		deployments: ['agile67'],
	},
];
/** Every contract of this package. */
export const COVERAGES: Coverage[] = [JAMA, ...JIRA];

/** The same placeholder has several names, in Jira's two contracts and where a row is about several kinds of records. */
const nameless = (endpoint: string): string => endpoint.replace(/\{\w+\}/g, '{}');

/** Endpoints of a contract: `GET /items/{}` → whether the specification certifies it. */
export function contractEndpoints({ file }: Coverage = JAMA): Map<string, boolean> {
	const path = join(__dirname, '..', 'test', 'servers', file);
	const { paths } = JSON.parse(readFileSync(path, 'utf8')) as Contract;
	const endpoints = new Map<string, boolean>();
	for (const [path, operations] of Object.entries(paths)) {
		for (const [method, operation] of Object.entries(operations)) {
			if (!METHODS.includes(method)) continue;
			const endpoint = `${method.toUpperCase()} ${path}`;
			endpoints.set(nameless(endpoint), operation['x-source'] === undefined);
		}
	}
	return endpoints;
}

/** An operation's endpoints as a contract names them, with the row's own words for each. */
function endpointsOf(
	operation: Operation,
	{ api, deployments }: Coverage,
): Array<[written: string, inContract: string]> {
	const { calls = [], root, deployments: where } = operation;
	const written = [...requestsOf(operation), ...calls];
	if (deployments.length === 0) return written.map((one) => [one, nameless(one)]);
	return deployments
		.filter((deployment) => where === undefined || where.includes(deployment))
		.flatMap((deployment) => {
			const base = api.root(root, { deployment } as Parameters<Api['root']>[1]);
			return written.map((one): [string, string] => {
				const space = one.indexOf(' ');
				return [one, nameless(`${one.slice(0, space)} ${base}${one.slice(space + 1)}`)];
			});
		});
}

const operationsOf = (registry: Registry): Operation[] =>
	Object.values(registry).flatMap(({ operations }) => Object.values(operations));

/** What of a contract the registry can do. */
export function apiCoverage(registry: Registry, coverage: Coverage = JAMA) {
	const contract = contractEndpoints(coverage);
	const named = operationsOf(registry).flatMap((operation) => endpointsOf(operation, coverage));
	const used = new Set(named.map(([, endpoint]) => endpoint));
	const all = [...contract.keys()];
	const rows = all.filter((endpoint) => used.has(endpoint));
	const reasons = all
		.filter((endpoint) => !rows.includes(endpoint) && REASONS[endpoint])
		.map((endpoint): [string, string] => [endpoint, REASONS[endpoint] as string]);
	const missing = all.filter((endpoint) => !rows.includes(endpoint) && !REASONS[endpoint]);
	const known = new Set(named.filter(([, one]) => contract.has(one)).map(([one]) => one));
	const unknown = [...new Set(named.map(([one]) => one))].filter((one) => !known.has(one));
	const certain = all.filter((endpoint) => contract.get(endpoint));
	const certainRows = certain.filter((endpoint) => rows.includes(endpoint)).length;
	return { rows, reasons, missing, unknown, certain: certain.length, certainRows };
}

/** Endpoints of a registry that none of its contracts has. */
export function unknownToAll(registry: Registry, coverages: Coverage[]): string[] {
	const [first = [], ...others] = coverages.map((one) => apiCoverage(registry, one).unknown);
	const names = operationsOf(registry).flatMap((operation) => [
		...requestsOf(operation),
		...(operation.calls ?? []),
	]);
	const inAll = first.filter((one) => others.every((unknown) => unknown.includes(one)));
	return inAll.filter((one) => names.includes(one as never));
}
