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
	stamp,
	type Call,
	type Handlers,
} from '../frame/call';
import { commit } from '../items/itemChanges';
import { log } from '../history/itemEvents';
import { knownFields } from '../items/itemFields';
import type { Answer } from '../frame/envelope';
import type { Fields, Item, Project } from '../types';
import { TYPE } from '../seed/seedTypes';
import { plain, viewItemType, viewProject } from './views';

interface RequestProject {
	projectKey: string;
	fields: Fields;
	isFolder?: boolean;
	parent?: number | null;
}

const project = (call: Call) => findProject(call, call.params.projectId as number);

/** Assumptions: key and name are required and not empty, a key is unique, a parent is a project folder. */
function check(call: Call, body: RequestProject, self?: Project): void {
	const { state } = call;
	if (!body.projectKey.trim()) throw new JamaError(400, 'projectKey is required');
	if (typeof body.fields.name !== 'string' || !body.fields.name.trim())
		throw new JamaError(400, 'Field name is required');
	const taken = [...state.projects.values()].find((each) => each.projectKey === body.projectKey);
	if (taken && taken !== self)
		throw new JamaError(400, `A project with the key ${body.projectKey} already exists`);
	const parent = body.parent ?? undefined;
	if (parent !== undefined && (!state.projects.get(parent)?.isFolder || parent === self?.id)) {
		throw new JamaError(400, `Parent ${parent} is not a project folder`);
	}
}

/** Fields of a project: the organization's administrator names the numbered ones (seen on an instance). */
const FIELD =
	/^(projectKey|name|description|statusId|projectGroup|projectManager|(text|date|user)\d+)$/;

const fieldsOf = (call: Call, { fields, projectKey }: RequestProject): Fields => ({
	...knownFields(fields, call.switches, 'a project', (name) => FIELD.test(name)),
	projectKey,
});

function addProject(call: Call): Answer {
	checkWrite(call);
	const body = call.body as RequestProject;
	check(call, body);
	const id = call.state.next('project');
	const time = stamp(call);
	call.state.projects.set(id, {
		id,
		projectKey: body.projectKey,
		parent: body.parent ?? undefined,
		isFolder: body.isFolder ?? false,
		createdDate: time,
		modifiedDate: time,
		createdBy: call.user.id,
		modifiedBy: call.user.id,
		fields: fieldsOf(call, body),
		itemTypes: body.isFolder
			? []
			: [...call.state.itemTypes.keys()].filter((type) => type !== TYPE.defect),
		permissions: [],
	});
	call.state.revision += 1;
	log(call, 'CREATE', 'PROJECT', 'created', `project ${body.projectKey} created`, undefined, id);
	return created(call, `projects/${id}`, id);
}

/** PUT is the whole project, as PUT of an item is the whole item (assumption by analogy). */
function putProject(call: Call): Answer {
	checkWrite(call);
	const found = project(call);
	const body = call.body as RequestProject;
	check(call, body, found);
	Object.assign(found, {
		projectKey: body.projectKey,
		parent: body.parent ?? undefined,
		fields: fieldsOf(call, body),
		modifiedDate: stamp(call),
		modifiedBy: call.user.id,
	});
	log(
		call,
		'UPDATE',
		'PROJECT',
		'updated',
		`project ${body.projectKey} updated`,
		undefined,
		found.id,
	);
	return done(call);
}

/** POST /projects/{id}/attachments: only the name is required (REST cookbook, REST Attachments). */
function postAttachment(call: Call): Answer {
	checkWrite(call);
	const { state } = call;
	const owner = project(call);
	const fields = call.body.fields as Fields;
	if (typeof fields.name !== 'string' || !fields.name)
		throw new JamaError(400, 'Field name is required');
	const type = state.typeOf({ itemType: TYPE.attachment });
	const known = knownFields(fields, call.switches, 'attachments', (name) =>
		type.fields.some((field) => field.name === name),
	);
	const id = state.next('item');
	const time = stamp(call);
	state.attachments.set(id, {
		id,
		documentKey: state.nextDocumentKey(owner, type),
		globalId: `GID-${id}`,
		project: owner.id,
		itemType: TYPE.attachment,
		createdDate: time,
		modifiedDate: time,
		lastActivityDate: time,
		createdBy: call.user.id,
		modifiedBy: call.user.id,
		fields: known,
	});
	commit(call, state.abstractItem(id) as Item, undefined);
	return created(call, `attachments/${id}`, id);
}

/** PUT and DELETE /projects/{id}/itemtypes/{id} (client source). */
function changeItemTypes(call: Call, change: (types: number[], type: number) => number[]): Project {
	checkWrite(call);
	const found = project(call);
	const type = required(call.state.itemTypes.get(call.params.itemTypeId as number), 'Item type');
	found.itemTypes = change(found.itemTypes, type.id);
	return found;
}

const subject = (entry: Fields) => `${entry.user ?? ''}/${entry.userGroup ?? ''}`;

/** Permissions (change log 9.2); the bodies are in no document: an entry names a user or userGroup. */
function setPermission(call: Call): Project {
	checkWrite(call);
	const found = project(call);
	const entry = call.body as Fields;
	found.permissions = [
		...found.permissions.filter((each) => subject(each) !== subject(entry)),
		entry,
	];
	return found;
}

export const projects: Handlers = {
	get_projects: (call) =>
		list(
			call,
			[...call.state.projects.values()].filter((each) => mayRead(call, each.id)),
			viewProject,
		),
	get_project: (call) => single(call, viewProject(project(call))),
	add_project: addProject,
	put_project: putProject,
	post_attachment: postAttachment,
	get_project_item_types: (call) => {
		const types = project(call).itemTypes.flatMap((id) => call.state.itemTypes.get(id) ?? []);
		return list(call, types, (type) => viewItemType(call, type));
	},
	put_projects_projectId_itemtypes_itemTypeId: (call) => {
		changeItemTypes(call, (types, type) => [...new Set([...types, type])]);
		return done(call);
	},
	delete_projects_projectId_itemtypes_itemTypeId: (call) => {
		changeItemTypes(call, (types, type) => types.filter((each) => each !== type));
		return noContent();
	},
	get_project_tags: (call) => {
		const { id } = project(call);
		return list(
			call,
			[...call.state.tags.values()].filter((tag) => tag.project === id),
			plain('tags'),
		);
	},
	get_projects_projectId_permissions: (call) =>
		list(call, project(call).permissions, plain('permissions')),
	post_projects_projectId_permissions: (call) => {
		const { id } = setPermission(call);
		return created(call, `projects/${id}/permissions`, id);
	},
	put_projects_projectId_permissions: (call) => {
		setPermission(call);
		return done(call);
	},
	/** Assumption: the body names whose entry goes; without one, all go. */
	delete_projects_projectId_permissions: (call) => {
		checkWrite(call);
		const found = project(call);
		const entry = call.body as Fields | undefined;
		found.permissions = entry
			? found.permissions.filter((each) => subject(each) !== subject(entry))
			: [];
		return noContent();
	},
};
