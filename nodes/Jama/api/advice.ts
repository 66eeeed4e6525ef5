import { createAdvise } from '../../shared/session/advice';
import type { BadResponse } from '../../shared/http/errors';
import type { HttpRequest } from '../../shared/http/http';

/** What to do when Jama's own words are known; the first that matches. Sources: REST developer guide (PATCH), cookbook, issue #64 of Jama's Python client. */
const BY_WORDS: Array<[RegExp, string]> = [
	[
		/named creator license/i,
		'Ask your Jama administrator for a Named Creator license for this user: since Jama Connect 9.4 the REST API needs one.',
	],
	[
		/no such path in target JSON document/i,
		'The field is empty or does not exist for this item type: use the field name that the item type gives (custom fields end in $ and the number of the item type), and operation "add" to set an empty one.',
	],
	[
		/could not be set at the path/i,
		'The value does not fit the field: picklists, users and releases take their numbers, dates yyyy-MM-dd.',
	],
	[
		/always have a child type/i,
		"Set 'Child Item Type': sets and folders need to know which items they hold.",
	],
	[
		/relationship.*already exists|already (related|exists).*relationship/i,
		'The two items are related in this direction already. Look at it with Relationship: Get Many, and change its type with Relationship: Update instead of making another.',
	],
	[
		/violates rules configured/i,
		'The relationship rules must allow this direction and type; a project administrator can change them.',
	],
	[
		/lastId parameter is now required/i,
		"Turn on 'Return All Pages', which sends it, or add lastId=0 to the query.",
	],
	[
		/locked/i,
		'Somebody is editing the item. Wait for them, or unlock it with the operation Unlock.',
	],
	[
		/predates relationship history/i,
		'Jama kept no relationship history at that time: ask for a later one.',
	],
];

/** The path below the API's root. */
const pathOf = ({ path }: HttpRequest): string => path.replace(/^.*?\/rest\/[^/]+/, '');

/** Records that have the fields of an item type. */
const WITH_ITEM_TYPE = /^\/(items|testplans|testcycles|testruns)(\/[^/]+)?\/?$/;
/** Records that have a document key and a global ID beside the API ID. */
const WITH_DOCUMENT_KEY =
	/^\/(abstractitems|items|testplans|testcycles|testruns)\/([^/]+)(\/[a-z]+)?\/?$/i;

function ofValues({ request }: BadResponse): string {
	const path = pathOf(request);
	if (request.method === 'GET') {
		return 'Check the query and the filters: names of parameters, IDs, and dates with their time zone. See the API reference at /api-docs of your instance.';
	}
	if (WITH_ITEM_TYPE.test(path)) {
		return "Check the values against the fields of the item type: custom fields are named field$itemType (such as risk$33), picklists take option labels or numbers, and read-only fields cannot change unless 'Allow API Overwrite' is on.";
	}
	if (/^\/relationships(\/|$)/.test(path)) {
		return 'Check the two items and the type of the relationship. Relationship rules of their projects may not allow it.';
	}
	return `Check the values. What ${request.method} ${path} takes is in the API reference at /api-docs of your instance.`;
}

/** Words about a permission, in a response whose status is also that of a rejected login. */
const OF_PERMISSION = /(\bno|\bnot|n't)( have)?( the)? (access|permission|permitted)\b/i;

/** A 401 is the login or, for a single object, a permission that is missing (REST developer guide, Common Response Codes). */
function ofLogin({ request, words = '' }: BadResponse): string {
	const reads = request.method === 'GET';
	const login =
		'user name and password, or client ID and secret. Instances with single sign-on reject Basic: use OAuth. The user needs a Named Creator license';
	if (OF_PERMISSION.test(words)) {
		const missing = reads ? 'may not see this' : 'may not change this';
		return `The user of the credential ${missing}. Ask a project administrator for the permission. If every request ends so, check the credential: ${login}.`;
	}
	const permission = reads
		? 'access to what was asked for'
		: 'the permission to change what was to be changed: Jama responds the same where only that is missing';
	return `Check the credential: ${login}, and ${permission}.`;
}

function ofMissing({ request }: BadResponse): string {
	const gone = "It may be deleted, or out of sight of the credential's user.";
	if (request.lookedUp) return `It was found by its name or key a moment ago. ${gone}`;
	const path = pathOf(request);
	if (!/\d/.test(path)) return `Check the path ${path} and the IDs that were sent with it. ${gone}`;
	if (!WITH_DOCUMENT_KEY.test(path)) return `Check the IDs in ${path}. ${gone}`;
	return `${gone} Check the API ID: the number in the item's URL. For a document key such as REQ-12 or a global ID, pick 'By Key' or 'By Global ID'.`;
}

const BY_STATUS: Record<number, string | ((failure: BadResponse) => string)> = {
	400: ofValues,
	401: ofLogin,
	403: 'The credential works, but its user may not do this. Ask a project administrator for the permission.',
	404: ofMissing,
	405: 'This endpoint does not take this method. See the API reference at /api-docs of your instance.',
	409: 'Somebody changed the same thing at the same time. Run it again for this item.',
	413: 'The request is larger than the server takes.',
	429: "Jama allows 10 requests a second for a whole instance, shared by all of its integrations. Lower 'Requests per Second' in the credential, or run at a quieter time. Jama responds the same during maintenance.",
	501: 'This server does not offer the endpoint: it may be newer than your Jama.',
};

const ELSEWHERE =
	"Check the instance URL in the credential, with the context path if self-hosted (https://jama.example.com/contour). With single sign-on, Basic ends at the login page: use OAuth. A wrong password or a proxy's own page may look the same.";

/** Statuses: REST developer guide, Common Response Codes. */
export const advise = createAdvise({
	name: 'Jama',
	address: 'instance URL',
	addressHint: "A bare sub-domain means Jama's cloud.",
	tokenRejected: [
		'Jama gave no access token for this client ID and secret',
		'Check client ID, client secret and instance URL in the credential. In Jama they are created in your profile under Set API Credentials; the secret is shown once.',
	],
	elsewhere: ELSEWHERE,
	byWords: BY_WORDS,
	byStatus: BY_STATUS,
	reference: 'See the API reference at /api-docs of your instance.',
});
