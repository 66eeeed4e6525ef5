import type { IDataObject, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import { appendFile } from '../http/binary';
import { InvalidInput } from '../values/invalidInput';
import type { HttpRequest, HttpResponse } from '../http/http';
import { readJson, readJsonObject } from '../values/json';
import { customApiFields, customApiOptions } from './customApiFields';
import { toHeaders, toQuery } from './pairs';
import type { Resource, RunContext, ValuesOf } from '../operations/operation';
import { functionRow } from '../operations/operation';
import { collect } from '../paging/paginate';
import { parseRelativeUrl } from '../http/relativeUrl';
import { incompleteText } from '../session/session';
import { idOfRow, toRow, toValue } from '../values/row';

/** What differs between systems. */
export interface CustomApiOptions {
	/** API roots to choose from; the first is the usual one. */
	roots: INodePropertyOptions[];
	/** What the choice of a root is called. */
	rootLabel?: string;
	/** An example of a relative URL. */
	example: string;
}

type Context = RunContext<
	ValuesOf<ReturnType<typeof customApiFields>[number]> &
		Partial<ValuesOf<ReturnType<typeof customApiOptions>[number]>>
>;

/** The request's body and the header that says its kind. */
async function readBody({
	values,
	files,
}: Context): Promise<{ body?: unknown; headers?: Record<string, string> }> {
	const field = String(values.inputDataFieldName ?? '');
	const texts = () =>
		Object.entries(readJsonObject(values.formFields, 'Form Fields')).map(
			([name, value]): [string, string] => [
				name,
				typeof value === 'object' ? JSON.stringify(value) : String(value),
			],
		);

	switch (values.contentType) {
		case 'json': {
			const body = readJson(values.body, 'Body');
			return body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } };
		}
		case 'urlencoded':
			return { body: new URLSearchParams(texts()) };
		case 'multipart': {
			const form = new FormData();
			for (const [name, value] of texts()) form.append(name, value);
			if (field) {
				appendFile(form, String(values.filePartName || 'file'), await files.readBlob(field));
			}
			return { body: form };
		}
		case 'binary': {
			const { content, mimeType } = await files.read(field);
			return { body: content, headers: { 'Content-Type': mimeType } };
		}
		default:
			return {};
	}
}

/** Response headers for the output: a session cookie is a secret. */
function shownHeaders(headers: HttpResponse['headers']): IDataObject {
	return toRow(Object.entries(headers).filter(([name]) => name !== 'set-cookie'));
}

/** Sends the request that the user wrote, one item at a time. */
async function runCustomRequest(context: Context): Promise<INodeExecutionData[]> {
	const { session, values, files } = context;
	const { method } = values;
	if (!method) throw new InvalidInput("'Method' is empty", 'Choose one, such as GET.');
	const root = typeof values.root === 'string' ? values.root : undefined;
	const { api } = session;
	const url = parseRelativeUrl(values.relativeUrl);
	const query = { ...url.query, ...toQuery(values.queryParameters ?? values.query ?? []) };
	const headers = toHeaders(values.headerParameters ?? values.headers ?? []);
	const body = method === 'GET' ? {} : await readBody(context);
	const binary = values.binaryResponse === true;
	const neverError = values.neverError === true;
	const request: HttpRequest = {
		...body,
		method,
		path: session.root(root) + url.path,
		query,
		headers: { ...body.headers, ...headers },
		binary,
		timeout: typeof values.timeout === 'number' ? values.timeout : undefined,
	};

	let response: HttpResponse | undefined;
	if (method === 'GET' && values.allPages === true && !binary) {
		const pages = api.pages(
			url.path,
			root,
			session.connection,
		)({
			fetchPage: async (paging) => {
				const ofPage = { ...request, json: true, query: { ...query, ...paging } };
				const page = await session.send(ofPage);
				const refused = neverError && !response && page.statusCode >= 400;
				response ??= page;
				return refused ? { rows: [] } : api.readList(ofPage, page);
			},
			identify: idOfRow,
			onIncomplete: (read, announced) =>
				session.hint(`${incompleteText(api, 'rows', read, announced)}.`),
		});
		const rows = await collect(pages);
		if (response && response.statusCode < 400) {
			response = { ...response, body: api.withAllRows(response.body, rows) };
		}
	} else {
		response = await session.send(request);
		// A login page in the place of a file is no error status.
		const isFile = binary && response.statusCode < 300;
		if (!neverError || isFile) api.check(request, response);
	}
	if (!response) return [];
	const { statusCode, headers: received, body: content } = response;
	const json = { statusCode, headers: shownHeaders(received) };
	if (!binary) return [{ json: { ...json, body: toValue(content) } }];
	const name = url.path.split('/').filter(Boolean).pop() ?? 'file';
	return [{ json, binary: { data: await files.save(response, name) } }];
}

/** The resource that reaches every endpoint of an API, with the connector's credential, throttle and paging. */
export function customApiResource({ roots, rootLabel, example }: CustomApiOptions): Resource {
	return {
		name: 'Custom API Action',
		description:
			"Any endpoint by relative URL; runs here, throttled and paged, unlike n8n's Custom API Call",
		operations: {
			request: functionRow({
				name: 'Send Request',
				action: 'Send custom request',
				description: 'Send any request to the API and return status code, headers and body',
				fields: customApiFields(example),
				collections: { options: customApiOptions(roots, rootLabel) },
				run: runCustomRequest,
			}),
		},
	};
}
