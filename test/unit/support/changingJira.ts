import { jiraAgile } from '../../../nodes/JiraAgile/api/api';
import { NoResponse } from '../../../nodes/shared/http/errors';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/http/http';
import { createSession } from '../../../nodes/shared/session/session';

/** What an issue was at a time. */
export interface IssueState {
	updated: number;
	version: number;
	sprint?: number;
	closed: number[];
	onBoard: boolean;
	visibleAt: number;
}

interface Issue {
	id: number;
	created: number;
	states: IssueState[];
	deleted: boolean;
}

export interface Sprint {
	id: number;
	name: string;
	state: 'future' | 'active' | 'closed';
}

/** How this Jira behaves where documents leave it open. */
export interface Behavior {
	deployment: 'cloud' | 'dataCenter';
	/** The longest that a change takes to become visible, in ms. */
	lag: number;
	pageMax: number;
	/** A date in JQL is cut to the minute, or the date of the issue is. */
	floors: 'date' | 'issue' | 'neither';
}

export const START = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const floor = (ms: number) => Math.floor(ms / MINUTE) * MINUTE;

/** A Jira with one board whose clock stands still until it is moved. Independent of the fake server. */
export class ChangingJira {
	now = START;
	requests = 0;
	/** Called before a request is answered; what it throws is what the client gets. */
	onRequest: (request: HttpRequest) => void = () => undefined;
	readonly issues: Issue[] = [];
	readonly sprints: Sprint[] = [];

	/** @param lagOf a number from 0 to 1 for each change: its share of the longest lag */
	constructor(
		readonly behavior: Behavior,
		private readonly lagOf: () => number,
	) {}

	private alive = () => this.issues.filter(({ deleted }) => !deleted);

	/** What an issue really is. */
	current = ({ states }: Issue) => states[states.length - 1] as IssueState;

	private record(issue: Issue, change: Partial<IssueState>): { id: number; state: IssueState } {
		const last = issue.states[issue.states.length - 1];
		const late = this.now + Math.floor(this.lagOf() * this.behavior.lag);
		const state: IssueState = {
			closed: [],
			onBoard: true,
			...last,
			version: (last?.version ?? 0) + 1,
			...change,
			updated: this.now,
			visibleAt: Math.max(late, last?.visibleAt ?? 0),
		};
		issue.states.push(state);
		return { id: issue.id, state };
	}

	create() {
		const issue: Issue = {
			id: this.issues.length + 1,
			created: this.now,
			states: [],
			deleted: false,
		};
		this.issues.push(issue);
		return this.record(issue, {});
	}

	/** Changes the issue that a number picks of those that are there; an undefined sprint takes it out. */
	edit(which: number, change: Partial<IssueState> = {}) {
		const alive = this.alive();
		const issue = alive[which % Math.max(1, alive.length)];
		return issue && this.record(issue, change);
	}

	delete(which: number): void {
		const alive = this.alive();
		const issue = alive[which % Math.max(1, alive.length)];
		if (issue) issue.deleted = true;
	}

	/** Moves an issue into one of the open sprints. */
	move(which: number) {
		const open = this.sprints.filter(({ state }) => state !== 'closed');
		const sprint = open[which % Math.max(1, open.length)];
		return sprint && this.edit(which, { sprint: sprint.id });
	}

	addSprint(): void {
		const id = this.sprints.length + 1;
		this.sprints.push({ id, name: `Sprint ${id}`, state: 'future' });
	}

	/** The next state of a sprint; what is in a sprint that closes leaves it. */
	advance(which: number): void {
		const sprint = this.sprints[which % Math.max(1, this.sprints.length)];
		if (!sprint || sprint.state === 'closed') return;
		sprint.state = sprint.state === 'future' ? 'active' : 'closed';
		if (sprint.state !== 'closed') return;
		for (const issue of this.alive()) {
			const { sprint: own, closed } = this.current(issue);
			if (own === sprint.id)
				this.record(issue, { sprint: undefined, closed: [...closed, sprint.id] });
		}
	}

	rename(which: number): void {
		const sprint = this.sprints[which % Math.max(1, this.sprints.length)];
		if (sprint) sprint.name += '+';
	}

	/** What is really there. */
	truth() {
		return this.alive().map((issue) => ({ id: issue.id, state: this.current(issue) }));
	}

	private view(issue: Issue, { updated, version, sprint, closed }: IssueState) {
		return {
			id: String(issue.id),
			key: `PUMP-${issue.id}`,
			fields: {
				summary: `version ${version}`,
				created: new Date(issue.created).toISOString().replace('Z', '+0000'),
				updated: new Date(updated).toISOString().replace('Z', '+0000'),
				sprint: sprint === undefined ? null : { id: sprint },
				closedSprints: closed.map((id) => ({ id })),
			},
		};
	}

	private list(path: string, jql: string): object[] {
		const at = (sign: string) => {
			const minutes = new RegExp(`updated ${sign} "-(\\d+)m"`).exec(jql)?.[1];
			if (minutes === undefined) return undefined;
			const date = this.now - Number(minutes) * MINUTE;
			return this.behavior.floors === 'date' ? floor(date) : date;
		};
		const [from, to] = [at('>='), at('<=')];
		const isBacklog = path.endsWith('/backlog');
		return this.alive()
			.flatMap((issue) => {
				const state = issue.states.filter(({ visibleAt }) => visibleAt <= this.now).pop();
				return state ? [{ issue, state }] : [];
			})
			.filter(({ state }) => {
				const date = this.behavior.floors === 'issue' ? floor(state.updated) : state.updated;
				const isWithin = date >= (from ?? -Infinity) && date <= (to ?? Infinity);
				return isWithin && state.onBoard && (!isBacklog || state.sprint === undefined);
			})
			.sort((a, b) => a.state.updated - b.state.updated)
			.map(({ issue, state }) => this.view(issue, state));
	}

	private answer({ path, query = {} }: HttpRequest): Omit<HttpResponse, 'headers'> {
		const one = (body: object) => ({ statusCode: 200, body });
		if (path.endsWith('/myself')) return one({ accountId: 'me' });
		if (/\/board\/1$/.test(path)) return one({ id: 1, name: 'Board' });
		const [, id] = /\/issue\/(\d+)$/.exec(path) ?? [];
		if (id !== undefined) {
			const issue = this.alive().find((each) => each.id === Number(id));
			if (issue) return one(this.view(issue, this.current(issue)));
			return { statusCode: 404, body: { errorMessages: ['Issue does not exist'] } };
		}
		const isSprints = path.endsWith('/sprint');
		const rows = isSprints
			? this.sprints.map((each) => ({ ...each }))
			: this.list(path, String(query.jql ?? ''));
		const most = Math.min(this.behavior.pageMax, Number(query.maxResults));
		const start = Number(query.startAt ?? query.nextPageToken ?? 0);
		const page = rows.slice(start, start + most);
		const isLast = start + page.length >= rows.length;
		if (isSprints) return one({ startAt: start, maxResults: most, isLast, values: page });
		if (this.behavior.deployment === 'dataCenter')
			return one({ startAt: start, maxResults: most, total: rows.length, issues: page });
		const next = isLast ? {} : { nextPageToken: String(start + page.length) };
		return one({ isLast, ...next, issues: page });
	}

	session() {
		const { deployment } = this.behavior;
		const connection = {
			baseUrl: 'https://jira.test',
			limit: { requestsPerSecond: 10, burst: 5 },
			ignoreCertificate: false,
			deployment,
		};
		return createSession(jiraAgile, connection, async (request) => {
			this.requests += 1;
			this.onRequest(request);
			this.now += 20;
			const headers = { date: new Date(this.now).toUTCString() };
			return await Promise.resolve({ headers, ...this.answer(request) });
		});
	}
}

/** A connection that breaks. */
export const broken = (request: HttpRequest) => new NoResponse(request, 'ECONNRESET', 'broken');
