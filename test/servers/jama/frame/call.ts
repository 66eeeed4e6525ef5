import { JamaError, meta, type Answer } from './envelope';
import { linkTemplates, resolveIncludes } from '../records/links';
import type { Part } from './multipart';
import { paginate } from './paging';
import type { JamaState } from '../state';
import type { Switches } from '../switches';
import type { TestKind } from '../configuration/testCenterTypes';
import type { TestItem } from '../testCenter/testItems';
import type { Item, Project, User } from '../types';
import type { Row } from '../configuration/views';

/** One authenticated request on its way through a handler. */
export interface Call {
	state: JamaState;
	switches: Switches;
	user: User;
	/** Path parameters; transition ids and the like stay with the body. */
	params: Record<string, number>;
	query: Query;
	// Handlers read a body only after the contract has checked its shape.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	body: any;
	/** The parts of a multipart body. */
	parts?: Part[];
	/** Header x-jama-date-fields-with-time (change log 8.59). */
	datesWithTime: boolean;
	/** Scheme, host and context path, as the client sees them. */
	base: string;
	/** The server's clock in ms. */
	now: number;
	/** One of several changes in one request: events are logged for all of them. */
	inBatch?: boolean;
	/** Collects the items whose lastActivityDate the call moves, and those that it deletes. */
	effects?: { moved: Set<Item>; gone: Item[] };
}

export interface Query {
	startAt?: number;
	maxResults?: number;
	include?: string[];
	[name: string]: unknown;
}

export type Handler = (call: Call) => Answer;
export type Handlers = Record<string, Handler>;

/** The clock at the precision that stored dates have. */
export function stamp(call: Call): number {
	return call.switches.datePrecision === 'seconds' ? Math.floor(call.now / 1000) * 1000 : call.now;
}

/** A page of a list: `meta.pageInfo`, `links`, `linked` if asked for, `data` (REST guide, Sample response). */
export function list<T>(call: Call, rows: readonly T[], view: (row: T) => Row): Answer {
	const page = paginate(rows, call.query, call.switches);
	const data = page.rows.map(view);
	return {
		status: 200,
		body: {
			meta: { ...meta(200, call.now), pageInfo: page.pageInfo },
			...references(call, data),
			data,
		},
	};
}

/** One object. */
export function single(call: Call, row: Row): Answer {
	return {
		status: 200,
		body: { meta: meta(200, call.now), ...references(call, [row]), data: row },
	};
}

/** PUT and PATCH answer with `meta` only (REST cookbook, Executing a Test). */
export function done(call: Call): Answer {
	return { status: 200, body: { meta: meta(200, call.now) } };
}

/**
 * 201: `meta.location` says `latest` whatever version was called, `meta.id`, and no `data` (REST
 * cookbook, Creating a Test Plan; older servers lack `meta.id`: REST cookbook, REST Attachments).
 */
export function created(call: Call, path: string, id: number): Answer {
	const location = `${call.base}/rest/latest/${path}`;
	const withId = call.switches.metaId ? { id } : {};
	return { status: 201, body: { meta: { ...meta(201, call.now), location, ...withId } } };
}

/** DELETE answers 204 without a body (REST guide, Common response codes). */
export function noContent(): Answer {
	return { status: 204 };
}

function references(call: Call, rows: Row[]): { links: unknown; linked?: unknown } {
	const links = linkTemplates(call, rows);
	const include = call.query.include ?? [];
	return include.length === 0 ? { links } : { links, linked: resolveIncludes(call, rows, include) };
}

export function mayRead(call: Call, project: number): boolean {
	return call.user.projects === undefined || call.user.projects.includes(project);
}

/** 404 for what does not exist; the switch noAccess for what the user may not see. */
export function required<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new JamaError(404, `${what} not found`);
	return value;
}

function checkAccess(call: Call, project: number): void {
	if (!mayRead(call, project)) {
		throw new JamaError(call.switches.noAccess, 'You do not have access to the requested resource');
	}
}

/** The project of an id, if the user may see it. */
export function findProject(call: Call, id: number): Project {
	const project = required(call.state.projects.get(id), `Project ${id}`);
	checkAccess(call, project.id);
	return project;
}

/** The item of an id, if the user may see it; a test plan, cycle or run has operations of its own and is none (assumption). */
export function findItem(call: Call, id: number): Item {
	const item = call.state.items.get(id);
	return inReach(call, item?.test ? undefined : item, `Item ${id}`);
}

const TEST_NAMES: Record<TestKind, string> = {
	plan: 'Test plan',
	cycle: 'Test cycle',
	run: 'Test run',
};

/** The test plan, cycle or run of an id, if the user may see it. */
export function findTest<K extends TestKind>(call: Call, kind: K, id?: number): TestItem<K> {
	return inReach(call, call.state.testItems.find(kind, id ?? 0), `${TEST_NAMES[kind]} ${id}`);
}

/** An item, test plan, cycle or run, if the user may see it. */
export function findAnyItem(call: Call, id: number): Item {
	return inReach(call, call.state.items.get(id), `Item ${id}`);
}

/** An item, test plan, cycle or run, or attachment, if the user may see it. */
export function findAbstractItem(call: Call, id: number): Item {
	return inReach(call, call.state.abstractItem(id), `Item ${id}`);
}

/** What the user may see of a record that belongs to a project. */
export function inReach<T extends { project: number }>(
	call: Call,
	record: T | undefined,
	what: string,
): T {
	const found = required(record, what);
	checkAccess(call, found.project);
	return found;
}

/** Refuses a write by a user who may only read: see the switch noWrite. */
export function checkWrite(call: Call): void {
	if (!call.user.canWrite) {
		throw new JamaError(
			call.switches.noWrite,
			'You do not have permission to change this resource',
		);
	}
}

export { JamaError };
