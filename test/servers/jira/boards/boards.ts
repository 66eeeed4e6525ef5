import { filterIssues } from './boardIssues';
import {
	agileRoot,
	checkWrite,
	created,
	findBoard,
	mayRead,
	noContent,
	ok,
	type Call,
	type Handlers,
} from '../frame/call';
import { fieldError, refusal } from '../frame/envelope';
import { visibleFilters } from './filters';
import { STATUSES } from '../issues/issueViews';
import { FIELD } from '../issues/siteFields';
import { SEED } from '../seed/seed';
import { valuesPage } from '../frame/paging';
import type { Board, QuickFilter } from '../types';
import { boardView, epicView, projectView, versionView } from '../issues/views';

const visibleBoards = (call: Call) =>
	[...call.state.boards.values()].filter((board) => mayRead(call, board.project));

function projectOf(call: Call, keyOrId: unknown): string {
	const project = [...call.state.projects.values()].find(
		({ key, id }) => mayRead(call, key) && (key === keyOrId || String(id) === String(keyOrId)),
	);
	if (!project)
		throw refusal(400, `No project could be found with key or id '${String(keyOrId)}'.`);
	return project.key;
}

function filtered(call: Call): Board[] {
	const { type, name, projectKeyOrId, projectLocation, filterId, orderBy } = call.query;
	const { accountIdLocation, projectTypeLocation, negateLocationFiltering } = call.query;
	const types = type === undefined ? undefined : [type].flat();
	const part = name === undefined ? '' : String(name).toLowerCase();
	const location = projectLocation === undefined ? undefined : projectOf(call, projectLocation);
	const project = projectKeyOrId === undefined ? undefined : projectOf(call, projectKeyOrId);
	const kinds = projectTypeLocation === undefined ? ['software'] : [projectTypeLocation].flat();
	const located = location !== undefined || accountIdLocation !== undefined;
	// No board of this server is a user's own.
	const isThere = (board: Board) => board.project === location && accountIdLocation === undefined;
	const boards = visibleBoards(call).filter(
		(board) =>
			(types?.includes(board.type) ?? true) &&
			board.name.toLowerCase().includes(part) &&
			(project === undefined || board.project === project) &&
			(filterId === undefined || board.filter.id === filterId) &&
			kinds.includes('software') &&
			(!located || isThere(board) !== (negateLocationFiltering === true)),
	);
	if (orderBy === undefined) return boards;
	const sign = String(orderBy).startsWith('-') ? -1 : 1;
	return boards.sort((a, b) => sign * a.name.localeCompare(b.name));
}

/** What the issues of a board are estimated in. */
export const estimationField = ({ estimation, type }: Board) => {
	if (estimation === 'time')
		return { fieldId: FIELD.originalEstimate, displayName: 'Original Time Estimate' };
	const displayName = type === 'simple' ? 'Story point estimate' : 'Story Points';
	return { fieldId: FIELD.storyPoints, displayName };
};

function configuration(call: Call, board: Board): Record<string, unknown> {
	const project = call.state.projectByKey(board.project)!;
	const api = `${call.base}/rest/api/2`;
	return {
		id: board.id,
		name: board.name,
		type: board.type,
		self: `${agileRoot(call)}/board/${board.id}/configuration`,
		...(call.deployment === 'cloud'
			? {
					location: {
						type: 'project',
						key: project.key,
						id: String(project.id),
						self: `${api}/project/${project.id}`,
						name: project.name,
					},
				}
			: {}),
		filter: { id: String(board.filter.id), self: `${api}/filter/${board.filter.id}` },
		...(board.type === 'kanban' ? { subQuery: { query: 'fixVersion is EMPTY' } } : {}),
		columnConfig: {
			columns: STATUSES.map(({ id, name }) => ({
				name,
				statuses: [{ id, self: `${api}/status/${id}` }],
				...(board.type === 'kanban' && name === 'In Progress' ? { max: 5 } : {}),
			})),
			constraintType: board.type === 'kanban' ? 'issueCount' : 'none',
		},
		...(board.type === 'kanban'
			? {}
			: board.estimation === 'none'
				? { estimation: { type: 'none' } }
				: { estimation: { type: 'field', field: estimationField(board) } }),
		ranking: { rankCustomFieldId: Number(FIELD.rank.split('_')[1]) },
	};
}

function projects(call: Call) {
	const board = findBoard(call);
	const keys = new Set(filterIssues(call, board).map((issue) => issue.project));
	const rows = [...call.state.projects.values()].filter(
		({ key }) => keys.has(key) || key === board.project,
	);
	return ok(valuesPage(call, rows, (project) => projectView(call, project)));
}

function quickFilters(call: Call): QuickFilter[] {
	const board = findBoard(call);
	return [...call.state.quickFilters.values()]
		.filter(({ boardId }) => boardId === board.id)
		.sort((a, b) => a.position - b.position);
}

/** Boards, and what is listed below one. */
export const boards: Handlers = {
	getAllBoards: (call) => ok(valuesPage(call, filtered(call), (board) => boardView(call, board))),

	getBoard: (call) => ok(boardView(call, findBoard(call))),

	createBoard(call) {
		checkWrite(call);
		const { name, type, filterId, location } = call.body;
		const filter = visibleFilters(call).find(({ id }) => id === filterId);
		if (!filter)
			throw fieldError('filterId', 'The filter does not exist or is not visible to you.');
		const given = location?.projectKeyOrId;
		const source = visibleBoards(call).find((board) => board.filter.id === filterId);
		const project =
			given === undefined ? (source?.project ?? SEED.project.key) : projectOf(call, given);
		const kind = type === 'agility' ? 'simple' : type;
		return created(
			boardView(call, call.state.addBoard({ name: name.trim(), type: kind, project, filter })),
		);
	},

	deleteBoard(call) {
		const board = findBoard(call);
		checkWrite(call);
		call.state.boards.delete(board.id);
		return noContent();
	},

	getBoardByFilterId(call) {
		const filterId = Number(call.params.filterId);
		const rows = visibleBoards(call).filter((board) => board.filter.id === filterId);
		return ok(
			valuesPage(call, rows, ({ id, name }) => ({
				id,
				self: `${agileRoot(call)}/board/${id}`,
				name,
			})),
		);
	},

	getConfiguration: (call) => ok(configuration(call, findBoard(call))),

	getEpics(call) {
		const { done } = call.query;
		const rows = filterIssues(call, findBoard(call)).filter(
			({ epicFields }) =>
				epicFields && (done === undefined || String(epicFields.done) === String(done)),
		);
		return ok(valuesPage(call, rows, (epic) => epicView(call, epic)));
	},

	getAllVersions(call) {
		const { released } = call.query;
		const board = findBoard(call);
		const rows = [...call.state.versions.values()].filter(
			(version) =>
				version.project === board.project &&
				(released === undefined || String(version.released) === String(released)),
		);
		return ok(valuesPage(call, rows, (version) => versionView(call, version)));
	},

	getProjects: projects,
	getProjectsFull: projects,

	getAllQuickFilters: (call) => ok(valuesPage(call, quickFilters(call), (filter) => filter)),

	getQuickFilter(call) {
		const id = Number(call.params.quickFilterId);
		const filter = quickFilters(call).find((each) => each.id === id);
		if (!filter) throw refusal(404, 'Quick filter does not exist.');
		return ok(filter);
	},

	getRefinedVelocity: (call) => ok({ value: findBoard(call).refinedVelocity }),

	setRefinedVelocity(call) {
		const board = findBoard(call);
		checkWrite(call);
		board.refinedVelocity = call.body.value === true;
		return { status: 200 };
	},
};
