import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { Advise } from './errors';
import type { HttpRequest, HttpResponse } from './http';
import type { Registry, Row } from './operation';
import type { PagePolicy } from './paginate';
import type { RateLimit } from './throttle';

/** Where requests go and how fast, read from a credential. */
export interface Connection {
	/** Without a slash at the end; may hold a context path. */
	baseUrl: string;
	limit: RateLimit;
	/** Connect although the certificate is not trusted. */
	ignoreCertificate: boolean;
}

/** What a list's answer says. */
export interface ListAnswer {
	rows: Row[];
	total?: number;
	/** The server's clock when it answered, in ms since 1970, where the answer says it. */
	time?: number;
}

/** What a write's answer says. */
export interface WriteAnswer {
	/** Id of the record that was made. */
	id?: number | string;
}

/** All that the shared layers need to know of one system. */
export interface Api {
	/** The product's name in messages. */
	name: string;
	/** Credential type by the value of the Authentication parameter. */
	credentials: Readonly<Record<string, { type: string; refreshesToken: boolean }>>;
	registry: Registry;
	/** Reads a credential's data. Throws InvalidInput. */
	connect: (credential: ICredentialDataDecryptedObject) => Connection;
	/** Path below the usual root that every valid credential may read. */
	probe: string;
	/** Path of an API root by name; without a name the usual one. */
	root: (name?: string) => string;
	/** The page policy of a list, by its path below the root. */
	pages: (path: string) => PagePolicy;
	/** Query of one page: `size` rows from `start` on. */
	pageQuery: (start: number, size: number) => IDataObject;
	/** Readers of answers; throw BadAnswer for anything that is not the API's own. */
	readList: (request: HttpRequest, response: HttpResponse) => ListAnswer;
	readRow: (request: HttpRequest, response: HttpResponse) => Row;
	readWrite: (request: HttpRequest, response: HttpResponse) => WriteAnswer;
	/** Throws BadAnswer when the status says that the request was not carried out. */
	check: (request: HttpRequest, response: HttpResponse) => void;
	/** The body of a list answer with the rows of all its pages. */
	withAllRows: (body: unknown, rows: Row[]) => IDataObject;
	advise: Advise;
}
