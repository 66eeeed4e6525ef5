import { locator } from '../../shared/pickers/locator';
import type { Field, Resource } from '../../shared/operations/operation';
import { choice, optional, ready, text, toggle } from '../../shared/operations/fieldKit';
import { projectOfList, readOptions, titlesOf, toChoices } from '../fields/fields';
import { PROJECT, USER, USER_GROUP } from '../pickers/kinds';
import { simplifyTo } from '../fields/rowKinds';

const userId = locator(USER, {
	name: 'userId',
	displayName: 'User',
	in: 'path',
	required: true,
});
const LICENSES = [
	'NAMED',
	'EXPIRING_TRIAL',
	'FLOATING',
	'FLOATING_COLLABORATOR',
	'FLOATING_REVIEWER',
	'INACTIVE',
	'NAMED_REVIEWER',
	'RESERVED_COLLABORATOR',
	'RESERVED_REVIEWER',
	'STAKEHOLDER',
	'TEST_RUNNER',
];
const ofUser = (name: string, displayName: string) => text(`body.${name}`, { displayName, name });
const needed = (name: string, displayName: string, more = {}) =>
	text(`body.${name}`, { displayName, name, required: true, ...more });
const password = needed('password', 'Password', { typeOptions: { password: true } });
const userFields = [
	needed('username', 'User Name'),
	needed('firstName', 'First Name'),
	needed('lastName', 'Last Name'),
	needed('email', 'Email', { placeholder: 'name@email.com' }),
	choice('body.licenseType', { displayName: 'License', name: 'licenseType' }, titlesOf(LICENSES)),
];
const moreOfUser = [
	ofUser('location', 'Location'),
	ofUser('phone', 'Phone'),
	ofUser('title', 'Title'),
];
const search = (name: string, displayName: string, more = {}): Field => ({
	property: { displayName, name, type: 'string', default: '', ...more },
	in: 'query',
});

export const user = {
	name: 'User',
	description: 'Who can log in, with their licenses',
	operations: {
		create: {
			name: 'Create',
			action: 'Create user',
			request: 'POST /users',
			fields: [...userFields, password],
			collections: { additionalFields: moreOfUser },
			simplify: simplifyTo.user,
			readBack: '/users/{id}',
		},
		get: {
			name: 'Get',
			action: 'Get user',
			request: 'GET /users/{userId}',
			fields: [userId],
			collections: { options: readOptions },
			simplify: simplifyTo.user,
		},
		getCurrent: {
			name: 'Get Current',
			action: 'Get current user',
			description: "Retrieve the credential's own user",
			request: 'GET /users/current',
			collections: { options: readOptions },
			simplify: simplifyTo.user,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many users',
			request: 'GET /users',
			collections: {
				filters: [
					search('email', 'Email', { placeholder: 'name@email.com' }),
					search('firstName', 'First Name'),
					{
						property: {
							displayName: 'Include Inactive',
							name: 'includeInactive',
							type: 'boolean',
							default: false,
							description: 'Whether to return users that may not log in any more',
						},
						in: 'query',
					},
					search('lastName', 'Last Name'),
					{
						property: {
							displayName: 'License',
							name: 'licenseType',
							type: 'options',
							options: toChoices(LICENSES),
							default: 'NAMED',
						},
						in: 'query',
					},
					search('username', 'User Name'),
				],
				options: readOptions,
			},
			simplify: simplifyTo.user,
			list: true,
		},
		setActive: {
			name: 'Set Active',
			action: 'Set active state of user',
			description: 'Let a user log in, or not any more',
			request: 'PUT /users/{userId}/active',
			fields: [
				userId,
				toggle('body.active', {
					displayName: 'Active',
					name: 'active',
					description: 'Whether the user may log in',
				}),
			],
			simplify: simplifyTo.user,
			readBack: '/users/{userId}',
		},
		update: {
			name: 'Update',
			action: 'Update user',
			description:
				'Change the details of a user, except the password; what is not given stays as it is',
			request: 'PUT /users/{userId}',
			distinct: true,
			keeps: {
				needed: ['username', 'firstName', 'lastName', 'email', 'licenseType'],
				optional: ['location', 'phone', 'title'],
			},
			fields: [userId],
			collections: { updateFields: [...userFields.map(optional), ...moreOfUser] },
			simplify: simplifyTo.user,
			readBack: '/users/{userId}',
		},
	},
} satisfies Resource;

const groupId = locator(USER_GROUP, {
	name: 'userGroupId',
	displayName: 'User Group',
	in: 'path',
	as: 'id',
	required: true,
});
const picked = [projectOfList, groupId];
const groupFields = [needed('name', 'Name'), needed('description', 'Description')];
const groupProject = locator(PROJECT, {
	name: 'groupProject',
	displayName: 'Project',
	in: 'body',
	as: 'project',
	description: 'The project that the group is for; without it the whole organization',
});

export const userGroup = {
	name: 'User Group',
	description: 'Groups of users of a project or the organization',
	operations: {
		addUser: {
			name: 'Add User',
			action: 'Add user to group',
			request: 'POST /usergroups/{id}/users',
			fields: [
				...picked,
				locator(USER, {
					name: 'user',
					displayName: 'User',
					in: 'body',
					required: true,
					description: 'The user to add',
				}),
			],
			exists: { isSame: ({ id }, body) => id === body.user },
		},
		create: {
			name: 'Create',
			action: 'Create user group',
			request: 'POST /usergroups',
			fields: groupFields,
			collections: { additionalFields: [groupProject] },
			simplify: simplifyTo.ofProject,
			readBack: '/usergroups/{id}',
		},
		delete: {
			name: 'Delete',
			action: 'Delete user group',
			description: 'Delete a group permanently; its members stay',
			request: 'DELETE /usergroups/{id}',
			fields: picked,
		},
		get: {
			name: 'Get',
			action: 'Get user group',
			request: 'GET /usergroups/{id}',
			fields: picked,
			collections: { options: readOptions },
			simplify: simplifyTo.ofProject,
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many user groups',
			request: 'GET /usergroups',
			collections: {
				filters: [
					ready(locator(PROJECT, { name: 'project', displayName: 'Project', in: 'query' })),
				],
				options: readOptions,
			},
			simplify: simplifyTo.ofProject,
			list: true,
		},
		getUsers: {
			name: 'Get Users',
			action: 'Get users in group',
			request: 'GET /usergroups/{id}/users',
			fields: picked,
			collections: { options: readOptions },
			simplify: simplifyTo.user,
			list: true,
		},
		removeUser: {
			name: 'Remove User',
			action: 'Remove user from group',
			request: 'DELETE /usergroups/{id}/users/{userId}',
			fields: [...picked, userId],
		},
		update: {
			name: 'Update',
			action: 'Update user group',
			request: 'PUT /usergroups/{id}',
			keeps: { needed: ['name', 'description'], optional: ['project'] },
			fields: picked,
			collections: { updateFields: [...groupFields.map(optional), groupProject] },
			simplify: simplifyTo.ofProject,
			readBack: '/usergroups/{userGroupId}',
		},
	},
} satisfies Resource;
