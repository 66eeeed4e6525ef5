import { useBench } from './testing';

const { bench, get } = useBench();
const ISSUES = '/rest/software/1.0/board/1/issue';
const count = async (jql: string) =>
	(await get(`${ISSUES}/approximate-count?jql=${encodeURIComponent(jql)}`)).count as number;

test.each([
	['project = PUMP', 63],
	['project = "Infusion Pump" AND project in (PUMP, LAB)', 63],
	['key in (PUMP-4, pump-5, 10006)', 3],
	['labels = firmware', 20],
	['labels is EMPTY', 37],
	['labels is not empty', 26],
	['labels != firmware', 6],
	['labels not in (firmware, safety)', 0],
	['status = "Done" ORDER BY Rank DESC', 17],
	['statusCategory != Done', 46],
	['sprint = 2', 10],
	["sprint = 'PUMP Sprint 2'", 10],
	['sprint in openSprints()', 10],
	['sprint in (2, 3) and issuetype = Bug', 3],
	['sprint in futureSprints()', 8],
	['sprint is empty AND type = Epic', 3],
	['assignee = currentUser()', 30],
	['"Epic Link" = PUMP-1', 15],
	['parent = PUMP-3', 2],
	['summary ~ "battery*"', 11],
	['order by created', 63],
	['', 63],
])('%s finds %i', async (jql, found) => {
	expect(await count(jql)).toBe(found);
});

test.each([
	['colour = red', "Field 'colour'"],
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
])('%s is refused', async (jql, text) => {
	const path = `${ISSUES}?jql=${encodeURIComponent(jql)}`;
	const reply = await bench.send('GET', path);
	expect(reply.status).toBe(400);
	expect(reply.body.errorMessages[0]).toContain(text);
	expect((await get(`${path}&validateQuery=false`)).issues).toEqual([]);
});

test('a project without issues can be searched', async () => {
	bench.server.reseed({ issues: 0 });
	expect(await count('labels = firmware')).toBe(0);
});
