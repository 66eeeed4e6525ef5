/** What a history says of an issue in a sprint, where its order, its values or its names leave doubts. */
import { readBoardFacts } from '../../../nodes/JiraAgile/reports/boardFacts';
import type { BoardFacts } from '../../../nodes/JiraAgile/reports/boardFacts';
import { issueIn } from '../../../nodes/JiraAgile/reports/count';
import { readChanges } from '../../../nodes/JiraAgile/reports/history';
import { readIssues } from '../../../nodes/JiraAgile/reports/sprintIssues';
import type { Session } from '../../../nodes/shared/session/session';

const FACTS: BoardFacts = {
	boardId: 1,
	estimation: { id: 'points', name: 'Points' },
	sprintField: { id: 'sprint', name: 'Sprint' },
	statuses: new Map(),
};
const SPAN = { id: 2, start: 1000, end: 2000 };

function estimatesOf(estimate: unknown, histories: Parameters<typeof readChanges>[0] = []) {
	const doubts = new Set<string>();
	const issue = {
		...{ id: '1', key: 'P-1', summary: '', type: 'Story', url: '', created: 0, sprints: [2] },
		status: { name: 'Done', category: 'done' },
		estimate,
		changes: readChanges(histories, 'P-1'),
	};
	const found = issueIn(issue, SPAN, FACTS, doubts);
	return { atStart: found?.estimateAtStart, atEnd: found?.estimate, doubts: [...doubts] };
}

test.each<[unknown, number | null]>([
	[5, 5],
	['5', 5],
	['0.5', 0.5],
	[0, 0],
	[null, null],
	[undefined, null],
	['', null],
])('an estimate of %j counts as %j', (estimate, counted) => {
	expect(estimatesOf(estimate)).toEqual({ atStart: counted, atEnd: counted, doubts: [] });
});

test.each<[unknown]>([['XL'], [{ value: '5' }], [[5]]])(
	'%j is no estimate, which is said',
	(one) => {
		expect(estimatesOf(one)).toEqual({
			atStart: null,
			atEnd: null,
			doubts: ["'Points' of P-1 is or was no number: it is counted without one."],
		});
	},
);

describe('changes at one time', () => {
	const change = (id: string, fromString: string, after: string) => ({
		id,
		created: '1970-01-01T00:00:01.500Z',
		items: [
			{ field: 'Points', fieldId: 'points', from: null, fromString, to: null, toString: after },
		],
	});
	const [first, second] = [change('99', '2', '5'), change('100', '5', '8')];

	test.each([
		['oldest first', [first, second]],
		['newest first', [second, first]],
	])('%s: the one with the lower ID was before', (_, histories) => {
		expect(estimatesOf(8, histories)).toEqual({ atStart: 2, atEnd: 8, doubts: [] });
	});
});

describe('two fields of one name', () => {
	const field = (id: string, name: string, custom: string) => ({ id, name, schema: { custom } });
	const FIELDS = [
		field('customfield_1', 'Sprint', 'com.pyxis.greenhopper.jira:gh-sprint'),
		field('customfield_2', 'Points', 'float'),
		field('customfield_3', 'Points', 'float'),
	];
	const estimation = { type: 'field', field: { fieldId: 'customfield_2', displayName: 'Points' } };
	const hintsOn = async (deployment: string) => {
		const hints: string[] = [];
		const answers = {
			connection: { deployment },
			known: async () => await Promise.resolve({ name: 'B', estimation }),
			rows: async () => await Promise.resolve(FIELDS),
			all: async () => await Promise.resolve([]),
			once: async (_: string, work: () => Promise<unknown>) => await work(),
			hint: (hint: string) => void hints.push(hint),
		};
		await readBoardFacts(answers as unknown as Session, 1);
		return hints;
	};

	test('Data Center names fields in histories: that they are mixed up is said', async () => {
		expect(await hintsOn('dataCenter')).toEqual([
			expect.stringMatching(
				/^'Points' \(customfield_2\) is not the only .* \(also customfield_3\)/,
			),
		]);
	});

	test('Cloud gives their IDs', async () => {
		expect(await hintsOn('cloud')).toEqual([]);
	});
});

test('the category of a status that an issue names without it is that of the site', async () => {
	const changelog = { startAt: 0, maxResults: 0, total: 0, histories: [] };
	const status = { id: '10001', name: 'Shipped' };
	const row = {
		id: '1',
		key: 'P-1',
		changelog,
		fields: { status, created: '2026-01-05T10:00:00Z' },
	};
	const session = {
		connection: { baseUrl: 'https://jira.test' },
		rows: async () => await Promise.resolve([row]),
	} as unknown as Session;
	const statuses = new Map([['10001', { name: 'Shipped', category: 'done' }]]);
	const [issue] = await readIssues(session, { ...FACTS, statuses }, [2], 0);
	expect(issue?.status).toEqual({ name: 'Shipped', category: 'done' });
});
