import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { Advise } from '../http/errors';
import type { HttpRequest, HttpResponse } from '../http/http';
import type { Row } from '../values/row';
import type { Page, PagePolicy } from '../paging/paginate';
import type { Send } from '../http/send';
import type { RateLimit } from '../http/throttle';

/** Where requests go and how fast, read from a credential. */
export interface Connection {
	/** Without a slash at the end; may hold a context path. */
	baseUrl: string;
	limit: RateLimit;
	/** Connect although the certificate is not trusted. */
	ignoreCertificate: boolean;
	/** Which kind of installation it is, for systems whose API differs between them. */
	deployment?: string;
	/** Where people see the product in the browser, if that is not the base URL. */
	siteUrl?: string;
	/** Sent with every request. */
	headers?: Record<string, string>;
	/** Asks the server where requests go, for credentials that do not say it; once in an execution. Throws like `connect`. */
	locate?: (send: Send) => Promise<Partial<Connection>>;
}

/** What a list's response says. */
export type ListResponse = Page<Row>;

/** What a write's response says. */
export interface WriteResponse {
	/** Id of the record that was made. */
	id?: number | string;
	/** The saved record, where the API responds with it. */
	row?: Row;
}

/** All that the shared layers need to know of one system. */
export interface Api {
	/** The product's name in messages. */
	name: string;
	/** Credential type by the value of the Authentication parameter. */
	credentials: Readonly<Record<string, { type: string; refreshesToken: boolean }>>;
	/** Reads a credential's data. Throws InvalidInput. */
	connect: (credential: ICredentialDataDecryptedObject) => Connection;
	/** Names of the deployments, by the value that a connection has, for systems that have several. */
	deploymentNames?: Readonly<Record<string, string>>;
	/** What every valid credential may read. */
	probe: { path: string; root?: string };
	/** Path of an API root by name; without a name the usual one of the connection. */
	root: (name: string | undefined, connection: Connection) => string;
	/** Whether a request to a path, with its root, changes what sessions remember as configuration. */
	isConfiguration?: (path: string) => boolean;
	/** The page policy of a list, by its path below the root and the root's name. */
	pages: (path: string, root: string | undefined, connection: Connection) => PagePolicy;
	/** Query of one page: `size` rows from `start` on, a number or the token of the page before; empty for a list that comes whole. */
	pageQuery: (start: number | string, size: number, path: string) => IDataObject;
	/** Readers of responses; throw BadResponse for anything that is not the API's own. */
	readList: (request: HttpRequest, response: HttpResponse) => ListResponse;
	readRow: (request: HttpRequest, response: HttpResponse) => Row;
	readWrite: (request: HttpRequest, response: HttpResponse) => WriteResponse;
	/** Throws BadResponse when the status says that the request was not carried out. */
	check: (request: HttpRequest, response: HttpResponse) => void;
	/** The body of a list response with the rows of all its pages. */
	withAllRows: (body: unknown, rows: Row[]) => IDataObject | Row[];
	advise: Advise;
}
