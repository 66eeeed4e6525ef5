/** Holds requests against a contract: path, method, query and body. Stricter than the fake servers: bodies are closed. */
import { OpenAPIBackend } from 'openapi-backend';
import type { Document } from 'openapi-backend';
import type { Operation } from '../../../nodes/shared/operations/operation';
import type { ContractOperation, SentRequest } from './contracts';
import type { System } from './systems';
import { isOfPlatform, platformViolations } from './platform';
import { requestsOf } from './requestsOf';

/** True where the endpoint's body is a list. */
export function takesListBody(operation: Operation, system: System): boolean {
	return requestsOf(operation).some((request) => {
		const { requestBody } =
			system.endpoints.find(wholeEndpoint(request, operation.root, system)) ?? {};
		return requestBody?.content['application/json']?.schema?.type === 'array';
	});
}

/** An endpoint below a root as the contract has it; one that starts at /rest is whole already. */
export function wholeEndpoint(endpoint: string, root: string | undefined, system: System): string {
	const space = endpoint.indexOf(' ');
	const { deployment } = system;
	const connection = { deployment } as Parameters<System['api']['root']>[1];
	return `${endpoint.slice(0, space)} ${system.api.root(root, connection)}${endpoint.slice(space + 1)}`;
}

/** Holds requests against the contract; compile it once and use it for many. */
export interface RowContract {
	/** What is wrong with a request; empty when nothing is. */
	violationsOf: (request: SentRequest) => string[];
}

/** Reads the contract and makes its validators, which compile when they are first used. */
export async function openRowContract(system: System): Promise<RowContract> {
	const { endpoints } = system;
	const api = new OpenAPIBackend({
		definition: system.contract() as unknown as Document,
		quick: true,
		ajvOpts: { strict: false, allErrors: true },
	});
	await api.init();

	const bodyViolations = (request: SentRequest, operation: ContractOperation): string[] => {
		const unknown = operation['x-confidence']?.includes('body unknown') === true;
		if (!operation.requestBody) {
			return request.body === undefined || unknown ? [] : ['a body where none is taken'];
		}
		const takesForm = operation.requestBody.content['multipart/form-data'] !== undefined;
		if ((request.isForm === true) !== takesForm) return ['not the kind of body that is taken'];
		return [];
	};

	return {
		violationsOf(request) {
			if (isOfPlatform(request)) return platformViolations(request);
			const at = `${request.method} ${request.path}`;
			const endpoint = endpoints.endpointOf(request) ?? '';
			const operation = endpoints.find(endpoint);
			if (!operation) return [`${at}: no such operation`];
			const wrong: string[] = [];
			const known = endpoints.queryOf(endpoint);
			for (const name of Object.keys(request.query)) {
				if (!known.includes(name)) wrong.push(`unknown query parameter ${name}`);
			}
			wrong.push(...bodyViolations(request, operation));
			const { errors } = api.validateRequest(
				{
					method: request.method,
					path: request.path,
					query: request.query,
					headers: { 'content-type': request.isForm ? 'multipart/form-data' : 'application/json' },
					...(request.body === undefined || request.isForm ? {} : { body: request.body }),
				},
				operation.operationId,
			);
			for (const { instancePath, message, params } of errors ?? []) {
				const name = (params as { additionalProperty?: string }).additionalProperty;
				// Named above; the validator closes queries as well.
				if (name !== undefined && name in request.query) continue;
				wrong.push(`${instancePath} ${message ?? ''} ${name ?? ''}`.trim());
			}
			return wrong.map((text) => `${at}: ${text}`);
		},
	};
}
