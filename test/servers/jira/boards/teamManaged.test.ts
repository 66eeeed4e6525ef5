/** A team-managed project: its epics are parents, and the Agile resources of epics do not know them. */
import { keys, useBench } from '../testing';

const { bench, get, post, status } = useBench();
const AGILE = '/rest/agile/1.0';
const BOARD = `${AGILE}/board/100`;

test('its board has issues and sprints, but no epics', async () => {
	expect(await get(BOARD)).toMatchObject({ type: 'simple', location: { projectKey: 'APP' } });
	expect(keys((await get('/rest/software/1.0/board/100/issue')).issues)).toEqual([
		'APP-2',
		'APP-3',
		'APP-4',
	]);
	expect((await get(`${BOARD}/epic`)).values).toEqual([]);
	expect((await get(`${BOARD}/sprint`)).values).toMatchObject([{ id: 100, name: 'APP Sprint 1' }]);
	expect((await get(`${BOARD}/features`)).features).toContainEqual(
		expect.objectContaining({ featureId: 'jsw.agility.sprints', state: 'ENABLED' }),
	);
	bench.server.state.boards.get(100)!.features.clear();
	expect(await status('GET', `${BOARD}/sprint`)).toBe(400);
});

test('its issues have a parent and no epic link', async () => {
	const { fields } = await get(`${AGILE}/issue/APP-2`);
	expect(fields).toMatchObject({ parent: { key: 'APP-1' }, epic: null });
	expect(fields).not.toHaveProperty('customfield_10014');
	expect((await get(`${AGILE}/issue/APP-1`)).fields.subtasks).toEqual([]);
	const project = await get('/rest/api/3/project/APP');
	expect(project).toMatchObject({ simplified: true, style: 'next-gen' });
	const search = '/rest/api/3/search/jql?fields=key&jql=parent=APP-1';
	expect(keys((await get(search)).issues)).toEqual(['APP-2', 'APP-3']);
});

test('the resources of epics refuse them, and a parent is set by editing', async () => {
	const reply = await bench.send('GET', `${AGILE}/epic/APP-1`);
	expect([reply.status, reply.body.errorMessages[0]]).toEqual([
		400,
		expect.stringContaining('next-gen'),
	]);
	expect(await status('POST', `${AGILE}/epic/PUMP-1/issue`, { issues: ['APP-4'] })).toBe(400);
	expect(await status('POST', `${AGILE}/epic/none/issue`, { issues: ['APP-2'] })).toBe(400);
	const edit = { fields: { parent: { key: 'APP-1' } } };
	expect(await status('PUT', '/rest/api/3/issue/APP-4', edit)).toBe(204);
	expect((await get(`${AGILE}/issue/APP-4`)).fields.parent.key).toBe('APP-1');
});

test('epics and stories are made in it', async () => {
	const fields = { project: { key: 'APP' }, summary: 'New' };
	const make = async (more: object) =>
		(await post('/rest/api/3/issue', { fields: { ...fields, ...more } })).key as string;
	const epic = await make({ issuetype: { name: 'Epic' } });
	const story = await make({ issuetype: { name: 'Story' }, parent: { key: epic } });
	expect((await get(`${AGILE}/issue/${story}`)).fields.parent.key).toBe(epic);
	const wrong = { ...fields, issuetype: { name: 'Story' }, parent: { key: story } };
	expect((await bench.send('POST', '/rest/api/3/issue', { fields: wrong })).status).toBe(400);
});
