import type { Kind } from '../../shared/pickers/kind';
import { chosen, isActive, waitsFor } from '../../shared/pickers/locator';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { itemTypeOf, noStatusField, statusField } from '../configuration/itemTypes';
import { inProject, ITEM, listAt, nameField, projectOf, titleOfItem } from './itemKinds';

export {
	CHILD_ITEM_TYPE,
	ITEM,
	ITEM_TYPE,
	NEW_ITEM_TYPE,
	PROJECT,
	PROJECT_FOLDER,
	PROJECT_OR_FOLDER,
	RECORD,
	TEST_CASE,
} from './itemKinds';

const name = (row: Row): unknown => row.name;
/** A title that says what is put away. */
const marked = (title: string, { active, archived }: Row): string =>
	title + (archived === true ? ' (archived)' : active === false ? ' (inactive)' : '');

/** A list below a record that is chosen above. */
const below =
	(kind: () => Kind, parameter: string, path: (id: number | string) => string) =>
	async (context: ValueContext) => {
		const value = context.parameter(parameter);
		const id = await chosen(kind(), value, context);
		return id === undefined ? waitsFor(kind(), value) : { path: path(id) };
	};

/** URLs of a kind that the browser shows on a page of its own, and those of the API, which end alike. */
const urlsOf = (noun: string): Pick<Kind, 'urls' | 'urlExample'> => {
	const segment = `${noun.replace(/ /g, '')}s`;
	return {
		urls: [new RegExp(`[#/]${segment}/(\\d+)`, 'i')],
		urlExample: `https://example.jamacloud.com/perspective.req#/${segment}/7`,
	};
};

/** A kind whose records have a plain name. */
const named = (
	noun: string,
	method: string,
	list: Kind['list'],
	nameExample: string,
	more: Partial<Kind> = {},
): Kind => ({
	noun,
	method,
	list,
	title: (row) => marked(String(name(row)), row),
	nameOf: name,
	nameExample,
	idExample: '7',
	...more,
});
const titled = {
	title: (row: Row) => marked(String(nameField(row) ?? row.id), row),
	nameOf: nameField,
};

export const TAG = named('tag', 'searchTags', inProject('/tags'), 'safety');
export const RELEASE = named('release', 'searchReleases', inProject('/releases'), 'Release 2.0');
export const BASELINE = named(
	'baseline',
	'searchBaselines',
	inProject('/baselines'),
	'Release 2.0',
);
export const PICKLIST = named('picklist', 'searchPicklists', listAt('/picklists'), 'Priority');
export const PICKLIST_OPTION = named(
	'picklist option',
	'searchPicklistOptions',
	below(
		() => PICKLIST,
		'picklistId',
		(id) => `/picklists/${id}/options`,
	),
	'High',
);
export const RELATIONSHIP_TYPE = named(
	'relationship type',
	'searchRelationshipTypes',
	listAt('/relationshiptypes'),
	'Derived from',
);
export const FILTER = named(
	'filter',
	'searchFilters',
	async (context) => {
		const project = await projectOf(context);
		return { path: '/filters', ...(project === undefined ? {} : { query: { project } }) };
	},
	'Open requirements',
);
/** Since 8.61 only administrators of users or a project may list them; the latter must name the project (change log). */
const inProjectIfKnown = (path: string) => async (context: ValueContext) => {
	const project = await projectOf(context);
	return { path, ...(project === undefined ? {} : { query: { project } }) };
};
export const USER_GROUP = named(
	'user group',
	'searchUserGroups',
	inProjectIfKnown('/usergroups'),
	'Reviewers',
);
/** All users, or the members of the group that one is taken out of; also those who may not log in any more. */
async function listUsers({ parameter, session, ...rest }: ValueContext) {
	const context = { parameter, session, ...rest };
	if (parameter('operation') !== 'removeUser') {
		return { path: '/users', query: { includeInactive: true } };
	}
	const group = await chosen(USER_GROUP, parameter('userGroupId'), context);
	return group === undefined
		? waitsFor(USER_GROUP, parameter('userGroupId'))
		: { path: `/usergroups/${group}/users` };
}
/** Where users who may not log in any more are meant, too. */
const OF_ALL_USERS: ReadonlySet<unknown> = new Set(['filter', 'user']);
export const USER: Kind = {
	noun: 'user',
	method: 'searchUsers',
	list: listUsers,
	offer: ({ parameter }) =>
		OF_ALL_USERS.has(parameter('resource')) || parameter('operation') === 'removeUser'
			? undefined
			: { query: { includeInactive: false }, keep: isActive },
	title: (row) =>
		marked(
			`${String(row.firstName ?? '')} ${String(row.lastName ?? '')} (${String(row.username)})`.trim(),
			row,
		),
	nameOf: (row) => row.username,
	nameExample: 'jdoe',
	idExample: '12',
};
/** What an archived test plan does not take any more: new cycles and groups, and results. */
const TO_OPEN_PLANS: ReadonlySet<unknown> = new Set([
	'addCase',
	'create',
	'importResults',
	'recordResult',
]);
export const TEST_PLAN = named(
	'test plan',
	'searchTestPlans',
	inProject('/testplans'),
	'Release 2.0 verification',
	{
		...titled,
		...urlsOf('test plan'),
		offer: ({ parameter }) =>
			TO_OPEN_PLANS.has(parameter('operation')) ? { keep: isActive } : undefined,
	},
);
export const TEST_CYCLE = named(
	'test cycle',
	'searchTestCycles',
	below(
		() => TEST_PLAN,
		'testPlanId',
		(id) => `/testplans/${id}/testcycles`,
	),
	'Nightly build',
	{ ...titled, ...urlsOf('test cycle') },
);
export const TEST_GROUP = named(
	'test group',
	'searchTestGroups',
	below(
		() => TEST_PLAN,
		'testPlanId',
		(id) => `/testplans/${id}/testgroups`,
	),
	'Default Test Group',
);
export const TEST_RUN = named(
	'test run',
	'searchTestRuns',
	below(
		() => TEST_CYCLE,
		'testCycleId',
		(id) => `/testcycles/${id}/testruns`,
	),
	'Alarm sounds',
	// All runs of a test case have its name.
	{ ...titled, ...urlsOf('test run'), title: titleOfItem },
);
export const TRANSITION: Kind<string> = {
	noun: 'transition',
	method: 'searchTransitions',
	list: below(
		() => ITEM,
		'itemId',
		(id) => `/items/${id}/workflowtransitionoptions`,
	),
	title: (row) => String(row.action),
	nameOf: (row) => row.action,
	nameExample: 'Approve',
	idExample: '3',
	idPattern: /^[\w-]+$/,
};

/** The options of the field that holds the status of the item chosen above. */
async function listStatuses(context: ValueContext) {
	const value = context.parameter('itemId');
	const id = await chosen(ITEM, value, context);
	if (id === undefined) return waitsFor(ITEM, value);
	const { session } = context;
	const item = await session.row({ path: `/items/${id}`, query: { include: ['data.itemType'] } });
	const type = await itemTypeOf(session, item);
	const field = statusField(type);
	return field ? { path: `/picklists/${field.pickList}/options` } : { notice: noStatusField(type) };
}
export const STATUS = named('status', 'searchStatuses', listStatuses, 'Approved', {
	offer: () => ({ keep: isActive }),
});
