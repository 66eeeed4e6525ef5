import type { IDataObject } from 'n8n-workflow';
import type { Api, Connection, ListResponse, WriteResponse } from './api';
import { InvalidInput } from '../values/invalidInput';
import type { HttpMethod, HttpRequest, HttpResponse } from '../http/http';
import type { Row } from '../values/row';
import { collect } from '../paging/paginate';
import type { Send } from '../http/send';

/** A request in the words of an API: its path starts below a root (the usual one unless `root` names another). */
export interface ApiRequest extends Omit<HttpRequest, 'method'> {
	method?: HttpMethod;
	root?: string;
}

export interface ListOptions {
	/** Stop after exactly so many rows; undefined reads all. */
	limit?: number;
	headers?: Record<string, string>;
	root?: string;
	/** A list that came shorter than announced is an error, not a hint: what is missing would count as not there. */
	whole?: boolean;
}

/** Where a list is. */
export interface ListPlace {
	path: string;
	query?: IDataObject;
	headers?: Record<string, string>;
	root?: string;
}

/** The API during one execution of a node: one connection, one way to send, read and page. */
export interface Session {
	readonly api: Api;
	readonly connection: Connection;
	/** Path of an API root by name; without a name the usual one. */
	root: (name?: string) => string;
	/** Sends a request as it is and resolves with any response. Rejects with NoResponse. */
	send: (request: HttpRequest) => Promise<HttpResponse>;
	/** Reads one record. Rejects with BadResponse or NoResponse, like all below. */
	row: (request: ApiRequest) => Promise<Row>;
	/** Reads one page of a list, `size` rows from `start` on: a number, or the token that the page before gave. */
	page: (list: ListPlace, start: number | string, size: number) => Promise<ListResponse>;
	/** Reads a list page by page. */
	pages: (path: string, query?: IDataObject, options?: ListOptions) => AsyncGenerator<Row[]>;
	/** Reads a whole list. */
	rows: (path: string, query?: IDataObject, options?: ListOptions) => Promise<Row[]>;
	/** Reads one record, once in this execution for each request. */
	known: (request: ApiRequest) => Promise<Row>;
	/** Reads a whole list, once in this execution for each request. */
	all: (path: string, query?: IDataObject, options?: ListOptions) => Promise<Row[]>;
	/** Sends a request that changes something. */
	write: (request: ApiRequest) => Promise<WriteResponse>;
	/** The result of `load`, loaded once in this execution for each key; a failed load is tried again. */
	once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
	/** Notes that a record was found by its name or key, for the advice when it is gone a moment later. */
	lookedUp: (id: number | string) => void;
	/** Informs the user of something that is no error; the same text once in this execution. */
	hint: (message: string) => void;
}

/** Says that a list may not be whole; without a period. @param announced how many rows the server announced, if it did */
export const incompleteText = (
	{ name }: Pick<Api, 'name'>,
	rows: string,
	read: number,
	announced?: number,
): string =>
	announced === undefined
		? `${name} gave ${read} ${rows} and did not say that these are all`
		: `${name} announced ${announced} ${rows} and gave ${read}`;

/**
 * Puts an API's readers on a `send`.
 * @param hint takes notes for the user, such as a list that came shorter than announced
 */
export function createSession(
	api: Api,
	connection: Connection,
	send: Send,
	hint: (message: string) => void = () => undefined,
): Session {
	const loaded = new Map<string, Promise<unknown>>();

	const found = new Set<string>();

	const toHttp = ({ root, path, method = 'GET', ...rest }: ApiRequest): HttpRequest => ({
		method,
		path: api.root(root, connection) + path,
		json: true,
		...(found.size > 0 && path.split('/').some((part) => found.has(part))
			? { lookedUp: true }
			: {}),
		...rest,
	});

	const given = new Set<string>();
	/** Each page of a list, and each item, may say the same. */
	const hintOnce = (text: string) => {
		if (given.has(text)) return;
		given.add(text);
		hint(text);
	};
	const warn = (warnings: string[] = []) => {
		for (const text of warnings) hintOnce(`${api.name} says: ${text}`);
	};

	const session: Session = {
		api,
		connection,
		root: (name) => api.root(name, connection),
		send,
		hint: hintOnce,
		lookedUp: (id) => void found.add(encodeURIComponent(String(id))),

		async row(request) {
			const http = toHttp(request);
			return api.readRow(http, await send(http));
		},

		async page({ query, ...place }, start, size) {
			const paging = api.pageQuery(start, size, place.path);
			const http = toHttp({ ...place, query: { ...query, ...paging } });
			return api.readList(http, await send(http));
		},

		pages(path, query = {}, { limit, headers, root, whole } = {}) {
			return api.pages(
				path,
				root,
				connection,
			)<Row>({
				fetchPage: async (paging) => {
					const http = toHttp({ path, query: { ...query, ...paging }, headers, root });
					const page = api.readList(http, await send(http));
					warn(page.warnings);
					const { ofAllRows } = page;
					if (!ofAllRows) return page;
					return { ...page, rows: page.rows.map((row) => ({ ...ofAllRows, ...row })) };
				},
				identify: (row) => row.id as number | string | undefined,
				limit,
				onIncomplete: (read, announced) => {
					const text = incompleteText(api, `rows of ${path}`, read, announced);
					const cause =
						'The list changed while it was read, or holds rows that this user may not see.';
					if (!whole) hintOnce(announced === undefined ? `${text}.` : `${text}. ${cause}`);
					else throw new InvalidInput(text, `All of them are needed. ${cause} Run it again.`);
				},
			});
		},

		rows: async (path, query, options) => await collect(session.pages(path, query, options)),

		known: async (request) =>
			await session.once(JSON.stringify(request), async () => await session.row(request)),

		all: async (path, query, options) =>
			await session.once(
				JSON.stringify([path, query, options]),
				async () => await session.rows(path, query, options),
			),

		async write(request) {
			const http = toHttp(request);
			return api.readWrite(http, await send(http));
		},

		async once<T>(key: string, load: () => Promise<T>) {
			let entry = loaded.get(key) as Promise<T> | undefined;
			if (!entry) {
				entry = load();
				loaded.set(key, entry);
				entry.catch(() => loaded.delete(key));
			}
			return await entry;
		},
	};
	return session;
}
