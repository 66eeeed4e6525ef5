/** The example that keeps requirements of Jama and issues of Jira in step, in a real n8n against both fake servers. */
import { setTimeout as sleep } from 'node:timers/promises';

import { createEditor } from '../servers/jama/history/editStream';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import type { Deployment, Issue } from '../servers/jira';
import { executionsOf, POLL_EVERY, POLL_TIMES, publish, unpublish } from './activeWorkflow';
import type { Execution, Json, N8nApi } from './api';
import { connect, prepared } from './prepared';
import {
	approve,
	changeIssue,
	issuesOf,
	jiraKeyOf,
	patchAsOther,
	softwareBelow,
	requirements,
	withoutJiraKeys,
} from './requirements';
import { readExample, startTwoSystems, type TwoSystems } from './twoSystems';

const { root } = prepared();
const FILE = 'jama-jira-sync.json';
const CREATE = '/rest/api/3/issue';

let api: N8nApi;
let log: () => string;
let systems: TwoSystems;

const start = async (deployment: Deployment) => {
	({ api, log } = connect());
	systems = await startTwoSystems(api, deployment);
	withoutJiraKeys(systems.jama);
};
const stop = async () => {
	await systems?.close();
	expect(systems.secretsIn(log())).toEqual([]);
};

/** What a run says in the end. */
const summaryOf = ({ runData }: Execution): Json =>
	runData.Summary?.[0]?.data?.main[0]?.[0]?.json ?? {};
const items = (rows: unknown): string[] =>
	(rows as Array<{ item: string }>).map(({ item }) => item);
const keysOf = (list: Item[]) => list.map(({ documentKey }) => documentKey).sort();
const written = () =>
	[...systems.jama.requests, ...systems.jira.requests].filter(({ method }) => method !== 'GET');
const implementation = ({ fields, itemType }: Item) => fields[`implementation_status$${itemType}`];

/** That Jira has one issue for the item, and that both know each other. */
function expectIssue(item: Item, type: string): Issue {
	const [issue, ...others] = issuesOf(systems.jira, item);
	expect(others).toEqual([]);
	expect(issue).toMatchObject({
		type,
		project: 'PUMP',
		summary: item.fields.name,
		labels: ['jama'],
	});
	expect(issue?.description).toContain(item.documentKey);
	expect(jiraKeyOf(item)).toBe(issue?.key);
	return issue!;
}

/** That all approved requirements and what is downstream of them are in Jira. */
function expectAll(): void {
	const { jama } = systems;
	for (const requirement of requirements(jama, true)) expectIssue(requirement, 'Epic');
	for (const item of wanted().slice(requirements(jama, true).length)) {
		const above = jama.state.upstream(item.id).map(({ fromItem }) => fromItem);
		const [first] = requirements(jama, true)
			.filter(({ id }) => above.includes(id))
			.sort((a, b) => a.id - b.id);
		const [epic] = issuesOf(systems.jira, first!);
		expect(expectIssue(item, 'Story').epic).toBe(epic?.id);
	}
}

const wanted = (): Item[] => {
	const approved = requirements(systems.jama, true);
	return [...approved, ...new Set(approved.flatMap((item) => softwareBelow(systems.jama, item)))];
};

describe.each<Deployment>(['cloud', 'dataCenter'])(
	'the sync of what is approved, %s',
	(deployment) => {
		beforeAll(async () => await start(deployment), 60_000);
		afterAll(stop);

		it('is made once, kept in step in both directions, and flagged when it is not wanted any more', async () => {
			const { jama, jira } = systems;
			const id = await api.saveWorkflow(readExample(root, FILE), systems.credentials);
			const run = async () => await api.runWorkflow(id, 'Every hour');
			const { size } = jira.state.issues;
			// One below two requirements has one issue.
			const [first, second] = requirements(jama, true).filter(
				(item) => softwareBelow(jama, item).length > 0,
			) as [Item, Item];
			createEditor(jama).link(first.id, softwareBelow(jama, second)[0]!.id);
			const path = deployment === 'cloud' ? CREATE : '/rest/api/2/issue';
			jira.switches.failNext = [{ method: 'POST', path, status: 400 }];

			const failed = await run();
			expect([failed.status, failed.lastNode]).toEqual([
				'error',
				'Stop: not everything is in step',
			]);
			const { failed: refused, made } = summaryOf(failed);
			expect([items(refused).length, items(made).length]).toEqual([1, wanted().length - 1]);
			expect(failed.error?.message).toContain(`${items(refused)[0]}: Scripted failure 400`);

			const completed = await run();
			expect([completed.error, completed.status]).toEqual([undefined, 'success']);
			expect(items(summaryOf(completed).made)).toEqual(items(refused));
			expectAll();
			expect(jira.state.issues.size).toBe(size + wanted().length);

			jama.requests.length = jira.requests.length = 0;
			const quiet = await run();
			expect(summaryOf(quiet)).toMatchObject({ made: [], changed: [], inStep: wanted().length });
			expect(written()).toEqual([]);

			// A person works in Jira, another one in Jama.
			const issue = issuesOf(jira, second)[0]!;
			changeIssue(jira, issue, {
				status: 'In Progress',
				fixVersions: [10_101],
				labels: ['jama', 'x'],
			});
			await patchAsOther(jama, first, 'name', 'Another name');
			const [lost] = requirements(jama, true).filter(
				({ id: one }) => ![first.id, second.id].includes(one),
			);
			await patchAsOther(jama, lost!, 'status', optionId('status', 1));
			const next = await run();
			expect([next.error, next.status]).toEqual([undefined, 'success']);
			expect(items(summaryOf(next).changed).sort()).toEqual(keysOf([first, second]));
			expect(issuesOf(jira, first)[0]?.summary).toBe('Another name');
			expect(implementation(second)).toBe(optionId('implementation', 2));
			expect(second.fields[`fix_version$${TYPE.system}`]).toBe('1.1');
			expect(issue.labels).toEqual(['jama', 'x']);
			const comments = [...jama.state.comments.values()].filter(({ item }) => item === second.id);
			expect(comments.at(-1)?.text).toContain(
				`${issue.key} is In Progress in Jira, fix version 1.1`,
			);
			const [flagged] = issuesOf(jira, lost!);
			expect(flagged?.labels).toEqual(['jama', 'jama-withdrawn']);
			expect(flagged?.custom.get('customfield_10021')).toMatchObject([{ value: 'Impediment' }]);

			const shown = [failed, completed, quiet, next].map(({ raw }) => raw).join();
			expect(systems.secretsIn(shown)).toEqual([]);
			expect(systems.violations()).toEqual([]);
		}, 180_000);
	},
);

describe('the sync as an active workflow', () => {
	let workflow: string;

	beforeAll(async () => {
		await start('cloud');
		const example = readExample(root, FILE, (name, parameters) =>
			name.startsWith('When ') ? { ...parameters, pollTimes: POLL_TIMES } : parameters,
		);
		workflow = await api.saveWorkflow(example, systems.credentials);
	}, 60_000);
	afterAll(async () => {
		await unpublish(api, workflow);
		await stop();
	});

	const finished = async () =>
		(await executionsOf(api, workflow)).filter(({ status }) => !/new|running/.test(status));
	/** Waits for the end of the n-th execution. */
	const nth = async (count: number) => {
		for (const since = Date.now(); Date.now() - since < 60_000; await sleep(100)) {
			const found = (await finished())[count - 1];
			if (found) return await api.execution(found.id);
		}
		throw new Error(`There were only ${(await finished()).length} executions`);
	};
	/** Waits until the trigger has polled twice more. */
	const twoPolls = async () => {
		const polls = () =>
			systems.jama.requests.filter(({ path }) => path.endsWith('/abstractitems')).length;
		const before = polls();
		for (const since = Date.now(); polls() < before + 2; await sleep(100)) {
			if (Date.now() - since > 6 * POLL_EVERY * 1000) throw new Error('It does not poll');
		}
		await sleep(1000);
	};

	it('starts with a change of another user, and comes to rest', async () => {
		const { jama } = systems;
		await publish(api, workflow);
		await twoPolls();
		expect(await executionsOf(api, workflow)).toEqual([]);

		await approve(jama, requirements(jama, false)[0]!);
		const execution = await nth(1);
		expect([execution.error, execution.status]).toEqual([undefined, 'success']);
		// Jama names nobody for a link: a poll between the link and the key, both of this run, starts another one. It finds
		// nothing to do, so that it comes to rest.
		let count: number;
		do {
			count = (await executionsOf(api, workflow)).length;
			await twoPolls();
		} while ((await executionsOf(api, workflow)).length > count);
		const made: string[] = [];
		for (let each = 1; each <= count; each += 1) {
			const one = await nth(each);
			expect([one.error, one.status]).toEqual([undefined, 'success']);
			made.push(...items(summaryOf(one).made));
		}
		expect(made.sort()).toEqual(keysOf(wanted()));
		expectAll();
		expect(systems.secretsIn(execution.raw)).toEqual([]);
		expect(systems.violations()).toEqual([]);
	}, 180_000);

	it('its trigger can be tested in the editor', async () => {
		const execution = await api.runWorkflow(workflow, 'When a requirement changes');
		expect([execution.error, execution.status]).toEqual([undefined, 'success']);
	}, 60_000);
});
