import {
	checkWrite,
	created,
	done,
	findProject,
	JamaError,
	list,
	mayRead,
	noContent,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';

import type { Answer } from '../frame/envelope';
import type { UserGroup } from '../records/recordTypes';
import type { User } from '../types';
import { compact } from '../configuration/viewParts';
import { viewUser, type Row } from '../configuration/views';

const NEEDED = ['username', 'firstName', 'lastName', 'email', 'licenseType'] as const;
const OPTIONAL = ['phone', 'title', 'location'] as const;

type RequestUser = Partial<Pick<User, (typeof NEEDED)[number] | 'password'>> &
	Partial<Record<(typeof OPTIONAL)[number], string | null>> & { authType?: unknown };

/** Managing people is an administrator's (change log 8.61; status: the switch noWrite). */
function checkAdmin(call: Call): void {
	checkWrite(call);
	if (!call.user.admin)
		throw new JamaError(call.switches.noWrite, 'Only administrators may manage users and groups');
}

const user = (call: Call) =>
	required(call.state.users.get(call.params.userId as number), `User ${call.params.userId}`);

/**
 * What a new user needs is optional for an update, in which a password is not valid (contract's words on
 * RequestUser; the official client sends it nevertheless). Assumptions: a user name is unique; null is as good
 * as none (see the switch strict). With multi-auth (change log 8.68) a user names an authentication
 * type, Basic = 1 or IdP = 2, and Basic needs a password; the name of the property is not published.
 */
function checkUser(call: Call, body: RequestUser, self?: User): void {
	const taken = [...call.state.users.values()].find((each) => each.username === body.username);
	if (taken && taken !== self)
		throw new JamaError(400, `A user with the name ${body.username} already exists`);
	for (const name of call.switches.strict ? OPTIONAL : [])
		if (body[name] === null) throw new JamaError(400, `${name} should be string`);
	if (self && call.switches.strict && body.password !== undefined)
		throw new JamaError(400, 'password is not valid in an update');
	if (self) return;
	const missing = NEEDED.find((name) => !body[name]?.trim());
	if (missing) throw new JamaError(400, `${missing} is required`);
	if (!call.switches.multiAuth) {
		if (!body.password) throw new JamaError(400, 'password is required');
		return;
	}
	if (body.authType !== 1 && body.authType !== 2)
		throw new JamaError(400, 'authType is required: 1 (Basic) or 2 (IdP)');
	if (body.authType === 1 && !body.password) throw new JamaError(400, 'password is required');
}

const texts = (body: RequestUser) => ({
	phone: body.phone ?? '',
	title: body.title ?? '',
	location: body.location ?? '',
});

function addUser(call: Call): Answer {
	checkAdmin(call);
	const body = call.body as RequestUser;
	checkUser(call, body);
	const { authType, ...fields } = body;
	const id = 1000 + call.state.next('user');
	call.state.users.set(id, {
		...(fields as User),
		...texts(body),
		id,
		active: true,
		admin: false,
		canWrite: true,
		clientId: `client-${id}`,
		clientSecret: `secret-${id}`,
	});
	return created(call, `users/${id}`, id);
}

/** Assumption: phone, title and location that are left out are cleared. */
function putUser(call: Call): Answer {
	checkAdmin(call);
	const found = user(call);
	const body = call.body as RequestUser;
	checkUser(call, body, found);
	const { authType, password, ...fields } = body;
	Object.assign(found, fields, texts(body));
	return done(call);
}

const group = (call: Call): UserGroup => {
	const found = required(call.state.userGroups.get(call.params.id as number), 'User group');
	if (found.project !== undefined) findProject(call, found.project);
	return found;
};

const viewGroup = ({ id, name, description, project }: UserGroup): Row =>
	compact({ id, name, description, project, type: 'usergroups' });

/** GET /usergroups: administrators; others name a project of theirs (change log 8.61). */
function getGroups(call: Call): Answer {
	const { project } = call.query as { project?: number };
	if (project === undefined && !call.user.admin)
		throw new JamaError(
			call.switches.noAccess,
			'Only administrators may list groups without a project',
		);
	if (project !== undefined) findProject(call, project);
	const found = [...call.state.userGroups.values()].filter(
		(each) =>
			(project === undefined || each.project === project) &&
			(each.project === undefined || mayRead(call, each.project)),
	);
	return list(call, found, viewGroup);
}

type RequestGroup = Pick<UserGroup, 'name' | 'description' | 'project'>;

/** Assumption: a name is unique in its project, or in the organization. */
function checkGroup(call: Call, body: RequestGroup, self?: UserGroup): void {
	checkAdmin(call);
	if (!body.name.trim()) throw new JamaError(400, 'name is required');
	if (body.project !== undefined) findProject(call, body.project);
	const taken = [...call.state.userGroups.values()].find(
		(each) => each.name === body.name && each.project === body.project,
	);
	if (taken && taken !== self)
		throw new JamaError(400, `A user group with the name ${body.name} already exists`);
}

/** Writing users, and user groups with their members (REST guide, 2/20/2016: user provisioning). */
export const people: Handlers = {
	add_user: addUser,
	put_user: putUser,
	set_active_status: (call) => {
		checkAdmin(call);
		user(call).active = call.body.active === true;
		return done(call);
	},
	get_user_groups: getGroups,
	add_user_group: (call) => {
		const { name, description, project } = call.body as RequestGroup;
		checkGroup(call, { name, description, project });
		const id = call.state.next('userGroup');
		call.state.userGroups.set(id, { id, name, description, project, users: new Set() });
		return created(call, `usergroups/${id}`, id);
	},
	get_group: (call) => single(call, viewGroup(group(call))),
	update_user_group: (call) => {
		const found = group(call);
		const { name, description, project } = call.body as RequestGroup;
		checkGroup(call, { name, description, project: project ?? found.project }, found);
		Object.assign(found, { name, description });
		return done(call);
	},
	delete_user_group: (call) => {
		checkAdmin(call);
		call.state.userGroups.delete(group(call).id);
		return noContent();
	},
	get_group_users: (call) => {
		const members = [...group(call).users].flatMap((id) => call.state.users.get(id) ?? []);
		return list(call, members, viewUser);
	},
	add_user_to_group: (call) => {
		checkAdmin(call);
		const { id, users } = group(call);
		const member = call.body.user as number;
		if (!call.state.users.has(member)) throw new JamaError(400, `User ${member} does not exist`);
		if (users.has(member)) throw new JamaError(400, `User ${member} already exists in group ${id}`);
		users.add(member);
		return created(call, `usergroups/${id}/users/${member}`, member);
	},
	remove_user_from_group: (call) => {
		checkAdmin(call);
		const { users } = group(call);
		if (!users.delete(call.params.userId as number)) throw new JamaError(404, 'User not found');
		return noContent();
	},
};
