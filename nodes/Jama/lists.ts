import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { createLists, LONGEST_LIST, noChoices, toOptions } from '../shared/pickers/lists';
import { waitsFor } from '../shared/pickers/locator';
import type { Row } from '../shared/values/row';
import { jama } from './api/api';
import * as kinds from './pickers/kinds';
import { PARENT } from './pickers/parentKind';
import { toIds } from './pickers/manyRecords';
import { createItemFields, createMatchFields } from './items/mapperColumns';
import { toRecord } from '../shared/values/objectPath';

const { withContext, search, options } = createLists(jama, 'basic');

/** Releases of the projects chosen in the filters, or above them. */
async function getReleases(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await withContext(this, async (context) => {
		const { session } = context;
		const filters = toRecord(this.getCurrentNodeParameter('filters'));
		const chosen = [filters.projects ?? this.getCurrentNodeParameter('projects') ?? []].flat();
		const known = chosen.filter((one) => !String(one).startsWith('='));
		if (known.length === 0) return [noChoices(waitsFor(kinds.PROJECT, ...chosen))];
		const found: Row[] = [];
		for (const project of await toIds(kinds.PROJECT, 'Projects', known, context)) {
			found.push(...(await session.rows('/releases', { project }, { limit: LONGEST_LIST })));
		}
		return toOptions(kinds.RELEASE, found);
	});
}

/** What the editor asks the node for. */
export const methods = {
	listSearch: {
		searchBaselines: search(kinds.BASELINE),
		searchChildItemTypes: search(kinds.CHILD_ITEM_TYPE),
		searchFilters: search(kinds.FILTER),
		searchItems: search(kinds.ITEM),
		searchItemTypes: search(kinds.ITEM_TYPE),
		searchNewItemTypes: search(kinds.NEW_ITEM_TYPE),
		searchParents: search(PARENT),
		searchMatchFields: createMatchFields(withContext),
		searchPicklistOptions: search(kinds.PICKLIST_OPTION),
		searchPicklists: search(kinds.PICKLIST),
		searchProjectFolders: search(kinds.PROJECT_FOLDER),
		searchProjects: search(kinds.PROJECT),
		searchRecords: search(kinds.RECORD),
		searchRelationshipTypes: search(kinds.RELATIONSHIP_TYPE),
		searchReleases: search(kinds.RELEASE),
		searchStatuses: search(kinds.STATUS),
		searchTags: search(kinds.TAG),
		searchTestCases: search(kinds.TEST_CASE),
		searchTestCycles: search(kinds.TEST_CYCLE),
		searchTestGroups: search(kinds.TEST_GROUP),
		searchTestPlans: search(kinds.TEST_PLAN),
		searchTestRuns: search(kinds.TEST_RUN),
		searchTransitions: search(kinds.TRANSITION),
		searchUserGroups: search(kinds.USER_GROUP),
		searchUsers: search(kinds.USER),
	},
	loadOptions: {
		getItemTypes: options(kinds.ITEM_TYPE),
		getProjects: options(kinds.PROJECT),
		getReleases,
		getRelationshipTypes: options(kinds.RELATIONSHIP_TYPE),
	},
	resourceMapping: { itemFields: createItemFields(withContext) },
};
