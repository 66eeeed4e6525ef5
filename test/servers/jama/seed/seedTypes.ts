import { DESCRIPTION, KEYS, NAME, type FieldSpec } from '../configuration/fieldSpecs';
import { CYCLE, PLAN, RUN } from './seedTestTypes';
import type { JamaState } from '../state';
import { addItemType, addPickList, type TypeSpec } from '../configuration/typeSpecs';

/** Ids that the rest of the seed and the tests refer to. */
export const TYPE = {
	component: 30,
	set: 31,
	folder: 32,
	system: 33,
	software: 34,
	testCase: 35,
	text: 36,
	risk: 37,
	attachment: 38,
	testPlan: 39,
	testCycle: 40,
	testRun: 41,
	defect: 42,
} as const;

export const PICK_LIST = {
	priority: 1,
	status: 2,
	method: 3,
	safety: 4,
	projectStatus: 5,
	implementation: 6,
} as const;

const PICK_LISTS: Record<keyof typeof PICK_LIST, [string, Array<[string, string]>]> = {
	priority: [
		'Priority',
		[
			['High', 'FF0000'],
			['Medium', 'FF9933'],
			['Low', '9CE78C'],
			['Unassigned', 'EEEEEE'],
		],
	],
	status: [
		'Status',
		[
			['Draft', 'BBBBBB'],
			['In Review', 'FFF800'],
			['Approved', '00CC66'],
			['Rejected', 'FF0000'],
		],
	],
	method: [
		'Verification Method',
		[
			['Test', '66A3E0'],
			['Inspection', '9BDFFF'],
			['Analysis', '32ABD6'],
			['Demonstration', '0066CC'],
		],
	],
	safety: [
		'Safety Class',
		[
			['A', '9CE78C'],
			['B', 'FFCC66'],
			['C', 'E39191'],
		],
	],
	projectStatus: [
		'Project Status',
		[
			['Active', '00CC66'],
			['Closed', 'BBBBBB'],
		],
	],
	implementation: [
		'Implementation Status',
		[
			['Open', 'BBBBBB'],
			['In Work', 'FFF800'],
			['Implemented', '00CC66'],
		],
	],
};

/** Option ids start at 100 per pick list: 101 is Priority High, 201 Status Draft. */
export function optionId(list: keyof typeof PICK_LIST, position: number): number {
	return PICK_LIST[list] * 100 + position;
}

/** System fields that an administrator may show among an item's own (REST developer guide, Data). */
const MIRRORED: FieldSpec[] = [
	['createdDate', 'Created Date', 'DATE', { readOnly: true }],
	['createdBy', 'Created By', 'USER', { readOnly: true }],
	['modifiedDate', 'Modified Date', 'DATE', { readOnly: true }],
	['modifiedBy', 'Modified By', 'USER', { readOnly: true }],
];
const PRIORITY: FieldSpec = [
	'priority',
	'Priority',
	'LOOKUP',
	{ pickList: PICK_LIST.priority, synchronize: true },
];
const STATUS: FieldSpec = ['status', 'Status', 'LOOKUP', { pickList: PICK_LIST.status }];
const RELEASE: FieldSpec = ['release', 'Release', 'RELEASE'];

function requirementFields(type: number): FieldSpec[] {
	return [
		...KEYS,
		NAME,
		DESCRIPTION,
		PRIORITY,
		STATUS,
		RELEASE,
		[
			`verification_method$${type}`,
			'Verification Method',
			'MULTI_LOOKUP',
			{ pickList: PICK_LIST.method, synchronize: true },
		],
		[
			`safety_class$${type}`,
			'Safety Class',
			'LOOKUP',
			{ pickList: PICK_LIST.safety, triggerSuspect: true },
		],
		[`rationale$${type}`, 'Rationale', 'TEXT', { textType: 'TEXTAREA' }],
		[`jira_key$${type}`, 'Jira Key', 'STRING', { readOnly: true, readOnlyAllowApiOverwrite: true }],
		[`source_url$${type}`, 'Source', 'URL_STRING'],
		[`effort$${type}`, 'Effort', 'INTEGER'],
		[`due_date$${type}`, 'Due Date', 'DATE'],
		[`owner$${type}`, 'Owner', 'USER'],
		[`safety_relevant$${type}`, 'Safety Relevant', 'BOOLEAN'],
		[
			`implementation_status$${type}`,
			'Implementation Status',
			'LOOKUP',
			{ pickList: PICK_LIST.implementation },
		],
		[`fix_version$${type}`, 'Fix Version', 'STRING'],
		...MIRRORED,
	];
}

const CONTAINER = [...KEYS, NAME, DESCRIPTION];
const TEST: FieldSpec = [
	'testCaseStatus',
	'Test Case Status',
	'TEST_CASE_STATUS',
	{ readOnly: true },
];
const STEPS: FieldSpec = ['testCaseSteps', 'Steps', 'STEPS'];

const TYPES: TypeSpec[] = [
	[TYPE.component, 'CMP', 'Component', 'Components', 'COMPONENT', CONTAINER],
	[
		TYPE.set,
		'SET',
		'Set',
		'Sets',
		'SET',
		[...CONTAINER, ['setKey', 'Set Key', 'STRING', { required: true, textType: 'KEY' }]],
	],
	[TYPE.folder, 'FLD', 'Folder', 'Folders', 'SECTION', CONTAINER],
	[
		TYPE.system,
		'SYS',
		'System Requirement',
		'System Requirements',
		undefined,
		requirementFields(TYPE.system),
	],
	[
		TYPE.software,
		'SWR',
		'Software Requirement',
		'Software Requirements',
		undefined,
		requirementFields(TYPE.software),
	],
	[
		TYPE.testCase,
		'TC',
		'Test Case',
		'Test Cases',
		'TEST_CASE',
		[
			...KEYS,
			NAME,
			DESCRIPTION,
			PRIORITY,
			STEPS,
			TEST,
			[`automated$${TYPE.testCase}`, 'Automated', 'BOOLEAN'],
			[`script$${TYPE.testCase}`, 'Test Script', 'STRING'],
		],
	],
	[TYPE.text, 'TXT', 'Text', 'Texts', 'TEXT', CONTAINER],
	[
		TYPE.risk,
		'RSK',
		'Risk',
		'Risks',
		undefined,
		[
			...KEYS,
			NAME,
			DESCRIPTION,
			STATUS,
			[`severity$${TYPE.risk}`, 'Severity', 'INTEGER', { required: true }],
			[`probability$${TYPE.risk}`, 'Probability', 'INTEGER'],
		],
	],
	[
		TYPE.attachment,
		'ATT',
		'Attachment',
		'Attachments',
		'ATTACHMENT',
		[...CONTAINER, ['attachment', 'File', 'STRING', { readOnly: true, textType: 'ATTACHMENT' }]],
	],
	[TYPE.testPlan, 'TSTPL', 'Test Plan', 'Test Plans', 'TEST_PLAN', PLAN],
	[TYPE.testCycle, 'TSTCY', 'Test Cycle', 'Test Cycles', 'TEST_CYCLE', CYCLE],
	[TYPE.testRun, 'TSTRN', 'Test Run', 'Test Runs', 'TEST_RUN', RUN],
	[
		TYPE.defect,
		'BUG',
		'Defect',
		'Defects',
		'DEFECT',
		[...KEYS, NAME, DESCRIPTION, PRIORITY, STATUS],
	],
];

/** Fills in pick lists, options, item types and relationship types. */
export function seedTypes(state: JamaState): void {
	for (const [key, [name, options]] of Object.entries(PICK_LISTS))
		addPickList(state, PICK_LIST[key as keyof typeof PICK_LIST], name, options);
	for (const spec of TYPES) addItemType(state, spec);
	['Related to', 'Derived From', 'Verified By'].forEach((name, index) =>
		state.relationshipTypes.set(index + 1, { id: index + 1, name, isDefault: index === 0 }),
	);
}
