import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Endpoint, Row, RunContext } from '../shared/operation';
import { splitEndpoint } from '../shared/operation';

/**
 * Reads an endpoint whose answer is not published or has no envelope: `data` if there is one, a list as one item each.
 * Placeholders are filled from the values of the same name.
 * @throws BadAnswer for an error status or a web page
 */
const readPlain =
	(endpoint: Endpoint, root?: string) =>
	async ({ session, values }: RunContext): Promise<INodeExecutionData[]> => {
		const path = splitEndpoint(endpoint).path.replace(/\{(\w+)\}/g, (_, name: string) =>
			encodeURIComponent(String(values[name])),
		);
		const request = { method: 'GET' as const, path: session.api.root(root) + path };
		const response = await session.send(request);
		session.api.check(request, response);
		const body = response.body as IDataObject | undefined;
		const data = body?.data ?? body;
		return [data].flat().map((json) => ({ json: (json ?? {}) as Row }));
	};

/** The contract gives it no envelope. */
export const getCorsDomains = readPlain('GET /system/settings/corsdomains');

/** No document says what it answers (change log 9.2). */
export const getPermissions = readPlain('GET /projects/{projectId}/permissions');

/** A list or a record of the labs root, whichever comes. */
export const readLabs = (endpoint: Endpoint) => readPlain(endpoint, 'labs');
