import type { IDataObject, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import { appendFile } from '../http/binary';
import { InvalidInput } from '../values/invalidInput';
import type { HttpRequest, HttpResponse } from '../http/http';
import { readJson, readJsonObject } from '../values/json';
import { customApiFields, customApiOptions } from './customApiFields';
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

/** Set by the credential or by HTTP itself: a header of the user never replaces them (RFC 9110, 7.2, 7.6.1 and 11.6.2). */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
	'authorization',
	'connection',
	'content-length',
	'cookie',
	'host',
	'proxy-authorization',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);
/** What may stand in a header's value (RFC 9110, 5.5). */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** Reads the Headers input. Throws InvalidInput for reserved names and for values that would break out of their line. */
export function readHeaders(value: unknown): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, content] of Object.entries(readJsonObject(value, 'Headers'))) {
		const text = typeof content === 'object' ? undefined : String(content);
		if (text === undefined || !TOKEN.test(name) || !FIELD_VALUE.test(text)) {
			throw new InvalidInput(
				`'Headers' holds a header that cannot be sent: ${JSON.stringify(name)}`,
				'A name may hold letters, digits and hyphens; a value must be one line, without characters outside of Latin-1.',
			);
		}
		if (RESERVED_HEADERS.has(name.toLowerCase())) {
			throw new InvalidInput(
				`'Headers' may not set ${name}`,
				'It comes from the credential and the connection. Remove it here.',
			);
		}
		headers[name] = text;
	}
	return headers;
}

/** Reads the Query input: text, numbers, booleans, or lists of them (sent as repeated keys). Throws InvalidInput. */
export function readQuery(value: unknown): IDataObject {
	const query = readJsonObject(value, 'Query');
	for (const [name, content] of Object.entries(query)) {
		for (const one of [content].flat()) {
			if (typeof one === 'object' && one !== null) {
				throw new InvalidInput(
					`'Query' holds an object under "${name}"`,
					'A query parameter is text, a number, true, false, or a list of them.',
				);
			}
		}
	}
	return query;
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
	const file = async () => await files.read(String(values.inputDataFieldName ?? ''));
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
			if (values.inputDataFieldName) {
				appendFile(form, String(values.filePartName || 'file'), await file());
			}
			return { body: form };
		}
		case 'binary': {
			const { content, mimeType } = await file();
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
	const query = { ...url.query, ...readQuery(values.query) };
	const headers = readHeaders(values.headers);
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
