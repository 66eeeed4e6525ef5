import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Api, Connection } from '../../shared/session/api';
import { readRate } from '../../shared/credentials/credentialParts';
import { deepFreeze } from '../../shared/values/freeze';
import type { PagePolicy } from '../../shared/paging/paginate';
import { byLastId, byOffset } from '../../shared/paging/paginate';
import { advise } from './advice';
import { checkResponse, readList, readRow, readWrite, withAllRows } from './responses';
import { readBaseUrl } from './baseUrl';
import { InvalidInput } from '../../shared/values/invalidInput';

/** The largest page that Jama gives (REST developer guide, Paginated Lists). */
const PAGE_SIZE = 50;

const offsetPages = byOffset({ start: 'startAt', size: 'maxResults' }, PAGE_SIZE);
/** Jama Connect 9.7 rejects GET /relationships without lastId (REST change log, 24 January 2024). */
const lastIdPages = byLastId({ last: 'lastId', start: 'startAt', size: 'maxResults' }, PAGE_SIZE);

const pages = (path: string): PagePolicy =>
	/^\/relationships\/?$/.test(path) ? lastIdPages : offsetPages;

/** What a write to changes names or fields of item types, options, releases, relationship types or users. */
const CONFIGURATION =
	/^\/rest\/[^/]+\/(itemtypes|picklist\w*|relationshiptypes|releases|users|usergroups|projects)(\/|$)/;

const ROOTS: ReadonlySet<string> = new Set(['v1', 'labs', 'latest']);

/** Roots by name; the usual one is `v1`. */
function root(name = 'v1'): string {
	if (ROOTS.has(name)) return `/rest/${name}`;
	throw new InvalidInput(`There is no API version "${name}"`, 'Choose one from the list.');
}

function connect(credential: ICredentialDataDecryptedObject): Connection {
	return {
		baseUrl: readBaseUrl(credential.baseUrl),
		limit: readRate(credential),
		ignoreCertificate: credential.ignoreSSLIssues === true,
	};
}

/** Jama Connect for the shared layers. */
export const jama: Api = deepFreeze<Api>({
	name: 'Jama',
	credentials: {
		basic: { type: 'jamaApi', refreshesToken: false },
		oAuth2: { type: 'jamaOAuth2Api', refreshesToken: true },
	},
	connect,
	probe: { path: '/users/current' },
	root,
	isConfiguration: (path) => CONFIGURATION.test(path),
	pages,
	pageQuery: (startAt, maxResults) => ({ startAt, maxResults }),
	readList,
	readRow,
	readWrite,
	check: checkResponse,
	withAllRows,
	advise,
});
