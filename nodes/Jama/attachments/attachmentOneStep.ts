import { locator } from '../../shared/pickers/locator';
import type { Field, Operation } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { downloadEmbedded, embedLink, uploadAndAttach } from './attachments';
import { inItem } from '../fields/fields';
import { ITEM, PROJECT, TEST_CYCLE, TEST_PLAN, TEST_RUN } from '../pickers/kinds';
import { simplifyItem } from '../fields/simplify';
import { attachmentId, inputFile, outputFile } from '../fields/bodies';
import { field } from '../../shared/operations/fieldKit';
import { simplifyRecord } from '../fields/recordRows';

const richTextField = field({
	property: {
		displayName: 'Rich-Text Field',
		name: 'richTextField',
		type: 'string',
		default: 'description',
		description: 'Name or label of the field',
	},
});

const shownFor = (...attachTo: string[]) => ({ show: { attachTo } });

/** What the file is attached to, and what stands above it to narrow its list. */
const target: Field[] = [
	{
		property: {
			displayName: 'Attach To',
			name: 'attachTo',
			type: 'options',
			options: [
				{ name: 'Item', value: 'items' },
				{ name: 'Test Plan', value: 'testplans' },
				{ name: 'Test Run', value: 'testruns' },
			],
			default: 'items',
		},
	},
	locator(PROJECT, {
		name: 'project',
		displayName: 'Project',
		description:
			'The project that keeps the file; leave empty for the one of what it is attached to',
	}),
	locator(ITEM, {
		name: 'itemId',
		displayName: 'Item',
		required: true,
		description: 'The item to attach the file to',
		displayOptions: shownFor('items'),
	}),
	locator(TEST_PLAN, {
		name: 'testPlanId',
		displayName: 'Test Plan',
		description: 'For a test run needed only to pick from the list below, or by name',
		displayOptions: shownFor('testplans', 'testruns'),
	}),
	locator(TEST_CYCLE, {
		name: 'testCycleId',
		displayName: 'Test Cycle',
		description: 'Only to pick below, or by name',
		displayOptions: shownFor('testruns'),
	}),
	locator(TEST_RUN, {
		name: 'testRunId',
		displayName: 'Test Run',
		required: true,
		description: 'The test run to attach the file to',
		displayOptions: shownFor('testruns'),
	}),
];

const text = (displayName: string, name: string, description: string): Field => ({
	property: { displayName, name, type: 'string', default: '', description },
});

/** Operations on files that are several requests. */
export const uploadAndAttachOperation = {
	uploadAndAttach: functionRow({
		name: 'Upload and Attach',
		action: 'Upload and attach file',
		description: 'Put a file into a new attachment and attach it to an item, test plan or test run',
		calls: [
			'GET /items/{id}',
			'GET /testplans/{id}',
			'GET /testruns/{id}',
			'POST /projects/{projectId}/attachments',
			'PUT /attachments/{attachmentId}/file',
			'GET /items/{id}/attachments',
			'GET /testplans/{id}/attachments',
			'GET /testruns/{id}/attachments',
			'POST /items/{id}/attachments',
			'POST /testplans/{id}/attachments',
			'POST /testruns/{id}/attachments',
			'GET /attachments/{attachmentId}',
		],
		fields: [...target, inputFile],
		collections: {
			additionalFields: [
				text('Description', 'description', 'Text to show for the attachment'),
				text('Name', 'name', 'Name of the attachment instead of the one of the file'),
			],
		},
		simplify: simplifyRecord,
		readBack: '/attachments/{id}',
		run: uploadAndAttach,
	}),
} satisfies Record<string, Operation>;

/** Operations on what rich text shows and links to. */
export const embeddedOperations = {
	downloadEmbedded: functionRow({
		name: 'Download Embedded Files',
		action: 'Download embedded files of rich text',
		description:
			'Get every image and file of this Jama that a rich-text field shows or links to, and list those that are gone',
		calls: ['GET /items/{id}', 'GET /files'],
		fields: [...inItem, richTextField, outputFile],
		run: downloadEmbedded,
	}),
	embedLink: functionRow({
		name: 'Embed Link',
		action: 'Embed link to attachment in rich text',
		description: 'Put a link to an attachment at the end of a rich-text field of an item',
		calls: ['GET /attachments/{attachmentId}', 'GET /items/{id}', 'PATCH /items/{id}'],
		fields: [...inItem, richTextField, attachmentId],
		collections: {
			additionalFields: [text('Link Text', 'linkText', 'Text instead of the name of the file')],
		},
		simplify: simplifyItem,
		readBack: '/items/{itemId}',
		run: embedLink,
	}),
} satisfies Record<string, Operation>;
