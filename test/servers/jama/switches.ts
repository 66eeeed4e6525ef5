import type { RetryAfter } from '../shared/bucket';
import type { RequestFault } from '../shared/requestFaults';

/**
 * What no document settles, or what differs between servers. The defaults are the likeliest reading;
 * each switch names the doubt.
 */
export interface Switches {
	/** Retry-After on a 429 is in no document; two clients read it when it is there. */
	retryAfter: RetryAfter;
	/** maxResults above 50: clipped or refused is unknown. */
	overCap: 'clip' | 'reject';
	/** 9.7 and later need lastId; older servers ignore it; some are said to need both (PR #68). */
	relationshipsPaging: 'lastId' | 'startAt' | 'both';
	/** Older servers answer 201 without meta.id (REST cookbook, attachments, 2015 sample). */
	metaId: boolean;
	/** A SAML server answers Basic with its login page; OAuth works (REST guide, Authentication). */
	sso: boolean;
	/** How `sso` refuses Basic. */
	ssoRefusal: 'html' | '401';
	/** How a wrong password is refused. */
	basicRefusal: '401' | 'html';
	/** How a bad or expired token is refused: Jama's envelope, or an OAuth error object. */
	tokenRefusal: 'envelope' | 'oauth';
	/** False: the user lacks the creator license that REST needs since 9.4. */
	license: boolean;
	totalResults: 'exact' | 'missing' | 'tooHigh';
	/** 429 also signals maintenance (REST guide, Common response codes). */
	maintenance: boolean;
	/** What goes wrong with requests: by method and path, once or lasting, before or after they are carried out. */
	failNext: RequestFault[];
	/** The page cap; a server may return shorter pages than asked for. */
	pageMax: number;
	/** An object that the user may not see: 401 by the REST guide; clients also map 403 and 404. */
	noAccess: 401 | 403 | 404;
	/**
	 * A write by a user who may only read: 401 is also for a lack of access (REST guide, Common response
	 * codes; seen so on an instance); clients also map 403.
	 */
	noWrite: 401 | 403;
	/** A write on an item that another user has locked: in no document. */
	lockedItem: 400 | 409;
	/** Item dates carry no fraction in every vendor sample but one. */
	datePrecision: 'seconds' | 'milliseconds';
	/**
	 * ms until a change shows in a search, see lagsFor (REST cookbook, What is the Lagging Index
	 * Issue?: a small time that is not zero); a function is asked at every change.
	 */
	indexLag: number | (() => number);
	/**
	 * What such a search has of an item whose change the index does not show yet: the item as it was, the
	 * item as it was but shown as it is now (found and sorted by the old date, answered from the database),
	 * or nothing until its newest change is indexed. The cookbook only says that it may not be seen.
	 */
	laggingItem: 'old' | 'sortedOld' | 'missing';
	/**
	 * Which searches see what a lagging index has: those by lastActivityDate (the cookbook's case), or also those by
	 * contained text and documentKey, half a minute to minutes late on an instance (author of a client).
	 */
	lagsFor: 'dates' | 'search';
	/** What sortBy=lastActivityDate does: whether an index that lags sorts by it at all is in no document. */
	sortByLastActivity: 'honoured' | 'ignored' | 'descending';
	/** One date in a query: later than it (contract), or from it on; matters as stored dates are whole seconds. */
	singleDate: 'after' | 'from';
	/** GET /activities and an item's: a log that is followed reads best from its start; no document says so. */
	activityOrder: 'oldestFirst' | 'newestFirst';
	/** Changes of several items in one request: one batch event to unwrap (REST cookbook), one each, or both. */
	batchEvents: 'wrapped' | 'single' | 'both';
	/** The offset of the dates in answers, as +0100; the REST guide has +0000 only. The moment stays the same. */
	dateZone: string;
	/** ms that the server's clock is ahead: of meta.timestamp and of the dates of what changes. */
	clockSkew: number;
	/** As many next pages with startAt above 0 come back empty although there are rows, as pages cut by rights may. */
	emptyMiddlePage: number;
	/** Whether a restored item has an activity: the cookbook does not list it. */
	restoreIsActivity: boolean;
	/** Field names in item types: with `$<itemType>` as on items, or without. */
	fieldNames: 'suffixed' | 'bare';
	/** PATCH `op`: lower case in the contract, upper case in one cookbook sample. */
	patchOps: 'lower' | 'any';
	/** The contract requires childItemType for every item; only sets and folders can use it. */
	childItemTypeRequired: boolean;
	/** Whether PUT location moves modifiedDate and lastActivityDate: the cookbook does not list it. */
	moveIsActivity: boolean;
	/** One row of the Lucene table lists other items than its own rule finds; see lucene.ts. */
	plusAfterTerm: 'required' | 'asListed';
	/**
	 * `+`, `-`, `*`, `?` and `:` inside double quotes: operators, as the cookbook's table has them, or taken
	 * literally, as the contract says of every term.
	 */
	literalQuotes: boolean;
	/** Fields of a test run that the execution UI does not edit: change log 8.62 has them ignored. */
	runReadOnly: 'ignored' | 'rejected';
	/** A status sent to a run with steps, without new steps: the cookbook only says that steps decide. */
	runStatusWithSteps: 'ignored' | 'rejected' | 'applied';
	/** PUT of a run: whether omitted fields are cleared, as PUT does elsewhere; steps and status stay. */
	runPut: 'replace' | 'merge';
	/**
	 * What PUT and PATCH of a test cycle do to its runs: "regenerating" them (contract's words on both) reads as made anew,
	 * so that results are lost; completed = missing ones are made; kept = only with a testRunGenerationConfig.
	 */
	cycleUpdate: 'regenerated' | 'completed' | 'kept';
	/** Whether projects' relationship rules are enforced. */
	relationshipRules: boolean;
	/** `project` for a filter that is not of the current project: ignored or refused is unknown. */
	filterProject: 'ignored' | 'rejected';
	/** `data` of GET /filters/{id}/count: an object with `count`, or the number itself. */
	filterCount: 'object' | 'number';
	/** PATCH /items is asynchronous: whether an entry that fails is skipped or the request refused. */
	batchErrors: 'skipped' | 'rejected';
	/**
	 * Fields of a body that the item type (or the project) does not have: Jama's own scripts send such names and
	 * go on, so they are left out without a word; refused on a server that is stricter.
	 */
	unknownFields: 'ignored' | 'refused';
	/**
	 * Text without a tag for a rich text field of a new record: kept, or dropped without a word, as the author
	 * of a client saw on an instance.
	 */
	plainRichText: 'kept' | 'dropped';
	/**
	 * True: only what the contract's letter allows is accepted. Jama's own clients and scripts send more than
	 * that, and it works: True and False in the query, dates with Z, null for what a user does not have, numbers as text,
	 * an item without a location, a read-only date of an earlier read, a user's update without all its fields.
	 */
	strict: boolean;
	/** With multi-auth (change log 8.68) a new user names an authentication type. */
	multiAuth: boolean;
}

export function defaultSwitches(): Switches {
	return {
		retryAfter: 'seconds',
		overCap: 'clip',
		relationshipsPaging: 'lastId',
		metaId: true,
		sso: false,
		ssoRefusal: 'html',
		basicRefusal: '401',
		tokenRefusal: 'envelope',
		license: true,
		totalResults: 'exact',
		maintenance: false,
		failNext: [],
		pageMax: 50,
		noAccess: 401,
		noWrite: 401,
		lockedItem: 409,
		datePrecision: 'seconds',
		indexLag: 0,
		laggingItem: 'old',
		lagsFor: 'search',
		sortByLastActivity: 'honoured',
		singleDate: 'after',
		activityOrder: 'oldestFirst',
		batchEvents: 'wrapped',
		dateZone: '+0000',
		clockSkew: 0,
		emptyMiddlePage: 0,
		restoreIsActivity: false,
		fieldNames: 'suffixed',
		patchOps: 'lower',
		childItemTypeRequired: false,
		moveIsActivity: false,
		plusAfterTerm: 'required',
		literalQuotes: false,
		runReadOnly: 'ignored',
		runStatusWithSteps: 'ignored',
		runPut: 'replace',
		cycleUpdate: 'regenerated',
		relationshipRules: true,
		filterProject: 'ignored',
		filterCount: 'object',
		batchErrors: 'skipped',
		unknownFields: 'ignored',
		plainRichText: 'kept',
		strict: false,
		multiAuth: false,
	};
}
