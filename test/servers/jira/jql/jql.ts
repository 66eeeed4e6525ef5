import { mayRead, type Call } from '../frame/call';
import { JiraError, refusal } from '../frame/envelope';
import { COMPARE, MEASURES } from './jqlCompare';
import { orderOf, type Order } from './jqlOrder';
import type { Issue } from '../types';

type Test = (issue: Issue) => boolean;

interface Query {
	test: Test;
	order?: Order;
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|!=|>=|<=|=|~|<|>|[(),]|[^\s"'(),=!~<>]+)/y;

function wrong(message: string): Error {
	return refusal(400, `Error in the JQL Query: ${message}`);
}

/** A query that can be read and names what there is not: with validateQuery off it finds nothing, and says why. */
export class UnknownInQuery extends JiraError {
	constructor(message: string) {
		super(400, { errorMessages: [message], errors: {} });
	}
}

function tokens(jql: string): string[] {
	const list: string[] = [];
	TOKEN.lastIndex = 0;
	const end = jql.trimEnd().length;
	while (TOKEN.lastIndex < end) {
		const at = TOKEN.lastIndex;
		const match = TOKEN.exec(jql);
		if (!match?.[1]) throw wrong(`Unexpected character at ${at + 1}.`);
		list.push(match[1]);
	}
	return list;
}

const unquote = (text: string) =>
	/^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
const isSign = (token: string) => /^[(),=~<>]$|^[!<>]=$/.test(token);
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const keyOf = ({ state }: Call, id?: number) =>
	id === undefined ? [] : [state.issues.get(id)!.key, String(id)];
const issueKey = (_: Call, issue: Issue) => [issue.key, String(issue.id)];
const issueType = (_: Call, issue: Issue) => [issue.type];
const summary = (_: Call, issue: Issue) => [issue.summary];

/** The values that an issue has in each field of JQL. */
const READ: Record<string, (call: Call, issue: Issue) => string[]> = {
	project({ state }, issue) {
		const project = state.projectByKey(issue.project)!;
		return [project.key, project.name, String(project.id)];
	},
	key: issueKey,
	issuekey: issueKey,
	issue: issueKey,
	id: issueKey,
	labels: (_, issue) => issue.labels,
	fixversion: ({ state }, issue) =>
		issue.fixVersions.flatMap((id) => [String(id), state.versions.get(id)?.name ?? '']),
	status: (_, issue) => [issue.status],
	statuscategory: (_, issue) => [issue.status],
	type: issueType,
	issuetype: issueType,
	sprint: ({ state }, issue) =>
		[...(issue.sprint === undefined ? [] : [issue.sprint]), ...issue.closedSprints]
			.flatMap((id) => state.sprints.get(id) ?? [])
			.flatMap((sprint) => [String(sprint.id), sprint.name, `${sprint.state}Sprints()`]),
	assignee({ state }, issue) {
		const user = state.users.get(issue.assignee ?? 0);
		return user ? [user.accountId, user.name, user.emailAddress] : [];
	},
	parent: (call, issue) => [...keyOf(call, issue.parent), ...keyOf(call, issue.epic)],
	'epic link': (call, issue) => keyOf(call, issue.epic),
	summary,
	text: summary,
	priority: (_, issue) => [issue.priority],
	resolution: (_, issue) => (issue.status === 'Done' ? ['Done'] : []),
	reporter: () => [],
};

/** Names of projects, as far as the user sees them, and of issues must exist. */
function checkValue(call: Call, field: string, value: string): void {
	if (field === 'project') {
		const known = [...call.state.projects.values()].some(
			({ key, id, name }) =>
				mayRead(call, key) && [key, String(id), name].some((each) => same(each, value)),
		);
		if (!known)
			throw new UnknownInQuery(`The value '${value}' does not exist for the field 'project'.`);
	}
	if (['key', 'issuekey', 'issue', 'id'].includes(field) && !call.state.issue(value))
		throw new UnknownInQuery(`An issue with key '${value}' does not exist for field '${field}'.`);
}

/** `currentUser()`, `openSprints()` and the like are one value each. */
function functionValue(call: Call, name: string): string {
	if (same(name, 'currentUser')) return call.user.accountId;
	if (same(name, 'openSprints')) return 'activeSprints()';
	if (same(name, 'futureSprints') || same(name, 'closedSprints')) return `${name}()`;
	throw wrong(`Unable to find JQL function '${name}()'.`);
}

class Parser {
	private at = 0;
	constructor(
		private readonly call: Call,
		private readonly list: string[],
	) {}

	parse(): Query {
		const isAll = this.list.length === 0 || this.isWord('order');
		const test = isAll ? () => true : this.either();
		if (this.at === this.list.length) return { test };
		if (!this.takeWord('order')) throw this.unexpected('AND');
		return { test, order: this.order() };
	}

	/** What follows ORDER: BY, and fields with ASC or DESC, separated by commas. */
	private order(): Order {
		if (!this.takeWord('by')) throw this.unexpected("'BY'");
		const orders: Order[] = [];
		do {
			const name = this.list[this.at++];
			if (name === undefined || isSign(name)) throw this.unexpected('a field name');
			const order = orderOf(this.call, unquote(name));
			if (!order) {
				throw new UnknownInQuery(
					`Not able to sort using field '${unquote(name)}': it does not exist or cannot be sorted.`,
				);
			}
			const backwards = this.takeWord('desc');
			if (!backwards) this.takeWord('asc');
			orders.push(backwards ? (a, b) => order(b, a) : order);
		} while (this.takeWord(','));
		if (this.at < this.list.length) throw this.unexpected('the end');
		return (a, b) => orders.reduce((found, order) => found || order(a, b), 0);
	}

	/** AND binds more closely than OR. */
	private either(): Test {
		const tests = [this.all()];
		while (this.takeWord('or')) tests.push(this.all());
		return (issue) => tests.some((test) => test(issue));
	}

	private all(): Test {
		const tests = [this.group()];
		while (this.takeWord('and')) tests.push(this.group());
		return (issue) => tests.every((test) => test(issue));
	}

	private group(): Test {
		if (!this.takeWord('(')) return this.condition();
		const test = this.either();
		if (!this.takeWord(')')) throw this.unexpected("')'");
		return test;
	}

	private isWord(word: string): boolean {
		return same(this.list[this.at] ?? '', word);
	}

	private takeWord(word: string): boolean {
		const is = this.isWord(word);
		if (is) this.at += 1;
		return is;
	}

	private unexpected(wanted: string): Error {
		const token = this.list[this.at];
		return wrong(`Expecting ${wanted} but got ${token ? `'${token}'` : 'the end'}.`);
	}

	private condition(): Test {
		const name = this.list[this.at++];
		if (name === undefined || isSign(name)) throw this.unexpected('a field name');
		const field = unquote(name).toLowerCase();
		const measure = MEASURES[field];
		const sign = this.list[this.at] ?? '';
		const compare = measure && COMPARE[sign];
		if (compare) {
			this.at += 1;
			const limit = measure.limit(this.call, unquote(this.list[this.at++] ?? ''));
			if (limit === undefined) throw this.unexpected('a date or number');
			return (issue) => {
				const value = measure.read(issue);
				return value !== undefined && compare(value, limit);
			};
		}
		if (field === 'filter') return this.filter();
		if (/^issue[.]property\[/.test(field)) return this.property(unquote(name));
		const read = READ[field];
		if (!read)
			throw new UnknownInQuery(
				`Field '${unquote(name)}' does not exist or you do not have permission to view it.`,
			);
		const values = (issue: Issue) => read(this.call, issue);
		if (this.takeWord('is')) {
			const not = this.takeWord('not');
			if (!this.takeWord('empty') && !this.takeWord('null')) throw this.unexpected('EMPTY');
			return (issue) => (values(issue).length === 0) !== not;
		}
		const not = this.takeWord('!=') || this.takeWord('not');
		if (not && this.list[this.at - 1] === '!=')
			return this.equals(values, [this.value(field)], true);
		if (this.takeWord('in')) return this.equals(values, this.values(field), not);
		if (not) throw this.unexpected('IN');
		if (this.takeWord('=')) return this.equals(values, [this.value(field)], false);
		if (!this.takeWord('~')) throw this.unexpected('an operator');
		const text = this.value(field).toLowerCase().replace(/\*$/, '');
		return (issue) => values(issue).some((each) => each.toLowerCase().includes(text));
	}

	/** The issues that a saved filter finds, by ID or name; its order does not count. */
	private filter(): Test {
		if (!this.takeWord('=')) throw this.unexpected("'='");
		const wanted = unquote(this.list[this.at++] ?? '');
		const found = [...this.call.state.filters.values()].find(
			({ id, name }) => String(id) === wanted || same(name, wanted),
		);
		if (!found)
			throw new UnknownInQuery(`A value with ID '${wanted}' does not exist for 'filter'.`);
		return parseJql(this.call, found.jql).test;
	}

	/** `issue.property[key].path = value`: only of properties that an app has declared. */
	private property(name: string): Test {
		const [, key = '', path = ''] = /^issue[.]property\[(.+?)\](?:[.](.+))?$/i.exec(name) ?? [];
		if (!this.call.switches.searchableProperties)
			throw new UnknownInQuery(
				`Field '${name}' does not exist or you do not have permission to view it.`,
			);
		if (!this.takeWord('=')) throw this.unexpected("'='");
		const wanted = unquote(this.list[this.at++] ?? '');
		return ({ properties }) => {
			const steps = path === '' ? [] : path.split('.');
			const value = steps.reduce<unknown>(
				(at, step) => (at as Record<string, unknown> | undefined)?.[step],
				properties.get(key),
			);
			return value !== undefined && same(String(value), wanted);
		};
	}

	/** An empty field is neither equal nor unequal to a value. */
	private equals(values: (issue: Issue) => string[], wanted: string[], not: boolean): Test {
		return (issue) => {
			const own = values(issue);
			const is = own.some((each) => wanted.some((one) => same(each, one)));
			return not ? own.length > 0 && !is : is;
		};
	}

	private value(field: string): string {
		const token = this.list[this.at++];
		if (token === undefined || isSign(token)) throw this.unexpected('a value');
		if (this.list[this.at] === '(' && this.list[this.at + 1] === ')') {
			this.at += 2;
			return functionValue(this.call, token);
		}
		const text = unquote(token);
		checkValue(this.call, field, text);
		return text;
	}

	private values(field: string): string[] {
		if (!this.takeWord('(')) return [this.value(field)];
		const list = [this.value(field)];
		while (this.takeWord(',')) list.push(this.value(field));
		if (!this.takeWord(')')) throw this.unexpected("')'");
		return list;
	}
}

/**
 * Reads a JQL query of conditions joined by AND, OR and brackets: = != ~, [not] in, is [not] empty, on project, key,
 * labels, fixVersion, status, statusCategory, issuetype, sprint, assignee, parent, "Epic Link" and summary; then ORDER BY. Anything
 * else is a 400, with words after Jira's.
 */
const parseJql = (call: Call, jql: string): Query => new Parser(call, tokens(jql)).parse();

/** The issues that a query finds, in its order; without one in the order given. */
export function queryJql(call: Call, jql: string, issues: readonly Issue[]): Issue[] {
	const { test, order } = parseJql(call, jql);
	const found = issues.filter(test);
	return order ? found.sort(order) : found;
}
