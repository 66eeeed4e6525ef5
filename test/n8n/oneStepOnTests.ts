/** One-step operations on relationships, tests and baselines: a good run, and faults in the middle of it. */
import { byId, byKey, byName, NOT_ALLOWED, refused, TYPE, type OneStep } from './oneStepParts';

const PLAN = 5000001;
const CYCLE = 5000002;
/** The run of the n-th test case, from 1. */
const runOf = (n: number) => CYCLE + n;

export const onTests: OneStep[] = [
	{
		operation: 'traceability.trace',
		parameters: { itemId: byId(26) },
		rows: [
			{ id: 27, depth: 1, direction: 'downstream', relationshipType: 2 },
			{ id: 28, depth: 2 },
		],
		faults: [
			{
				what: 'what an item on the way is related to is out of sight',
				failures: refused('GET', '/items/27/downstreamrelationships'),
				rows: [{ id: 27, depth: 1, direction: 'downstream', relationshipType: 2 }],
			},
			{
				what: 'what the item itself is related to is out of sight',
				failures: refused('GET', '/items/26/downstreamrelationships'),
				error: NOT_ALLOWED,
			},
		],
	},
	{
		operation: 'traceability.findGaps',
		parameters: {
			projectId: byId(2),
			itemType: byId(TYPE.system),
			relatedType: byName('Software Requirement'),
		},
		rows: expect.arrayContaining([
			expect.objectContaining({
				documentKey: expect.stringMatching(/^PUMP-SYS-/),
				missing: 'Software Requirement',
				missingDirection: 'downstream',
			}),
		]),
		faults: [
			{
				what: 'the relationships cannot be read',
				failures: refused('GET', '/relationships'),
				error: NOT_ALLOWED,
			},
		],
	},
	{
		operation: 'traceability.matrix',
		parameters: {
			project: byId(2),
			itemType: byId(TYPE.system),
			chain: { step: [{ itemType: TYPE.software }, { itemType: 'Test Case' }] },
		},
		rows: expect.arrayContaining([
			expect.objectContaining({
				documentKey: expect.stringMatching(/^PUMP-SYS-/),
				'Software Requirement': expect.stringMatching(/^PUMP-SWR-/),
				'Test Case': expect.stringMatching(/^PUMP-TC-/),
				coverage: 100,
			}),
		]),
		faults: [
			{
				what: 'it is wanted as a report',
				parameters: { output: 'html' },
				failures: [],
				rows: [
					{
						title: 'Traceability matrix: System Requirement',
						html: expect.stringContaining('PUMP-SYS-1'),
					},
				],
			},
		],
	},
	{
		operation: 'relationship.create',
		parameters: { fromItem: byId(20), toItem: byId(33) },
		rows: [{ fromItem: 20, toItem: 33 }],
		faults: [
			{
				what: 'a rule is violated',
				parameters: { fromItem: byId(138), toItem: byId(134) },
				failures: [],
				error: {
					message: /Relationship violates rules configured/,
					description: /'Strict traceability'.*Swap 'From Item' and 'To Item'.*Nothing was created/,
				},
				writes: ['POST /relationships'],
			},
			{
				what: 'a rule is violated and cannot be read',
				parameters: { fromItem: byId(138), toItem: byId(134) },
				failures: refused('GET', '/relationshiprulesets/2'),
				error: {
					message: /Relationship violates rules configured/,
					description: /could not be read: Scripted failure 403/,
				},
				writes: ['POST /relationships'],
			},
		],
	},
	{
		operation: 'testRun.recordResult',
		parameters: { testCycleId: byId(CYCLE), testCaseId: byKey('PUMP-TC-5'), status: 'FAILED' },
		rows: [{ id: runOf(5), testRunStatus: 'FAILED' }],
		faults: [
			{
				what: 'the result is refused',
				failures: refused('PUT', `/testruns/${runOf(5)}`),
				error: NOT_ALLOWED,
				writes: [`PUT /testruns/${runOf(5)}`],
			},
		],
	},
	{
		operation: 'testCycle.importResults',
		parameters: {
			testCycleId: byId(CYCLE),
			resultsFrom: 'json',
			resultsJson: JSON.stringify([
				{ case: 'PUMP-TC-1', status: 'passed' },
				{ case: 'PUMP-TC-2', status: 'failed' },
				{ case: 'PUMP-TC-99', status: 'passed' },
				{ case: 'PUMP-TC-3', status: 'passed' },
			]),
			options: { failUnmatched: false },
		},
		rows: [
			{ outcome: 'recorded', run: runOf(1) },
			{ outcome: 'recorded', run: runOf(2) },
			{ outcome: 'notFound', key: 'PUMP-TC-99' },
			{ outcome: 'recorded', run: runOf(3) },
			{ summary: { recorded: 3, notFound: 1, failed: 0 } },
		],
		faults: [
			{
				what: 'one result is refused',
				failures: refused('PUT', `/testruns/${runOf(2)}`),
				rows: [
					{ outcome: 'recorded', run: runOf(1) },
					{
						outcome: 'failed',
						key: 'PUMP-TC-2',
						details: expect.stringMatching(/Ask a project admin/),
					},
					{ outcome: 'notFound' },
					{ outcome: 'recorded', run: runOf(3) },
					{ summary: { recorded: 2, notFound: 1, failed: 1 } },
				],
			},
			{
				what: 'the cases of a group cannot be read',
				failures: refused('GET', `/testplans/${PLAN}/testgroups/2/testcases`),
				error: NOT_ALLOWED,
				writes: [],
			},
		],
	},
	{
		operation: 'testCycle.getSummary',
		parameters: { testCycleId: byId(CYCLE) },
		rows: [{ testCycle: CYCLE, testPlan: PLAN, total: 6, percentPassed: 16.7 }],
		faults: [
			{
				what: 'the groups cannot be read',
				failures: refused('GET', `/testplans/${PLAN}/testgroups`),
				error: NOT_ALLOWED,
			},
		],
	},
	{
		operation: 'testPlan.build',
		parameters: {
			project: byId(2),
			name: 'Regression 2',
			casesFrom: 'groups',
			groupsJson: JSON.stringify([
				{ name: 'Alarms', cases: ['PUMP-TC-1', 25] },
				{ name: 'Default Test Group', cases: ['PUMP-TC-3'] },
			]),
			additionalFields: { cycleName: 'Build 7', startDate: '2026-02-03', endDate: '2026-02-10' },
		},
		rows: [
			{
				name: 'Regression 2',
				groups: [
					{ name: 'Alarms', testCases: [22, 25] },
					{ name: 'Default Test Group', testCases: [28] },
				],
				testCycle: expect.any(Number),
			},
		],
		faults: [
			{
				what: 'a test case of the second group is refused',
				failures: refused('POST', '/testplans/158/testgroups/3/testcases'),
				error: {
					message: 'Scripted failure 403',
					description:
						/Test plan 158 was created and is not complete\. .*'Alarms' \(ID 4\) with 2 of 2 test cases.*Nothing was deleted/,
				},
				writes: [
					'POST /testplans',
					'POST /testplans/158/testgroups',
					'POST /testplans/158/testgroups/4/testcases',
					'POST /testplans/158/testgroups/4/testcases',
					'POST /testplans/158/testgroups/3/testcases',
				],
			},
		],
	},
	{
		operation: 'baseline.compare',
		parameters: {
			baselineId: byId(1),
			compareWith: 'baseline',
			otherBaselineId: byId(2),
			options: { includeSummary: true },
		},
		rows: expect.arrayContaining([
			expect.objectContaining({
				change: 'changed',
				changedFields: [expect.objectContaining({ field: 'name' })],
			}),
			expect.objectContaining({ change: 'summary', unchanged: expect.any(Number) }),
		]),
		faults: [
			{
				what: 'the second baseline cannot be read',
				failures: refused('GET', '/baselines/2/versioneditems'),
				error: NOT_ALLOWED,
			},
		],
	},
];
