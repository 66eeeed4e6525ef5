import type { IDataObject } from 'n8n-workflow';
import type { Api, Connection, ListResponse, WriteResponse } from './api';
import { InvalidInput } from '../values/invalidInput';
import type { HttpMethod, HttpRequest, HttpResponse } from '../http/http';
import { saidOnce } from './saidOnce';
import type { Row } from '../values/row';
import { idOfRow } from '../values/row';
import { collect } from '../paging/paginate';
import { LEAST_IN_FLIGHT } from '../http/inFlight';
import type { Send } from '../http/send';
import type { Memory } from './memory';
import { noMemory } from './memory';

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
	/** Readers of configuration: what an execution of the last minutes has read with the same credential is not read again. */
	config: {
		row: (path: string) => Promise<Row>;
		rows: (path: string, query?: IDataObject, options?: ListOptions) => Promise<Row[]>;
		/** A record as it is now: read again where it was remembered from before this execution. */
		current: (path: string) => Promise<Row>;
		/** Remembers a record that another response brought along. */
		learn: (path: string, row: Row) => void;
	};
	/**
	 * Looks something up in the configuration. Where it is not there (`undefined`, or an InvalidInput), and something read
	 * before this execution was used, that is read again, and `work` runs once more: it must change nothing.
	 */
	lookUp: <T>(work: () => Promise<T>) => Promise<T>;
	/** Sends a request that changes something. */
	write: (request: ApiRequest) => Promise<WriteResponse>;
	/** The result of `load`, loaded once in this execution for each key; a failed load is tried again. */
	once: <T>(key: string, load: () => Promise<T>) => Promise<T>;
	/** Notes that a record was found by its name or key, for the advice when it is gone a moment later. */
	lookedUp: (id: number | string) => void;
	/** Informs the user of something that is no error; the same text once in this execution. */
	hint: (message: string) => void;
	/** What was hinted so far, for outputs that are read by people who do not see hints. */
	hints: () => string[];
	/** How many requests are worth having on their way now: the server's limit and its latency say it. */
	room: () => number;
	/** What the user should know of waits for the server's limit, if anything. */
	limitHint: () => string | undefined;
}

/** What a session has from the world around it. */
export interface Surroundings {
	/** Takes notes for the user, such as a list that came shorter than announced. */
	hint?: (message: string) => void;
	/** Of configuration, shared with other executions. */
	memory?: Memory;
	/** Takes progress for the log. */
	log?: (message: string) => void;
	room?: () => number;
	limitHint?: () => string | undefined;
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
 */
export function createSession(
	api: Api,
	connection: Connection,
	send: Send,
	{
		hint = () => undefined,
		memory = noMemory,
		log = () => undefined,
		room = () => LEAST_IN_FLIGHT,
		limitHint = () => undefined,
	}: Surroundings = {},
): Session {
	const loaded = new Map<string, Promise<unknown>>();
	/** Of what this execution uses, what an earlier one has read. */
	const recalled = new Set<string>();
	/** How often that was forgotten. */
	let renewals = 0;

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

	const { once: hintOnce, given } = saidOnce(hint);
	const warn = (warnings: string[] = []) => {
		for (const text of warnings) hintOnce(`${api.name} says: ${text}`);
	};

	const sendAny: Send = async (request) => {
		const changes = request.method !== 'GET' && api.isConfiguration?.(request.path) === true;
		try {
			return await send(request);
		} finally {
			// Also when it failed: it may have been carried out.
			if (changes) memory.changed();
		}
	};

	const remember = async <T>(request: string, load: () => Promise<T>): Promise<T> =>
		await session.once(request, async () => {
			const earlier = memory.recall(request) as T | undefined;
			if (earlier !== undefined) {
				recalled.add(request);
				return earlier;
			}
			const keep = memory.reading();
			return keep(request, await load());
		});
	const renew = () => {
		renewals += 1;
		for (const request of recalled) {
			memory.forget(request);
			loaded.delete(request);
		}
		recalled.clear();
	};
	/** Records that were remembered, as they came. */
	const learned = new WeakSet<Row>();
	const rowKey = (path: string) => `GET ${path}`;

	const session: Session = {
		api,
		connection,
		root: (name) => api.root(name, connection),
		send: sendAny,
		hint: hintOnce,
		hints: given,
		room,
		limitHint,
		lookedUp: (id) => void found.add(encodeURIComponent(String(id))),

		async row(request) {
			const http = toHttp(request);
			return api.readRow(http, await sendAny(http));
		},

		async page({ query, ...place }, start, size) {
			const paging = api.pageQuery(start, size, place.path);
			const http = toHttp({ ...place, query: { ...query, ...paging } });
			return api.readList(http, await sendAny(http));
		},

		pages(path, query = {}, { limit, headers, root, whole } = {}) {
			let pages = 0;
			let size = 0;
			return api.pages(
				path,
				root,
				connection,
			)<Row>({
				concurrency: room,
				fetchPage: async (paging) => {
					const http = toHttp({ path, query: { ...query, ...paging }, headers, root });
					const page = api.readList(http, await sendAny(http));
					size ||= page.rows.length;
					const of =
						page.total === undefined ? '' : ` of about ${Math.ceil(page.total / size || 1)}`;
					log(`${api.name}: page ${++pages}${of} of ${path}`);
					warn(page.warnings);
					const { ofAllRows } = page;
					if (!ofAllRows) return page;
					return { ...page, rows: page.rows.map((row) => ({ ...ofAllRows, ...row })) };
				},
				identify: idOfRow,
				limit,
				onIncomplete: (got, announced) => {
					const text = incompleteText(api, `rows of ${path}`, got, announced);
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

		config: {
			row: async (path) => await remember(rowKey(path), async () => await session.row({ path })),
			rows: async (path, query, options) =>
				await remember(
					JSON.stringify([path, query, options]),
					async () => await session.rows(path, query, options),
				),
			current: async (path) => {
				if (recalled.delete(rowKey(path))) {
					memory.forget(rowKey(path));
					loaded.delete(rowKey(path));
				}
				return await session.config.row(path);
			},
			learn: (path, row) => {
				// The rows of a page share what came along with them.
				if (learned.has(row)) return;
				learned.add(row);
				// A copy: what is remembered is frozen, and the record may be output.
				const copy = memory.reading()(rowKey(path), structuredClone(row));
				loaded.set(rowKey(path), Promise.resolve(copy));
			},
		},

		async lookUp<T>(work: () => Promise<T>) {
			const before = renewals;
			const isStale = () => {
				if (renewals === before && recalled.size > 0) renew();
				return renewals !== before;
			};
			const found = await work().catch(async (error: unknown) => {
				if (!(error instanceof InvalidInput) || !isStale()) throw error;
				return await work();
			});
			return found !== undefined || !isStale() ? found : await work();
		},

		async write(request) {
			const http = toHttp(request);
			return api.readWrite(http, await sendAny(http));
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
