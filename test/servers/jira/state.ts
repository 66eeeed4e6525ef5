import type {
	Board,
	Filter,
	History,
	Issue,
	Project,
	QuickFilter,
	Sprint,
	Status,
	User,
	Version,
} from './types';

/** An OAuth grant: an access token and the refresh token that comes with it. */
export interface Grant {
	user: number;
	accessToken: string;
	refreshToken: string;
	/** ms since 1970. */
	expires: number;
}

function insert<T extends { id: number }>(records: Map<number, T>, record: T): T {
	records.set(record.id, record);
	return record;
}

/** Everything that the server knows. Tests may read and change it. */
export class JiraState {
	readonly users = new Map<number, User>();
	readonly projects = new Map<number, Project>();
	readonly boards = new Map<number, Board>();
	readonly filters = new Map<number, Filter>();
	readonly sprints = new Map<number, Sprint>();
	readonly issues = new Map<number, Issue>();
	readonly versions = new Map<number, Version>();
	readonly quickFilters = new Map<number, QuickFilter>();
	readonly grants: Grant[] = [];
	/** Authorization codes that have not been used. */
	readonly codes = new Map<string, number>();
	/** What became of issues, by ID, the oldest first. */
	readonly histories = new Map<number, History[]>();
	/** Issues as they were until a time, the oldest first: what an index that lags behind still holds. */
	readonly earlier: Array<{ until: number; issue: Issue }> = [];
	/** Ids of all issues in the order of their rank. */
	rank: number[] = [];

	private readonly byKey = new Map<string, number>();
	private readonly counters = new Map<string, number>();

	/** The next number of a sequence, which begins above `from`. */
	next(counter: string, from = 0): number {
		const value = (this.counters.get(counter) ?? from) + 1;
		this.counters.set(counter, value);
		return value;
	}

	addProject(project: Project): Project {
		return insert(this.projects, project);
	}

	addBoard(board: Pick<Board, 'name' | 'type' | 'project'> & Partial<Board>): Board {
		const id = board.id ?? this.next('board');
		const jql = `project = ${board.project} ORDER BY Rank ASC`;
		const own = { id: 10000 + id, name: `Filter for ${board.name}`, jql };
		const filter = board.filter ?? own;
		this.filters.set(filter.id, filter);
		return insert(this.boards, {
			properties: new Map(),
			features: new Map(),
			refinedVelocity: false,
			...board,
			filter,
			id,
		});
	}

	/** Adds a sprint, last on its board; by default a future one without dates. */
	addSprint(sprint: Pick<Sprint, 'name' | 'originBoardId'> & Partial<Sprint>): Sprint {
		const id = sprint.id ?? this.next('sprint');
		return insert(this.sprints, {
			state: 'future',
			createdDate: 0,
			sequence: id,
			synced: false,
			autoStartStop: false,
			properties: new Map(),
			...sprint,
			id,
		});
	}

	/** Adds an issue, last in rank; its key is the next of its project. */
	addIssue(issue: Pick<Issue, 'project' | 'summary'> & Partial<Issue>): Issue {
		const project = this.projectByKey(issue.project);
		if (!project) throw new Error(`no project ${issue.project}`);
		const number = this.next(`issue ${project.key}`);
		const stored = insert(this.issues, {
			type: 'Story',
			description: '',
			status: 'To Do' as Status,
			labels: [],
			fixVersions: [],
			closedSprints: [],
			onBoard: true,
			created: 0,
			updated: issue.created ?? 0,
			comments: [],
			priority: 'Medium',
			properties: new Map(),
			custom: new Map(),
			...issue,
			// Ids of the projects' issues do not meet: 10001 and on, 1010001 and on.
			id: 10000 + (project.id - 10000) * 1_000_000 + number,
			key: `${project.key}-${number}`,
		});
		this.byKey.set(stored.key, stored.id);
		this.rank.push(stored.id);
		return stored;
	}

	removeIssue(issue: Issue): void {
		this.issues.delete(issue.id);
		this.byKey.delete(issue.key);
		this.rank.splice(this.rank.indexOf(issue.id), 1);
		for (const each of this.issues.values()) {
			if (each.epic === issue.id) delete each.epic;
			if (each.parent === issue.id) delete each.parent;
		}
	}

	addVersion(version: Omit<Version, 'id'>): Version {
		return insert(this.versions, { ...version, id: this.next('version', 10099) });
	}

	addQuickFilter(filter: Omit<QuickFilter, 'id'>): QuickFilter {
		return insert(this.quickFilters, { ...filter, id: this.next('quick filter') });
	}

	projectByKey(key: string): Project | undefined {
		return [...this.projects.values()].find((project) => project.key === key);
	}

	/** An issue by its key, in any case, or by its id. */
	issue(idOrKey: string | number): Issue | undefined {
		const id = this.byKey.get(String(idOrKey).toUpperCase()) ?? Number(idOrKey);
		return this.issues.get(id);
	}

	/** All issues in the order of their rank. */
	ranked(): Issue[] {
		return this.rank.map((id) => this.issues.get(id)!);
	}

	/** The sprints of a board in the board's order. */
	sprintsOf(board: number): Sprint[] {
		return [...this.sprints.values()]
			.filter((sprint) => sprint.originBoardId === board)
			.sort((a, b) => a.sequence - b.sequence);
	}

	/** The issues that are in a sprint, or were when it closed, in rank order. */
	issuesOf(sprint: number): Issue[] {
		return this.ranked().filter(
			(issue) => issue.sprint === sprint || issue.closedSprints.includes(sprint),
		);
	}

	/** Puts issues, in the order given, before or after another, which is none of them. */
	moveInRank(issues: number[], anchor: number, place: 'before' | 'after'): void {
		const moved = new Set(issues);
		const rest = this.rank.filter((id) => !moved.has(id));
		rest.splice(rest.indexOf(anchor) + (place === 'after' ? 1 : 0), 0, ...issues);
		this.rank = rest;
	}
}
