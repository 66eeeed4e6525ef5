import { createLists } from '../shared/pickers/lists';
import { jiraAgile } from './api/api';
import * as kinds from './fields/kinds';

const { search, options } = createLists(jiraAgile, 'basic');

/** What the editor asks the node for. */
export const methods = {
	listSearch: {
		searchBoards: search(kinds.BOARD),
		searchEpics: search(kinds.EPIC),
		searchEstimationFields: search(kinds.ESTIMATION_FIELD),
		searchFilters: search(kinds.FILTER),
		searchIssues: search(kinds.ISSUE),
		searchProjects: search(kinds.PROJECT),
		searchQuickFilters: search(kinds.QUICK_FILTER),
		searchRankFields: search(kinds.RANK_FIELD),
		searchSprints: search(kinds.SPRINT),
	},
	loadOptions: {
		getSprints: options(kinds.SPRINT),
		getVersions: options(kinds.VERSION),
	},
};
