import type { Filter, FilterField, FilterRule } from '../records/recordTypes';
import { optionId, TYPE } from './seedTypes';
import type { JamaState } from '../state';
import type { Project } from '../types';

const INTEGRATOR = 5;
const FIELD: Record<'itemType' | 'status' | 'name' | 'owner', FilterField> = {
	itemType: { id: 1, name: 'itemType', display: 'Item Type', fieldDataType: 'ITEM_TYPE' },
	status: { id: 2, name: 'status', display: 'Status', fieldDataType: 'PICKLIST' },
	name: { id: 3, name: 'name', display: 'Name', fieldDataType: 'TEXT_FIELD' },
	owner: { id: 4, name: `owner$${TYPE.system}`, display: 'Owner', fieldDataType: 'USER' },
};

const equals = (field: FilterField, ...values: number[]): FilterRule => ({
	operator: 'EQUALS',
	field,
	values: values.map(String),
});
const all = (...rules: FilterRule[]): FilterRule => ({ operator: 'GROUP_AND', rules });

function seedFilters(state: JamaState, main: Project): void {
	const approved = optionId('status', 3);
	const draft = optionId('status', 1);
	const specs: Array<[Partial<Filter> & { name: string }, FilterRule]> = [
		[
			{
				name: 'Approved system requirements',
				projectScope: 'SPECIFIED',
				specifiedProject: main.id,
			},
			all(equals(FIELD.itemType, TYPE.system), equals(FIELD.status, approved)),
		],
		[
			{ name: 'Drafts of the current project', projectScope: 'CURRENT' },
			equals(FIELD.status, draft),
		],
		[
			{ name: 'Alarms everywhere', projectScope: 'ALL' },
			{ operator: 'CONTAINS', field: FIELD.name, values: ['alarm'] },
		],
		[
			{ name: 'My system requirements', projectScope: 'ALL', public: false, author: 7 },
			{ operator: 'IS_CURRENT_USER', field: FIELD.owner },
		],
	];
	for (const [filter, rule] of specs) {
		const id = state.next('filter');
		state.filters.set(id, {
			id,
			author: INTEGRATOR,
			public: true,
			projectScope: 'ALL',
			...filter,
			filterQuery: {
				name: filter.name,
				rule,
				orderRules: id === 3 ? [{ direction: 'ASC', field: FIELD.name }] : [],
			},
		});
	}
	state.favoriteFilters.set(INTEGRATOR, new Set([1, 3]));
}

/**
 * A rule set that leaves most item types alone, a strict one that the seeded relationships follow, and
 * an empty one that no project uses (REST cookbook, Empty rule sets).
 */
function seedRuleSets(state: JamaState, main: Project, second: Project): void {
	const rule = (fromItemType: number, toItemType: number, relationshipType: number) => ({
		fromItemType,
		toItemType,
		relationshipType,
	});
	const sets = [
		{
			name: 'Risk management',
			allowUnlisted: true,
			rules: [rule(TYPE.risk, TYPE.testCase, 3)],
			projects: [main.id],
		},
		{
			name: 'Strict traceability',
			allowUnlisted: false,
			rules: [
				rule(TYPE.system, TYPE.software, 2),
				rule(TYPE.system, TYPE.testCase, 3),
				rule(TYPE.software, TYPE.testCase, 3),
			],
			projects: [second.id],
		},
		{ name: 'No relationships', allowUnlisted: false, rules: [], projects: [] },
	];
	for (const set of sets) {
		const id = state.next('ruleSet');
		state.ruleSets.set(id, { id, description: '', ...set });
	}
}

function seedGroups(state: JamaState, main: Project): void {
	const groups: Array<[name: string, project: number | undefined, users: number[]]> = [
		['Organization Admins', undefined, [INTEGRATOR]],
		['Pump Engineers', main.id, [7, 8, 9]],
		['Pump Reviewers', main.id, [10, 11]],
	];
	for (const [name, project, users] of groups) {
		const id = state.next('userGroup');
		state.userGroups.set(id, { id, name, description: '', project, users: new Set(users) });
	}
}

function seedCategories(state: JamaState, main: Project): void {
	for (const path of [['Hardware'], ['Hardware', 'Battery'], ['Software']]) {
		const id = state.next('category');
		state.categories.set(id, { id, path, projects: [{ project: main.id, visible: true }] });
	}
}

/** Filters, relationship rules, user groups, categories and reports. */
export function seedRecords(state: JamaState, main: Project, second: Project): void {
	seedFilters(state, main);
	seedRuleSets(state, main, second);
	seedGroups(state, main);
	seedCategories(state, main);
	['All Item Details', 'Trace Matrix'].forEach((name, index) =>
		state.reports.set(index + 1, {
			id: index + 1,
			name,
			description: '',
			formats: ['PDF', 'WORD', 'EXCEL'],
			parameters: [{ name: 'project', type: 'PROJECT', required: true }],
		}),
	);
	state.corsDomains = ['https://example.com'];
}
