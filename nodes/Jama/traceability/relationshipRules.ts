import { z } from 'zod';
import type { Row } from '../../shared/values/row';
import { isRecord } from '../../shared/values/objectPath';

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
	const ends = `from '${nameIn(itemTypes, from)}' to '${nameIn(itemTypes, to)}'`;
	if (relationshipType === undefined) return ends;
	return `${ends} as '${nameIn(relationshipTypes, relationshipType)}'`;
};

const joins = (rule: Rule, a: number, b: number): boolean => rule.from === a && rule.to === b;

const EMPTY =
	'which holds no rules: unless it allows item types without a rule, nothing in the project can be related. An administrator can allow them, add rules, or take the project out of the set';

/** What one rule set says of two item types, as a relative clause. */
function explainSet({ rules, allowsOthers }: RuleSet, from: End, to: End, names: Names): string {
	if (rules === undefined) return 'whose rules came in a form that this node does not know';
	if (rules.length === 0 && !allowsOthers) return EMPTY;
	const [a, b] = [from.itemType, to.itemType];
	const pair = rules.filter((rule) => joins(rule, a, b) || joins(rule, b, a));
	const near = rules.filter((rule) =>
		[a, b].some((type) => rule.from === type || rule.to === type),
	);
	const allowed = (pair.length > 0 ? pair : near).map((rule) => show(rule, names));
	if (allowsOthers) allowed.push('anything with item types that no rule names');
	const list = allowed.join(', ');
	if (pair.length > 0) return `which allows for these two item types ${list}`;
	const none = `which has no rule between '${nameIn(names.itemTypes, a)}' and '${nameIn(names.itemTypes, b)}'`;
	return list === '' ? none : `${none}; it allows ${list}`;
}

/** What the rules of both projects allow between the item types of two ends, in sentences. Pure. */
export function explainRules(from: End, to: End, sets: RuleSet[], names: Names): string {
	const [a, b] = [from, to].map(({ itemType }) => nameIn(names.itemTypes, itemType));
	const projects = [...new Set([from.project, to.project])].map((project) => {
		const title = `The project ${nameIn(names.projects, project)}`;
		const own = sets.filter((set) => set.projects.includes(project));
		if (own.length === 0) return `${title} has no rule set, as far as this user can see.`;
		return own
			.map(
				(set) =>
					`${title} follows the rule set '${set.name}', ${explainSet(set, from, to, names)}.`,
			)
			.join(' ');
	});
	const applying = sets.filter(({ projects: all }) =>
		[from.project, to.project].some((one) => all.includes(one)),
	);
	const turned =
		from.itemType !== to.itemType &&
		applying.length > 0 &&
		applying.every(({ rules }) => rules?.some((rule) => joins(rule, to.itemType, from.itemType)));
	const advice = turned ? " The other direction is allowed: swap 'From Item' and 'To Item'." : '';
	return `From Item is a '${a}', To Item a '${b}'. ${projects.join(' ')}${advice}`;
}
