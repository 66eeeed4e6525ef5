import { z } from 'zod';
import type { INodeExecutionData } from 'n8n-workflow';
import { BadResponse, notingDone } from '../../shared/http/errors';
import { firstOf, skips } from '../../shared/operations/merge';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { hintNotKept, readSaved } from '../../shared/session/saved';
import type { Session } from '../../shared/session/session';
import { itemTypeNames, relationshipTypeNames } from '../configuration/typeNames';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

/** The rules of a rule set as far as they can be read. No document says what a rule set looks like. */
export interface RuleSet {
	name: string;
	projects: number[];
	/** Undefined: they came in a form that is not known here. */
	rules: Rule[] | undefined;
	/** Item types that no rule names may be related freely. */
	allowsOthers: boolean;
}

export interface Rule {
	from: number;
	to: number;
	/** Undefined: any type of relationship, or none was named. */
	relationshipType: number | undefined;
}

export interface End {
	itemType: number;
	project: number;
}

/** Names of what a rule set knows by id. */
export interface Names {
	itemTypes: ReadonlyMap<number, string>;
	relationshipTypes: ReadonlyMap<number, string>;
	projects: ReadonlyMap<number, string>;
}

const reference = z.union([
	z.number(),
	z.string().regex(/^\d+$/).transform(Number),
	z.object({ id: z.number() }).transform(({ id }) => id),
]);
const RULES = ['rules', 'relationshipRules', 'relationshipRuleList'];
const FROM = ['fromItemType', 'fromItemTypeId', 'fromType', 'sourceItemType', 'from'];
const TO = ['toItemType', 'toItemTypeId', 'toType', 'targetItemType', 'to'];
const TYPE = ['relationshipType', 'relationshipTypeId', 'type'];

const idUnder = (row: Row, keys: string[]): number | undefined => {
	for (const key of keys) {
		const id = reference.safeParse(row[key]);
		if (id.success) return id.data;
	}
	return undefined;
};

function readRule(row: unknown): Rule | undefined {
	if (!isRecord(row)) return undefined;
	const [from, to] = [idUnder(row, FROM), idUnder(row, TO)];
	if (from === undefined || to === undefined) return undefined;
	return { from, to, relationshipType: idUnder(row, TYPE) };
}

/** Reads a rule set of any form. Never throws: what is not understood is undefined. */
export function readRuleSet(row: Row, projects: number[]): RuleSet {
	const list: unknown = RULES.map((key) => row[key]).find(Array.isArray);
	const rules = Array.isArray(list) ? list.map(readRule) : undefined;
	return {
		name: String(row.name ?? `ID ${String(row.id)}`),
		projects,
		rules: rules?.every((rule) => rule !== undefined) ? rules : undefined,
		allowsOthers: Object.entries(row).some(([key, value]) => /^allow/i.test(key) && value === true),
	};
}

const nameIn = (names: ReadonlyMap<number, string>, id: number): string =>
	names.get(id) ?? `ID ${id}`;

const show = ({ from, to, relationshipType }: Rule, { itemTypes, relationshipTypes }: Names) => {
	const ends = `'${nameIn(itemTypes, from)}' to '${nameIn(itemTypes, to)}'`;
	if (relationshipType === undefined) return ends;
	return `${ends} as '${nameIn(relationshipTypes, relationshipType)}'`;
};

const joins = (rule: Rule, a: number, b: number): boolean => rule.from === a && rule.to === b;

/** What one rule set says of two item types, as a predicate. */
function explainSet({ rules, allowsOthers }: RuleSet, from: End, to: End, names: Names): string {
	if (rules === undefined) return 'came in a form that this node does not know';
	if (rules.length === 0 && !allowsOthers)
		return 'has no rules: nothing can be related, unless it allows item types without a rule';
	const [a, b] = [from.itemType, to.itemType];
	const pair = rules.filter((rule) => joins(rule, a, b) || joins(rule, b, a));
	const near = rules.filter((rule) =>
		[a, b].some((type) => rule.from === type || rule.to === type),
	);
	const allowed = (pair.length > 0 ? pair : near).map((rule) => show(rule, names));
	if (allowsOthers) allowed.push('anything with item types that no rule names');
	const list = allowed.join(', ');
	if (pair.length > 0) return `allows ${list}`;
	return list === '' ? 'has no rule for either' : `has no rule for the two, but allows ${list}`;
}

/** What the rules of both projects allow between the item types of two ends, in sentences. Pure. */
export function explainRules(from: End, to: End, sets: RuleSet[], names: Names): string {
	const [a, b] = [from, to].map(({ itemType }) => nameIn(names.itemTypes, itemType));
	const projects = [...new Set([from.project, to.project])];
	const isIn = (project: number) => (set: RuleSet) => set.projects.includes(project);
	const title = (project: number) => nameIn(names.projects, project);
	const applying = sets.filter((set) => projects.some((project) => isIn(project)(set)));
	const explained = applying.map((set) => {
		const own = projects.filter((project) => isIn(project)(set)).map(title);
		const of = `${own.length > 1 ? 'projects' : 'project'} ${own.join(' and ')}`;
		return `Rule set '${set.name}' (${of}) ${explainSet(set, from, to, names)}.`;
	});
	const without = projects
		.filter((project) => !sets.some(isIn(project)))
		.map((project) => `Project ${title(project)} has no rule set that this user can see.`);
	const turned =
		from.itemType !== to.itemType &&
		applying.length > 0 &&
		applying.every(({ rules }) => rules?.some((rule) => joins(rule, to.itemType, from.itemType)));
	const advice = turned ? ["Swap 'From Item' and 'To Item'."] : [];
	const ends = `From Item is a '${a}', To Item a '${b}'.`;
	return [ends, ...explained, ...without, ...advice].join(' ');
}

const isViolation = (error: unknown): boolean =>
	error instanceof BadResponse &&
	error.response.statusCode === 400 &&
	/violates\b.*\brules/i.test(error.words ?? '');

/** The rule sets, those of the two projects with their rules. */
async function readRuleSets(session: Session, projects: number[]): Promise<RuleSet[]> {
	const sets: RuleSet[] = [];
	for (const { id } of await session.rows('/relationshiprulesets')) {
		const path = `/relationshiprulesets/${String(id)}`;
		const members = (await session.rows(`${path}/projects`)).map((project) => numberOf(project));
		if (!members.some((project) => projects.includes(project))) continue;
		sets.push(readRuleSet(await session.row({ path }), members));
	}
	return sets;
}

const nameOfProject = async (session: Session, id: number): Promise<[number, string]> => {
	const row: Row = await session.row({ path: `/projects/${id}` });
	const { name } = toRecord(row.fields);
	return [id, `'${String(name ?? row.projectKey)}'`];
};

/** Why the rules reject a relationship, in sentences. Never throws: that the rules cannot be read is said too. */
async function explain(session: Session, fromItem: number, toItem: number): Promise<string> {
	const nothing = 'Nothing was created.';
	try {
		const endOf = async (id: number): Promise<End> => {
			const row = await session.row({ path: `/abstractitems/${id}` });
			return { itemType: numberOf(row, 'itemType'), project: numberOf(row, 'project') };
		};
		const [from, to] = [await endOf(fromItem), await endOf(toItem)];
		const projects = [...new Set([from.project, to.project])];
		const sets = await session.once(
			`rule sets of ${projects.join()}`,
			async () => await readRuleSets(session, projects),
		);
		const named: Array<[number, string]> = [];
		for (const id of projects) named.push(await nameOfProject(session, id));
		const names = {
			itemTypes: await itemTypeNames(
				session,
				[from, to].map(({ itemType }) => itemType),
			),
			relationshipTypes: await relationshipTypeNames(session, []),
			projects: new Map(named),
		};
		return `${explainRules(from, to, sets, names)} ${nothing}`;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return `Which rules apply could not be read: ${reason.replace(/\.$/, '')}. ${nothing}`;
	}
}

/** What a new relationship joins. */
interface RelationshipValues {
	fromItem: number;
	toItem: number;
	relationshipType?: number;
	returnRecord?: unknown;
	ifExists?: unknown;
}

/**
 * The relationship that is there already: between the same items in the same direction, and of the type if one is given.
 * GET /items/{id}/downstreamrelationships, whole.
 */
async function findRelationship(
	session: Session,
	{ fromItem, toItem, relationshipType }: RelationshipValues,
	include: readonly string[],
): Promise<Row | undefined> {
	const path = `/items/${fromItem}/downstreamrelationships`;
	const query = include.length > 0 ? { include: [...include] } : {};
	const rows = await session.rows(path, query, { whole: true });
	const same = rows.filter(
		(row) =>
			row.toItem === toItem &&
			(relationshipType === undefined || row.relationshipType === relationshipType),
	);
	return firstOf(same, path, session);
}

/**
 * Relates an item to another: POST /relationships, GET /relationships/{relationshipId}; before that, if what is there already
 * is to be skipped, GET /items/{id}/downstreamrelationships. Both ends come along with the relationship. When Jama responds that
 * a rule is violated, the item types of both ends and the rule sets of both projects are read and the error says what they allow;
 * that costs one request for each rule set and about ten more. A type that Jama does not know becomes the default one (contract),
 * which is a hint. No step leaves anything behind but the relationship itself.
 */
export async function createRelationship({
	session,
	values,
	include,
}: RunContext<RelationshipValues>): Promise<INodeExecutionData[]> {
	const { fromItem, toItem, relationshipType } = values;
	const found = skips(values.ifExists)
		? await findRelationship(session, values, include)
		: undefined;
	if (found) return [{ json: { ...found, existed: true } }];
	const body = {
		fromItem,
		toItem,
		...(relationshipType === undefined ? {} : { relationshipType }),
	};
	const write = async () => await session.write({ method: 'POST', path: '/relationships', body });
	const { id } = await write().catch(async (error: unknown) => {
		const why = isViolation(error) ? await explain(session, fromItem, toItem) : undefined;
		if (why === undefined) throw error;
		return await notingDone(why, async () => await Promise.reject(error));
	});
	const existed = skips(values.ifExists) ? { existed: false } : {};
	const written: Row = { success: true, ...(id === undefined ? {} : { id }), ...existed };
	if (values.returnRecord === false || id === undefined) return [{ json: written }];
	const saved = await readSaved(session, `/relationships/${id}`, written, include);
	hintNotKept(session, body, saved);
	return [{ json: { ...saved, ...existed } }];
}
