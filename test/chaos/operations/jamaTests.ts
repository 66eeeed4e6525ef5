import type { INodeExecutionData } from 'n8n-workflow';
import { CYCLE, inCycle, PLAN } from '../../integration/jama/testCenter';
import { byId, byKey, byName } from '../../integration/jama/support';
import type { JamaServer } from '../../servers/jama';
import { SEED } from '../../servers/jama/seed/seed';
import { TYPE } from '../../servers/jama/seed/seedTypes';
import { createRuns, makeTestItem } from '../../servers/jama/testCenter/testRecords';
import type { Author } from '../../servers/jama/testCenter/testRecords';
import type { OperationClass, Told } from '../operation';
import { running, textOf } from '../operation';
import type { Outcome } from '../outcome';

const jama = { system: 'jama' as const };
const RESULTS = 20;
const BIG_PLAN = 6_000_001;
const BIG_CYCLE = 6_000_002;

/** A cycle of twenty runs, each of a test case of its own. */
function prepareCycle(server: JamaServer): void {
	server.reseed({ items: 250 });
	const { state } = server;
	const project = state.projects.get(SEED.main);
	if (!project) throw new Error('The seed has no main project');
	const cases = [...state.items.values()].filter(
		(one) => one.project === SEED.main && one.itemType === TYPE.testCase,
	);
	let last = BIG_PLAN - 1;
	const author: Author = { user: 9, time: server.now(), nextId: () => (last += 1) };
	const group = { id: 99, name: 'All', testCases: cases.slice(0, RESULTS).map(({ id }) => id) };
	const plan = makeTestItem(
		state,
		project,
		{ kind: 'plan', archived: false, groups: [group] },
		{ name: 'Big plan', description: '' },
		author,
	);
	const parts = { kind: 'cycle' as const, plan: plan.id, groups: [group.id] };
	const cycle = makeTestItem(
		state,
		project,
		parts,
		{
			name: 'Big cycle',
			testPlan: plan.id,
			startDate: '2026-01-01',
			endDate: '2026-01-31',
			project: project.id,
		},
		author,
	);
	createRuns(state, cycle, [group], [], author);
}

/** The run of the n-th result, from 0. */
const bigRun = (n: number) => BIG_CYCLE + 1 + n;

/** Test case keys as the seed gives them: the n-th case of the project has the n-th key. */
const results = Array.from({ length: RESULTS }, (_, n) => ({
	case: `PUMP-TC-${n + 1}`,
	status: n % 4 === 0 ? 'failed' : 'passed',
	...(n % 4 === 0 ? { message: `Broke at ${n}` } : {}),
}));

/** The same results as a file of JUnit. */
const report = `<testsuite name="all" tests="${RESULTS}">${results
	.map(({ case: key, status, message }) => {
		const failure = status === 'failed' ? `<failure message="${message ?? ''}"/>` : '';
		return `<testcase name="${key}" classname="pump">${failure}</testcase>`;
	})
	.join('')}</testsuite>`;

/** One row for each result; the last row is the summary. */
function toldByImport({ rows }: Outcome): Told[] {
	return rows
		.filter((row) => typeof row.outcome === 'string')
		.map((row) => {
			const n = results.findIndex(({ case: key }) => key === row.key);
			return { subject: `items ${bigRun(n)}`, ok: row.outcome === 'recorded', text: textOf(row) };
		});
}

/** An import into the big cycle. */
const importOf = (
	name: string,
	parameters: object,
	input?: INodeExecutionData[],
): OperationClass => ({
	...jama,
	name,
	kind: 'report',
	prepare: prepareCycle,
	run: running({
		operation: 'testCycle.importResults',
		parameters: {
			testCycleId: byId(BIG_CYCLE),
			...parameters,
			options: { executionDate: '2026-02-03' },
		},
		...(input ? { input } : {}),
	}),
	tells: toldByImport,
	subjectOf: (difference) => /^.(items \d+)/.exec(difference)?.[1],
});

export const TEST_CLASSES: OperationClass[] = [
	{
		...jama,
		name: 'record result',
		kind: 'write',
		run: running({
			operation: 'testRun.recordResult',
			parameters: {
				...inCycle,
				testPlanId: byId(PLAN),
				testCaseId: byKey('PUMP-TC-5'),
				status: 'FAILED',
				additionalFields: { actualResults: 'No alarm', executionDate: '2026-02-03' },
				simplify: true,
			},
		}),
	},
	importOf('import of 20 results', { resultsFrom: 'json', resultsJson: JSON.stringify(results) }),
	importOf('import of a file', { resultsFrom: 'file' }, [
		{
			json: {},
			binary: {
				data: {
					data: Buffer.from(report).toString('base64'),
					mimeType: 'text/xml',
					fileName: 'report.xml',
				},
			},
		},
	]),
	{
		...jama,
		name: 'build plan',
		kind: 'write',
		run: running({
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
		}),
		// Its last record is the cycle with its runs; the plan comes first.
		duties: (differences) => {
			const added = differences.filter((one) => one.startsWith('+items '));
			const plan = added[0]?.slice('+items '.length);
			return plan === undefined
				? []
				: [{ what: `plan ${plan} was made`, said: new RegExp(`plan`, 'i') }];
		},
	},
	{
		...jama,
		name: 'summary of a cycle',
		kind: 'read',
		run: running({ operation: 'testCycle.getSummary', parameters: { testCycleId: byId(CYCLE) } }),
	},
	{
		...jama,
		name: 'trace',
		kind: 'read',
		run: running({
			operation: 'traceability.trace',
			parameters: { itemId: byId(26), direction: 'both', depth: 3, simplify: true },
		}),
	},
	{
		...jama,
		name: 'gaps',
		kind: 'read',
		run: running({
			operation: 'traceability.findGaps',
			parameters: {
				projectId: byId(2),
				itemType: byId(33),
				relatedType: byName('Software Requirement'),
				simplify: true,
			},
		}),
	},
	{
		...jama,
		name: 'matrix',
		kind: 'read',
		run: running({
			operation: 'traceability.matrix',
			parameters: {
				project: byId(2),
				itemType: byId(TYPE.system),
				chain: { step: [{ itemType: TYPE.software }, { itemType: TYPE.testCase }] },
				simplify: true,
				options: { includeSummary: true },
			},
		}),
	},
	{
		...jama,
		name: 'compare with a list',
		kind: 'read',
		run: running({
			operation: 'traceability.compareWith',
			parameters: {
				projectId: byId(2),
				itemType: byId(TYPE.system),
				itemKey: 'documentKey',
				inputKey: 'key',
				compareFields: { pair: [{ field: 'status', inputField: 'status' }] },
			},
			input: [{ json: { key: 'PUMP-SYS-1', status: 'Draft' } }],
		}),
	},
	{
		...jama,
		name: 'changes of an item',
		kind: 'read',
		run: running({
			operation: 'item.getChanges',
			parameters: { itemId: byId(20), changesFrom: '2000-01-01' },
		}),
	},
	{
		...jama,
		name: 'set status',
		kind: 'write',
		run: running({
			operation: 'item.setStatus',
			parameters: { itemId: byId(20), status: 'In Review', simplify: true },
		}),
	},
	{
		...jama,
		name: 'compare',
		kind: 'read',
		run: running({
			operation: 'baseline.compare',
			parameters: {
				baselineId: byId(1),
				compareWith: 'baseline',
				otherBaselineId: byId(2),
				options: { includeSummary: true },
			},
		}),
	},
];
