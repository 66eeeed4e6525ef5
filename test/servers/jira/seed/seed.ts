import { JiraState } from '../state';
import type { Deployment, Issue, User } from '../types';

const utc = (year: number, month: number, day: number, hour = 9) =>
	Date.UTC(year, month - 1, day, hour);

/**
 * What every server begins with:
 *
 * - project PUMP with three epics, PUMP-1 to PUMP-3 (the third is done), and as many other issues as asked
 *   for, from PUMP-4 on; the first 8 are done in the closed sprint, the next 10 are in the active one (4 of
 *   them done), then 5 and 3 in the two future ones, the rest in the backlog (every ninth of it done);
 * - on Cloud the team-managed project APP with the epic APP-1, APP-2 and APP-3 below it, and APP-4; its board has a sprint;
 * - project LAB with the epic LAB-1 and LAB-2 to LAB-10, the even ones on the Kanban board, the others in its backlog;
 * - the boards, sprints and users below; versions 10100 (released), 10101, 10102 (archived) of PUMP;
 * - quick filters 1 and 2 of board 1; a filter of each board, and one that no board uses;
 * - board 3 estimates in time, the others in story points.
 */
export const SEED = {
	project: { key: 'PUMP', id: 10000 },
	second: { key: 'LAB', id: 10001 },
	team: { key: 'APP', id: 10002, board: 100, sprint: 100 },
	board: { main: 1, kanban: 2, firmware: 3 },
	filter: { firmware: 10003, spare: 10050 },
	sprint: { closed: 1, active: 2, next: 3, later: 4, firmware: 5 },
	epic: { first: 'PUMP-1', second: 'PUMP-2', done: 'PUMP-3', lab: 'LAB-1' },
	version: { released: 10100, next: 10101, archived: 10102 },
	quickFilter: { mine: 1, firmware: 2 },
	user: { integrator: 1, reader: 2, noLicense: 3 },
	clientId: 'jira-client-id',
	clientSecret: 'jira-client-secret',
	accessToken: 'eyJraWQiOiJhdXRoIn0.integrator.access',
	refreshToken: 'eyJraWQiOiJhdXRoIn0.integrator.refresh',
	cloudId: '11223344-a1b2-3b33-c444-def123456789',
} as const;

/** Number of issues of the main project, besides its epics. */
export const DEFAULT_ISSUES = 60;

function addUsers(state: JiraState, deployment: Deployment): void {
	const users: Array<Partial<User> & Pick<User, 'id' | 'name' | 'displayName'>> = [
		{ id: SEED.user.integrator, name: 'integrator', displayName: 'Ines Integrator' },
		{
			id: SEED.user.reader,
			name: 'reader',
			displayName: 'Ravi Reader',
			projects: [SEED.project.key],
			canWrite: false,
		},
		{ id: SEED.user.noLicense, name: 'guest', displayName: 'Greta Guest', licensed: false },
	];
	for (const user of users) {
		const emailAddress = `${user.name}@example.com`;
		state.users.set(user.id, {
			username: deployment === 'cloud' ? emailAddress : user.name,
			password: deployment === 'cloud' ? `ATATT3x-${user.name}-token` : `${user.name}-password`,
			token: `PAT-${user.name}-token`,
			emailAddress,
			accountId: `5b10a2844c20165700ede2${user.id}g`,
			canWrite: true,
			licensed: true,
			...user,
		});
	}
}

function addSprints(state: JiraState): void {
	const originBoardId = SEED.board.main;
	state.addSprint({
		name: 'PUMP Sprint 1',
		state: 'closed',
		originBoardId,
		startDate: utc(2025, 12, 15),
		endDate: utc(2025, 12, 29),
		activatedDate: utc(2025, 12, 15),
		completeDate: utc(2025, 12, 29, 15),
		createdDate: utc(2025, 12, 1),
		goal: 'Alarm basics',
	});
	state.addSprint({
		name: 'PUMP Sprint 2',
		state: 'active',
		originBoardId,
		startDate: utc(2026, 1, 5),
		endDate: utc(2026, 1, 19),
		activatedDate: utc(2026, 1, 5),
		createdDate: utc(2025, 12, 15),
		goal: 'Occlusion alarm',
	});
	state.addSprint({ name: 'PUMP Sprint 3', originBoardId, createdDate: utc(2026, 1, 5) });
	state.addSprint({ name: 'PUMP Sprint 4', originBoardId, createdDate: utc(2026, 1, 5, 10) });
	state.addSprint({
		name: 'Firmware Sprint 1',
		originBoardId: SEED.board.firmware,
		createdDate: utc(2026, 1, 6),
	});
}

const SUBJECTS = ['Occlusion', 'Battery', 'Air in line', 'Flow rate', 'Door', 'Drug library'];
const VERBS = ['alarm', 'display', 'log', 'self test', 'limit'];

/** Where the n-th issue (from 0) is: its sprint and status. */
function place(n: number): Partial<Issue> {
	const { closed, active, next, later } = SEED.sprint;
	if (n < 8) return { closedSprints: [closed], status: 'Done' };
	if (n < 18) {
		const status = n < 12 ? 'Done' : n < 14 ? 'In Progress' : 'To Do';
		return { sprint: active, status, closedSprints: n === 12 ? [closed] : [] };
	}
	if (n < 23) return { sprint: next };
	if (n < 26) return { sprint: later };
	return n % 9 === 0 ? { status: 'Done' } : {};
}

function addIssues(state: JiraState, count: number): void {
	const epics = [
		['Alarms', 'All alarms of the pump', 'color_4', false],
		['Battery', 'Power and battery', 'color_2', false],
		['Housing', 'Housing and door', 'color_7', true],
	] as const;
	const created = utc(2025, 12, 1);
	const ids = epics.map(([name, summary, color, done]) => {
		const status = done ? 'Done' : 'In Progress';
		const epicFields = { name, color, done };
		return state.addIssue({ project: 'PUMP', type: 'Epic', summary, status, epicFields, created })
			.id;
	});
	for (let n = 0; n < count; n += 1) {
		const epic = [ids[0], ids[1], undefined, n < 8 ? ids[2] : undefined][n % 4];
		state.addIssue({
			project: 'PUMP',
			type: ['Bug', 'Task', 'Story', 'Story', 'Story'][n % 5] ?? 'Story',
			summary: `${SUBJECTS[n % SUBJECTS.length]} ${VERBS[n % VERBS.length]} ${n + 1}`,
			description: `Work item number ${n + 1} of the pump.`,
			labels: [...(n % 3 === 0 ? ['firmware'] : []), ...(n % 7 === 0 ? ['safety'] : [])],
			fixVersions: n < 8 ? [SEED.version.released] : n < 18 ? [SEED.version.next] : [],
			assignee: n % 2 === 0 ? SEED.user.integrator : undefined,
			storyPoints: n % 6 === 5 ? undefined : [1, 2, 3, 5, 8][n % 5],
			originalEstimate: n % 3 === 0 ? (1 + (n % 4)) * 14_400 : undefined,
			created: created + n * 60_000,
			...(epic === undefined ? {} : { epic }),
			...place(n),
		});
	}
	const lab = { name: 'Bench', color: 'color_1', done: false };
	state.addIssue({ project: 'LAB', type: 'Epic', summary: 'Test bench', epicFields: lab, created });
	for (let n = 2; n <= 10; n += 1) {
		state.addIssue({
			project: 'LAB',
			type: 'Task',
			summary: `Calibrate rig ${n}`,
			onBoard: n % 2 === 0,
			created: created + n * 60_000,
		});
	}
}

/** A project as Cloud makes it unless told otherwise. */
function addTeamProject(state: JiraState): void {
	const { key: project, id, board, sprint } = SEED.team;
	const features = new Map([['SPRINTS', true]]);
	const created = utc(2026, 1, 7);
	state.addProject({ id, key: project, name: 'Infusion App', simplified: true });
	state.addBoard({ id: board, name: 'APP board', type: 'simple', project, features });
	state.addSprint({ id: sprint, name: 'APP Sprint 1', originBoardId: board, createdDate: created });
	const epic = state.addIssue({ project, type: 'Epic', summary: 'Pairing', created });
	for (const [n, summary] of ['Scan the code', 'Confirm the serial number', 'Dark mode'].entries())
		state.addIssue({
			project,
			summary,
			storyPoints: n + 1,
			created: created + n * 60_000,
			...(n < 2 ? { parent: epic.id } : {}),
			...(n === 0 ? { sprint } : {}),
		});
}

/** The data that a server begins with; `issues` = number of issues of the main project besides its epics. */
export function createSeed(deployment: Deployment, issues: number): JiraState {
	const state = new JiraState();
	addUsers(state, deployment);
	state.addProject({ id: SEED.project.id, key: SEED.project.key, name: 'Infusion Pump' });
	state.addProject({ id: SEED.second.id, key: SEED.second.key, name: 'Laboratory' });
	state.addBoard({ name: 'PUMP board', type: 'scrum', project: 'PUMP' });
	state.addBoard({ name: 'LAB kanban', type: 'kanban', project: 'LAB' });
	const filter = {
		id: SEED.filter.firmware,
		name: 'Firmware',
		jql: 'project = PUMP AND labels = firmware ORDER BY Rank ASC',
	};
	const time = { filter, estimation: 'time' } as const;
	state.addBoard({ name: 'PUMP firmware', type: 'scrum', project: 'PUMP', ...time });
	const { spare } = SEED.filter;
	state.filters.set(spare, { id: spare, name: 'Safety', jql: 'labels = safety' });
	addSprints(state);
	addIssues(state, issues);
	if (deployment === 'cloud') addTeamProject(state);
	const projects = { project: 'PUMP', archived: false, released: false };
	const releaseDate = utc(2025, 12, 20, 0);
	state.addVersion({
		...projects,
		name: '1.0',
		description: 'First release',
		released: true,
		releaseDate,
	});
	state.addVersion({ ...projects, name: '1.1', description: 'Next release' });
	state.addVersion({ ...projects, name: '0.9', archived: true, released: true });
	state.addQuickFilter({
		boardId: SEED.board.main,
		name: 'Only My Issues',
		jql: 'assignee = currentUser()',
		description: 'What is assigned to me',
		position: 0,
	});
	state.addQuickFilter({
		boardId: SEED.board.main,
		name: 'Firmware',
		jql: 'labels = firmware',
		position: 1,
	});
	state.grants.push({
		user: SEED.user.integrator,
		accessToken: SEED.accessToken,
		refreshToken: SEED.refreshToken,
		expires: Number.POSITIVE_INFINITY,
	});
	return state;
}
