/** Histories of issues, and an index that lags behind. */
import { keys, startBench, useBench } from '../testing';
import { recording } from './history';

const { bench, get, post, status } = useBench();
const API = '/rest/api/3';
const itemsOf = (histories: Array<{ items: Array<Record<string, unknown>> }>) =>
	histories.flatMap(({ items }) =>
		items.map(({ field, from, fromString, to, toString }) => [
			field,
			from,
			fromString,
			to,
			toString,
		]),
	);

test('a history has each change of an issue, and a move between sprints names all of its sprints', async () => {
	await bench.send('PUT', `${API}/issue/PUMP-16`, { fields: { customfield_10016: 13 } });
	await bench.send('POST', `${API}/issue/PUMP-16/transitions`, { transition: { id: '31' } });
	await bench.send('POST', '/rest/agile/1.0/sprint/3/issue', { issues: ['PUMP-16'] });
	const { values, total } = await get(`${API}/issue/PUMP-16/changelog`);
	expect(itemsOf(values)).toEqual([
		['Story Points', null, '3', null, '13'],
		['status', '10001', 'In Progress', '10002', 'Done'],
		['Sprint', '1, 2', 'PUMP Sprint 1, PUMP Sprint 2', '1, 3', 'PUMP Sprint 1, PUMP Sprint 3'],
	]);
	expect(total).toBe(3);
	expect(values[0]).toMatchObject({
		author: { displayName: 'Ines Integrator' },
		items: [{ fieldtype: 'custom', fieldId: 'customfield_10016' }],
	});
});

test('expand=changelog has the newest changes first on Cloud, and not all of many', async () => {
	for (const summary of ['one', 'two', 'three'])
		await bench.send('PUT', `${API}/issue/PUMP-4`, { fields: { summary } });
	bench.server.switches.changelogMost = 2;
	const { changelog } = await get('/rest/agile/1.0/issue/PUMP-4?expand=changelog');
	expect(changelog).toMatchObject({ total: 3, maxResults: 2 });
	expect(itemsOf(changelog.histories).map(([, , , , to]) => to)).toEqual(['three', 'two']);
});

test('Data Center has no list of its own, and expands the whole history, oldest first', async () => {
	const { server, send } = await startBench({ deployment: 'dataCenter' });
	try {
		for (const summary of ['one', 'two'])
			await send('PUT', '/rest/api/2/issue/PUMP-4', { fields: { summary } });
		const { body } = await send('GET', '/rest/api/2/issue/PUMP-4?expand=changelog');
		expect(itemsOf(body.changelog.histories).map(([, , , , to]) => to)).toEqual(['one', 'two']);
		expect(body.changelog.histories[0].items[0]).not.toHaveProperty('fieldId');
		expect((await send('GET', '/rest/api/2/issue/PUMP-4/changelog')).status).toBe(404);
	} finally {
		await server.close();
	}
});

test('what a test changes by hand is in the history where it is recorded', async () => {
	const { server } = bench;
	const issue = server.state.issue('PUMP-5')!;
	const call = { state: server.state, deployment: server.deployment, now: Date.UTC(2026, 0, 6) };
	recording(call, 2, () => (issue.labels = ['late']));
	const { values } = await get(`${API}/issue/PUMP-5/changelog`);
	expect(values).toMatchObject([
		{ created: '2026-01-06T00:00:00.000+0000', author: { displayName: 'Ravi Reader' } },
	]);
	expect(itemsOf(values)).toEqual([['labels', null, null, null, 'late']]);
});

test('the index shows new and changed issues only after its lag; reading by key does not wait', async () => {
	bench.server.switches.indexLag = 60_000;
	const fields = { project: { key: 'PUMP' }, issuetype: { name: 'Story' }, summary: 'Fresh' };
	const { key, id } = await post(`${API}/issue`, { fields });
	await bench.send('PUT', `${API}/issue/PUMP-4`, { fields: { labels: ['fresh'] } });
	const find = async (jql: string, more = '') =>
		keys((await get(`${API}/search/jql?fields=key&jql=${encodeURIComponent(jql)}${more}`)).issues);
	expect([await find(`key = ${key}`), await find('labels = fresh')]).toEqual([[], []]);
	expect(await find(`key = ${key}`, `&reconcileIssues=${id}`)).toEqual([key]);
	expect(await status('GET', `${API}/issue/${key}`)).toBe(200);
	bench.server.switches.indexLag = 0;
	expect([await find(`key = ${key}`), await find('labels = fresh')]).toEqual([[key], ['PUMP-4']]);
});
