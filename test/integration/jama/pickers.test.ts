/** What is picked and is not there, belongs elsewhere, or is named wrongly: an error that says what to do. */
import { byId, byName, byUrl, useJama } from './support';

const jama = useJama();
const NOWHERE = byId(987_654);
const PUMP = { project: byId(2) };
const plan = () =>
	[...jama.server.state.items.values()].find((one) => one.documentKey.includes('-TSTPL-'));

/** Operation, the parameter that picks, and what has to be chosen above it. */
const pickers: Array<[string, string, object?]> = [
	['item.getOfAnyType', 'recordId'],
	['baseline.get', 'baselineId', PUMP],
	['filter.get', 'filterId', PUMP],
	['item.get', 'itemId'],
	['itemType.get', 'itemTypeId'],
	['picklist.get', 'picklistId'],
	['picklist.getOption', 'picklistOptionId', { picklistId: byId(1) }],
	['project.get', 'projectId'],
	['relationship.getType', 'relationshipTypeId'],
	['release.get', 'releaseId', PUMP],
	['tag.get', 'tagId', PUMP],
	['testCycle.get', 'testCycleId', PUMP],
	['testPlan.get', 'testPlanId', PUMP],
	['testRun.get', 'testRunId', PUMP],
	['user.get', 'userId'],
	['userGroup.get', 'userGroupId', PUMP],
];

test.each(pickers)('%s: an ID that is not there', async (operation, parameter, above = {}) => {
	const failure = await jama.failure(operation, { ...above, [parameter]: NOWHERE });
	expect(failure.message).toMatch(/not found|987654/i);
	expect(failure.description).toMatch(/API ID|access|^Check the IDs in /);
	expect(failure.itemIndex).toBe(0);
});

const named = pickers.filter(
	([operation]) => !/^(item|project|testCycle|testRun)\./.test(operation),
);
test.each(named)(
	'%s: a name that is not there; the valid ones are listed',
	async (operation, parameter, above = {}) => {
		const failure = await jama.failure(operation, {
			...above,
			[parameter]: byName('No such thing'),
		});
		expect(failure.message).toContain('"No such thing"');
		expect(failure.description).toMatch(/^(Valid: \S+|The list is empty)/);
	},
);

test.each([
	['release.get', 'releaseId'],
	['tag.get', 'tagId'],
	['baseline.get', 'baselineId'],
	['testPlan.get', 'testPlanId'],
])('%s: by name without the project it belongs to', async (operation, parameter) => {
	const failure = await jama.failure(operation, { [parameter]: byName('Anything') });
	expect(failure.message).toContain('cannot be found by name here');
	expect(failure.description).toBe('Choose the project first, or give its ID.');
	expect(jama.sent()).toEqual([]);
});

/** Where the browser shows a record; others have no page of their own. */
const places: Record<string, string> = {
	'item.get': 'items/20?projectId=2',
	'item.getOfAnyType': 'items/20?projectId=2',
	'project.get': 'projects/2/dashboard',
	'testCycle.get': 'testCycles/1?projectId=2',
	'testPlan.get': 'testPlans/1?projectId=2',
	'testRun.get': 'testRuns/1',
};
const onPages = pickers.filter(([operation]) => operation in places);
const addressOf = (operation: string, site: string) =>
	`${site}/perspective.req#/${places[operation]}`;

test.each(onPages)('%s: a URL of another host', async (operation, parameter, above = {}) => {
	const url = addressOf(operation, 'https://other.example');
	const failure = await jama.failure(operation, { ...above, [parameter]: byUrl(url) });
	expect(failure.message).toContain('is not a URL of this Jama');
	expect(failure.description).toContain(new URL(jama.server.url).host);
	expect(jama.sent()).toEqual([]);
});

test.each(onPages)('%s: a URL of this Jama', async (operation, parameter, above = {}) => {
	const url = addressOf(operation, jama.server.url);
	const id = /\/(\d+)(?:\D[^/]*)?(?:\/dashboard)?$/.exec(url)?.[1];
	await jama.run(operation, { ...above, [parameter]: byUrl(url) });
	expect(jama.sent().at(-1)).toMatch(new RegExp(`/${id}$`));
});

test('what has no page of its own is not named by a URL', async () => {
	const url = `${jama.server.url}/rest/v1/tags/1`;
	const failure = await jama.failure('tag.get', { ...PUMP, tagId: byUrl(url) });
	expect(failure.message).toBe(`'Tag' has no mode "url"`);
	expect(failure.description).toBe('Valid: list, id, name.');
	expect(jama.sent()).toEqual([]);
});

test('a test plan where an item is wanted, and the other way round', async () => {
	const other = plan() ?? [...jama.server.state.items.values()].find((one) => one.id > 5_000_000);
	const asItem = await jama.failure('item.get', { itemId: byId(Number(other?.id)) });
	expect(asItem.description).toContain('API ID');
	const asPlan = await jama.failure('testPlan.get', { ...PUMP, testPlanId: byId(20) });
	expect(asPlan.description).toContain('API ID');
});

test('a release of another project is not found by its name here', async () => {
	const { state } = jama.server;
	const here = [...state.releases.values()].find(({ project }) => project === 2);
	const renamed = { ...here, id: 999, name: 'Only of BIKE', project: 3 } as never;
	state.releases.set(999, renamed);
	const failure = await jama.failure('release.get', { ...PUMP, releaseId: byName('Only of BIKE') });
	expect(failure.message).toContain('There is no release "Only of BIKE"');
	expect(failure.description).toContain('Valid: Release 1.0');
});
