import type { Api, Connection } from '../../shared/session/api';
import { InvalidInput } from '../../shared/values/invalidInput';
import { deepFreeze } from '../../shared/values/freeze';
import type { PagePolicy } from '../../shared/paging/paginate';
import { byToken, inOnePiece } from '../../shared/paging/paginateByToken';
import { byOffsetToLast } from '../../shared/paging/paginateToLast';
import { advise } from './advice';
import { checkResponse, readList, readRow, readWrite, withAllRows } from './responses';
import { connect } from './connection';
import { DEPLOYMENTS } from './deployments';

/** What lists give unless asked for more (Jira Software REST reference). */
const PAGE_SIZE = 50;
/** Lists of issues may give more (as many as 5000 on Cloud); what came counts, so that a cap does no harm. */
const ISSUES_PAGE_SIZE = 100;

const byOffset = { start: 'startAt', size: 'maxResults' };
const offsetPages = byOffsetToLast(byOffset, PAGE_SIZE);
const issuesByOffset = byOffsetToLast(byOffset, ISSUES_PAGE_SIZE);
const issuesByToken = byToken({ token: 'nextPageToken', size: 'maxResults' }, ISSUES_PAGE_SIZE);

const AGILE = '/rest/agile/1.0';
const GREENHOPPER = '/rest/greenhopper/experimental-api/1.0';
const SOFTWARE = '/rest/software/1.0';

/**
 * Roots by name. `usual` and `issues` depend on the deployment: the API of JIRA Agile 6.7 has a root of its own (JIRA Agile
 * 6.7.6 REST reference), and Cloud has moved its lists of issues to another one, where they are paged by tokens (Jira
 * Software REST reference, Cloud).
 */
function root(name: string | undefined = 'usual', { deployment }: Connection): string {
	switch (name) {
		case 'usual':
			return deployment === 'agile67' ? GREENHOPPER : AGILE;
		case 'issues':
			return deployment === 'cloud' ? SOFTWARE : AGILE;
		case 'agile':
			return AGILE;
		case 'software':
			return SOFTWARE;
		case 'greenhopper':
			return GREENHOPPER;
		case 'platform':
			return '/rest/api/2';
		case 'platform3':
			return '/rest/api/3';
		default:
			throw new InvalidInput(`There is no API called "${name}"`, 'Choose one from the list.');
	}
}

/** Lists without paging: of the Agile API, and of the platform (its reference names no startAt for them). */
const WHOLE =
	/\/(properties|features|reports|project\/full)\/?$|^\/(issue\/picker|field|status|priority|project|filter\/favourite)\/?$/;

/** The platform's newer search is paged by tokens, as Cloud's lists of issues are (Jira Cloud platform REST reference). */
const SEARCH_BY_TOKEN = /^\/search\/jql\/?$/;

function pages(path: string, name: string | undefined, { deployment }: Connection): PagePolicy {
	if (WHOLE.test(path)) return inOnePiece;
	if (name === 'software' || SEARCH_BY_TOKEN.test(path)) return issuesByToken;
	if (name !== 'issues') return offsetPages;
	return deployment === 'cloud' ? issuesByToken : issuesByOffset;
}

/** Jira's Agile API for the shared layers. */
export const jiraAgile: Api = deepFreeze<Api>({
	name: 'Jira',
	deploymentNames: DEPLOYMENTS,
	credentials: {
		basic: { type: 'jiraAgileApi', refreshesToken: false },
		oAuth2: { type: 'jiraAgileOAuth2Api', refreshesToken: true },
		personalAccessToken: { type: 'jiraAgilePatApi', refreshesToken: false },
	},
	connect,
	probe: { path: '/myself', root: 'platform' },
	root,
	pages,
	pageQuery(start, maxResults, path) {
		if (WHOLE.test(path)) return {};
		if (typeof start === 'string') return { nextPageToken: start, maxResults };
		// What else is asked for must be the same on each page, so that the first one names no start either.
		return SEARCH_BY_TOKEN.test(path) ? { maxResults } : { startAt: start, maxResults };
	},
	readList,
	readRow,
	readWrite,
	check: checkResponse,
	withAllRows,
	advise,
});
