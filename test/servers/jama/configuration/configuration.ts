import {
	checkWrite,
	created,
	done,
	findProject,
	inReach,
	JamaError,
	noContent,
	required,
	type Call,
	type Handlers,
} from '../frame/call';
import { parseFieldDay } from '../search/dates';
import type { Answer } from '../frame/envelope';
import { activity } from '../items/itemChanges';
import { log } from '../history/itemEvents';
import type { PickListOption } from '../types';

type RequestOption = Pick<PickListOption, 'name'> &
	Partial<Pick<PickListOption, 'description' | 'value' | 'color' | 'sortOrder' | 'default'>>;

/** Assumption: one default a list, and a new default takes that from the old one. */
function onlyDefault(call: Call, option: PickListOption): void {
	if (!option.default) return;
	for (const each of call.state.optionsOf(option.pickList)) each.default = each === option;
}

const pickListOf = (call: Call) =>
	required(call.state.pickLists.get(call.params.picklistId as number), 'Pick list');

/** POST /picklists/{id}/options (REST guide, 1/27/2017). Assumption: last in order unless it says. */
function addOption(call: Call): Answer {
	checkWrite(call);
	const { id: pickList } = pickListOf(call);
	const body = call.body as RequestOption;
	const options = call.state.optionsOf(pickList);
	const id = 10_000 + call.state.next('option');
	const option: PickListOption = {
		description: '',
		value: '',
		color: 'FFFFFF',
		sortOrder: options.length + 1,
		default: false,
		...body,
		id,
		active: true,
		pickList,
	};
	call.state.options.set(id, option);
	onlyDefault(call, option);
	return created(call, `picklistoptions/${id}`, id);
}

/** PUT: what is left out becomes empty, as with every PUT; its place and default stay (assumption). */
function putOption(call: Call): Answer {
	checkWrite(call);
	const found = required(
		call.state.options.get(call.params.picklistOptionId as number),
		'Pick list option',
	);
	const cleared = { description: '', value: '', color: 'FFFFFF' };
	Object.assign(found, cleared, call.body as RequestOption);
	onlyDefault(call, found);
	return done(call);
}

/** POST /picklists: STANDARD or LOOKUP_MATRIX (change log 8.75; names of the properties: assumption). */
function addPickList(call: Call): Answer {
	checkWrite(call);
	const { name, description = '', pickListType = 'STANDARD' } = call.body as Record<string, string>;
	if (!name?.trim()) throw new JamaError(400, 'name is required');
	if (!['STANDARD', 'LOOKUP_MATRIX'].includes(pickListType))
		throw new JamaError(400, 'pickListType is STANDARD or LOOKUP_MATRIX');
	const id = 1000 + call.state.next('pickList');
	call.state.pickLists.set(id, { id, name, description, pickListType });
	return created(call, `picklists/${id}`, id);
}

interface RequestRelease {
	name: string;
	releaseDate: string;
	project: number;
	description?: string;
}

/** A release's date is a day or a full date (assumption: both are accepted). */
function release(call: Call): RequestRelease & { releaseDate: string } {
	checkWrite(call);
	const { name, releaseDate, project, description } = call.body as RequestRelease;
	findProject(call, project);
	const day = parseFieldDay(releaseDate, call.switches);
	if (day === undefined) throw new JamaError(400, `releaseDate: ${releaseDate} is not a date`);
	if (!name.trim()) throw new JamaError(400, 'name is required');
	return { name, releaseDate: day, project, description: description ?? '' };
}

function addRelease(call: Call): Answer {
	const { description = '', ...body } = release(call);
	const id = call.state.next('release');
	call.state.releases.set(id, { ...body, description, id, active: true, archived: false });
	return created(call, `releases/${id}`, id);
}

/** The project is only needed for a new tag (contract's words). Assumption: a tag's name is unique in its project. */
function tag(
	call: Call,
	self?: { id: number; project: number },
): { name: string; project: number } {
	checkWrite(call);
	const { name, project = self?.project } = call.body as { name: string; project?: number };
	if (project === undefined) throw new JamaError(400, 'project is required');
	findProject(call, project);
	if (!name.trim()) throw new JamaError(400, 'name is required');
	const taken = [...call.state.tags.values()].find(
		(each) => each.project === project && each.name === name && each.id !== self?.id,
	);
	if (taken) throw new JamaError(400, `A tag with the name ${name} already exists`);
	return { name, project };
}

const foundTag = (call: Call) =>
	inReach(call, call.state.tags.get(call.params.id as number), `Tag ${call.params.id}`);

/** Assumption: a deleted tag is removed from its items, which is an activity of each. */
function deleteTag(call: Call): Answer {
	checkWrite(call);
	const { id, name, project } = foundTag(call);
	for (const [owner, tags] of call.state.itemTags) {
		if (!tags.delete(id)) continue;
		const item = call.state.items.get(owner);
		if (!item) continue;
		activity(call, item);
		log(call, 'DELETE', 'ITEM_TAG', 'untagged', `${item.documentKey} untagged`, item);
	}
	call.state.tags.delete(id);
	log(call, 'DELETE', 'TAG', 'deleted', `tag ${name} deleted`, undefined, project);
	return noContent();
}

/** Writing what items refer to: pick lists, releases, tags. */
export const configuration: Handlers = {
	add_pick_list_option: addOption,
	update_picklist_option: putOption,
	post_picklists: addPickList,
	/** A client sends it; assumption: refused while a field has the list. */
	delete_picklists_picklistId: (call) => {
		checkWrite(call);
		const { id, name } = pickListOf(call);
		const used = [...call.state.itemTypes.values()].some(({ fields }) =>
			fields.some((field) => field.pickList === id),
		);
		if (used) throw new JamaError(400, `Pick list ${name} is used by a field`);
		for (const option of call.state.optionsOf(id)) call.state.options.delete(option.id);
		call.state.pickLists.delete(id);
		return noContent();
	},
	add_release: addRelease,
	put_release: (call) => {
		const id = call.params.releaseId as number;
		const found = inReach(call, call.state.releases.get(id), `Release ${id}`);
		const body = release(call);
		if (body.project !== found.project)
			throw new JamaError(400, 'The project of a release cannot be changed');
		Object.assign(found, body);
		return done(call);
	},
	add_tag: (call) => {
		const body = tag(call);
		const id = call.state.next('tag');
		call.state.tags.set(id, { id, ...body });
		log(call, 'CREATE', 'TAG', 'created', `tag ${body.name} created`, undefined, body.project);
		return created(call, `tags/${id}`, id);
	},
	put_tag: (call) => {
		const found = foundTag(call);
		const { name, project } = tag(call, found);
		if (project !== found.project)
			throw new JamaError(400, 'The project of a tag cannot be changed');
		found.name = name;
		log(call, 'UPDATE', 'TAG', 'renamed', `tag ${name} renamed`, undefined, project);
		return done(call);
	},
	delete_tag: deleteTag,
};
