import { createAdvise } from '../../shared/session/advice';
import type { BadResponse } from '../../shared/http/errors';

const ELSEWHERE =
	"Check the site URL in the credential, with the context path of Data Center (https://jira.example.com/jira), and that 'Deployment' is right. A login page of single sign-on or a proxy's own page looks the same.";

const LOGIN =
	'Jira does not know this login. On Cloud enter the e-mail address and an API token (not the password); on Data Center the user name and password, or a personal access token that has not expired. With OAuth2, connect the credential again.';

/** What to do when Jira's own words are known; the first that matches. */
const BY_WORDS: Array<[RegExp, string]> = [
	[
		/scope does not match|insufficient.*scope/i,
		"The credential's token lacks a scope of this operation: add it to 'Scope' in the credential and in the app, and connect again.",
	],
	// The words of the gateway.
	[
		/^unauthorized$/i,
		`${LOGIN} With a site URL at api.atlassian.com enter the address of the site itself: only API tokens with scopes are taken there.`,
	],
	[
		/xsrf/i,
		'Jira took the request for one of a browser. A proxy may change its headers; ask the administrator to let X-Atlassian-Token pass.',
	],
	[
		/captcha/i,
		'Log in to Jira once in the browser with this user and solve the CAPTCHA, then correct the password in the credential.',
	],
	[
		/does not support sprints|kanban/i,
		'Only Scrum boards have sprints, epics in sprints and a backlog of sprints: choose a Scrum board.',
	],
	[
		/cannot be deleted|active or completed/i,
		"Only a sprint that has not started can be deleted. Complete an active one with the operation 'Complete'.",
	],
	[
		/cannot change from|state cannot be updated|already (active|closed|started)|completed sprint/i,
		'A sprint goes from future to active to closed and never back, and needs start and end date to start.',
	],
	[
		/closed sprint/i,
		'A closed sprint takes no changes on Data Center; on Cloud only its name and goal may change.',
	],
	[
		/active sprint already|parallel sprints/i,
		'Complete the active sprint first, or ask an administrator to turn on parallel sprints.',
	],
	[
		/after the start|(start|end|complete) ?date/i,
		'Check the dates of the sprint: the end must come after the start, and both need a time.',
	],
	[/licen[cs]e/i, 'Ask your Jira administrator for access to Jira Software for this user.'],
	[
		/sub-?tasks/i,
		'Finish the sub-tasks that are named, or take the issue out of the sprint, then complete it.',
	],
	[
		/estimat/i,
		'The board must have an estimation, and its field must be on a screen of the issue. See the board settings under Estimation.',
	],
	[
		/next-gen|team-managed|simplified/i,
		"Epics of team-managed projects are no epics for this operation: use 'Move Issues To' and 'Remove Issues From' of 'Epic', which set the parent there, and find its issues with the JQL parent = KEY.",
	],
	[
		/issue\.property/i,
		"Searches know properties of issues only where an app has declared them. Match by another field, or in 'Create or Update' by 'Property', which reads the issues instead.",
	],
	[
		/issue.*(does not exist|not exist|no permission|not found|not visible)|cannot be found/i,
		'Check the keys of the issues, and that the user of the credential may see them.',
	],
];

function ofValues({ request }: BadResponse): string {
	return request.method === 'GET'
		? 'Check the query: a JQL that cannot be read, a field that does not exist, or a board of another kind than this operation takes.'
		: 'Check the values: an issue or board may be of another kind than this operation takes, or its state does not allow it.';
}

function ofMissing({ request }: BadResponse): string {
	if (request.lookedUp) {
		return "It was found by its name a moment ago. It may be deleted, or out of sight of the credential's user.";
	}
	return "It does not exist, or the user of the credential may not see it. Check the ID or key, and in the credential 'Deployment' and the site URL (with the context path of Data Center) or cloud ID.";
}

const BUSY =
	"Jira limits how often it may be asked. Lower 'Requests per Second' in the credential, or run at a quieter time.";

const BY_STATUS: Record<number, string | ((failure: BadResponse) => string)> = {
	207: 'The other issues of the request were done. Correct what is named, and run it again for those issues.',
	400: ofValues,
	401: LOGIN,
	403: 'The credential works, but its user may not do this: it needs access to Jira Software and the permission in the project. Ask a Jira administrator.',
	404: ofMissing,
	405: 'This endpoint does not take this method. See the REST reference of Jira Software.',
	409: 'Somebody changed the same thing at the same time. Run it again for this item.',
	410: "Jira has removed this endpoint. If the credential's 'Deployment' is not Cloud but the site is, correct it; lists of issues have moved to another root there.",
	413: 'The request is larger than the server takes.',
	415: 'The endpoint takes another kind of body. See the REST reference of Jira Software.',
	429: BUSY,
};

/** Data Center asks for a CAPTCHA after several wrong passwords and says so only in a header. */
function byResponse({ response, request }: BadResponse): string | undefined {
	const { headers, statusCode } = response;
	const denied = String(headers['x-authentication-denied-reason'] ?? '');
	if (/captcha/i.test(denied)) {
		return 'Jira asks for a CAPTCHA after several wrong logins. Log in once in the browser with this user, then correct the password in the credential.';
	}
	if (request.path.startsWith('/oauth/token/accessible-resources')) {
		return 'The token of the credential was rejected. Connect the credential again.';
	}
	if ((statusCode === 403 || statusCode === 404) && headers['x-ausername'] === 'anonymous') {
		return 'Jira saw no login with this request. A proxy between n8n and Jira may take the Authorization header away; ask the administrator to let it pass.';
	}
	const reason = headers['ratelimit-reason'];
	if (statusCode === 429 && reason !== undefined) {
		return `${BUSY} The reason that it gives is ${String(reason)}.`;
	}
	return undefined;
}

/** Statuses: Jira Software REST reference, Cloud and Data Center; JIRA Agile 6.7.6 REST reference. */
export const advise = createAdvise({
	name: 'Jira',
	address: 'site URL',
	addressHint: "A bare sub-domain means Atlassian's cloud.",
	tokenRejected: [
		'Atlassian gave no access token for this credential',
		'Open the credential and connect it again. Check client ID and client secret, and that the app has the scope offline_access, without which a connection ends after an hour.',
	],
	elsewhere: ELSEWHERE,
	byResponse,
	byWords: BY_WORDS,
	byStatus: BY_STATUS,
	reference: 'See the REST reference of Jira Software for this endpoint.',
});
