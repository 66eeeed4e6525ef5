import { byName, project, type FormOf, type PickerForm } from './pickerParts';
import { JAMA } from './pickersOfJama';
import { boardUrl, JIRA } from './pickersOfJira';

const TRIGGER: FormOf[] = [
	{
		parameters: { triggerOn: 'activity', activityFilters: { itemTypes: [] } },
		choices: [
			{ parameter: 'projects', labels: ['Infusion Pump (PUMP)'] },
			{ parameter: 'itemTypes', labels: ['Risk'] },
		],
	},
	{
		parameters: {
			triggerOn: 'itemUpdated',
			where: 'conditions',
			filters: { releases: [] },
		},
		choices: [
			{ parameter: 'projects', labels: ['Infusion Pump (PUMP)'] },
			{ parameter: 'releases', labels: ['Release 1.1'] },
		],
	},
	{
		parameters: { triggerOn: 'itemUpdated', where: 'filter' },
		pickers: [
			project('project'),
			{
				parameter: 'filterId',
				search: 'alarm',
				entry: 'Alarms everywhere',
				ways: byName('Alarms everywhere'),
			},
		],
	},
];

const JIRA_TRIGGER: FormOf[] = [
	{
		parameters: { events: ['sprintStarted'] },
		pickers: [
			{
				parameter: 'boardId',
				search: 'PUMP',
				entry: 'PUMP board',
				ways: byName('PUMP board', boardUrl),
			},
		],
	},
];

/** Forms that show a picker of every kind. */
export const PICKER_FORMS: PickerForm[] = [
	...JAMA.map((form) => ({ node: 'jama' as const, ...form })),
	...JIRA.map((form) => ({ node: 'jiraAgile' as const, ...form })),
	...TRIGGER.map((form) => ({ node: 'jamaTrigger' as const, ...form })),
	...JIRA_TRIGGER.map((form) => ({ node: 'jiraAgileTrigger' as const, ...form })),
];
