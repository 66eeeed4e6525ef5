/** Sprints, where it is open what Jira does with them: what the node says is what was done, whatever that is. */
import type { Sprint } from '../../../servers/jira';
import { byId, byName, useJira } from '../support';
import type { Jira } from '../support';

const dates = { startDate: '2026-02-02T09:00:00', endDate: '2026-02-16T09:00:00' };
const board = { boardId: byId(1) };
const sprintOf = ({ server }: Jira, id: number): Sprint => server.state.sprints.get(id)!;
const hintsOf = (hints: Array<{ message: string }>): string[] =>
	hints.map(({ message }) => message);

describe('stateUpdate67: JIRA Agile 6.7 updates no state', () => {
	const jira = useJira({ deployment: 'agile67' });
	const replace = (state: string) => ({
		sprintId: byId(3),
		name: 'Doors',
		state,
		additionalFields: dates,
	});

	test('ignored: the rest is saved, and a hint says that the state was not', async () => {
		jira.server.switches.stateUpdate67 = 'ignored';
		const { items, hints } = await jira.run('sprint.replace', replace('active'));
		expect(items.map(({ json }) => json)).toMatchObject([{ name: 'Doors', state: 'future' }]);
		expect(hintsOf(hints)).toEqual([
			`The sprint 'Doors' was saved, but not with what was given for 'State' (now "future"). The server ignored or changed it: check the name of the field, and whether it may be written.`,
		]);
		expect(sprintOf(jira, 3)).toMatchObject({ name: 'Doors', state: 'future' });
	});

	test('refused: nothing is changed, and the error says so', async () => {
		jira.server.switches.stateUpdate67 = 'refused';
		const failure = await jira.failure('sprint.replace', replace('active'));
		expect(failure.message).toBe('Sprint state cannot be updated.');
		expect(failure.description).toBe(
			'A sprint goes from future to active to closed and never back, and needs start and end date to start. Nothing was changed.',
		);
		expect(sprintOf(jira, 3)).toMatchObject({ name: 'PUMP Sprint 3', state: 'future' });
	});

	test.each(['ignored', 'refused'] as const)(
		'%s: the state that it has is no change',
		async (answer) => {
			jira.server.switches.stateUpdate67 = answer;
			const { items, hints } = await jira.run('sprint.replace', replace('future'));
			expect(items.map(({ json }) => json)).toMatchObject([{ name: 'Doors', state: 'future' }]);
			expect(hints).toEqual([]);
			expect(sprintOf(jira, 3)).toMatchObject({ startDate: Date.parse('2026-02-02T09:00:00Z') });
		},
	);
});

describe('cloudDeleteActive', () => {
	const jira = useJira();

	test.each([2, 1])('refused: sprint %d stays', async (id) => {
		jira.server.switches.cloudDeleteActive = 'refused';
		const failure = await jira.failure('sprint.delete', { sprintId: byId(id) });
		expect(failure.message).toMatch(/^A sprint that is (active|closed) cannot be deleted\.$/);
		expect(failure.description).toBe(
			"Only a sprint that has not started can be deleted. Complete an active one with the operation 'Complete'. Nothing was changed.",
		);
		expect(sprintOf(jira, id)).toBeDefined();
	});

	test.each([2, 1])('deleted: sprint %d is gone, as the output says', async (id) => {
		jira.server.switches.cloudDeleteActive = 'deleted';
		const rows = await jira.rows('sprint.delete', { sprintId: byId(id) });
		expect(rows).toEqual([{ deleted: true, sprintId: id }]);
		expect(sprintOf(jira, id)).toBeUndefined();
	});
});

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });
	const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);

	describe('parallelSprints', () => {
		const starts: Array<[string, object]> = [
			['sprint.start', { sprintId: byId(3), period: 'dates', ...dates }],
			['sprint.update', { sprintId: byId(3), updateFields: { ...dates, state: 'active' } }],
			[
				'sprint.replace',
				{ sprintId: byId(3), name: 'X', state: 'active', additionalFields: dates },
			],
		];

		test.each(starts)('on: %s starts a second one', async (operation, parameters) => {
			jira.server.switches.parallelSprints = true;
			const { items, hints } = await jira.run(operation, parameters);
			expect(items.map(({ json }) => json)).toMatchObject([{ id: 3, state: 'active' }]);
			expect(hints).toEqual([]);
			expect([2, 3].map((id) => sprintOf(jira, id).state)).toEqual(['active', 'active']);
		});

		test.each(starts)(
			'off: %s changes nothing, and says what to do',
			async (operation, parameters) => {
				jira.server.switches.parallelSprints = false;
				const failure = await jira.failure(operation, parameters);
				expect(failure.message).toBe('The board has an active sprint already: PUMP Sprint 2.');
				expect(failure.description).toBe(
					'Complete the active sprint first, or ask an administrator to turn on parallel sprints. Nothing was changed.',
				);
				expect(sprintOf(jira, 3)).toMatchObject({ name: 'PUMP Sprint 3', state: 'future' });
				expect(sprintOf(jira, 3).startDate).toBeUndefined();
			},
		);
	});

	describe('dateOnly: a date without a time is completed before it is sent', () => {
		const days = { startDate: '2026-02-02', endDate: '2026-02-16' };
		const saved = { startDate: utc('2026-02-02'), endDate: utc('2026-02-16') };

		test.each<[string, string, object, number]>([
			...(['refused', 'accepted'] as const).flatMap(
				(answer): Array<[string, string, object, number]> => [
					[answer, 'sprint.create', { ...board, name: 'X', additionalFields: days }, 6],
					[answer, 'sprint.update', { sprintId: byId(3), updateFields: days }, 3],
					[
						answer,
						'sprint.replace',
						{ sprintId: byId(3), name: 'X', state: 'future', additionalFields: days },
						3,
					],
					[answer, 'sprint.start', { sprintId: byId(3), period: 'dates', ...days }, 3],
				],
			),
		])('%s: %s', async (dateOnly, operation, parameters, id) => {
			Object.assign(jira.server.switches, { dateOnly });
			const { items, error, hints } = await jira.run(operation, parameters);
			expect([error, hints]).toEqual([undefined, []]);
			expect(items.map(({ json }) => json)).toMatchObject([{ id }]);
			expect(sprintOf(jira, id)).toMatchObject(saved);
		});

		test('in the Custom API Action it is sent as it is: the words of Jira, or the date', async () => {
			const parameters = {
				method: 'POST',
				relativeUrl: '/sprint/3',
				body: '{"startDate": "2026-02-02"}',
			};
			const { message, description } = await jira.failure('customApi.request', parameters);
			expect(message).toBe(
				'startDate: 2026-02-02 is not a date and time such as 2015-04-11T15:22:00.000+10:00.',
			);
			expect(description).toBe(
				'Check the dates of the sprint: the end must come after the start, and both need a time. Nothing was changed.',
			);
			jira.server.switches.dateOnly = 'accepted';
			await jira.rows('customApi.request', parameters);
			expect(sprintOf(jira, 3).startDate).toBe(utc('2026-02-02'));
		});
	});

	test('a closed sprint of Cloud takes no dates: a hint says so; Data Center rejects them', async () => {
		const parameters = { sprintId: byId(1), updateFields: { ...dates, goal: 'Doors' } };
		const { items, error, hints } = await jira.run('sprint.update', parameters);
		const { goal, startDate } = sprintOf(jira, 1);
		expect(startDate).toBe(Date.parse('2025-12-15T09:00:00Z'));
		if (deployment === 'cloud') {
			expect(items.map(({ json }) => json)).toMatchObject([{ goal: 'Doors' }]);
			expect(hintsOf(hints)).toEqual([
				expect.stringMatching(
					/not with what was given for 'End Date' .*'Start Date' \(now "2025-12-15/,
				),
			]);
			expect(goal).toBe('Doors');
		} else {
			expect(error?.message).toBe('A closed sprint cannot be updated.');
			expect(goal).not.toBe('Doors');
		}
	});
});

describe('openSubtasksBlock, Data Center', () => {
	const jira = useJira({ deployment: 'dataCenter' });
	/** A done issue of the active sprint has an open sub-task, and so has an open one. */
	const addSubtasks = () => {
		const issues = jira.server.state.issuesOf(2);
		for (const parent of [issues.find(({ status }) => status === 'Done')!, issues.at(-1)!]) {
			const own = { type: 'Sub-task', parent: parent.id, sprint: 2 };
			jira.server.state.addIssue({ project: 'PUMP', summary: 'Sub', ...own });
		}
	};
	const closings: Array<[string, object]> = [
		['sprint.complete', { sprintId: byId(2), moveOpenIssuesTo: 'next' }],
		['sprint.complete', { sprintId: byId(2) }],
		['sprint.update', { sprintId: byId(2), updateFields: { state: 'closed' } }],
		['sprint.replace', { sprintId: byId(2), name: 'X', state: 'closed', additionalFields: dates }],
	];

	test.each(closings)(
		'on: %s with %j changes nothing, and says what to do',
		async (name, parameters) => {
			addSubtasks();
			jira.server.switches.openSubtasksBlock = true;
			const failure = await jira.failure(name, parameters);
			expect(failure.message).toBe(
				'The sprint has done issues with sub-tasks that are not done: PUMP-64.',
			);
			expect(failure.description).toBe(
				'Finish the sub-tasks that are named, or take the issue out of the sprint, then complete it. Nothing was changed.',
			);
			expect(sprintOf(jira, 2)).toMatchObject({ name: 'PUMP Sprint 2', state: 'active' });
			expect(jira.server.state.issue('PUMP-16')!.sprint).toBe(2);
		},
	);

	test.each(closings)('off: %s with %j closes it', async (name, parameters) => {
		addSubtasks();
		jira.server.switches.openSubtasksBlock = false;
		expect(await jira.rows(name, parameters)).toMatchObject([{ id: 2, state: 'closed' }]);
		expect(sprintOf(jira, 2).state).toBe('closed');
	});

	test('off: Complete names the sub-tasks that stay behind, where it moves the other issues', async () => {
		addSubtasks();
		jira.server.switches.openSubtasksBlock = false;
		const { items, hints } = await jira.run(...closings[0]!);
		expect(hintsOf(hints)).toEqual([
			'Sub-tasks that are not complete stay in the closed sprint with their issues, which are: PUMP-64.',
		]);
		const { movedIssues } = items[0]!.json as { movedIssues: string[] };
		expect(movedIssues).toEqual(['PUMP-16', 'PUMP-17', 'PUMP-18', 'PUMP-19', 'PUMP-20', 'PUMP-21']);
		for (const key of movedIssues) expect(jira.server.state.issue(key)!.sprint).toBe(3);
	});
});

describe('a sprint by its name', () => {
	const jira = useJira();

	test.each([false, true])(
		'with sprints of other boards in the list: %s',
		async (foreignSprints) => {
			jira.server.switches.foreignSprints = foreignSprints;
			const parameters = { boardId: byId(3), sprintId: byName('Firmware Sprint 1') };
			expect(await jira.rows('sprint.get', parameters)).toMatchObject([{ id: 5 }]);
		},
	);
});
