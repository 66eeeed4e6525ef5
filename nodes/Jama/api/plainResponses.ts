import type { INodeExecutionData } from 'n8n-workflow';
import type { Endpoint, RunContext } from '../../shared/operations/operation';
import { splitEndpoint } from '../../shared/operations/operation';
import { fillPath, pathSegment } from '../../shared/operations/request';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';

/** Where the values of a request come from, if not from parameters of the same name as the placeholders. */
interface PlainRequest {
	root?: string;
	/** Parameter of a placeholder. */
	path?: Record<string, string>;
	/** Parameters that go into the query. */
	query?: string[];
	/** Column of what is no object, such as a text in a list. */
	column?: string;
}

const rowOf = (one: unknown, column: string): Row =>
	isRecord(one) ? one : toRow(one === null || one === undefined ? [] : [[column, one]]);

/**
 * Reads an endpoint whose response is not published or has no envelope: `data` if there is one, a list as one item each.
 * @throws BadResponse for an error status or a web page
 */
const readPlain =
	(
		endpoint: Endpoint,
		{ root, path: named = {}, query: asked = [], column = 'value' }: PlainRequest = {},
	) =>
	async ({ session, values }: RunContext): Promise<INodeExecutionData[]> => {
		const path = fillPath(splitEndpoint(endpoint).path, (name) =>
			pathSegment(values[named[name] ?? name], named[name] ?? name),
		);
		const query = toRow(asked.map((name) => [name, values[name]]));
		const request = { method: 'GET' as const, path: session.root(root) + path, query, json: true };
		const response = await session.send(request);
		session.api.check(request, response);
		const { body } = response;
		const data = toRecord(body).data ?? body;
		return [data].flat().map((one) => ({ json: rowOf(one, column) }));
	};

/** The contract gives it no envelope. */
export const getCorsDomains = readPlain('GET /system/settings/corsdomains');

/** No document describes its response (change log 8.68): an object with the count, or the count alone. */
export const countResults = readPlain('GET /filters/{filterId}/count', { column: 'count' });

/** No document describes its response (change log 9.2). */
export const getPermissions = readPlain('GET /projects/{projectId}/permissions');

/** No document describes its response (change log 8.82). */
export const getCategoriesOfVersion = readPlain('GET /items/{id}/versioncategories', {
	path: { id: 'itemId' },
	query: ['versionNumber'],
});

/** No document describes its response (change log 8.79). */
export const getReports = readPlain('GET /reports/metadata', { root: 'labs', query: ['project'] });

/** A list or a record of the labs root, whichever comes. */
export const readLabs = (endpoint: Endpoint) => readPlain(endpoint, { root: 'labs' });
