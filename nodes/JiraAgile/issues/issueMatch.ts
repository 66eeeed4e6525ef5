import { isOfRecord } from '../api/responses';
import { hasStatus } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { eachInOrder } from '../../shared/operations/atOnce';
import { madeFor, forgetMade } from '../../shared/session/made';
import type { Project } from './screens';

/** How the issue to update is found. */
export interface MatchInput {
	matchBy: 'property' | 'key' | 'jql';
	issueKey: string;
	propertyKey: string;
	propertyValue: string;
	jql: string;
	/** Conditions that every issue with the property meets; empty where that is not said. */
	lookOnlyIn: string;
	/** A key that leads nowhere any more makes a new issue. */
	createIfGone: boolean;
}

/** How many keys without an issue in a row mean that there are no newer issues. */
const GAP = 5;
/** So many issues newer than the newest that a search knows are no lag any more. */
const MOST_NEWER = 500;

const isCloud = ({ connection }: Session): boolean => connection.deployment === 'cloud';
/** Version 3 has rich text as documents. */
export const platformOf = (session: Session): string =>
	isCloud(session) ? 'platform3' : 'platform';
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** An issue as it is now, read by its key: no index is between; whole with what can be set of it. Undefined where there is none. */
export async function readIssue(
	session: Session,
	key: string,
	propertyKey: string,
	fields = '*all',
): Promise<Row | undefined> {
	const query = {
		fields,
		...(fields === '*all' ? { expand: 'editmeta' } : {}),
		...(propertyKey === '' ? {} : { properties: propertyKey }),
	};
	const path = `/issue/${encodeURIComponent(key)}`;
	return await session.row({ path, query, root: platformOf(session) }).catch((error: unknown) => {
		if (hasStatus(error, 404) && isOfRecord(error)) return undefined;
		throw error;
	});
}

const search = async (
	session: Session,
	jql: string,
	more: Record<string, string>,
	limit?: number,
) =>
	await session.rows(
		isCloud(session) ? '/search/jql' : '/search',
		{ jql, fields: 'summary', ...more },
		{ root: platformOf(session), ...(limit === undefined ? { whole: true } : { limit }) },
	);

const numberOf = (key: unknown): number => Number(/-(\d+)$/.exec(String(key))?.[1] ?? 0);
/** The value of a property of an issue as it is compared: what an app or a script has written as a number is the same as text. */
export const propertyOf = (row: Row, propertyKey: string): string | undefined => {
	const value = toRecord(row.properties)[propertyKey];
	if (value === undefined || value === null) return undefined;
	return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
};

/** The newest issue that the search knows; only Cloud's is behind, so that elsewhere it does not matter. */
const newestOf = async (session: Session, jql: string, all: readonly Row[] | undefined) =>
	all ?? (isCloud(session) ? await search(session, `${jql} ORDER BY key DESC`, {}, 1) : []);

/** Issues with their properties: Data Center's search shows none, so that each one is read there. */
async function withProperties(
	session: Session,
	found: readonly Row[],
	propertyKey: string,
): Promise<Row[]> {
	if (found.every((row) => 'properties' in row)) return [...found];
	const rows: Row[] = [];
	const read = async ({ key }: Row) =>
		await readIssue(session, String(key), propertyKey, 'summary');
	await eachInOrder(found, session.room, read, (row) => {
		if (row) rows.push(row);
	});
	return rows;
}

/**
 * Keys of a project's issues by the value of a property. One search reads them all, once in an execution, since Jira finds
 * properties only where an app declared them. Cloud's search shows a new issue only after a while: the keys above the highest
 * that it knows are read one by one, until several in a row lead nowhere.
 */
async function keysByProperty(
	session: Session,
	{ key: project }: Project,
	{ propertyKey, lookOnlyIn }: MatchInput,
): Promise<Map<string, Set<string>>> {
	return await session.once(`issues of ${project} by ${propertyKey} in ${lookOnlyIn}`, async () => {
		const within = lookOnlyIn === '' ? '' : ` AND (${lookOnlyIn})`;
		const jql = `project = ${quoted(project)}`;
		const found = await search(session, `${jql}${within} ORDER BY key DESC`, {
			properties: propertyKey,
		});
		const rows = await withProperties(session, found, propertyKey);
		const last = await newestOf(session, jql, within === '' ? found : undefined);
		const newest = Math.max(0, ...last.map(({ key }) => numberOf(key)));
		for (let next = newest + 1; isCloud(session); next += GAP) {
			if (next > newest + MOST_NEWER) {
				throw new InvalidInput(
					`${project} has more than ${MOST_NEWER} issues that the search does not show yet`,
					'Which of them has the property is not known. Run it again later. Nothing was changed.',
				);
			}
			const wanted = Array.from({ length: GAP }, (_, index) => `${project}-${next + index}`);
			const found = await Promise.all(
				wanted.map(async (key) => {
					const row = await readIssue(session, key, propertyKey, 'summary');
					// One that was moved to another project answers to its old key as well.
					return row?.key === key ? [row] : [];
				}),
			);
			rows.push(...found.flat());
			if (found.flat().length === 0) break;
		}
		const keys = new Map<string, Set<string>>();
		for (const row of rows) {
			const value = propertyOf(row, propertyKey);
			if (value !== undefined) keys.set(value, (keys.get(value) ?? new Set()).add(String(row.key)));
		}
		return keys;
	});
}

/** Notes an issue that has got a property, for later items of the execution. */
export async function noteProperty(
	session: Session,
	project: Project,
	match: MatchInput,
	key: string,
): Promise<void> {
	const keys = await keysByProperty(session, project, match);
	const { propertyValue } = match;
	keys.set(propertyValue, (keys.get(propertyValue) ?? new Set()).add(key));
}

const several = (what: string, keys: readonly string[]): InvalidInput =>
	new InvalidInput(
		`${what} stands for ${keys.length} issues: ${keys.join(', ')}`,
		'Which of them is meant is not known. Correct them in Jira, or match by key. Nothing was changed.',
	);

/** The issue with a key that the user gave; undefined where it is gone and a new one is wanted. */
async function byKey(session: Session, input: MatchInput): Promise<Row | undefined> {
	const { issueKey, propertyKey, propertyValue, createIfGone } = input;
	const row = await readIssue(session, issueKey, propertyKey);
	if (!row) {
		if (createIfGone) return undefined;
		throw new InvalidInput(
			`There is no issue ${issueKey}, or this user may not see it`,
			"It may have been deleted. Correct 'Issue Key', or turn on 'Create If Gone' to have it made again. Nothing was changed.",
		);
	}
	const own = propertyKey === '' ? undefined : propertyOf(row, propertyKey);
	if (own !== undefined && own !== propertyValue) {
		throw new InvalidInput(
			`${String(row.key)} has ${JSON.stringify(own)} as its property '${propertyKey}', and not ${JSON.stringify(propertyValue)}`,
			'The key belongs to something else. Correct the one or the other. Nothing was changed.',
		);
	}
	return row;
}

async function byProperty(
	session: Session,
	project: Project,
	input: MatchInput,
): Promise<Row | undefined> {
	const { propertyKey, propertyValue } = input;
	const keys = (await keysByProperty(session, project, input)).get(propertyValue);
	const rows: Row[] = [];
	for (const key of keys ?? []) {
		const row = await readIssue(session, key, propertyKey);
		// The index may know an issue that is gone, or has lost the property.
		if (row && propertyOf(row, propertyKey) === propertyValue) rows.push(row);
	}
	if (rows.length > 1) {
		const what = `The property '${propertyKey}' with ${JSON.stringify(propertyValue)}`;
		throw several(
			what,
			rows.map(({ key }) => String(key)),
		);
	}
	return rows[0];
}

async function byJql(
	session: Session,
	{ key }: Project,
	{ jql }: MatchInput,
): Promise<Row | undefined> {
	const [, conditions = '', order = ''] = /^([^]*?)(\border\s+by\b[^]*)?$/i.exec(jql.trim()) ?? [];
	if (order !== '' || conditions.trim() === '') {
		throw new InvalidInput(
			order === '' ? "'JQL' is empty" : "'JQL' has an order, and one issue is wanted",
			'Write conditions that one issue meets, such as labels = "GID-12". Nothing was changed.',
		);
	}
	const found = await search(session, `project = ${quoted(key)} AND (${conditions.trim()})`, {}, 6);
	if (found.length > 1)
		throw several(
			'The JQL',
			found.map((row) => String(row.key)),
		);
	return found[0] ? await readIssue(session, String(found[0].key), '') : undefined;
}

/** What an issue is recognized by in this process: for what the search does not show yet. */
export const memoryKey = (session: Session, { key }: Project, input: MatchInput): string => {
	const { matchBy, propertyKey, propertyValue, jql } = input;
	const by = matchBy === 'jql' ? [jql.trim()] : [propertyKey, propertyValue];
	return JSON.stringify([session.connection.baseUrl, key, matchBy, ...by]);
};

/**
 * The issue that a match stands for, as it is now, read by its key; undefined where there is none.
 * @throws InvalidInput for several, and for a key that belongs to something else or leads nowhere
 */
export async function findIssue(
	session: Session,
	project: Project,
	input: MatchInput,
): Promise<Row | undefined> {
	const { matchBy, issueKey, propertyKey, propertyValue } = input;
	if (issueKey !== '') {
		const row = await byKey(session, input);
		if (row || matchBy === 'key') return row;
	}
	if (matchBy === 'key') return undefined;
	const memory = memoryKey(session, project, input);
	const made = madeFor(memory, Date.now());
	const row = made === undefined ? undefined : await readIssue(session, String(made), propertyKey);
	if (row) {
		const isSame = matchBy === 'jql' || propertyOf(row, propertyKey) === propertyValue;
		if (isSame) return row;
	}
	forgetMade(memory);
	return matchBy === 'property'
		? await byProperty(session, project, input)
		: await byJql(session, project, input);
}
