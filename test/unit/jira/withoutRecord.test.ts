/** Jira answers with nothing where the record should be: a write says so and where to look, a read is an error. */
import type { INodeParameters } from 'n8n-workflow';
import type { Operation } from '../../../nodes/shared/operations/operation';
import { splitEndpoint } from '../../../nodes/shared/operations/operation';
import { createRowRunner } from '../../support/rows/rowRun';
import type { HelperResponse } from '../../support/rows/rowRun';
import { fillIn, fillingsOf } from '../../support/rows/rowValues';
import { JIRA } from '../../support/rows/systems';
import type { System } from '../../support/rows/systems';
import { rowsOf } from '../../support/rows/tableRows';

const NOTHING: Array<[string, HelperResponse]> = [
	['204', { statusCode: 204, headers: {}, body: '' }],
	['an empty object', { statusCode: 200, headers: {}, body: {} }],
	['an empty list', { statusCode: 200, headers: {}, body: [] }],
];
const SPRINT = {
	id: 7,
	name: 'Alarms',
	state: 'future',
	startDate: '2026-01-05',
	endDate: '2026-01-19',
};

const runner = (system: System, answer: (method: string, path: string) => HelperResponse) =>
	createRowRunner(
		async ({ method = 'GET', url }) => await Promise.resolve(answer(method, new URL(url).pathname)),
		system,
	);
const [cloud, , agile67] = JIRA as [System, System, System];

const filled = (operation: Operation, system: System) =>
	fillIn(operation, { choices: {}, ...fillingsOf(operation, system)[0], fill: 'all' }, system);

/** Rows whose request has one shape of answer. */
const rowsThat = (fits: (row: Operation) => boolean) =>
	JIRA.flatMap((system) =>
		rowsOf(system)
			.filter(([, { operation }]) => operation.request !== undefined && fits(operation))
			.map(([title, row]) => [`${system.title}: ${title}`, system, row] as const),
	);

/** A POST that makes a record is never answered so by Jira: something in between may have done it. */
const isUnknown = (nothing: HelperResponse, { request }: Operation) =>
	nothing.statusCode === 204 && request?.startsWith('POST') === true;

describe.each(NOTHING)('%s', (_title, nothing) => {
	test.each(rowsThat(({ returnsRecord }) => returnsRecord === true))(
		'%s: success with a note, or not known',
		async (_row, system, { resource, name, operation }) => {
			const run = runner(system, () => nothing);
			const parameters = filled(operation, system);
			const { error, items } = await run(resource, name, parameters);
			if (isUnknown(nothing, operation)) {
				expect(items).toEqual([]);
				expect(error?.description).toContain('It may have been carried out.');
				return;
			}
			expect(error).toBeUndefined();
			expect(items[0]?.json.note).toMatch(
				/^It was carried out\. Jira said nothing about the record: look (for ".+"|at \/.+)\.$/,
			);
		},
	);

	test.each(rowsThat(({ request = '', list }) => request.startsWith('GET') && list !== true))(
		'%s: an error that says what is missing',
		async (_row, system, { resource, name, operation }) => {
			const run = runner(system, () => nothing);
			const { error, items } = await run(resource, name, filled(operation, system));
			expect(items).toEqual([]);
			expect(error?.description).toContain('In the response the record is missing.');
		},
	);

	test.each<[string, System, INodeParameters]>([
		['Cloud', cloud, {}],
		['JIRA Agile 6.7', agile67, {}],
	])('Sprint Create in %s names what to look for', async (_where, system, more) => {
		const run = runner(system, () => nothing);
		const boardId = { __rl: true, mode: 'id', value: '1' };
		const { error, items } = await run('sprint', 'create', { boardId, name: 'Alarms', ...more });
		if (nothing.statusCode === 204) {
			expect(error?.description).toMatch(/It may have been carried out\..*"Alarms"/s);
			return;
		}
		expect(error).toBeUndefined();
		expect(items[0]?.json).toEqual({
			success: true,
			note: 'It was carried out. Jira said nothing about the record: look for "Alarms".',
		});
	});

	test.each([
		['start', 'future', 'active'],
		['complete', 'active', 'closed'],
	])('Sprint %s reads the sprint again, and says when it cannot', async (name, before, after) => {
		const sprintId = { __rl: true, mode: 'id', value: '7' };
		const states = [before, after];
		const read = runner(cloud, (method) =>
			method === 'GET'
				? { statusCode: 200, headers: {}, body: { ...SPRINT, state: states.shift() } }
				: nothing,
		);
		const seen = await read('sprint', name, { sprintId, period: 'sprint' });
		expect(seen.items[0]?.json).toMatchObject({ id: 7, state: after });
		expect(seen.items[0]?.json).not.toHaveProperty('note');

		const idle = runner(cloud, (method) =>
			method === 'GET'
				? { statusCode: 200, headers: {}, body: { ...SPRINT, state: before } }
				: nothing,
		);
		const still = await idle('sprint', name, { sprintId, period: 'sprint' });
		const told = [still.error?.description ?? '', ...still.hints].join(' ');
		expect(told).toMatch(new RegExp(`is still ${before}`));

		let asked = 0;
		const lost = runner(cloud, (method) => {
			if (method !== 'GET') return nothing;
			asked += 1;
			const body = { ...SPRINT, state: before };
			return { statusCode: asked === 1 ? 200 : 403, headers: {}, body: asked === 1 ? body : '' };
		});
		const { error, items } = await lost('sprint', name, { sprintId, period: 'sprint' });
		if (nothing.statusCode === 204) {
			expect(error?.description).toMatch(
				/It may have been carried out\..*could not be read again/s,
			);
			return;
		}
		expect(items[0]?.json).toMatchObject({ id: 7, state: after });
		expect(items[0]?.json.note).toMatch(/^Saved, but the record could not be read back/);
	});
});

test('every write of a row that Jira answers with a record says so', () => {
	const writes = rowsThat(({ request, list, simplify }) => {
		const { method } = splitEndpoint(request as NonNullable<typeof request>);
		return list !== true && simplify !== undefined && method !== 'GET' && method !== 'DELETE';
	});
	expect(writes.length).toBeGreaterThan(3);
	expect(writes.filter(([, , { operation }]) => !operation.returnsRecord)).toEqual([]);
});
