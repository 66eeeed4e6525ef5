import { createSeed, SEED } from './seed';

test('the main project is as its description says', () => {
	const state = createSeed('cloud', 60);
	const issues = state.ranked().filter(({ project }) => project === 'PUMP');
	expect(issues).toHaveLength(63);
	expect(issues.filter(({ epicFields }) => epicFields).map(({ key }) => key)).toEqual([
		SEED.epic.first,
		SEED.epic.second,
		SEED.epic.done,
	]);
	const { closed, active, next, later, firmware } = SEED.sprint;
	const sizes = [closed, active, next, later, firmware].map((id) => state.issuesOf(id).length);
	expect(sizes).toEqual([9, 10, 5, 3, 0]);
	expect(state.issuesOf(active).filter(({ status }) => status === 'Done')).toHaveLength(4);
	const backlog = issues.filter(
		(issue) => !issue.epicFields && issue.sprint === undefined && issue.closedSprints.length === 0,
	);
	expect(backlog).toHaveLength(34);
	expect([...state.versions.keys()]).toEqual(Object.values(SEED.version));
	expect(state.issue('PUMP-4')).toBe(state.issue(10004));
});

test('smaller and larger ones are the same at the beginning', () => {
	const keys = (issues: number) =>
		createSeed('dataCenter', issues)
			.ranked()
			.map(({ key, sprint }) => `${key} ${sprint ?? ''}`);
	expect(keys(20).slice(0, 23)).toEqual(keys(200).slice(0, 23));
	expect(keys(0)).toHaveLength(13);
});

test('tests add what they need', () => {
	const state = createSeed('cloud', 5);
	const issue = state.addIssue({ project: 'LAB', summary: 'New', labels: ['x'] });
	expect([issue.key, issue.status, state.rank.at(-1)]).toEqual(['LAB-11', 'To Do', issue.id]);
	expect(() => state.addIssue({ project: 'NONE', summary: 'New' })).toThrow('NONE');
	const board = state.addBoard({ name: 'New', type: 'scrum', project: 'LAB' });
	const sprint = state.addSprint({ name: 'New', originBoardId: board.id });
	expect([board.id, board.filter.jql, sprint.state]).toEqual([
		4,
		'project = LAB ORDER BY Rank ASC',
		'future',
	]);
	state.issue('PUMP-5')!.parent = issue.id;
	state.removeIssue(issue);
	expect([state.issue('LAB-11'), state.issue('PUMP-5')?.parent]).toEqual([undefined, undefined]);
});
