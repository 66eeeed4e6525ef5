import { InvalidInput } from '../../shared/values/invalidInput';
import { readJsonObject } from '../../shared/values/json';
import { locator } from '../../shared/pickers/locator';
import type { Simple } from '../../shared/operations/fieldKit';
import { choice, field, text, toggle } from '../../shared/operations/fieldKit';
import { boardOfList } from '../fields/fields';
import { ISSUE, PROJECT, SPRINT } from '../fields/kinds';

/** Text that goes into no request by itself. */
const plain = <const Name extends string>(property: Simple<Name>) =>
	field({
		property: { type: 'string' as const, default: '', ...property },
		toWire: (value: unknown) => String(value ?? '').trim(),
	});
/** The same, which the user has to give where it is shown. */
const needed = <const Name extends string>(property: Simple<Name>) =>
	field({
		property: { type: 'string' as const, default: '', ...property },
		toWire: (value: unknown) => {
			const given = String(value ?? '').trim();
			if (given !== '') return given;
			throw new InvalidInput(
				`'${property.displayName}' is empty`,
				'Enter a value, or check the expression that should give one. Nothing was changed.',
			);
		},
	});

const inProject = locator(PROJECT, {
	name: 'projectKey',
	displayName: 'Project',
	required: true,
	description: 'The project that a new issue is created in, and in which one is looked for',
});

const matchBy = choice(
	undefined,
	{
		displayName: 'Match By',
		name: 'matchBy',
		description: 'How the issue to update is found; where there is none, one is created',
	},
	{ property: 'Entity Property', key: 'Issue Key', jql: 'JQL' },
);
const shownFor = (...ways: string[]) => ({ show: { matchBy: ways } });

/** What says which issue is meant, and what it is. */
export const upsertFields = [
	inProject,
	needed({
		displayName: 'Issue Type',
		name: 'issueType',
		required: true,
		placeholder: 'e.g. Story',
		description: 'Name or ID of the type of a new issue; that of one that is there stays',
	}),
	matchBy,
	needed({
		displayName: 'Property Key',
		name: 'propertyKey',
		required: true,
		placeholder: 'e.g. com.example.source',
		description: 'Name of the entity property that holds the value; a new issue gets it',
		displayOptions: shownFor('property'),
	}),
	needed({
		displayName: 'Property Value',
		name: 'propertyValue',
		required: true,
		placeholder: 'e.g. GID-1234',
		description: 'What the issue is recognized by, such as the global ID of an item',
		displayOptions: shownFor('property'),
	}),
	plain({
		displayName: 'Issue Key',
		name: 'issueKey',
		placeholder: 'e.g. PUMP-12',
		description:
			'The key that is known of the issue. If empty, it is looked for by the property, or a new one is created.',
		displayOptions: shownFor('property', 'key'),
	}),
	needed({
		displayName: 'JQL',
		name: 'matchJql',
		required: true,
		placeholder: 'e.g. labels = "GID-1234"',
		description: 'Conditions that the issue alone meets in the project',
		displayOptions: shownFor('jql'),
	}),
	plain({
		displayName: 'Summary',
		name: 'summary',
		description: 'A new issue needs one; if empty, that of one that is there stays',
	}),
	boardOfList,
] as const;

const listed = <const Name extends string>(name: Name, displayName: string, description: string) =>
	plain({ displayName, name, description });

/** What else an issue may have. */
export const upsertMore = [
	listed('addLabels', 'Add Labels', 'Separated by commas; other labels stay'),
	listed('assignee', 'Assignee', 'Display name, e-mail address or ID of a user'),
	toggle(undefined, {
		displayName: 'Create If Gone',
		name: 'createIfGone',
		description:
			'Whether an issue is created where the issue key leads nowhere, instead of an error',
	}),
	text(undefined, { displayName: 'Description', name: 'description', typeOptions: { rows: 4 } }),
	choice(
		undefined,
		{
			displayName: 'Description Format',
			name: 'descriptionFormat',
			description: 'How the description is written',
		},
		{
			plain: 'Plain Text',
			html: 'HTML',
			native: "Jira's Own (Atlassian Document or Wiki Markup)",
		},
	),
	plain({
		displayName: 'Estimation',
		name: 'estimation',
		placeholder: 'e.g. 5',
		description: "In the estimation field of the board in 'Board': points, or a time such as 2d 4h",
	}),
	field({
		property: {
			displayName: 'Fields by Name (JSON)',
			name: 'fieldsByName',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"Team": "Red", "Reviewer": "jane@example.com"}',
			description:
				'Values by the names or IDs of their fields. Options, versions and users by name, null takes a value away.',
		},
		toWire: (value: unknown) => readJsonObject(value, 'Fields by Name (JSON)'),
	}),
	listed('fixVersions', 'Fix Versions', 'Names of versions, separated by commas'),
	listed('labels', 'Labels', 'Separated by commas; they take the place of those that are there'),
	listed(
		'baseUrl',
		'Link Base URL',
		'The address that relative links in HTML start from, such as that of your Jama',
	),
	plain({
		displayName: 'Look Only In (JQL)',
		name: 'lookOnlyIn',
		placeholder: 'e.g. labels = jama',
		description:
			'Conditions that all issues with the property meet. Worth it on Data Center, whose search shows no properties, so that every issue that it finds is read.',
	}),
	locator(ISSUE, {
		name: 'parentKey',
		displayName: 'Parent',
		description: 'The epic, or of a sub-task the issue, that it belongs to',
	}),
	listed('priority', 'Priority', 'Name or ID of the priority'),
	locator(ISSUE, {
		name: 'rankAfter',
		displayName: 'Rank After Issue',
		description: 'The issue after which a new issue is ranked',
	}),
	locator(ISSUE, {
		name: 'rankBefore',
		displayName: 'Rank Before Issue',
		description: 'The issue before which a new issue is ranked',
	}),
	listed('removeLabels', 'Remove Labels', 'Separated by commas; other labels stay'),
	locator(SPRINT, {
		name: 'sprintId',
		displayName: 'Sprint',
		description: 'The active or future sprint that it goes into',
	}),
] as const;
