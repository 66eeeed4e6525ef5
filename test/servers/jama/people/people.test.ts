import { basic, clientOf, ids, useBench } from '../testing';

const { bench, data, status, post } = useBench();

const user = (username: string, more: object = {}) => ({
	username,
	password: 'secret',
	firstName: 'New',
	lastName: 'User',
	email: 'new@example.com',
	licenseType: 'NAMED',
	...more,
});

test('users are created, changed, deactivated, and can log in', async () => {
	const id = await post('/users', user('new.user', { title: 'Tester' }));
	expect(await data(`/users/${id}`)).toMatchObject({ username: 'new.user', title: 'Tester' });
	const send = clientOf(bench.server, basic('new.user', 'secret'));
	expect((await send('GET', '/users/current')).body.data.id).toBe(id);
	expect((await send('POST', '/users', user('other'))).status).toBe(401);
	const taken = await bench.send('POST', '/users', user('new.user'));
	expect([taken.status, taken.body.meta.message]).toEqual([
		400,
		expect.stringContaining('already exists'),
	]);
	expect(await status('PUT', `/users/${id}`, user('new.user', { lastName: 'Name' }))).toBe(200);
	const changed = await data(`/users/${id}`);
	expect([changed.lastName, changed.title]).toEqual(['Name', '']);
	expect(await status('PUT', `/users/${id}/active`, { active: false })).toBe(200);
	expect((await send('GET', '/users/current')).status).toBe(401);
	expect(await data('/users?username=new.user')).toEqual([]);
});

test('with multi-auth a new user names the authentication type', async () => {
	bench.server.switches.multiAuth = true;
	expect(await status('POST', '/users', user('a'))).toBe(400);
	const { password, ...rest } = user('b', { authType: 1 });
	expect(await status('POST', '/users', rest)).toBe(400);
	await post('/users', user('c', { authType: 1 }));
	await post('/users', { ...rest, username: 'd', authType: 2 });
});

test('user groups and their members', async () => {
	expect((await data('/usergroups')).length).toBe(3);
	expect(ids(await data('/usergroups?project=2'))).toEqual([2, 3]);
	const id = await post('/usergroups', { name: 'Team', description: 'x', project: 2 });
	expect(await status('POST', '/usergroups', { name: 'Team', description: '', project: 2 })).toBe(
		400,
	);
	expect(await status('PUT', `/usergroups/${id}`, { name: 'Crew', description: '' })).toBe(200);
	expect(await data(`/usergroups/${id}`)).toMatchObject({ name: 'Crew', project: 2 });
	expect(await post(`/usergroups/${id}/users`, { user: 8 })).toBe(8);
	expect(await status('POST', `/usergroups/${id}/users`, { user: 8 })).toBe(400);
	expect(await status('POST', `/usergroups/${id}/users`, { user: 999 })).toBe(400);
	expect(ids(await data(`/usergroups/${id}/users`))).toEqual([8]);
	expect(await status('DELETE', `/usergroups/${id}/users/8`)).toBe(204);
	expect(await status('DELETE', `/usergroups/${id}/users/8`)).toBe(404);
	expect(await status('DELETE', `/usergroups/${id}`)).toBe(204);
	expect(await status('GET', `/usergroups/${id}`)).toBe(404);
	const { username, password } = bench.server.logins.reader;
	const reader = clientOf(bench.server, basic(username, password));
	expect((await reader('GET', '/usergroups')).status).toBe(401);
	expect((await reader('GET', '/usergroups?project=3')).status).toBe(200);
	expect((await reader('POST', '/usergroups', { name: 'x', description: '' })).status).toBe(401);
});
