import { registry as jamaRegistry } from '../nodes/Jama/registry';
import { jiraAgile } from '../nodes/JiraAgile/api/api';
import { registry as jiraRegistry } from '../nodes/JiraAgile/registry';
import type { Operation, Registry } from '../nodes/shared/operations/operation';

/** The marks around a node's table; the first node's have no name. */
const marksOf = (name?: string): [begin: string, end: string] => {
	const what = name === undefined ? 'operations' : `operations of ${name}`;
	return [`<!-- ${what}: begin (npm run docs) -->`, `<!-- ${what}: end -->`];
};

const endpoints = ({ request, calls = [], simplify }: Operation): string =>
	[...(request ? [request] : calls), ...(simplify?.calls ?? [])]
		.map((one) => `\`${one}\``)
		.join(', ') || 'any';

/**
 * The operations of a node as a Markdown table, one row for each, in the order of the editor's lists.
 * @param deployments names of the deployments by value, for a node whose operations do not exist in all of them
 */
export function operationsTable(
	registry: Registry,
	deployments?: Readonly<Record<string, string>>,
): string {
	const where = ({ deployments: these }: Operation): string => {
		if (!deployments) return '';
		const names = (these ?? []).map((one) => deployments[one] ?? one);
		return ` ${names.join(', ') || 'all'} |`;
	};
	const rows = Object.values(registry)
		.sort((a, b) => a.name.localeCompare(b.name, 'en'))
		.flatMap(({ name: resource, operations }) =>
			Object.values(operations)
				.sort((a, b) => a.name.localeCompare(b.name, 'en'))
				.map(
					(one) =>
						`| ${resource} | ${one.name} | ${one.description ?? one.action} |${where(one)} ${endpoints(one)} |`,
				),
		);
	const [title, rule] = deployments ? [' Where |', ' --- |'] : ['', ''];
	return [
		`| Resource | Operation | What it does |${title} Requests |`,
		`| --- | --- | --- |${rule} --- |`,
		...rows,
	].join('\n');
}

/**
 * Puts a table between the marks of a text.
 * @param name the node's, if its marks have one
 * @throws Error when the text has no marks
 */
export function withTable(text: string, table: string, name?: string): string {
	const [open, close] = marksOf(name);
	const begin = text.indexOf(open);
	const end = text.indexOf(close);
	if (begin === -1 || end < begin) throw new Error(`The text has no "${open}" … "${close}"`);
	return `${text.slice(0, begin + open.length)}\n\n${table}\n\n${text.slice(end)}`;
}

/** The text with the tables of all nodes. */
export const withTables = (text: string): string =>
	withTable(
		withTable(text, operationsTable(jamaRegistry)),
		operationsTable(jiraRegistry, jiraAgile.deploymentNames),
		'Jira Agile',
	);
