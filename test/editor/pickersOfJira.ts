import { byName, empty, type FormOf, type Picker } from './pickerParts';

export const boardUrl = 'https://example.atlassian.net/jira/software/projects/PUMP/boards/1';
const board: Picker = {
	parameter: 'boardId',
	search: 'PUMP',
	entry: 'PUMP board',
	ways: byName('PUMP board', boardUrl),
};

const keyed = (key: string) => ({
	'By ID': '10012',
	'By Key': key,
	'By URL': `https://example.atlassian.net/browse/${key}`,
});

export const JIRA: FormOf[] = [
	{
		parameters: {
			resource: 'epic',
			operation: 'rank',
			additionalFields: { rankCustomFieldId: empty },
		},
		pickers: [
			board,
			{
				parameter: 'epicIdOrKey',
				search: 'alarm',
				entry: 'PUMP-1: Alarms',
				ways: { ...keyed('PUMP-1'), 'By Name': 'Alarms' },
			},
			{ parameter: 'rankCustomFieldId', search: 'rank', entry: 'Rank', ways: { 'By ID': '10019' } },
		],
	},
	{
		parameters: { resource: 'quickFilter', operation: 'get' },
		pickers: [
			{ ...board, ways: undefined },
			{
				parameter: 'quickFilterId',
				search: '',
				entry: 'Firmware',
				ways: byName(
					'Only My Issues',
					'https://example.atlassian.net/rest/agile/1.0/board/1/quickfilter/1',
				),
			},
		],
	},
	{
		parameters: { resource: 'sprint', operation: 'get' },
		pickers: [
			{ ...board, ways: undefined },
			{
				parameter: 'sprintId',
				search: 'sprint 3',
				entry: 'PUMP Sprint 3',
				ways: byName('PUMP Sprint 3', 'https://example.atlassian.net/rest/agile/1.0/sprint/3'),
			},
		],
	},
	{
		parameters: { resource: 'issue', operation: 'get', options: { estimationField: empty } },
		pickers: [
			{ parameter: 'issueIdOrKey', search: 'PUMP-4', entry: 'PUMP-4:', ways: keyed('PUMP-4') },
			{
				parameter: 'estimationField',
				search: 'story',
				entry: 'Story',
				ways: { 'By ID': 'customfield_10016', 'By Name': 'Story Points' },
			},
		],
	},
	{
		parameters: {
			resource: 'board',
			operation: 'getMany',
			filters: { projectKeyOrId: empty, filterId: empty },
		},
		pickers: [
			{
				parameter: 'projectKeyOrId',
				search: 'pump',
				entry: '(PUMP)',
				ways: {
					'By ID': 'PUMP',
					'By Name': 'Infusion Pump',
					'By URL': 'https://example.atlassian.net/jira/software/projects/PUMP',
				},
			},
			{
				parameter: 'filterId',
				search: 'pump',
				entry: 'PUMP board',
				ways: byName('Filter for PUMP board', 'https://example.atlassian.net/issues/?filter=10001'),
			},
		],
	},
	{
		parameters: { resource: 'sprint', operation: 'unmap' },
		pickers: [{ ...board, ways: undefined }],
		choices: [{ parameter: 'sprintIds', labels: ['PUMP Sprint 3 (future)'] }],
	},
	{
		parameters: { resource: 'board', operation: 'getIssues', filters: { versions: [] } },
		pickers: [{ ...board, ways: undefined }],
		choices: [{ parameter: 'versions', labels: ['1.0 (released)'] }],
	},
];
