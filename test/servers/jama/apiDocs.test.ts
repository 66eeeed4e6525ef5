import { useBench } from './testing';

const { bench, data, post, status } = useBench();

const asNobody = { authorization: '' };

test('the Swagger UI and its JSON, for those who are logged in', async () => {
	for (const path of ['/api-docs', '/api-docs/']) {
		const page = async (headers?: Record<string, string>) =>
			await (
				await fetch(`${bench.server.url}${path}`, {
					headers: headers ?? {
						authorization: `Basic ${Buffer.from(
							Object.values(bench.server.logins.basic).join(':'),
						).toString('base64')}`,
					},
				})
			).text();
		expect(await page()).toContain('Swagger UI');
		expect(await page({})).toContain('Sign in');
	}
	const { body } = await bench.send('GET', '/rest/latest/api-docs');
	expect(body).toMatchObject({ swagger: '2.0', basePath: '/rest/latest' });
	expect(body.paths).toHaveProperty(['/items/{id}']);
	expect((await bench.send('GET', '/rest/v1/api-docs', undefined, asNobody)).status).toBe(401);
});

test('the root of a version', async () => {
	for (const path of ['/rest/v1', '/rest/v1/']) {
		const { body } = await bench.send('GET', path);
		expect(body.data).toContainEqual({ name: 'items', type: 'resources' });
		expect((await bench.send('GET', path, undefined, asNobody)).status).toBe(401);
	}
});

test("what only clients know: deletions, and filters of the administrator's activities", async () => {
	expect(await status('DELETE', '/baselines/2')).toBe(204);
	expect(await status('GET', '/baselines/2')).toBe(404);
	expect(await status('DELETE', '/picklists/1')).toBe(400);
	const list = await post('/picklists', { name: 'Unused' });
	const option = await post(`/picklists/${list}/options`, { name: 'One' });
	expect(await status('DELETE', `/picklists/${list}`)).toBe(204);
	expect(await status('GET', `/picklistoptions/${option}`)).toBe(404);
	for (const key of ['ONE', 'TWO'])
		await post('/projects', { projectKey: key, fields: { name: key } });
	const found = async (query: string) => (await data(`/activities/adminActivity?${query}`)).length;
	expect(await found('')).toBe(2);
	expect(await found('filterTerm=two')).toBe(1);
	expect(await found('projectId=4')).toBe(1);
});

test('events and objects that are newer than the contract can be asked for', async () => {
	for (const query of ['eventType=MOVE', 'eventType=BATCH_COPY', 'objectType=CATEGORY'])
		expect(await data(`/activities?project=2&${query}`)).toEqual([]);
	expect(await status('GET', '/activities?project=2&eventType=NONSENSE')).toBe(400);
	bench.server.violations.length = 0;
});
