import { formatDay } from '../search/dates';
import { SEED } from '../seed/seed';
import { optionId, TYPE } from '../seed/seedTypes';
import { useBench } from '../testing';

const { bench } = useBench();

const S = TYPE.system;
const folder = () => bench.nth('folder').id;
const request = (fields: object = {}, more: object = {}) => ({
	project: SEED.main,
	itemType: S,
	location: { parent: { item: folder() } },
	fields: { name: 'New', ...fields },
	...more,
});
const post = async (fields?: object, more?: object, query = '') =>
	await bench.send('POST', `/items${query}`, request(fields, more));
const get = async (id: number, headers?: Record<string, string>) =>
	(await bench.send('GET', `/items/${id}`, undefined, headers)).body.data;
const message = (reply: { body: { meta: { message: string } } }) => reply.body.meta.message;

describe('create', () => {
	test('201 with location and id and no data; keys are given by the server', async () => {
		const before = bench.server.state.childrenOf(SEED.main, folder()).length;
		const reply = await post({ priority: optionId('priority', 1) });
		expect(reply.status).toBe(201);
		const { id } = reply.body.meta;
		expect(reply.body).toEqual({
			meta: {
				status: 'Created',
				timestamp: expect.any(String),
				location: `${bench.server.url}/rest/latest/items/${id}`,
				id,
			},
		});
		const item = await get(id);
		expect(item).toMatchObject({
			documentKey: expect.stringMatching(/^PUMP-SYS-\d+$/),
			globalId: `GID-${id}`,
			fields: { name: 'New', priority: optionId('priority', 1), globalId: `GID-${id}` },
			location: {
				sortOrder: before,
				sequence: `1.1.1.${before + 1}`,
				parent: { item: folder() },
			},
			lock: { locked: false },
			resources: { self: { allowed: ['GET', 'PUT', 'PATCH', 'DELETE'] } },
			type: 'items',
		});
		expect(item).not.toHaveProperty('childItemType');
		expect(item.fields).not.toHaveProperty('description');
	});

	test('older servers leave the id out', async () => {
		bench.server.switches.metaId = false;
		const { meta } = (await post()).body;
		expect(meta).not.toHaveProperty('id');
		expect(meta.location).toMatch(/\/items\/\d+$/);
	});

	test('a set or folder needs its child type', async () => {
		const fields = { name: 'Folder' };
		const refused = await post(fields, { itemType: TYPE.folder });
		expect([refused.status, message(refused)]).toEqual([
			400,
			'Sets and Folders must always have a child type specified',
		]);
		expect((await post(fields, { itemType: TYPE.folder, childItemType: S })).status).toBe(201);
	});

	test('a global id of its own needs setGlobalIdManually', async () => {
		const own = await post({}, { globalId: 'GID-OWN' }, '?setGlobalIdManually=true');
		expect((await get(own.body.meta.id)).globalId).toBe('GID-OWN');
		const given = await post({}, { globalId: 'GID-OWN' });
		expect((await get(given.body.meta.id)).globalId).not.toBe('GID-OWN');
	});

	test.each([
		['no name', { name: null }],
		['an empty name', { name: '' }],
		['a name that is no text', { name: 5 }],
		['an option of another list', { priority: optionId('status', 1) }],
		['an option by name', { priority: 'High' }],
		['one option for many', { [`verification_method$${S}`]: optionId('method', 1) }],
		['a word for a number', { [`effort$${S}`]: 'five' }],
		['a fraction for a whole number', { [`effort$${S}`]: 1.5 }],
		['a malformed date', { [`due_date$${S}`]: '01.02.2026' }],
		['a user who is not there', { [`owner$${S}`]: 999 }],
		['a release of another project', { release: 4 }],
		['a text for yes or no', { [`safety_relevant$${S}`]: 'true' }],
		['a value for a read-only field', { documentKey: 'X-1' }],
	])('%s is 400', async (_what, fields) => {
		const reply = await post(fields);
		expect(reply.status).toBe(400);
		expect(message(reply)).toEqual(expect.any(String));
	});

	test.each([
		[
			'a set in an item',
			() => ({
				itemType: TYPE.set,
				childItemType: S,
				location: { parent: { item: bench.nth('system').id } },
			}),
		],
		[
			'in an item of a set for another type',
			() => ({ location: { parent: { item: bench.nth('testCase').id } } }),
		],
		['in an item of another project', () => ({ project: SEED.second, itemType: S })],
		['in a folder of another child type', () => ({ itemType: TYPE.testCase })],
		[
			'in a project folder',
			() => ({ project: SEED.folder, location: { parent: { project: SEED.folder } } }),
		],
		['of a type that the project lacks', () => ({ itemType: TYPE.defect })],
	])('%s is 400', async (_what, more) => {
		expect((await post({}, more())).status).toBe(400);
	});

	test('a read-only field that the API may overwrite takes a value', async () => {
		const made = await post({ [`jira_key$${S}`]: 'PUMP-1' });
		expect((await get(made.body.meta.id)).fields[`jira_key$${S}`]).toBe('PUMP-1');
	});
});

describe('read', () => {
	test('dates among the fields are days, or full dates by the header', async () => {
		const item = [...bench.server.state.items.values()].find(
			(each) => each.itemType === S && each.fields[`due_date$${S}`],
		);
		const due = String(item?.fields[`due_date$${S}`]);
		const plain = await get(item?.id as number);
		expect(plain.fields).toMatchObject({
			[`due_date$${S}`]: due,
			createdDate: formatDay(item?.createdDate as number),
		});
		const full = await get(item?.id as number, { 'x-jama-date-fields-with-time': 'true' });
		expect(full.fields).toMatchObject({
			[`due_date$${S}`]: `${due}T00:00:00.000+0000`,
			createdDate: plain.createdDate,
		});
	});

	test('links are templates for what the rows have; linked are the included objects', async () => {
		const item = bench.nth('system');
		const { links, linked } = (
			await bench.send(
				'GET',
				`/items/${item.id}?include=data.project&include=data.fields.priority&include=data.fields.owner$${S}&include=data.none&include=data.fields.verification_method$${S}`,
			)
		).body;
		expect(links['data.fields.priority']).toEqual({
			type: 'picklistoptions',
			href: `${bench.server.url}/rest/latest/picklistoptions/{data.fields.priority}`,
		});
		expect(links['data.location.parent.item'].type).toBe('items');
		expect(links['data.fields.release']).toMatchObject({ type: 'release' });
		expect(Object.keys(linked).sort()).toEqual(['picklistoptions', 'projects', 'users']);
		expect(linked.projects['2']).toMatchObject({ projectKey: 'PUMP', type: 'projects' });
		const options = [item.fields.priority, item.fields[`verification_method$${S}`]]
			.flat()
			.map(String);
		expect(Object.keys(linked.picklistoptions).sort()).toEqual(options.sort());
		expect((await bench.send('GET', `/items/${item.id}`)).body).not.toHaveProperty('linked');
	});

	test('children, parent, root items and tree order', async () => {
		const set = bench.nth('set');
		const children = (await bench.send('GET', `/items/${set.id}/children`)).body.data;
		expect(
			children.map((each: { location: { sequence: string } }) => each.location.sequence),
		).toEqual(['1.1.1']);
		expect((await bench.send('GET', `/items/${set.id}/parent`)).body.data.id).toBe(set.parentItem);
		expect((await bench.send('GET', `/items/${set.parentItem}/parent`)).status).toBe(404);
		const roots = (await bench.send('GET', '/items?project=2&rootOnly=true')).body;
		expect(roots.meta.pageInfo.totalResults).toBe(2);
		expect(roots.data[1].location).toMatchObject({ sequence: '2', parent: { project: 2 } });
	});
});
