import { keys, useBench } from '../testing';

const { bench, get } = useBench();
const ISSUES = '/rest/software/1.0/board/1/issue';
const count = async (jql: string) =>
	(await get(`${ISSUES}/approximate-count?jql=${encodeURIComponent(jql)}`)).count as number;

test.each([
	['project = PUMP', 60],
	['project = "Infusion Pump" AND project in (PUMP, LAB)', 60],
	['key in (PUMP-4, pump-5, 10006)', 3],
	['labels = firmware', 20],
	['labels is EMPTY', 34],
	['labels is not empty', 26],
	['labels != firmware', 6],
	['labels not in (firmware, safety)', 0],
	['status = "Done" ORDER BY Rank DESC', 16],
	['statusCategory != Done', 44],
	['sprint = 2', 10],
	["sprint = 'PUMP Sprint 2'", 10],
	['sprint in openSprints()', 10],
	['sprint in (2, 3) and issuetype = Bug', 3],
	['sprint in futureSprints()', 8],
	['sprint is empty AND type = Epic', 0],
	['assignee = currentUser()', 30],
	['"Epic Link" = PUMP-1', 15],
	['parent = PUMP-3', 2],
	['summary ~ "battery*"', 10],
	['order by created', 60],
	['', 60],
])('%s finds %i', async (jql, found) => {
	expect(await count(jql)).toBe(found);
});

test.each([
	['color = red', "Field 'color'"],
	['project = NONE', "The value 'NONE'"],
	['key = PUMP-999', "'PUMP-999'"],
	['project', 'an operator'],
	['project =', 'a value'],
	['project = PUMP labels = a', 'AND'],
	['(project = PUMP', "')'"],
	['project = PUMP AND', 'a field name'],
	['project in (PUMP', "')'"],
	['labels is red', 'EMPTY'],
	['labels not firmware', 'IN'],
	['sprint in linkedIssues()', 'linkedIssues'],
	['summary ~ "open', 'Unexpected character'],
	['= PUMP', 'a field name'],
	['order', "'BY'"],
	['order by color', 'Not able to sort'],
	['order by key up', 'the end'],
])('%s is refused', async (jql, text) => {
	const path = `${ISSUES}?jql=${encodeURIComponent(jql)}`;
	const reply = await bench.send('GET', path);
	expect(reply.status).toBe(400);
	expect(reply.body.errorMessages[0]).toContain(text);
	const unknown = /^(Field|The value|An issue|Not able)/.test(reply.body.errorMessages[0]);
	const lenient = await bench.send('GET', `${path}&validateQuery=false`);
	expect(lenient.status).toBe(unknown ? 200 : 400);
	if (unknown) {
		const { issues, warningMessages } = lenient.body;
		expect([issues, warningMessages]).toEqual([[], reply.body.errorMessages]);
	}
});

const found = async (jql: string) => {
	const path = `/rest/software/1.0/board/1/issue?maxResults=6&jql=${encodeURIComponent(jql)}`;
	return keys((await get(path)).issues);
};

test.each([
	['sprint = 3 order by key desc', ['PUMP-26', 'PUMP-25', 'PUMP-24', 'PUMP-23', 'PUMP-22']],
	['key in (PUMP-10, PUMP-9, PUMP-8) ORDER BY key', ['PUMP-8', 'PUMP-9', 'PUMP-10']],
	[
		'sprint = 3 ORDER BY "Story Points" DESC, created ASC',
		['PUMP-23', 'PUMP-22', 'PUMP-26', 'PUMP-25', 'PUMP-24'],
	],
	['ORDER BY rank', ['PUMP-4', 'PUMP-5', 'PUMP-6', 'PUMP-7', 'PUMP-8', 'PUMP-9']],
])('%s comes in its order', async (jql, expected) => {
	expect(await found(jql)).toEqual(expected);
});

test('an order by an issue moved in rank follows it', async () => {
	bench.server.state.moveInRank([bench.server.state.issue('PUMP-9')!.id], 10_004, 'before');
	expect((await found('ORDER BY Rank ASC'))[0]).toBe('PUMP-9');
});

test('a project without issues can be searched', async () => {
	bench.server.reseed({ issues: 0 });
	expect(await count('labels = firmware')).toBe(0);
});
