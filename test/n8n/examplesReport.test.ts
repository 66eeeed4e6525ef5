/** The example that writes a report of a sprint of Jira into Jama, in a real n8n against both fake servers. */
import { TYPE } from '../servers/jama/seed/seedTypes';
import { SEED, type Deployment } from '../servers/jira';
import type { N8nApi } from './api';
import { connect, prepared } from './prepared';
import { filledIn, picked } from './exampleRuns';
import { startTwoSystems, type TwoSystems } from './twoSystems';

const { root } = prepared();
const FILE = 'jira-sprint-report.json';
const NAME = 'Sprint report: PUMP Sprint 2';

describe.each<Deployment>(['cloud', 'dataCenter'])('a sprint report of %s', (deployment) => {
	let api: N8nApi;
	let log: () => string;
	let systems: TwoSystems;

	beforeAll(async () => {
		({ api, log } = connect());
		systems = await startTwoSystems(api, deployment);
	}, 60_000);

	afterEach(() => expect(systems.violations()).toEqual([]));

	afterAll(async () => {
		await systems?.close();
		expect(systems.secretsIn(log())).toEqual([]);
	});

	const example = () =>
		filledIn(root, FILE, {
			'Get active sprint': { boardId: picked('PUMP board') },
			'Create or update report': { project: picked('PUMP', 'key'), itemType: picked('Text') },
		});
	const reports = () =>
		[...systems.jama.state.items.values()].filter(({ fields }) => fields.name === NAME);
	const description = () => String(reports()[0]?.fields.description);
	/** "Done: 4 (10 points)", counted in the server's own data. */
	const line = (title: string, status: string) => {
		const issues = [...systems.jira.state.issues.values()].filter(
			(issue) => issue.sprint === SEED.sprint.active && issue.status === status,
		);
		const points = issues.reduce((sum, { storyPoints = 0 }) => sum + storyPoints, 0);
		return `<li>${title}: ${issues.length} (${points} Story Points)</li>`;
	};
	const lines = () => [
		line('Done', 'Done'),
		line('In progress', 'In Progress'),
		line('To do', 'To Do'),
	];

	it('is one item, also after a second run, and counts the issues of all pages', async () => {
		const { jama, jira, credentials } = systems;
		jira.switches.pageMax = 3;
		const before = jama.state.items.size;
		const id = await api.saveWorkflow(example(), credentials);

		const first = await api.runWorkflow(id);
		expect([first.error, first.status]).toEqual([undefined, 'success']);
		const [report] = reports();
		expect(report).toMatchObject({ itemType: TYPE.text, project: 2 });
		for (const each of lines()) expect(description()).toContain(each);
		const notDone = [...jira.state.issues.values()].filter(
			(issue) => issue.sprint === SEED.sprint.active && issue.status !== 'Done',
		);
		expect(notDone).toHaveLength(6);
		for (const { key, summary } of notDone) {
			expect(description()).toContain(`<li>${key} ${summary}</li>`);
		}

		const [todo] = notDone.filter(({ status }) => status === 'To Do');
		Object.assign(todo ?? {}, { status: 'Done' });
		const second = await api.runWorkflow(id);
		expect([second.error, second.status]).toEqual([undefined, 'success']);
		expect(reports().map((item) => item.id)).toEqual([report?.id]);
		expect(jama.state.items.size).toBe(before + 1);
		expect(jama.state.versionsOf(reports()[0]!)).toHaveLength(2);
		for (const each of lines()) expect(description()).toContain(each);
		expect(description()).not.toContain(`${String(todo?.key)} `);
		expect(systems.secretsIn(first.raw + second.raw)).toEqual([]);
	}, 60_000);

	it('stops with a word where no sprint is active', async () => {
		const { jama, jira, credentials } = systems;
		for (const sprint of jira.state.sprints.values()) {
			if (sprint.state === 'active') sprint.state = 'closed';
		}
		const before = jama.state.items.size;
		const id = await api.saveWorkflow(example(), credentials);
		const execution = await api.runWorkflow(id);
		expect([execution.lastNode, execution.error?.message]).toEqual([
			'Stop: not one sprint',
			'No report was written: the board has no active sprint',
		]);
		expect(jama.state.items.size).toBe(before);
	}, 60_000);

	it('stops with a word where several sprints are active', async () => {
		const { jama, jira, credentials } = systems;
		const before = jama.state.items.size;
		for (const sprint of jira.state.sprints.values()) {
			if (sprint.state === 'future') sprint.state = 'active';
		}
		const id = await api.saveWorkflow(example(), credentials);
		const execution = await api.runWorkflow(id);
		expect([execution.lastNode, execution.error?.message]).toEqual([
			'Stop: not one sprint',
			expect.stringMatching(/^No report was written: the board has \d+ active sprints/),
		]);
		expect(jama.state.items.size).toBe(before);
	}, 60_000);
});
