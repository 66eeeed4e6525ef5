/** What the options of the Jira Agile Trigger change, and what its rows look like. */
import '../../support/engine/environment';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startJiraServer } from '../../servers/jira';
import type { Deployment, Issue, JiraServer } from '../../servers/jira';
import { recording } from '../../servers/jira/history/history';
import { SEED } from '../../servers/jira/seed/seed';
import { jiraCredentials } from '../../support/engine/harness';
import { createPollingNode } from '../../support/engine/polling';
import type { PollingNode } from '../../support/engine/polling';
import { byId } from '../jama/support';
import { failureOf, rowsOf } from '../jamaTrigger/support';

const START = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const OTHER = 2;

/** A server whose clock the test moves, and triggers on it. */
class Site {
	server!: JiraServer;
	time = START;

	constructor(readonly deployment: Deployment) {
		beforeAll(async () => {
			this.server = await startJiraServer({ deployment, now: () => this.time });
		});
		beforeEach(() => {
			this.time = START;
			this.server.reset();
			this.server.reseed();
		});
		afterEach(() => expect(this.server.violations).toEqual([]));
		afterAll(async () => await this.server.close());
	}

	get board() {
		return [...this.server.state.boards.values()].find(({ type }) => type === 'scrum')!;
	}

	async trigger(parameters: object): Promise<PollingNode> {
		return await createPollingNode({
			credentials: jiraCredentials(this.server),
			nodeType: 'jiraAgileTrigger',
			parameters: {
				events: ['issueChanged'],
				boardId: byId(String(this.board.id)),
				...parameters,
			} as INodeParameters,
		});
	}

	/** One that was activated an hour ago. */
	async active(parameters: object = {}): Promise<PollingNode> {
		const node = await this.trigger(parameters);
		expect(rowsOf(await node.poll())).toEqual([]);
		this.time += 60 * MINUTE;
		return node;
	}

	/** Stories of the board, in no sprint. */
	stories(): Issue[] {
		const { project } = this.board;
		return [...this.server.state.issues.values()].filter(
			(one) => one.project === project && one.type === 'Story' && one.sprint === undefined,
		);
	}

	/** Somebody changes an issue, a minute later. */
	edit(issue: Issue, summary: string, author: number = OTHER): void {
		this.time += MINUTE;
		const { state, deployment } = this.server;
		recording({ state, deployment, now: this.time }, author, () =>
			Object.assign(issue, { summary, updated: this.time }),
		);
	}
}

const keysOf = (rows: IDataObject[]) => rows.map(({ key }) => key);

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const site = new Site(deployment);

	test('Ignore Own Changes leaves out what only the own user did, and what that did on top of another', async () => {
		const node = await site.active({ options: { ignoreOwnChanges: true } });
		const [own, others, both] = site.stories();
		site.edit(own!, 'By the workflow', SEED.user.integrator);
		site.edit(others!, 'By a person');
		site.edit(both!, 'By a person');
		site.edit(both!, 'By the workflow', SEED.user.integrator);
		expect(keysOf(rowsOf(await node.poll()))).toEqual([others!.key, both!.key]);
		site.edit(own!, 'By a person');
		expect(keysOf(rowsOf(await node.poll()))).toEqual([own!.key]);
	});

	test('without it, own changes are emitted', async () => {
		const node = await site.active();
		const [own] = site.stories();
		site.edit(own!, 'By the workflow', SEED.user.integrator);
		expect(keysOf(rowsOf(await node.poll()))).toEqual([own!.key]);
	});

	test('Start From emits what changed since, once', async () => {
		const [before, after] = site.stories();
		site.edit(before!, 'Too early');
		const startFrom = new Date(site.time + 1000).toISOString();
		site.edit(after!, 'Late enough');
		site.time += 60 * MINUTE;
		const node = await site.trigger({ options: { startFrom } });
		expect(keysOf(rowsOf(await node.poll()))).toEqual([after!.key]);
		expect(rowsOf(await node.poll())).toEqual([]);
	});

	test('Start From in the future is an error', async () => {
		const startFrom = new Date(site.time + 60 * MINUTE).toISOString();
		const { message } = failureOf(await (await site.trigger({ options: { startFrom } })).poll());
		expect(message).toContain("'Start From' is later than the time of the server");
	});

	test.each([
		[30, false],
		[300, true],
	])(
		'with an overlap of %d s, a change that shows up after two minutes behind a newer one is emitted: %p',
		async (overlap, isEmitted) => {
			const node = await site.active({ options: { overlap } });
			const [slow, fast] = site.stories();
			const before = { ...slow! };
			site.edit(slow!, 'Slow');
			const hidden = { ...slow! };
			Object.assign(slow!, before);
			site.edit(fast!, 'Fast');
			site.time += MINUTE;
			expect(keysOf(rowsOf(await node.poll()))).toEqual([fast!.key]);
			Object.assign(slow!, hidden);
			expect(keysOf(rowsOf(await node.poll()))).toEqual(isEmitted ? [slow!.key] : []);
			expect(rowsOf(await node.poll())).toEqual([]);
		},
	);

	test('a simplified issue begins with what it is and ends with its IDs; Simplify off gives it as it is', async () => {
		const [issue] = site.stories();
		const simplified = await site.active();
		const raw = await site.active({ simplify: false });
		site.edit(issue!, 'Edited');
		const [row] = rowsOf(await simplified.poll());
		expect(Object.keys(row!).slice(0, 5)).toEqual([
			'event',
			'changeType',
			'key',
			'summary',
			'status',
		]);
		expect(Object.keys(row!).at(-1)).toBe('id');
		const isRecord = (value: unknown) => typeof value === 'object' && value !== null;
		expect(Object.values(row!).flat().filter(isRecord)).toEqual([]);
		const [whole] = rowsOf(await raw.poll());
		expect(whole).toMatchObject({ event: 'issueChanged', fields: { summary: 'Edited' } });
	});

	test('a simplified sprint has its board first, and IDs last', async () => {
		const node = await site.active({ events: ['sprintCreated'] });
		const { id } = site.server.state.addSprint({ name: 'Next', originBoardId: site.board.id });
		const [row] = rowsOf(await node.poll());
		expect(row).toMatchObject({ event: 'sprintCreated', boardId: site.board.id, name: 'Next', id });
		expect(Object.keys(row!).slice(-2)).toEqual(['id', 'originBoardId']);
	});

	test.each([
		['sprintStarted', '/sprint$', 'values', { id: 77, name: 'Without a state' }],
		['issueLeftSprint', '/issue$', 'issues', { id: '77', key: 'PUMP-77' }],
		['issueEnteredBacklog', '/backlog$', 'issues', { key: 'PUMP-77', fields: {} }],
	])(
		'%s: a row that lacks what lists are compared by is no event',
		async (event, pattern, name, row) => {
			const node = await site.active({ events: [event] });
			const body = { startAt: 0, maxResults: 50, total: 1, isLast: true, [name]: [row] };
			site.server.switches.failNext = [{ pattern, status: 200, body }];
			expect(failureOf(await node.poll()).message).toMatch(/^Jira gave a row without 'id' or '/);
			site.server.switches.failNext = [];
			expect(rowsOf(await node.poll())).toEqual([]);
		},
	);

	test("a proxy's page is neither a board that is gone nor an issue that is gone", async () => {
		const node = await site.active({ events: ['issueEnteredSprint'] });
		const sprint = site.server.state.addSprint({ name: 'Next', originBoardId: site.board.id });
		const [issue] = site.stories();
		issue!.sprint = sprint.id;
		for (const pattern of ['/board/[0-9]+$', '/issue/[0-9]+$']) {
			site.server.switches.failNext = [{ pattern, status: 404, body: '<html>Not Found</html>' }];
			const { message } = failureOf(await node.poll());
			expect(message).not.toMatch(/does not exist any more|gone/);
		}
		site.server.switches.failNext = [];
		expect(rowsOf(await node.poll())).toMatchObject([{ key: issue!.key, toSprintId: sprint.id }]);
	});
});

describe('JIRA Agile 6.7', () => {
	const site = new Site('agile67');

	test('has sprint events of a board, and changes of issues without one', async () => {
		const sprints = await site.active({ events: ['sprintCreated'] });
		site.server.state.addSprint({ name: 'Next', originBoardId: site.board.id });
		expect(rowsOf(await sprints.poll())).toMatchObject([{ event: 'sprintCreated', name: 'Next' }]);
		const issues = await site.active({ boardId: byId('') });
		const [issue] = site.stories();
		site.edit(issue!, 'Edited');
		expect(keysOf(rowsOf(await issues.poll()))).toEqual([issue!.key]);
	});

	test('says that it has no issues of a board', async () => {
		const { message, description } = failureOf(await (await site.trigger({})).poll());
		expect(message).toContain('has no lists of the issues of a board');
		expect(description).toContain('without a board');
	});
});
