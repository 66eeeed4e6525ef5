/** Every operation in n8n's own engine, in every deployment that has it: the same parameters, what is sent and what comes out. */
import { viewOf } from '../../support/rows/shown';
import { JIRA } from '../../support/rows/systems';
import type { Case } from './cases';
import { BOARD_CASES } from './casesOfBoards';
import { SPRINT_CASES } from './casesOfSprints';
import { DEPLOYMENTS, useJira } from './support';

const CASES = [...BOARD_CASES, ...SPRINT_CASES];

/** The requests of a case in one deployment: lists of issues have a root and a paging of their own on Cloud. */
const expected = ({ sent }: Case, deployment: string): unknown[] =>
	sent
		.filter((one) => deployment === 'cloud' || !String(one).startsWith('cloud: '))
		.map((one) =>
			typeof one !== 'string'
				? one
				: one
						.replace(/^cloud: /, '')
						.replace('~', deployment === 'cloud' ? 'software:' : '')
						.replace('{page2}', deployment === 'cloud' ? 'maxResults=2' : 'startAt=0&maxResults=2')
						.replace(
							'{state}',
							deployment === 'agile67' ? 'state=active&state=future' : 'state=active,future',
						),
		);

describe.each(DEPLOYMENTS)('%s', (deployment) => {
	const system = JIRA.find((one) => one.deployment === deployment);
	if (!system) throw new Error(`There is no ${deployment}`);
	const there = new Set(viewOf(system).cases.map(({ resource, name }) => `${resource}.${name}`));
	const jira = useJira({ deployment });
	const cases = CASES.filter(
		({ operation, on }) => there.has(operation) && (on === undefined || on.includes(deployment)),
	);

	test('every operation that it has has a case', () => {
		const run = new Set(cases.map(({ operation }) => operation));
		expect([...there].filter((operation) => !run.has(operation))).toEqual([]);
	});

	test.each(cases)('$operation', async (one) => {
		one.prepare?.(jira.server.state);
		const { items, error } = await jira.run(one.operation, one.parameters);

		expect([error?.message, (error as { description?: string } | undefined)?.description]).toEqual([
			undefined,
			undefined,
		]);
		expect(jira.sent()).toEqual(expected(one, deployment));
		expect(items.map(({ json }) => json)).toMatchObject(one.out);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
	});

	const elsewhere = CASES.filter(({ operation }) => !there.has(operation));
	test.each(elsewhere)(
		'$operation does not exist here, and is refused before it is sent',
		async (one) => {
			const { message, description } = await jira.failure(one.operation, one.parameters);
			expect(message).toMatch(/^'.+' of '.+' does not exist in Jira \(.+\)$/);
			expect(description).toMatch(/exists in: .+\. \S/);
			expect(jira.sent()).toEqual([]);
		},
	);
});
