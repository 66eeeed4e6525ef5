import { useBench } from '../testing';

const { bench } = useBench();

const get = async (query: string) => await bench.send('GET', `/relationships?project=2&${query}`);
const expected = () =>
	[...bench.server.state.relationships.values()]
		.filter((each) => bench.item(each.fromItem).project === 2)
		.map((each) => each.id);

async function follow(more = ''): Promise<number[]> {
	const ids: number[] = [];
	for (let lastId = 0; ; ) {
		const { data } = (await get(`lastId=${lastId}&maxResults=25${more}`)).body;
		if (data.length === 0) return ids;
		ids.push(...data.map((each: { id: number }) => each.id));
		lastId = ids.at(-1) as number;
	}
}

test('9.7 and later: without lastId 400 with the known text, with it every row once', async () => {
	const refused = await get('startAt=0');
	expect([refused.status, refused.body.meta.message]).toEqual([
		400,
		'The lastId parameter is now required to call GET /relationships API endpoint.',
	]);
	expect(await follow()).toEqual(expected());
	expect((await get('lastId=0')).body.meta.pageInfo.totalResults).toBe(expected().length);
	expect((await get('lastId=0&omitCount=true')).body.meta.pageInfo).not.toHaveProperty(
		'totalResults',
	);
});

test('older servers ignore lastId: the first page comes again', async () => {
	bench.server.switches.relationshipsPaging = 'startAt';
	const first = (await get('lastId=0')).body.data;
	expect((await get(`lastId=${first.at(-1).id}`)).body.data).toEqual(first);
	expect((await get('startAt=20')).body.data).not.toEqual(first);
});

test('some servers are said to need both', async () => {
	bench.server.switches.relationshipsPaging = 'both';
	expect((await get('lastId=0')).status).toBe(400);
	expect(await follow('&startAt=0')).toEqual(expected());
});

test('up and down', async () => {
	const [first] = bench.server.state.relationships.values();
	const { fromItem, toItem, id } = first as { fromItem: number; toItem: number; id: number };
	const ids = async (path: string) =>
		(await bench.send('GET', path)).body.data.map((each: { id: number }) => each.id);
	expect(await ids(`/items/${fromItem}/downstreamrelationships`)).toEqual([id]);
	expect(await ids(`/items/${fromItem}/downstreamrelated`)).toEqual([toItem]);
	expect(await ids(`/items/${toItem}/upstreamrelated`)).toEqual([fromItem]);
	expect(await ids(`/items/${fromItem}/upstreamrelationships`)).toEqual([]);
});

test('a relationship to itself or twice is 400, one of no known type has the default type', async () => {
	const [first] = bench.server.state.relationships.values();
	const { fromItem, toItem } = first as { fromItem: number; toItem: number };
	const post = async (body: object) => await bench.send('POST', '/relationships', body);
	const self = await post({ fromItem, toItem: fromItem });
	expect(self.body.meta.message).toBe(
		`Relationship violates rules configured for the project: from item ID: ${fromItem}, to item ID: ${fromItem}`,
	);
	expect((await post({ fromItem, toItem })).body.meta.message).toContain('already exists');
	const made = await post({ fromItem: toItem, toItem: fromItem, relationshipType: 99 });
	expect((await bench.send('GET', `/relationships/${made.body.meta.id}`)).body.data).toMatchObject({
		relationshipType: 1,
		suspect: false,
	});
	expect(
		(
			await bench.send('PUT', `/relationships/${made.body.meta.id}`, {
				fromItem: toItem,
				toItem: fromItem,
				relationshipType: 3,
			})
		).status,
	).toBe(200);
});
