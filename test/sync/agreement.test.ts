/** The comparison of both systems: a world in step passes, and each way of not being in step is told. */
import { createRandom } from '../servers/jama/seed/seedTexts';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import { SEED } from '../servers/jama/seed/seed';
import type { Issue } from '../servers/jira/types';
import { agreementOf, doublesOf, trespassesOf } from './agreement';
import { APPROVED, keyField, PLACES, SET_UP, World, WORKFLOW } from './world';

let world: World;
let epic: Issue;
let story: Issue;
let system: Item;
let software: Item;

/** An issue as the sync should make it, with what goes back into Jama. */
function inStep(item: Item, parent?: Issue): Issue {
	const isEpic = item.itemType === TYPE.system;
	const issue = world.jira.state.addIssue({
		project: world.place.project,
		type: isEpic ? 'Epic' : 'Story',
		summary: String(item.fields.name),
		description: `${item.documentKey} in Jama: https://x.test/perspective.req#/items/${item.id}\nText & more`,
		priority: 'High',
		labels: [SET_UP.label],
		properties: new Map([[SET_UP.property, item.globalId]]),
		fixVersions: world.place.team ? [] : [10_101, 10_100],
		status: 'In Progress',
		...(world.place.team ? { parent: parent?.id } : { epic: parent?.id }),
	});
	item.fields = {
		...item.fields,
		description: '<p>Text &amp; <b>more</b></p>',
		priority: optionId('priority', 1),
		[keyField(item)]: issue.key,
		[`implementation_status$${item.itemType}`]: optionId('implementation', 2),
		...(world.place.team ? {} : { [`fix_version$${item.itemType}`]: '1.0, 1.1' }),
	};
	return issue;
}

describe.each(PLACES)('$deployment $project', (place) => {
	beforeAll(async () => {
		world = await World.start(await World.startJama(), place);
	});
	afterAll(async () => {
		await world.jama.close();
		await world.jira.close();
	});
	beforeEach(() => {
		world.reset(createRandom(1));
		for (const item of world.requirements())
			item.fields = { ...item.fields, status: optionId('status', 1) };
		const find = (type: number) => world.requirements().find(({ itemType }) => itemType === type)!;
		[system, software] = [find(TYPE.system), find(TYPE.software)];
		for (const { id } of world.jama.state.upstream(software.id))
			world.editor.unlink(software.id, id);
		world.editor.link(system.id, software.id);
		for (const { id, toItem } of world.jama.state.downstream(system.id))
			if (toItem !== software.id) world.editor.unlink(system.id, id);
		system.fields = { ...system.fields, status: APPROVED };
		epic = inStep(system);
		story = inStep(software, epic);
	});

	const told = (makesAgain = false) => agreementOf(world, makesAgain).differences.join('; ');
	const set = (item: Item, fields: Item['fields']) => (item.fields = { ...item.fields, ...fields });

	test('a world in step has no differences', () => {
		expect(agreementOf(world, false)).toEqual({
			...{ differences: [], conflicts: [], gone: [], waiting: [], withdrawn: [] },
			wanted: [system.documentKey, software.documentKey],
			inStep: 2,
		});
		expect([...doublesOf(world, new Set()), ...trespassesOf(world)]).toEqual([]);
	});

	test.each<[string, RegExp, () => unknown]>([
		['summary', /: summary is "Other"/, () => (epic.summary = 'Other')],
		['type', /: type is "Task"/, () => (story.type = 'Task')],
		['priority', /: priority is "Low"/, () => (story.priority = 'Low')],
		['label', /: label is false/, () => (story.labels = [])],
		['flag', /: flag is true/, () => story.labels.push(SET_UP.withdrawnLabel)],
		['link', /: link is \["/, () => (story.description = 'Text & more')],
		[
			'text',
			/: description is "Text"/,
			() => (story.description = story.description.replace('& more', '')),
		],
		['parent', /: parent is undefined/, () => delete story[place.team ? 'parent' : 'epic']],
		['key', /: key in Jama is ""/, () => set(software, { [keyField(software)]: '' })],
		['status', /: status in Jama is "In Work", not "Implemented"/, () => (story.status = 'Done')],
		[
			'version',
			/: fix version in Jama is "old"/,
			() => set(software, { [`fix_version$${TYPE.software}`]: 'old' }),
		],
		['a deleted issue', /^$/, () => world.jira.state.removeIssue(story)],
		['a lost approval', /is not flagged/, () => set(system, { status: optionId('status', 1) })],
		['a deleted item', /is not flagged/, () => world.editor.delete(software.id)],
		[
			'a new link',
			/has no issue/,
			() => world.editor.link(system.id, world.editor.create(SEED.main, TYPE.software).item),
		],
	])('%s', (_, text, change) => {
		change();
		expect(told()).toMatch(text);
	});

	test('a deleted issue is gone, or is to be made again, and what is below waits for it', () => {
		world.jira.state.removeIssue(epic);
		world.editor.link(system.id, world.editor.create(SEED.main, TYPE.software).item);
		const { gone, waiting, differences } = agreementOf(world, false);
		expect([gone, waiting.length, differences]).toEqual([[system.documentKey], 1, []]);
		expect(told(true)).toMatch(new RegExp(`${system.documentKey} has no issue`));
	});

	test('two issues for one requirement are a conflict, and a double unless a person made one', () => {
		const { id: _id, key: _key, ...rest } = story;
		const { key } = world.jira.state.addIssue({ ...rest });
		expect(agreementOf(world, false).conflicts).toEqual([software.documentKey]);
		expect(doublesOf(world, new Set())).toHaveLength(1);
		expect(doublesOf(world, new Set([key]))).toEqual([]);
	});

	test('the key of an issue of something else is a conflict', () => {
		set(software, { [keyField(software)]: epic.key });
		expect(agreementOf(world, false).conflicts).toEqual([software.documentKey]);
	});

	test('what the workflow does to what is not its own is told', async () => {
		const foreign = world.jira.state.addIssue({ project: place.project, summary: 'Ours' });
		const { jira, jama } = world;
		const login = ({ username, password }: { username: string; password: string }) =>
			`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
		const send = async (
			server: typeof jira | typeof jama,
			method: string,
			path: string,
			body?: unknown,
		) => {
			const headers = {
				authorization: login(server.logins.basic),
				'content-type': 'application/json',
			};
			const { status } = await fetch(server.url + path, {
				method,
				headers,
				body: JSON.stringify(body),
			});
			expect(status).toBeLessThan(300);
		};
		await send(jira, 'PUT', `/rest/api/2/issue/${foreign.key}`, { fields: { summary: 'Theirs' } });
		const replace = [{ op: 'replace', path: '/fields/name', value: 'Theirs' }];
		await send(jama, 'PATCH', `/rest/v1/items/${system.id}`, replace);
		await send(jira, 'DELETE', `/rest/api/2/issue/${story.key}`);
		expect(trespassesOf(world)).toEqual([
			`the workflow changed ${foreign.key}, which is somebody else's`,
			`the workflow changed name of ${system.documentKey}`,
			`the workflow deleted /rest/api/2/issue/${story.key}`,
		]);
		expect(jama.state.items.get(system.id)?.modifiedBy).toBe(WORKFLOW.jama);
	});
});
