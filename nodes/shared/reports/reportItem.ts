import type { INodeExecutionData } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { Report } from './report';
import { toHtml } from './report';
import type { Row } from '../values/row';
import { toRow } from '../values/row';
import { asItIs } from '../operations/columns';
import { choice } from '../operations/fieldKit';
import type { RunContext } from '../operations/operation';

/** How an operation that can be a report gives what it found. */
export const output = choice(
	undefined,
	{ displayName: 'Output', name: 'output' },
	{ items: 'Items', html: 'HTML Report', file: 'HTML File' },
);

/** True where the user wants a report. */
export const wantsReport = ({ output: chosen }: { output?: unknown }): boolean =>
	chosen === 'html' || chosen === 'file';

const toFileName = (title: string, day: string): string =>
	`${title
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 80)}-${day}.html`;

/**
 * A report as the one item that an e-mail node takes: `title` for the subject, `html` for the body, `fileName` for an
 * attachment, `totals` by their labels for conditions. As a file the HTML is the binary field `data` instead.
 * What the execution hinted at is in the notes, since who reads a mail does not see hints.
 * @param now when the report was made
 */
export async function reportItem(
	{ session, values, files, timezone }: RunContext<{ output?: unknown }>,
	report: Report,
	now: DateTime = DateTime.now(),
): Promise<INodeExecutionData[]> {
	const local = now.setZone(timezone);
	const notes = [...(report.notes ?? []), ...session.hints()];
	const html = toHtml({ ...report, notes }, local.toFormat("d LLLL yyyy, HH:mm 'UTC'ZZ"));
	const fileName = toFileName(report.title, local.toFormat('yyyy-MM-dd'));
	const totals = toRow(report.totals.map(({ label, value }) => [label, value]));
	const asFile = values.output === 'file';
	const json: Row = { title: report.title, fileName, totals, ...(asFile ? {} : { html }) };
	asItIs(json);
	if (!asFile) return [{ json }];
	const headers = { 'content-type': 'text/html' };
	const response = { statusCode: 200, headers, body: Buffer.from(html) };
	return [{ json, binary: { data: await files.save(response, fileName) } }];
}
