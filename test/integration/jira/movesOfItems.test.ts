/** Moves and ranks with several input items: their issues go together, and each item has its own result. */
import { byId, byKey, useJira } from './support';

const items = (...keys: string[]) => keys.map((key) => ({ key }));
const numbered = (from: number, count: number) =>
	items(...Array.from({ length: count }, (_, index) => `PUMP-${from + index}`));
const fromInput = { issues: '={{ $json.key }}' };
const toSprint = { ...fromInput, sprintId: byId(3) };
const after = (key: string) => ({ ...fromInput, side: 'after', rankAfterIssue: byKey(key) });

describe.each(['cloud', 'dataCenter'] as const)('%s', (deployment) => {
	const jira = useJira({ deployment, issues: 130 });
	const order = () => jira.server.state.ranked().map(({ key }) => key);
	const following = (key: string, count: number) =>
		order().slice(order().indexOf(key) + 1, order().indexOf(key) + 1 + count);
	const sizes = () =>
		jira.server.requests
			.filter(({ method }) => method !== 'GET')
			.map(({ body }) => (body as { issues: string[] }).issues.length);

	test('issues ranked after another keep the order of the items', async () => {
		const input = items('PUMP-100', 'PUMP-101', 'PUMP-102');
		await jira.rows('issue.rank', after('PUMP-10'), { input });
		expect(following('PUMP-10', 3)).toEqual(['PUMP-100', 'PUMP-101', 'PUMP-102']);
		expect(sizes()).toEqual([3]);
	});

	test.each([
		['two items', [{ key: 'PUMP-60' }, { key: 'ID' }], 'PUMP-10'],
		['one item and its place', [{ key: 'ID' }], 'PUMP-60'],
	])('an issue named by key and by ID is one: %s', async (_, input, anchor) => {
		const id = String(jira.server.state.ranked().find(({ key }) => key === 'PUMP-60')?.id);
		const named = input.map(({ key }) => ({ key: key === 'ID' ? id : key }));
		const failure = await jira.failure('issue.rank', after(anchor), { input: named });
		expect(failure.message).toMatch(/^'Issues' names \d+, which|^\d+ \(PUMP-60\) cannot be ranked/);
		expect(sizes()).toEqual([]);
	});

	test('issues named by ID beside others by key are ranked', async () => {
		const id = String(jira.server.state.ranked().find(({ key }) => key === 'PUMP-61')?.id);
		await jira.rows('issue.rank', after('PUMP-10'), { input: items('PUMP-60', id) });
		expect(following('PUMP-10', 2)).toEqual(['PUMP-60', 'PUMP-61']);
	});

	test('120 items are three requests, and each has its own result', async () => {
		const input = numbered(10, 120).reverse();
		const { items: output } = await jira.run('issue.rank', after('PUMP-5'), { input });
		expect(sizes()).toEqual([50, 50, 20]);
		expect(following('PUMP-5', 120)).toEqual(input.map(({ key }) => key));
		expect(output).toMatchObject(
			input.map(({ key }, index) => ({
				json: { success: true, count: 1, issues: [key] },
				pairedItem: { item: index },
			})),
		);
	});

	test('items of two sprints are two requests, in whatever order they come', async () => {
		const input = ['PUMP-60', 'PUMP-61', 'PUMP-62', 'PUMP-63'].map((key, index) => ({
			key,
			sprint: 3 + (index % 2),
		}));
		const rows = await jira.rows(
			'sprint.moveIssues',
			{ ...fromInput, sprintId: byId('={{ $json.sprint }}') },
			{ input },
		);
		expect(jira.sent()).toEqual([
			'POST /sprint/3/issue {"issues":["PUMP-60","PUMP-62"]}',
			'POST /sprint/4/issue {"issues":["PUMP-61","PUMP-63"]}',
		]);
		expect(rows.map(({ sprintId }) => sprintId)).toEqual([3, 4, 3, 4]);
	});

	test('an issue that goes to one sprint and then to another ends in the last', async () => {
		const input = [
			{ key: 'PUMP-60', sprint: 3 },
			{ key: 'PUMP-60', sprint: 4 },
			{ key: 'PUMP-60', sprint: 3 },
		];
		await jira.rows(
			'sprint.moveIssues',
			{ ...fromInput, sprintId: byId('={{ $json.sprint }}') },
			{ input },
		);
		expect(jira.server.state.issue('PUMP-60')?.sprint).toBe(3);
		expect(sizes()).toEqual([1, 1, 1]);
	});

	test('ranks that build on each other keep their meaning', async () => {
		const input = [
			{ key: 'PUMP-100', place: 'PUMP-10' },
			{ key: 'PUMP-101', place: 'PUMP-100' },
			{ key: 'PUMP-102', place: 'PUMP-10' },
		];
		const parameters = { ...after('x'), rankAfterIssue: byKey('={{ $json.place }}') };
		await jira.rows('issue.rank', parameters, { input });
		expect(following('PUMP-10', 3)).toEqual(['PUMP-100', 'PUMP-101', 'PUMP-102']);
	});

	test('an issue that two items move is sent once, one that two items rank is refused', async () => {
		const input = items('PUMP-60', 'PUMP-60');
		expect(await jira.rows('sprint.moveIssues', toSprint, { input })).toHaveLength(2);
		expect(sizes()).toEqual([1]);
		const failure = await jira.failure('issue.rank', after('PUMP-10'), { input });
		expect(failure.message).toBe("'Issues' names PUMP-60, which input item 0 names as well");
		expect(sizes()).toEqual([1]);
	});

	test('an item that cannot be read: nothing is sent', async () => {
		const input = items('PUMP-60', 'no key', 'PUMP-61');
		const failure = await jira.failure('sprint.moveIssues', toSprint, { input });
		expect(failure).toMatchObject({
			itemIndex: 1,
			message: expect.stringContaining('no key, ID or URL'),
		});
		expect(jira.sent()).toEqual([]);
	});

	test('going on: the item that cannot be read and the unknown one fail, the others are done', async () => {
		const input = items('PUMP-60', 'no key', 'PUMP-9999', 'PUMP-61');
		const { items: output } = await jira.run('sprint.moveIssues', toSprint, {
			input,
			continueOnFail: true,
		});
		expect(output.map(({ json }) => json)).toEqual([
			{ success: true, sprintId: 3, count: 1, issues: ['PUMP-60'] },
			{ error: expect.stringContaining('no key, ID or URL'), details: expect.any(String) },
			{
				error: expect.stringContaining('does not exist'),
				details: expect.stringContaining('Jira does not know PUMP-9999'),
			},
			{ success: true, sprintId: 3, count: 1, issues: ['PUMP-61'] },
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			input.map((_, index) => ({ item: index })),
		);
		expect(jira.writes().at(-1)).toBe('POST /sprint/3/issue {"issues":["PUMP-60","PUMP-61"]}');
	});

	test('going on: what Jira names as the reason fails alone', async () => {
		const input = items('PUMP-60', 'PUMP-1', 'PUMP-61');
		const { items: output } = await jira.run('sprint.moveIssues', toSprint, {
			input,
			continueOnFail: true,
		});
		expect(output.map(({ json }) => json.error)).toEqual([
			undefined,
			'PUMP-1 is an epic and cannot be moved to a sprint.',
			undefined,
		]);
		expect(jira.server.state.issue('PUMP-61')?.sprint).toBe(3);
	});

	test('going on: a rank that Jira refuses for one (207) fails alone, and the order holds', async () => {
		jira.server.switches.rankBusy = ['PUMP-59'];
		const input = numbered(10, 60);
		const { items: output } = await jira.run('issue.rank', after('PUMP-5'), {
			input,
			continueOnFail: true,
		});
		const failed = output.filter(({ json }) => 'error' in json);
		expect(failed.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			['PUMP-59: The rank cannot be changed at this time.', { item: 49 }],
		]);
		const expected = input.map(({ key }) => key).filter((key) => key !== 'PUMP-59');
		expect(following('PUMP-5', 59)).toEqual(expected);
	});

	test('an unknown issue is left out on request, and named', async () => {
		const input = [...numbered(10, 60), ...items('PUMP-9999'), ...numbered(70, 59)];
		const result = await jira.run(
			'sprint.moveIssues',
			{ ...toSprint, options: { leaveOutUnknown: true } },
			{ input },
		);
		expect(result.error).toBeUndefined();
		expect(result.items[60]?.json).toEqual({
			success: false,
			sprintId: 3,
			count: 0,
			issues: [],
			leftOut: ['PUMP-9999'],
		});
		expect(result.hints.map(({ message }) => message)).toEqual([
			'Left out: Jira does not know PUMP-9999, or this user may not see it.',
		]);
		expect(sizes()).toEqual([50, 50, 50, 19]);
		expect(jira.server.state.issuesOf(3).map(({ key }) => key)).toEqual(
			expect.arrayContaining(input.map(({ key }) => key).filter((key) => key !== 'PUMP-9999')),
		);
	});

	test('a place that there is not is named', async () => {
		const input = items('PUMP-60', 'PUMP-61');
		const failure = await jira.failure('issue.rank', after('PUMP-9999'), { input });
		expect(failure.description).toContain('Jira does not know PUMP-9999');
		expect(failure.description).toContain('Choose another place.');
	});

	describe('the second of three requests gets no answer', () => {
		const path = '/rest/agile/1.0/sprint/3/issue';
		const break2 = () => {
			jira.server.switches.failNext = [{ status: 503, method: 'POST', path, nth: 2 }];
		};
		const input = numbered(10, 120);

		test('what was done, what may have been, and what was not sent', async () => {
			break2();
			const failure = await jira.failure('sprint.moveIssues', toSprint, { input });
			expect(failure.description).toContain(
				'50 of 120 issues were moved already, up to PUMP-59 in the order given. The 50 issues from PUMP-60 to PUMP-109 may have been moved. The 20 issues after them were not sent.',
			);
		});

		const results = async (operation: string, parameters: object) => {
			break2();
			const run = await jira.run(operation, parameters, { input, continueOnFail: true });
			return run.items.map(({ json }) => json);
		};
		const unsure = { details: expect.stringMatching(/may have been carried out/i) };

		test('going on: the others are moved, and each item says what became of it', async () => {
			const rows = await results('sprint.moveIssues', toSprint);
			expect(rows.slice(0, 50).filter(({ success }) => success === true)).toHaveLength(50);
			expect(rows.slice(50, 100)).toMatchObject(Array.from({ length: 50 }, () => unsure));
			expect(rows.slice(100).filter(({ success }) => success === true)).toHaveLength(20);
		});

		if (deployment === 'cloud') {
			test('going on with ranks: what belongs behind the unsure ones is not sent', async () => {
				const place = { additionalFields: { rankAfterIssue: byKey('PUMP-5') } };
				const rows = await results('sprint.moveIssues', { ...toSprint, ...place });
				expect(rows[99]).toMatchObject(unsure);
				expect(rows[100]).toMatchObject({
					error: expect.stringMatching(/^Nothing was sent for this item/),
				});
				expect(sizes()).toEqual([50, 50]);
			});
		}
	});
});
