import type { IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { n8nFunctions } from './n8nFunctions';

type Row = Record<string, unknown>;

/** The editor on a Jama that holds these lists and records, by path below the API root. */
export function editor(data: Record<string, Row[] | Row>, parameters: Row = {}) {
	const answer = ({ url, qs = {} }: IHttpRequestOptions) => {
		const path = url.replace(/^.*\/rest\/v1/, '');
		const found = data[path];
		if (!found) return { statusCode: 404, body: { meta: { message: `no ${path}` } } };
		if (!Array.isArray(found)) return { statusCode: 200, body: { meta: {}, data: found } };
		const { startAt = 0, maxResults = 20 } = qs as { startAt?: number; maxResults?: number };
		const rows = found.slice(startAt, startAt + maxResults);
		return {
			statusCode: 200,
			body: { meta: { pageInfo: { totalResults: found.length } }, data: rows },
		};
	};
	const credential = { burst: 50 };
	const n8n = n8nFunctions({ answers: answer, parameters, credential });
	return { ...n8n, editor: n8n.functions as unknown as ILoadOptionsFunctions };
}
