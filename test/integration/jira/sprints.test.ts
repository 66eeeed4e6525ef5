/** Sprints: starting and completing in one step, states, dates, kanban boards, in every deployment that has them. */
import { byId, byName, DEPLOYMENTS, useJira } from './support';

const active = { sprintId: byId(2) };
const future = { sprintId: byId(3) };

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment });
	const bodyOf = (index: number) =>
		jira.server.requests[index]?.body as { startDate: string; endDate: string };

	test('Start: from now, for two weeks unless told otherwise', async () => {
		const before = Date.now();
		const [row] = await jira.rows('sprint.start', future, { timezone: 'Europe/Berlin' });
		expect(row).toMatchObject({ id: 3, state: 'active' });
		const { startDate, endDate } = bodyOf(1);
		expect(startDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00$/);
		expect(Math.abs(Date.parse(startDate) - before)).toBeLessThan(60_000);
		const days = (Date.parse(endDate) - Date.parse(startDate)) / 86_400_000;
		expect(Math.abs(days - 14)).toBeLessThan(0.1);
	});

	test('Start with the dates of the sprint; without any it is told what to do', async () => {
		const parameters = { ...future, period: 'sprint' };
		const none = await jira.failure('sprint.start', parameters);
		expect(none.message).toBe("The sprint 'PUMP Sprint 3' has no dates of its own yet");
		const dates = { startDate: '2026-03-02T09:00:00', endDate: '2026-03-16T09:00:00' };
		await jira.rows('sprint.update', { ...future, updateFields: dates });
		const [row] = await jira.rows('sprint.start', parameters);
		expect(row).toMatchObject({ state: 'active' });
		expect(String(row?.startDate)).toMatch(/^2026-03-02T09:00/);
	});

	test('Start by name, picked through the board', async () => {
		const parameters = { boardId: byId(1), sprintId: byName('pump sprint 4'), days: 7 };
		expect(await jira.rows('sprint.start', parameters)).toMatchObject([{ id: 4 }]);
	});

	test.each([
		['complete', future, "The sprint 'PUMP Sprint 3' is future, not active", /'Start'/],
		[
			'complete',
			{ sprintId: byId(1) },
			"The sprint 'PUMP Sprint 1' is closed, not active",
			/'Start'/,
		],
		['start', active, "The sprint 'PUMP Sprint 2' is active, not future", /future sprint/],
	])(
		'%s of %j is refused before anything is changed',
		async (name, parameters, message, advice) => {
			const failure = await jira.failure(`sprint.${name}`, parameters);
			expect(failure.message).toBe(message);
			expect(failure.description).toMatch(advice);
			expect(jira.writes()).toEqual([]);
		},
	);

	test('a sprint is not swapped with itself', async () => {
		const failure = await jira.failure('sprint.swap', { ...future, sprintToSwapWith: byId(3) });
		expect(failure.message).toBe('A sprint cannot be swapped with itself');
		expect(jira.sent()).toEqual([]);
	});

	test('a sprint is made as a future one; another state is refused, not dropped', async () => {
		const create = (state: string) => ({
			boardId: byId(1),
			name: 'X',
			additionalFields: { state },
		});
		expect(await jira.rows('sprint.create', create('future'))).toMatchObject([{ state: 'future' }]);
		const failure = await jira.failure('sprint.create', create('active'));
		expect(failure.message).toBe('A sprint cannot be active from the start in this Jira');
		expect(failure.description).toContain("'Start'");
		expect(jira.sent()).toHaveLength(1);
	});

	describe.each([
		['start', future, 'active', 3],
		['complete', active, 'closed', 2],
	] as const)('%s, and Jira answers 500', (name, parameters, state, id) => {
		const path = `/rest/agile/1.0/sprint/${id}`;
		const failure = { status: 500, method: 'POST', path } as const;

		test('after it was done: it is read again, and the output says so', async () => {
			jira.server.switches.failNext = [{ ...failure, after: true }];
			const { items, error, hints } = await jira.run(`sprint.${name}`, parameters);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toMatchObject([{ id, state }]);
			expect(hints.map(({ message }) => message)).toEqual([
				expect.stringMatching(new RegExp(`is ${state} all the same\\.$`)),
			]);
		});

		test('and it was not done: the error says what the sprint is', async () => {
			jira.server.switches.failNext = [failure];
			const { description } = await jira.failure(`sprint.${name}`, parameters);
			expect(description).toContain(`It is still ${state === 'active' ? 'future' : 'active'}.`);
			expect(jira.writes()).toHaveLength(1);
		});

		test('and cannot be read again: it may have been done', async () => {
			jira.server.switches.failNext = [
				{ ...failure, after: true },
				{ status: 403, method: 'GET', path, nth: 2 },
			];
			const { description } = await jira.failure(`sprint.${name}`, parameters);
			expect(description).toContain('It may have been carried out.');
			expect(description).toContain('Its state could not be read again: Scripted failure 403.');
		});
	});

	test('Update keeps what is not given, Replace clears it', async () => {
		const updateFields = { goal: 'Doors', startDate: '2026-03-02T09:00:00' };
		await jira.rows('sprint.update', { ...future, updateFields });
		const renamed = await jira.rows('sprint.update', { ...future, updateFields: { name: 'A' } });
		expect(renamed).toMatchObject([{ name: 'A', goal: 'Doors', startDate: expect.anything() }]);
		const [replaced] = await jira.rows('sprint.replace', { ...future, name: 'B', state: 'future' });
		expect(replaced).toMatchObject({ name: 'B', state: 'future' });
		expect(replaced).not.toHaveProperty('goal');
		expect(replaced).not.toHaveProperty('startDate');
	});

	test.each([
		[{ period: 0 }, /^'Period' has no choice 0/],
		[
			{ period: 'duration', days: true },
			/^'Duration in Days' must be a whole number of at least 1/,
		],
		[{ period: 'duration', days: 0 }, /^'Duration in Days' must be a whole number of at least 1/],
		[
			{ period: 'duration', days: 1e12 },
			/^'Duration in Days' is 1000000000000, and ends at no date/,
		],
	])('Start with %j is refused with a sentence', async (period, message) => {
		const failure = await jira.failure('sprint.start', { ...future, ...period });
		expect(failure.message).toMatch(message);
		expect(jira.writes()).toEqual([]);
	});

	test('two sprints of one name: both are named', async () => {
		for (const id of [1, 4]) jira.server.state.sprints.get(id)!.name = '2024';
		const parameters = { boardId: byId(1), sprintId: byName('2024') };
		const failure = await jira.failure('sprint.get', parameters);
		expect(failure.message).toMatch(/stands for 2 records: .*ID 1.*ID 4/);
	});

	test('a name that is a number is a name where names are given', async () => {
		jira.server.state.boards.get(3)!.name = '1';
		expect(await jira.rows('board.get', { boardId: byName('1') })).toMatchObject([{ id: 3 }]);
		expect(await jira.rows('board.get', { boardId: byId(1) })).toMatchObject([{ id: 1 }]);
	});

	test('a state that does not follow: the words of Jira, and the order of states', async () => {
		const failure = await jira.failure('sprint.update', {
			...future,
			updateFields: { state: 'closed' },
		});
		expect(failure.message).toBe('A sprint cannot change from future to closed.');
		expect(failure.description).toContain('from future to active to closed');
	});
});

describe.each(DEPLOYMENTS)('%s', (deployment) => {
	const jira = useJira({ deployment });
	const backwards = { startDate: '2026-02-16T09:00:00', endDate: '2026-02-02T09:00:00' };

	test.each([
		['sprint.create', { boardId: byId(1), name: 'X', additionalFields: backwards }],
		['sprint.update', { ...future, updateFields: backwards }],
		['sprint.replace', { ...future, name: 'X', state: 'future', additionalFields: backwards }],
	])('%s with dates out of order is refused before it is sent', async (operation, parameters) => {
		const failure = await jira.failure(operation, parameters);
		expect(failure.message).toMatch(/^'End Date' \(2026-02-02.*is not after 'Start Date'/);
		expect(jira.sent()).toEqual([]);
	});

	test('only one date: Jira knows the other, and its words are shown', async () => {
		const failure = await jira.failure('sprint.update', {
			...active,
			updateFields: { endDate: '2025-12-01T09:00:00' },
		});
		expect(failure.message).toBe('endDate: The end date of a sprint must be after the start date.');
		expect(failure.description).toMatch(/end must come after the start/);
	});

	test('a name of 31 characters is refused before it is sent', async () => {
		const name = 'x'.repeat(31);
		const failure = await jira.failure('sprint.create', { boardId: byId(1), name });
		expect(failure.message).toBe("'Name' has 31 characters, and a sprint may have 30");
		expect(jira.sent()).toEqual([]);
	});

	test('an active sprint is not deleted: the words of Jira, and what to do', async () => {
		const failure = await jira.failure('sprint.delete', active);
		expect(failure.message).toBe('A sprint that is active cannot be deleted.');
		expect(failure.description).toMatch(/'Complete'/);
	});

	test.each([
		['board.getSprints', { boardId: byId(2) }],
		['sprint.create', { boardId: byId(2), name: 'X' }],
	])('%s on a Kanban board: the words of Jira, and what to do', async (operation, parameters) => {
		const failure = await jira.failure(operation, parameters);
		expect(failure.message).toBe('The board does not support sprints');
		expect(failure.description).toMatch(/Scrum board/);
	});

	test('nothing to update is refused before it is sent', async () => {
		const failure = await jira.failure('sprint.update', future);
		expect(failure.message).toBe("'Update Fields' is empty");
		expect(jira.sent()).toEqual([]);
	});
});

describe('JIRA Agile 6.7', () => {
	const jira = useJira({ deployment: 'agile67' });
	const dates = { startDate: '2026-02-02T09:00:00', endDate: '2026-02-16T09:00:00' };
	const create = (additionalFields: object) => ({ boardId: byId(1), name: 'X', additionalFields });

	test('a closed sprint with its three dates', async () => {
		const completeDate = '2026-02-15T17:00:00';
		const parameters = create({ ...dates, completeDate, state: 'closed' });
		expect(await jira.rows('sprint.create', parameters)).toMatchObject([{ state: 'closed' }]);
	});

	test.each([
		[{ state: 'active' }, "A sprint that is active from the start needs 'Start Date'"],
		[{ ...dates, state: 'closed' }, "A sprint that is closed from the start needs 'Complete Date'"],
		[dates, "A future sprint takes no 'Start Date' in JIRA Agile 6.7"],
		[{ goal: 'Doors' }, "'Goal' does not exist in Jira (JIRA Agile 6.7)"],
		[{ synced: true }, "'Synced' does not exist in Jira (JIRA Agile 6.7)"],
	])('%j is refused before it is sent', async (fields, message) => {
		expect((await jira.failure('sprint.create', create(fields))).message).toBe(message);
		expect(jira.sent()).toEqual([]);
	});

	test('a state that an update cannot set here is refused, also where it is the first of the list', async () => {
		const failure = await jira.failure('sprint.update', {
			...future,
			updateFields: { state: 'active' },
		});
		expect(failure.message).toBe("'State' does not exist in Jira (JIRA Agile 6.7)");
		expect(failure.description).toContain('Cloud, Data Center');
		expect(jira.sent()).toEqual([]);
	});

	test('several types of boards are one too many', async () => {
		const filters = { type: ['scrum', 'kanban'] };
		expect((await jira.failure('board.getMany', { filters })).message).toContain('several types');
		expect(jira.sent()).toEqual([]);
	});
});
