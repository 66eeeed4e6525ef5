import { locator } from '../../shared/pickers/locator';
import { toRecord } from '../../shared/values/objectPath';
import type { Collections, Field, ValueContext } from '../../shared/operations/operation';
import { CLOUD } from '../api/deployments';
import type { Simple } from '../../shared/operations/fieldKit';
import { field, ready, toggle } from '../../shared/operations/fieldKit';
import { estimationFieldOf, resolveFieldNames } from './issueFields';
import { ESTIMATION_FIELD, VERSION } from './kinds';
import { idsOfNames, toNames } from './names';
import { readId } from '../../shared/values/inputs';

const names = (property: Simple<string>): Field => ({
	property: { type: 'string', default: '', ...property },
	in: 'query',
	toWire: (value) => toNames(value).join(','),
});

/** What stands in quotes, or begins the order. */
const QUOTED_OR_ORDER = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\border\s+by\b/gi;

/** A query's conditions and its order, which begins at the first ORDER BY that does not stand in quotes. */
export function splitOrder(query: string): [conditions: string, order: string] {
	const text = query.trim();
	for (const { 0: match, index } of text.matchAll(QUOTED_OR_ORDER)) {
		if (/^order/i.test(match)) return [text.slice(0, index).trimEnd(), text.slice(index)];
	}
	return [text, ''];
}

/** A query, narrowed down to the issues of versions; the order stays at its end. */
export function withVersions(query: string, versions: readonly (number | string)[]): string {
	if (versions.length === 0) return query;
	const [conditions, order] = splitOrder(query);
	const wanted = `fixVersion in (${versions.join(', ')})`;
	return [conditions === '' ? wanted : `(${conditions}) AND ${wanted}`, order]
		.filter(Boolean)
		.join(' ');
}

const readVersions = async (value: unknown, context: ValueContext) =>
	await idsOfNames(VERSION, 'Version Names or IDs', value, context);
const filterOf = (context: ValueContext, name: string): unknown =>
	toRecord(context.parameter('filters'))[name];
const optionOf = (context: ValueContext, name: string): unknown =>
	toRecord(context.parameter('options'))[name];

const jql = field({
	property: {
		displayName: 'JQL',
		name: 'jql',
		type: 'string',
		default: '',
		placeholder: 'e.g. status != Done AND labels = firmware',
		description: 'Only issues that this query finds as well',
	},
	in: 'query',
	toWire: async (value, context) =>
		withVersions(
			String(value ?? ''),
			await readVersions(filterOf(context, 'versions') ?? [], context),
		),
});
/** Jira's lists have no parameter for versions: they become a part of the query. */
const versions = field({
	property: {
		displayName: 'Version Names or IDs',
		name: 'versions',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getVersions', loadOptionsDependsOn: ['boardId.value'] },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Fix versions of the board chosen above',
	},
	in: 'query',
	as: 'jql',
	toWire: async (value, context) => {
		const query = withVersions('', await readVersions(value, context));
		return query === '' || filterOf(context, 'jql') !== undefined ? undefined : query;
	},
});

/** Names of fields as Jira takes them; the field of an estimation is asked for, too, where fields are chosen at all. */
const fields = field({
	...names({
		displayName: 'Fields',
		name: 'fields',
		placeholder: 'e.g. summary, status, Story Points',
		description:
			'Names or IDs of the fields that Jira sends, separated by commas; fewer are faster',
	}),
	toWire: async (value, context) => {
		const ids = await resolveFieldNames(context.session, value);
		const picks = ids.some((id) => !id.startsWith('-') && id !== '*all');
		const estimation = picks
			? await estimationFieldOf(context.session, optionOf(context, 'estimationField'))
			: undefined;
		const all = ids.includes('*all') || estimation === undefined ? ids : [...ids, estimation];
		return [...new Set(all)].join(',');
	},
});
const expand = names({
	displayName: 'Expand',
	name: 'expand',
	placeholder: 'e.g. changelog, names',
	description: 'What Jira adds to each record, separated by commas',
});
const validateQuery = toggle(
	'query',
	{
		displayName: 'Validate JQL',
		name: 'validateQuery',
		description:
			'Whether a value in the JQL that does not exist is rejected; else nothing is found for it, and a hint says what Jira says',
	},
	true,
);
const reconcileIssues = field({
	property: {
		displayName: 'Reconcile Issue IDs',
		name: 'reconcileIssues',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10012, 10013',
		description:
			'IDs of issues changed just now, 50 at most, that the list should show as they are',
	},
	in: 'query',
	deployments: CLOUD,
	toWire: (value) => toNames(value).map((one) => readId(one, 'Reconcile Issue IDs')),
});

/** Goes into no request by itself: Simplify and `fields` read it. */
const estimationField = locator(ESTIMATION_FIELD, {
	name: 'estimationField',
	displayName: 'Estimation Field',
	description: "The field whose value Simplify shows as 'estimate', such as Story Points",
});

/** What every list of issues offers. */
export const issueLists: Collections = {
	filters: [ready(jql), versions],
	options: [estimationField, expand, fields, reconcileIssues, validateQuery],
};
/** What the reading of one issue offers. */
export const issueOptions: Field[] = [estimationField, expand, fields];
