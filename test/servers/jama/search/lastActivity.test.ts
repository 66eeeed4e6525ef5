import { createEditor, type Edit } from '../history/editStream';
import { TYPE } from '../seed/seedTypes';
import { basic, useBench } from '../testing';
import type { Item } from '../types';

const { bench } = useBench();

/** Which dates of an item a request moves. */
async function moved(
	item: Item,
	action: () => Promise<{ status: number }>,
): Promise<{ activity: boolean; modified: boolean }> {
	bench.tick(10_000);
	const { lastActivityDate, modifiedDate } = item;
	expect((await action()).status).toBeLessThan(300);
	return {
		activity: item.lastActivityDate !== lastActivityDate,
		modified: item.modifiedDate !== modifiedDate,
	};
}

const SAVE = { activity: true, modified: true };
const AROUND = { activity: true, modified: false };
const NOTHING = { activity: false, modified: false };

test('saving an item', async () => {
	const item = bench.nth('system');
	const patch = () =>
		bench.send('PATCH', `/items/${item.id}`, [{ op: 'replace', path: '/fields/name', value: 'x' }]);
	expect(await moved(item, patch)).toEqual(SAVE);
	const put = async () =>
		await bench.send(
			'PUT',
			`/items/${item.id}`,
			(await bench.send('GET', `/items/${item.id}`)).body.data,
		);
	expect(await moved(item, put)).toEqual(SAVE);
});

test('a comment directly on the item; a reply does not count', async () => {
	const item = bench.nth('system', 4);
	const comment = (more: object = {}) =>
		bench.send('POST', '/comments', { body: { text: 'x' }, location: { item: item.id }, ...more });
	let id = 0;
	expect(
		await moved(item, async () => {
			const reply = await comment();
			id = reply.body.meta.id;
			return reply;
		}),
	).toEqual(AROUND);
	expect(await moved(item, () => comment({ inReplyTo: id }))).toEqual(NOTHING);
	expect(
		(await bench.send('GET', `/items/${item.id}/comments?rootCommentsOnly=true`)).body.data,
	).toHaveLength(1);
	expect((await bench.send('GET', `/comments/${id}/replies`)).body.data).toHaveLength(1);
});

test('inReplyTo: 0 is the 500 that Jama answers', async () => {
	const reply = await bench.send('POST', '/comments', {
		body: { text: 'x' },
		inReplyTo: 0,
		location: { item: bench.nth('system').id },
	});
	expect([reply.status, reply.body.meta.message]).toEqual([500, 'java.lang.NullPointerException']);
});

test('relationships, at both ends, added and removed; a cleared suspect does not count', async () => {
	const [from, to] = [bench.nth('system'), bench.nth('testCase')];
	let id = 0;
	const add = async () => {
		const reply = await bench.send('POST', '/relationships', {
			fromItem: from.id,
			toItem: to.id,
			relationshipType: 1,
		});
		id = reply.body.meta.id;
		return reply;
	};
	expect(await moved(from, add)).toEqual(AROUND);
	expect(to.lastActivityDate).toBe(from.lastActivityDate);
	expect(await moved(from, () => bench.send('DELETE', `/relationships/${id}/suspect`))).toEqual(
		NOTHING,
	);
	expect(await moved(to, () => bench.send('DELETE', `/relationships/${id}`))).toEqual(AROUND);
	expect(from.lastActivityDate).toBe(to.lastActivityDate);
});

test('tags, added and removed', async () => {
	const item = bench.nth('system', 5);
	expect(await moved(item, () => bench.send('POST', `/items/${item.id}/tags`, { tag: 3 }))).toEqual(
		AROUND,
	);
	expect(
		(await bench.send('POST', `/items/${item.id}/tags`, { tag: 3 })).body.meta.message,
	).toContain('already exists');
	expect(await moved(item, () => bench.send('DELETE', `/items/${item.id}/tags/3`))).toEqual(AROUND);
});

test('attachments: added, but not removed', async () => {
	const item = bench.nth('system', 5);
	const made = await bench.send('POST', '/projects/2/attachments', { fields: { name: 'Plan' } });
	const { id } = made.body.meta;
	expect(made.body.meta.location).toBe(`${bench.server.url}/rest/latest/attachments/${id}`);
	expect(
		await moved(item, () =>
			bench.send('POST', `/items/${item.id}/attachments`, { attachment: id }),
		),
	).toEqual(AROUND);
	expect(
		await moved(item, () => bench.send('DELETE', `/items/${item.id}/attachments/${id}`)),
	).toEqual(NOTHING);
	expect((await bench.send('GET', `/attachments/${id}`)).status).toBe(200);
});

test('links: added, edited and removed', async () => {
	const item = bench.nth('system', 5);
	let id = 0;
	expect(
		await moved(item, async () => {
			const reply = await bench.send('POST', `/items/${item.id}/links`, {
				url: 'https://example.com',
				description: 'a',
			});
			id = reply.body.meta.id;
			return reply;
		}),
	).toEqual(AROUND);
	expect(
		await moved(item, () =>
			bench.send('PUT', `/items/${item.id}/links/${id}`, { url: 'https://example.org' }),
		),
	).toEqual(AROUND);
	expect((await bench.send('GET', `/items/${item.id}/links/${id}`)).body.data).toEqual({
		id,
		url: 'https://example.org',
		type: 'links',
	});
	expect(await moved(item, () => bench.send('DELETE', `/items/${item.id}/links/${id}`))).toEqual(
		AROUND,
	);
});

/** What an edit moves, of all items. */
function movedBy(act: (editor: ReturnType<typeof createEditor>) => Edit): number[] {
	bench.tick(10_000);
	const { items } = bench.server.state;
	const before = new Map([...items.values()].map((item) => [item.id, item.lastActivityDate]));
	const edit = act(createEditor(bench.server));
	const after = [...items.values()].filter((item) => before.get(item.id) !== item.lastActivityDate);
	expect(edit.moved).toEqual(expect.arrayContaining(after.map(({ id }) => id)));
	return after.map(({ id }) => id);
}

test('a new item: itself and nothing else', () => {
	let id = 0;
	const act = movedBy((editor) => {
		const edit = editor.create(2, TYPE.system);
		id = edit.item;
		return edit;
	});
	expect(act).toEqual([id]);
	const copied = bench.nth('system');
	expect(copied.lastActivityDate).not.toBe(bench.now());
});

test('deleting a comment that is directly on the item; a deleted reply does not count', async () => {
	const { id } = bench.nth('system', 4);
	const { record } = createEditor(bench.server).comment(id);
	const reply = await bench.send('POST', '/comments', {
		body: { text: 'x' },
		inReplyTo: record,
		location: { item: id },
	});
	expect(movedBy((editor) => editor.uncomment(id, reply.body.meta.id))).toEqual([]);
	expect(movedBy((editor) => editor.uncomment(id))).toEqual([id]);
});

test('deleting an item: the other ends of its relationships', () => {
	const { state } = bench.server;
	const item = bench.nth('software');
	const ends = [
		...state.upstream(item.id).map(({ fromItem }) => fromItem),
		...state.downstream(item.id).map(({ toItem }) => toItem),
	];
	expect(ends.length).toBeGreaterThan(0);
	expect(movedBy((editor) => editor.delete(item.id))).toEqual(ends.sort((a, b) => a - b));
});

test('another file of an attachment does not count', async () => {
	const [[owner, [attachment]]] = [...bench.server.state.itemAttachments] as [
		[number, Set<number>],
	];
	const form = new FormData();
	form.append('file', new Blob(['x']), 'x.txt');
	bench.tick(10_000);
	const before = bench.item(owner).lastActivityDate;
	const { username, password } = bench.server.logins.basic;
	const reply = await fetch(`${bench.server.url}/rest/v1/attachments/${attachment}/file`, {
		method: 'PUT',
		headers: { authorization: basic(username, password) },
		body: form,
	});
	expect(reply.status).toBe(200);
	expect(bench.item(owner).lastActivityDate).toBe(before);
});

test('sending to a review, a baseline, a category, a suspect mark: nothing', async () => {
	const { state } = bench.server;
	const { id } = bench.nth('system');
	expect(movedBy((editor) => editor.review(id))).toEqual([]);
	expect(movedBy((editor) => editor.baseline(id))).toEqual([]);
	const category = () => bench.send('POST', `/items/${id}/categories`, { categoryPathId: 1 });
	expect(await moved(bench.item(id), category)).toEqual(NOTHING);
	const relationship = [...state.relationships.values()].find((each) => !each.suspect)!;
	const below = bench.item(relationship.toItem);
	const value = '<p>Other text</p>';
	const patch = () =>
		bench.send('PATCH', `/items/${relationship.fromItem}`, [
			{ op: 'replace', path: '/fields/description', value },
		]);
	expect(await moved(below, patch)).toEqual(NOTHING);
	expect(relationship.suspect).toBe(true);
});

test('executing a test run: only the run, not its case, cycle or plan', () => {
	const run = bench.server.state.testItems.list('run')[0]!.id;
	expect(movedBy((editor) => editor.execute(run))).toEqual([run]);
});

test('locking, moving and a child do not count; a move does with the switch', async () => {
	const [item, folder] = [bench.nth('system'), bench.nth('folder')];
	const move = () =>
		bench.send('PUT', `/items/${item.id}/location`, { parent: { item: folder.id } });
	expect(
		await moved(item, () => bench.send('PUT', `/items/${item.id}/lock`, { locked: true })),
	).toEqual(NOTHING);
	expect(await moved(item, move)).toEqual(NOTHING);
	const child = {
		project: 2,
		itemType: TYPE.system,
		location: { parent: { item: folder.id } },
		fields: { name: 'x' },
	};
	expect(await moved(folder, () => bench.send('POST', '/items', child))).toEqual(NOTHING);
	bench.server.switches.moveIsActivity = true;
	expect(await moved(item, move)).toEqual(SAVE);
});

test('dates are whole seconds, or milliseconds by the switch', async () => {
	const item = bench.nth('system');
	const patch = () =>
		bench.send('PATCH', `/items/${item.id}`, [{ op: 'replace', path: '/fields/name', value: 'x' }]);
	bench.tick(345);
	await patch();
	expect(item.modifiedDate % 1000).toBe(0);
	bench.server.switches.datePrecision = 'milliseconds';
	await patch();
	expect(item.modifiedDate).toBe(bench.now());
	bench.tick(-345);
});

test('a changed field with triggerSuspect makes downstream relationships suspect, another does not', async () => {
	const relationship = [...bench.server.state.relationships.values()].find((each) => !each.suspect);
	const set = (path: string, value: unknown) =>
		bench.send('PATCH', `/items/${relationship?.fromItem}`, [{ op: 'replace', path, value }]);
	await set('/fields/name', 'Other name');
	const suspect = async () =>
		(await bench.send('GET', `/relationships/${relationship?.id}`)).body.data.suspect;
	expect(await suspect()).toBe(false);
	await set('/fields/description', '<p>Other text</p>');
	expect(await suspect()).toBe(true);
	expect((await bench.send('DELETE', `/relationships/${relationship?.id}/suspect`)).status).toBe(
		204,
	);
	expect(await suspect()).toBe(false);
});
