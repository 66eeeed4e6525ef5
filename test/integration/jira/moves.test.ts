/** Moving and ranking more issues than a request takes: in order, and never without saying what was done. */
import { byId, byKey, useJira } from './support';

const keys = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => `PUMP-${from + index}`);
const sizes = (bodies: unknown[]) =>
	bodies.map((body) => (body as { issues: string[] }).issues.length);

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment, issues: 130 });
	const bodies = () =>
		jira.server.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
	const rankedKeys = () => jira.server.state.ranked().map(({ key }) => key);

	test.each([
		[50, [50]],
		[51, [50, 1]],
		[120, [50, 50, 20]],
	])('%i issues into a sprint: requests of %p, in order', async (count, expected) => {
		const issues = keys(10, count);
		const [row] = await jira.rows('sprint.moveIssues', { sprintId: byId(3), issues });
		expect(row).toEqual({ success: true, sprintId: 3, count, issues });
		expect(sizes(bodies())).toEqual(expected);
		expect(bodies().flatMap((body) => (body as { issues: string[] }).issues)).toEqual(issues);
		const inSprint = jira.server.state.issuesOf(3).map(({ key }) => key);
		expect(inSprint).toEqual(expect.arrayContaining(issues));
	});

	test.each(['before', 'after'] as const)(
		'120 issues ranked %s another keep their order',
		async (side) => {
			// Backwards, so that the order is one that the server did not have.
			const issues = keys(10, 120).reverse();
			const place =
				side === 'before'
					? { rankBeforeIssue: byKey('PUMP-5') }
					: { rankAfterIssue: byKey('PUMP-5') };
			await jira.rows('issue.rank', { issues, side, ...place });
			expect(sizes(bodies())).toEqual([50, 50, 20]);
			expect(bodies()[1]).toMatchObject({ rankAfterIssue: 'PUMP-80' });
			const order = rankedKeys();
			const start = order.indexOf('PUMP-129');
			expect(order.slice(start, start + 120)).toEqual(issues);
			expect(order[side === 'before' ? start + 120 : start - 1]).toBe('PUMP-5');
		},
	);

	test('a failure in the middle says what was moved and from where to go on', async () => {
		const issues = [...keys(10, 60), 'PUMP-9999', ...keys(70, 59)];
		const failure = await jira.failure('sprint.moveIssues', { sprintId: byId(3), issues });
		expect(failure.message).toContain('does not exist or you do not have permission to see it');
		expect(failure.description).toContain(
			"Jira does not know PUMP-9999, or this user may not see it. Correct the list, or turn on 'Leave Out Unknown Issues'. 50 of 120 issues were moved already, up to PUMP-59 in the order given. Run it again for the others, from PUMP-60 on.",
		);
		expect(sizes(bodies())).toEqual([50, 50]);
		expect(jira.server.state.issue('PUMP-59')?.sprint).toBe(3);
		expect(jira.server.state.issue('PUMP-60')?.sprint).not.toBe(3);
	});

	test('a rank that Jira refuses for some (207): the others are named, nothing more is sent', async () => {
		const issues = keys(10, 120);
		jira.server.switches.rankBusy = ['PUMP-70', 'PUMP-71'];
		const failure = await jira.failure('issue.rank', {
			issues,
			side: 'after',
			rankAfterIssue: byKey('PUMP-5'),
		});
		expect(failure.message).toContain('PUMP-70: The rank cannot be changed at this time.');
		expect(failure.description).toMatch(
			/Of the issues sent these were ranked: PUMP-10, .*PUMP-109\./,
		);
		expect(failure.description).toContain(
			'Rejected: PUMP-70, PUMP-71. 20 issues after them were not sent.',
		);
		expect(failure.description).not.toMatch(/ranked: .*PUMP-70,.*Refused/);
		expect(sizes(bodies())).toEqual([50, 50]);
	});

	test('an issue that is refused alone in a request of few is named, too', async () => {
		jira.server.switches.rankBusy = ['PUMP-11'];
		const failure = await jira.failure('issue.rank', {
			issues: 'PUMP-10, PUMP-11',
			side: 'after',
			rankAfterIssue: byKey('PUMP-5'),
		});
		expect(failure.message).toContain('PUMP-11');
		expect(failure.description).toContain('these were ranked: PUMP-10. Rejected: PUMP-11.');
	});

	test.each<[string, object, RegExp]>([
		['nothing', { issues: ' , ' }, /'Issues' is empty/],
		['no keys', { issues: 'PUMP-1, alarm' }, /no key, ID or URL: ALARM/],
		['one twice', { issues: ['PUMP-4', 'pump-4'] }, /same issue twice: PUMP-4/],
		[
			'the place itself',
			{ issues: 'PUMP-5, PUMP-6' },
			/PUMP-5 cannot be ranked before or after itself/,
		],
	])('%s is refused before it is sent', async (_, issues, message) => {
		const place = { side: 'after', rankAfterIssue: byKey('PUMP-5') };
		const failure = await jira.failure('issue.rank', { ...place, ...issues });
		expect(failure.message).toMatch(message);
		expect(failure.description.length).toBeGreaterThan(20);
		expect(jira.sent()).toEqual([]);
	});

	test('issues of an earlier step, by an expression', async () => {
		const input = [
			{
				list: [
					{ id: '1', key: 'PUMP-30' },
					{ id: '2', key: 'PUMP-31' },
				],
			},
		];
		const parameters = { issues: '={{ $json.list }}' };
		const [row] = await jira.rows('backlog.moveIssues', parameters, { input });
		expect(row).toMatchObject({ count: 2, issues: ['PUMP-30', 'PUMP-31'] });
	});
});

describe('an epic', () => {
	const jira = useJira();

	test('is not ranked next to itself', async () => {
		const failure = await jira.failure('epic.rank', {
			epicIdOrKey: byKey('PUMP-1'),
			side: 'before',
			rankBeforeEpic: byKey('pump-1'),
		});
		expect(failure.message).toBe('PUMP-1 cannot be ranked before or after itself');
		expect(jira.sent()).toEqual([]);
	});

	test('where both places of a move are given, one must go', async () => {
		const failure = await jira.failure('sprint.moveIssues', {
			sprintId: byId(3),
			issues: 'PUMP-30',
			additionalFields: { rankAfterIssue: byKey('PUMP-4'), rankBeforeIssue: byKey('PUMP-5') },
		});
		expect(failure.message).toContain('are both set');
		expect(jira.sent()).toEqual([]);
	});
});
