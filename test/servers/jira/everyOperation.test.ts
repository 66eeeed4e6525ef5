import { contractOf } from './contract';
import { handlers, handlers67 } from './frame/handlers';
import { startBench, type Bench } from './testing';
import type { Deployment } from './types';

const COUNTS: Record<Deployment, number> = { cloud: 61, dataCenter: 46, agile67: 11 };

function operationsOf(deployment: Deployment) {
	return Object.entries(contractOf(deployment).paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { operationId }]) => ({
			method: method.toUpperCase(),
			path,
			id: operationId,
		})),
	);
}

/** A value for each path parameter. */
function fill(id: string, path: string): string {
	const kanban = ['moveIssuesToBoard', 'moveIssuesToBacklogForBoard'].includes(id);
	const values: Record<string, unknown> = {
		boardId: kanban ? 2 : 1,
		epicId: 10001,
		epicIdOrKey: 'PUMP-1',
		filterId: 10001,
		issueIdOrKey: 'PUMP-4',
		propertyKey: 'color',
		quickFilterId: 1,
		sprintId: 3,
	};
	return path.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

const issues = { issues: ['PUMP-20', 'PUMP-21'] };
const lab = { issues: ['LAB-3'] };
const BODIES: Record<string, unknown> = {
	createBoard: { name: 'New', type: 'scrum', filterId: 10001 },
	toggleFeatures: { boardId: 1, feature: 'ESTIMATION', enabling: false },
	moveIssuesToBoard: lab,
	moveIssuesToBacklogForBoard: lab,
	moveIssuesToBacklog: issues,
	moveIssuesToEpic: issues,
	removeIssuesFromEpic: issues,
	moveIssuesToSprintAndRank: issues,
	rankIssues: { ...issues, rankBeforeIssue: 'PUMP-5' },
	rankEpics: { rankAfterEpic: 'PUMP-2' },
	partiallyUpdateEpic: { name: 'New' },
	setBoardProperty: { value: 'red' },
	setProperty: { value: 'red' },
	setRefinedVelocity: { value: true },
	estimateIssueForBoard: { value: '8' },
	createSprint: { name: 'New', originBoardId: 1 },
	updateSprint: { name: 'New', state: 'future' },
	partiallyUpdateSprint: { goal: 'New' },
	swapSprint: { sprintToSwapWith: 4 },
	unmapSprints: { sprintIds: [3] },
};
const BODIES_67: Record<string, unknown> = {
	createSprint: { name: 'New', state: 'future' },
	updateSprint: { name: 'New' },
	partiallyUpdateSprint: { name: 'New' },
};

describe.each(Object.keys(COUNTS) as Deployment[])('%s', (deployment) => {
	const operations = operationsOf(deployment);
	let bench: Bench;
	beforeAll(async () => {
		bench = await startBench({ deployment });
	});
	afterAll(() => bench.server.close());

	test('every operation of the contract has a handler', () => {
		const known = deployment === 'agile67' ? handlers67 : handlers;
		expect(operations).toHaveLength(COUNTS[deployment]);
		expect(operations.filter(({ id }) => !(id in known))).toEqual([]);
	});

	test.each(operations.map((each) => [each.id, each] as const))(
		'%s succeeds, in a form that the contract allows',
		async (id, { method, path }) => {
			const { server, send } = bench;
			server.reset();
			server.reseed();
			server.switches.deprecatedLists = 'working';
			server.state.boards.get(1)!.properties.set('color', 'blue');
			server.state.sprints.get(3)!.properties.set('color', 'blue');
			const query = id.includes('Estimation') || id.startsWith('estimate') ? '?boardId=1' : '';
			const body = (deployment === 'agile67' ? BODIES_67 : BODIES)[id];
			const reply = await send(method, fill(id, path) + query, body);
			const done = reply.status >= 200 && reply.status < 300;
			expect([path, done ? 'ok' : `${reply.status} ${reply.text}`]).toEqual([path, 'ok']);
			expect(server.violations).toEqual([]);
			expect(server.requests.map(({ operationId }) => operationId)).toEqual([id]);
		},
	);
});

test('no handler is without an operation', () => {
	const known = new Set(
		(['cloud', 'dataCenter'] as const).flatMap(operationsOf).map(({ id }) => id),
	);
	expect(Object.keys(handlers).filter((id) => !known.has(id))).toEqual([]);
});
