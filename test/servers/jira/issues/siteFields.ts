type Row = Record<string, unknown>;

/** Custom fields of the site, as its administrator would find them. */
export const FIELD = {
	epicName: 'customfield_10011',
	epicLink: 'customfield_10014',
	storyPoints: 'customfield_10016',
	rank: 'customfield_10019',
	flagged: 'customfield_10021',
	sprint: 'customfield_10020',
	team: 'customfield_10030',
	region: 'customfield_10031',
	reviewer: 'customfield_10032',
	acceptance: 'customfield_10033',
	originalEstimate: 'timeoriginalestimate',
} as const;

const KIND = 'com.atlassian.jira.plugin.system.customfieldtypes';
/** Custom fields that teams add: a select, a cascading select, a user and a text of several lines. */
export const CUSTOM_FIELDS = [
	{
		id: FIELD.team,
		name: 'Team',
		type: 'option',
		kind: `${KIND}:select`,
		options: ['Red', 'Blue'],
	},
	{
		id: FIELD.region,
		name: 'Region',
		type: 'option-with-child',
		kind: `${KIND}:cascadingselect`,
		options: ['Europe', 'America'],
		children: ['North', 'South'],
	},
	{ id: FIELD.reviewer, name: 'Reviewer', type: 'user', kind: `${KIND}:userpicker` },
	{
		id: FIELD.flagged,
		name: 'Flagged',
		type: 'array',
		kind: `${KIND}:multicheckboxes`,
		options: ['Impediment'],
	},
	{ id: FIELD.acceptance, name: 'Acceptance Criteria', type: 'string', kind: `${KIND}:textarea` },
] as const;

const SYSTEM_NAMES: Record<string, string> = {
	summary: 'Summary',
	description: 'Description',
	status: 'Status',
	issuetype: 'Issue Type',
	project: 'Project',
	priority: 'Priority',
	labels: 'Labels',
	assignee: 'Assignee',
	reporter: 'Reporter',
	creator: 'Creator',
	created: 'Created',
	updated: 'Updated',
	resolution: 'Resolution',
	fixVersions: 'Fix versions',
	components: 'Components',
	parent: 'Parent',
	comment: 'Comment',
	subtasks: 'Sub-tasks',
	timeoriginalestimate: 'Original estimate',
	timetracking: 'Time tracking',
};

/** The names of fields, for expand=names. */
export function fieldNames(fields: Row): Row {
	const named: Record<string, string> = {
		...Object.fromEntries(CUSTOM_FIELDS.map(({ id, name }) => [id, name])),
		...SYSTEM_NAMES,
		[FIELD.epicName]: 'Epic Name',
		[FIELD.epicLink]: 'Epic Link',
		[FIELD.storyPoints]: 'Story Points',
		[FIELD.rank]: 'Rank',
		[FIELD.sprint]: 'Sprint',
	};
	return Object.fromEntries(Object.keys(fields).map((name) => [name, named[name] ?? name]));
}

/** What kind of value each field holds, for expand=schema. */
export const fieldSchemas = (fields: Row): Row =>
	Object.fromEntries(
		Object.keys(fields).map((name) => [
			name,
			name.startsWith('customfield_')
				? { type: 'any', customId: Number(name.split('_')[1]) }
				: { type: 'any', system: name },
		]),
	);
