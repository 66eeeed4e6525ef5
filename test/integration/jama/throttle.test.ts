/** Two limits that do not agree: the node is told to go faster than the server allows. */
import { jamaCredentials } from '../harness';
import { byId, useJama } from './support';

const jama = useJama({ rate: 10, burst: 10 });

test.each([
	['item.get', 'reading, five at a time'],
	['item.lock', 'writing, one after the other'],
])('%s (%s): every item arrives, and every 429 is honoured', async (operation) => {
	const credentials = jamaCredentials(jama.server);
	Object.assign(credentials.data, { requestsPerSecond: 50, burst: 20 });
	const input = Array.from({ length: 25 }, (_, index) => ({ id: 6 + index }));
	const parameters = { itemId: byId('={{ $json.id }}') };
	const rows = await jama.rows(operation, parameters, { credentials, input });
	expect(rows.map(({ id, itemId }) => id ?? itemId)).toEqual(input.map(({ id }) => id));

	const { requests } = jama.server;
	const refused = requests.filter(({ status }) => status === 429);
	expect(refused.length).toBeGreaterThan(0);
	expect(requests.length - refused.length).toBe(input.length);
	// The last request refused together with others: after it nothing may leave for the second that the server asked for.
	for (const [index, { status, time }] of requests.entries()) {
		const next = requests[index + 1];
		if (status !== 429 || !next || next.status === 429) continue;
		expect(next.time - time).toBeGreaterThanOrEqual(900);
	}
	// Each pause may catch the requests that are under way, and no more.
	expect(refused.length).toBeLessThan(25);
});
