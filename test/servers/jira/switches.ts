import type { RetryAfter } from '../shared/bucket';
import type { RequestFault } from '../shared/requestFaults';

/**
 * What no document settles, or what differs between sites. The defaults are the likeliest reading;
 * each switch names the doubt.
 */
export interface Switches {
	/** What goes wrong with requests: by method and path, once or lasting, before or after they are carried out. */
	failNext: RequestFault[];
	/** Largest page; a larger maxResults is cut without a word (pycontribs/jira #932). Cloud's token lists: 5000 at most. */
	pageMax: number;
	/** Token lists: every page but the last is only half as long as asked for. */
	shortPages: boolean;
	/** Token lists: the second page is empty, though it is not the last. */
	emptyMiddlePage: boolean;
	/** `total` of offset lists "may be absent" and "may change"; lists of issues always have it. */
	total: 'exact' | 'missing' | 'wrong';
	/** Cloud's offset lists of issues are replaced; the date of their removal is not known. */
	deprecatedLists: 'gone' | 'working';
	/** The body of a 401. */
	unauthorized: 'json' | 'html' | 'empty';
	/** A request without login: 401, or as for what anonymous users may not see. */
	anonymous: 401 | 404;
	/** False: nobody has a license for Jira Software. */
	license: boolean;
	/** A browser-like User-Agent as the trigger is from memory. */
	xsrf: boolean;
	/** Data Center and 6.7: too many wrong passwords. */
	captcha: boolean;
	/** The body of an unknown path. */
	unknownPath: 'json' | 'html';
	/** Retry-After of a 429: seconds everywhere that it is documented; RFC 9110 also allows a date. */
	retryAfter: RetryAfter;
	/** Clients report differing bodies of a 429. */
	tooMany: 'json' | 'text' | 'empty';
	/** Cloud's documented reason header of a 429. */
	rateLimitReason: string;
	/** 6.7.6: "Sprint state cannot be updated": refused or ignored. */
	stateUpdate67: 'ignored' | 'refused';
	/** Cloud: whether an active or closed sprint can be deleted. */
	cloudDeleteActive: 'refused' | 'deleted';
	/** Whether a second sprint of a board can be started: a setting of the site. */
	parallelSprints: boolean;
	/** Data Center: an active sprint with a done issue that has open sub-tasks cannot be closed. */
	openSubtasksBlock: boolean;
	/** Whether a board also lists sprints of other boards that hold issues of its filter. */
	foreignSprints: boolean;
	/** A date without a time, such as 2026-01-05, for a sprint. */
	dateOnly: 'refused' | 'accepted';
	/** Fields of a body that the contract does not know. */
	unknownFields: 'ignored' | 'refused';
	/** An issue of a move that does not exist or is not visible. */
	missingIssue: 400 | 404;
	/** Keys of issues whose rank the server cannot change now: an entry with status 503 in a 207. */
	rankBusy: string[];
	/** Cloud gateway: a token without the scope of the operation; its words are from clients' reports. */
	scopeMismatch: boolean;
	/** Cloud gateway: Basic with an API token; scoped ones work there (ankitpokhrel/jira-cli #850), others may not. */
	basicOnGateway: boolean;
	/**
	 * ms until a new issue, or the change of one, shows in searches and token lists, which are eventually consistent. What is
	 * found is shown as it is now (assumption).
	 */
	indexLag: number;
	/** The most changes that `expand=changelog` gives; clients of Cloud report different figures. Unset: 100 on Cloud, else all. */
	changelogMost?: number;
	/** Which changes `expand=changelog` begins with; documented are the newest on Cloud. */
	changelogOrder: 'documented' | 'oldestFirst';
	/** Cloud: profiles whose e-mail address others may not see, by name. */
	hiddenEmails: string[];
	/** IDs of fields that are on no screen, so that they cannot be set. */
	notOnScreen: string[];
	/** IDs of fields that a field configuration hides, so that no issue shows them. */
	hiddenFields: string[];
	/** Issue types that no project has. */
	missingTypes: string[];
	/** Permissions that nobody has, such as EDIT_ISSUES. */
	missingPermissions: string[];
	/** Whether searches know entity properties: only those that an app has declared. */
	searchableProperties: boolean;
	/** Data Center: the Sprint custom field as text of a Java object, or as an object. */
	sprintField: 'text' | 'object';
}

/** The likeliest Jira. */
export function defaultSwitches(): Switches {
	return {
		failNext: [],
		pageMax: 50,
		shortPages: false,
		emptyMiddlePage: false,
		total: 'exact',
		deprecatedLists: 'gone',
		unauthorized: 'json',
		anonymous: 401,
		license: true,
		xsrf: true,
		captcha: false,
		unknownPath: 'json',
		retryAfter: 'seconds',
		tooMany: 'json',
		rateLimitReason: 'jira-burst-based',
		stateUpdate67: 'ignored',
		cloudDeleteActive: 'refused',
		parallelSprints: true,
		openSubtasksBlock: true,
		foreignSprints: false,
		dateOnly: 'refused',
		unknownFields: 'ignored',
		missingIssue: 404,
		rankBusy: [],
		scopeMismatch: false,
		basicOnGateway: true,
		indexLag: 0,
		changelogOrder: 'documented',
		hiddenEmails: [],
		notOnScreen: [],
		hiddenFields: [],
		missingTypes: [],
		missingPermissions: [],
		searchableProperties: false,
		sprintField: 'text',
	};
}
