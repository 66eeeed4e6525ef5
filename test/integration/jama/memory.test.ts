/** Two executions in one process: what the second one does not ask again, and what it does. */
import {
	jamaCredentials,
	jamaOAuth2Credentials,
	runResourceMapper,
} from '../../support/engine/harness';
import { byId, byName, fromList, mapped, useJama } from './support';

const jama = useJama();
const update = async (priority: string, more: object = {}) => {
	jama.server.requests.length = 0;
	const fields = mapped({ priority });
	const parameters = { itemId: byId(20), fields, simplify: true };
	const [row] = await jama.rows('item.update', parameters, more);
	return { row, sent: jama.sent() };
};

test('an update with one label, simplified, is three requests when warm', async () => {
	const cold = await update('High');
	const warm = await update('Low');
	expect(warm.row).toMatchObject({ priority: 'Low' });
	expect(warm.sent).toEqual([
		'GET /items/20?include=data.itemType',
		'PATCH /items/20 [{"op":"add","path":"/fields/priority","value":103}]',
		'GET /items/20',
	]);
	expect(cold.sent.length).toBeGreaterThan(warm.sent.length);
	expect(jama.server.state.items.get(20)?.fields.priority).toBe(103);
});

test('an option that was added a moment ago is found', async () => {
	await update('High');
	const { state } = jama.server;
	const high = state.options.get(101)!;
	state.options.set(9101, { ...high, id: 9101, name: 'Blocking' });
	const { row, sent } = await update('Blocking');
	expect(row).toMatchObject({ priority: 'Blocking' });
	expect(sent.filter((line) => line.includes('/picklists/1/options'))).toHaveLength(1);
});

test('a status that was added a moment ago is set', async () => {
	const set = async (status: unknown) =>
		await jama.rows('item.setStatus', { itemId: byId(20), status });
	await set(byName('In Review'));
	const { state } = jama.server;
	state.options.set(9204, { ...state.options.get(204)!, id: 9204, name: 'On Hold' });
	expect(await set(fromList(9204))).toMatchObject([{ fields: { status: 9204 } }]);
});

test('another credential reads for itself', async () => {
	await update('High');
	const { sent } = await update('Low', { credentials: jamaOAuth2Credentials(jama.server) });
	expect(sent.some((line) => line.includes('/picklists/1/options'))).toBe(true);
});

test('the editor sees what is there now', async () => {
	await update('High');
	const type = jama.server.state.itemTypes.get(33)!;
	const field = type.fields.find(({ name }) => name === 'jira_key$33' || name === 'jira_key');
	type.fields.push({ ...field!, name: 'fresh$33', label: 'Fresh' });
	const { fields } = await runResourceMapper('itemFields', {
		credentials: jamaCredentials(jama.server),
		parameters: {
			resource: 'item',
			operation: 'create',
			project: byId(2),
			itemType: byId(33),
		},
	});
	expect(fields.map(({ displayName }) => displayName)).toContain('Fresh');
});

test('the labels of statuses that transitions lead to cost nothing when warm', async () => {
	const transitions = async () => {
		jama.server.requests.length = 0;
		const all = { itemId: byId(20), simplify: true };
		return await jama.rows('itemWorkflow.getTransitions', all);
	};
	await transitions();
	expect(jama.sent()).toHaveLength(2);
	expect(await transitions()).toEqual([
		{ action: 'Send to review', status: 'In Review', id: '1', newStatus: 202 },
	]);
	expect(jama.sent()).toEqual([expect.stringMatching(/workflowtransitionoptions/)]);
});
