import {
	findProject,
	inReach,
	JamaError,
	list,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { plain, viewItemType, viewRelease, viewUser } from '../configuration/views';

const tag = plain('tags');
const pickList = plain('picklists');
const option = plain('picklistoptions');

/**
 * GET /users: organization or user administrators; others name a project of theirs (change log 8.61).
 * Assumption: inactive users only on request.
 */
function users(call: Call): ReturnType<typeof list> {
	const { query, state, user } = call;
	if (!user.admin && query.project === undefined) {
		throw new JamaError(
			call.switches.noAccess,
			'Only administrators may list users without a project',
		);
	}
	if (query.project !== undefined) findProject(call, query.project as number);
	const found = [...state.users.values()].filter(
		(each) =>
			(each.active || query.includeInactive === true) &&
			(['username', 'email', 'firstName', 'lastName', 'licenseType'] as const).every(
				(name) => query[name] === undefined || each[name] === query[name],
			),
	);
	return list(call, found, viewUser);
}

/** What items refer to: users, item types, pick lists, releases, tags. Read only. */
export const directory: Handlers = {
	get_users: users,
	get_current_user: (call) => single(call, viewUser(call.user)),
	get_user: (call) =>
		single(call, viewUser(required(call.state.users.get(call.params.userId as number), 'User'))),
	get_item_types: (call) =>
		list(call, [...call.state.itemTypes.values()], (type) => viewItemType(call, type)),
	get_item_type: (call) =>
		single(
			call,
			viewItemType(
				call,
				required(call.state.itemTypes.get(call.params.itemTypeId as number), 'Item type'),
			),
		),
	get_pick_lists: (call) => list(call, [...call.state.pickLists.values()], pickList),
	get_pick_list: (call) =>
		single(
			call,
			pickList(required(call.state.pickLists.get(call.params.picklistId as number), 'Pick list')),
		),
	get_pick_list_options: (call) => {
		const { id } = required(
			call.state.pickLists.get(call.params.picklistId as number),
			'Pick list',
		);
		return list(call, call.state.optionsOf(id), option);
	},
	get_picklist_option_id: (call) =>
		single(
			call,
			option(
				required(
					call.state.options.get(call.params.picklistOptionId as number),
					'Pick list option',
				),
			),
		),
	get_releases: (call) => {
		const { id } = findProject(call, call.query.project as number);
		const rows = [...call.state.releases.values()].filter((each) => each.project === id);
		return list(call, rows, (each) => viewRelease(call, each));
	},
	get_release: (call) =>
		single(
			call,
			viewRelease(
				call,
				inReach(call, call.state.releases.get(call.params.releaseId as number), 'Release'),
			),
		),
	get_tags: (call) => {
		const { id } = findProject(call, call.query.project as number);
		return list(
			call,
			[...call.state.tags.values()].filter((each) => each.project === id),
			tag,
		);
	},
	get_tag: (call) =>
		single(call, tag(inReach(call, call.state.tags.get(call.params.id as number), 'Tag'))),
};
