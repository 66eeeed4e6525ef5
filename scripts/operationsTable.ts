import type { Operation, Registry } from '../nodes/shared/operation';

const BEGIN = '<!-- operations: begin (npm run docs) -->';
const END = '<!-- operations: end -->';

const endpoints = ({ request, calls = [] }: Operation): string =>
	(request ? [request] : calls).map((one) => `\`${one}\``).join(', ') || 'any';

/** The operations of a node as a Markdown table, one row for each, in the order of the editor's lists. */
export function operationsTable(registry: Registry): string {
	const rows = Object.values(registry)
		.sort((a, b) => a.name.localeCompare(b.name, 'en'))
		.flatMap(({ name: resource, operations }) =>
			Object.values(operations)
				.sort((a, b) => a.name.localeCompare(b.name, 'en'))
				.map((one) => `| ${resource} | ${one.name} | ${one.description} | ${endpoints(one)} |`),
		);
	return ['| Resource | Operation | What it does | Requests |', '| --- | --- | --- | --- |', ...rows].join(
		'\n',
	);
}

/**
 * Puts a table between the marks of a text.
 * @throws Error when the text has no marks
 */
export function withTable(text: string, table: string): string {
	const begin = text.indexOf(BEGIN);
	const end = text.indexOf(END);
	if (begin === -1 || end < begin) throw new Error(`The text has no "${BEGIN}" … "${END}"`);
	return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
}
