/** Values for parameters by their names, for operations that are filled in by a table. */

/** Ids of records by the parameter's name, or by the list that offers them. */
export type Ids = Readonly<Record<string, number | string>>;

/** What the tests fill in for a system. */
export interface Samples {
	ids: Ids;
	/** Texts by the parameter's name. */
	texts: Readonly<Record<string, unknown>>;
	/** Whole values by the parameter's name. */
	values?: Readonly<Record<string, unknown>>;
	/** Parameters that may not stand beside others of their operation. */
	alone?: readonly string[];
}

/** Different numbers for different kinds of records, so that a mixed-up id shows. */
const JAMA_IDS: Ids = {
	searchProjects: 2,
	searchProjectFolders: 1,
	getProjects: 2,
	searchItemTypes: 33,
	searchNewItemTypes: 33,
	searchChildItemTypes: 33,
	searchParents: 20,
	getItemTypes: 33,
	searchItems: 20,
	searchRecords: 20,
	searchStatuses: 401,
	searchTags: 11,
	searchReleases: 12,
	getReleases: 12,
	searchBaselines: 13,
	searchPicklists: 4,
	searchPicklistOptions: 401,
	searchRelationshipTypes: 14,
	searchFilters: 15,
	searchUsers: 9,
	searchUserGroups: 16,
	searchTestPlans: 17,
	searchTestCycles: 18,
	searchTestGroups: 19,
	searchTestRuns: 21,
	searchTestCases: 22,
	searchTransitions: 'approve-1',
	otherBaselineId: 23,
};

const PATCH = '[{"op": "replace", "path": "/fields/name", "value": "Text"}]';
const JAMA_TEXTS: Readonly<Record<string, unknown>> = {
	createdDateLast: '7 days',
	dateLast: '24 hours',
	domains: '["https://example.com"]',
	fieldsJson: '{"name": "Text"}',
	fieldsToReturn: 'id, name',
	groupsJson: '[{"name": "Group", "cases": [22]}]',
	inputDataFieldName: 'data',
	lastActivityDateLast: '1 day',
	modifiedDateLast: '90 min',
	patchJson: PATCH,
	relativeUrl: '/projects/2',
	headers: '{"x-test": "1"}',
	query: '{"include": ["data.project"]}',
	resultsJson: '[{"case": "22", "status": "passed"}]',
	rowsJson: '[{"id": 20, "name": "Text"}]',
	stepsJson: '["passed"]',
	testCases: '22',
	url: '/attachment/1/diagram.png',
};

export const jamaSamples: Samples = { ids: JAMA_IDS, texts: JAMA_TEXTS };

const JIRA_IDS: Ids = {
	searchBoards: 1,
	searchEpics: '10000',
	searchEstimationFields: 'customfield_10016',
	searchFilters: 10001,
	searchIssues: '10004',
	searchProjects: 'PUMP',
	searchQuickFilters: 1,
	searchRankFields: 10019,
	searchSprints: 3,
	getSprints: 3,
	getVersions: 10100,
	sprintToSwapWith: 4,
	incompleteIssuesDestinationId: 4,
	rankAfterEpic: '10001',
	rankBeforeEpic: '10001',
	days: 14,
	sprints: 7,
	destinationSprint: 4,
};

/** Sprints of JIRA Agile 6.7 take the dates of their state; boards are read by one type there. */
export const jiraSamples = (deployment: string): Samples => ({
	ids: JIRA_IDS,
	texts: {
		fieldsToReturn: 'id, name',
		reconcileIssues: '10004, 10005',
		issues: '10006, PUMP-5',
		feature: 'SPRINTS',
		value: '5',
		expand: 'changelog',
		fields: 'summary, status',
		jql: 'status = Done',
		matchJql: 'labels = text',
		issueKey: 'PUMP-4',
		fieldsByName: '{}',
		estimation: '5',
	},
	values: {
		startDate: '2026-01-05T09:00:00',
		endDate: '2026-01-19T09:00:00',
		...(deployment === 'agile67' ? { type: ['scrum'] } : {}),
	},
	alone: ['personal', 'rankBefore'],
});
