/** A write that was done and whose answer gives no ID to read by: it is told as done, and nothing else is read. */
import { createRowRunner } from '../support/rows/rowRun';
import { JAMA } from '../support/rows/systems';

test('a tag that was created without an ID in the answer is a success', async () => {
	const sent: string[] = [];
	const run = createRowRunner(async ({ method, url }) => {
		sent.push(`${method ?? 'GET'} ${new URL(url).pathname}`);
		const body = { meta: { status: 'Created' } };
		return await Promise.resolve({ statusCode: 201, headers: {}, body });
	}, JAMA);
	const project = { __rl: true, mode: 'id', value: 2 };
	const { error, items } = await run('tag', 'create', { project, name: 'Alarm' });
	expect(error).toBeUndefined();
	expect(items).toMatchObject([{ json: { success: true } }]);
	expect(sent).toEqual(['POST /contour/rest/v1/tags']);
});
