import { isAttachment } from '../records/attachmentItems';
import { formatDate } from '../search/dates';
import type { TestPart } from './testCenterTypes';
import { viewTestItem } from '../testCenter/testViews';
import type {
	Activity,
	Attachment,
	Comment,
	Item,
	ItemType,
	Project,
	Release,
	User,
	Version,
	Weblink,
} from '../types';
import {
	compact,
	dates,
	resources,
	viewFields,
	viewLock,
	type Row,
	type Viewer,
} from './viewParts';

export { viewFields, viewLock, type Row, type Viewer };

/** Where an item is in the tree (REST developer guide, Location). */
export function viewLocation(viewer: Viewer, item: Item): Row {
	viewer.state.treeOrder(item.project);
	return {
		sortOrder: item.sortOrder,
		globalSortOrder: item.globalSortOrder,
		sequence: viewer.state.sequence(item),
		parent: item.parentItem === undefined ? { project: item.project } : { item: item.parentItem },
	};
}

/** An item, as in REST developer guide, Sample response; a test plan, cycle, run or attachment in its own form. */
export function viewItem(viewer: Viewer, item: Item): Row {
	if (isAttachment(viewer.state, item))
		return viewAttachment(viewer, item as unknown as Attachment);
	if (item.test) return viewTestItem(viewer, item as Item & { test: TestPart });
	return compact({
		id: item.id,
		documentKey: item.documentKey,
		globalId: item.globalId,
		itemType: item.itemType,
		childItemType: item.childItemType,
		project: item.project,
		...dates(item),
		createdBy: item.createdBy,
		modifiedBy: item.modifiedBy,
		fields: viewFields(viewer, item, item.fields),
		resources: resources(viewer, ['GET', 'PUT', 'PATCH', 'DELETE']),
		location: viewLocation(viewer, item),
		lock: viewLock(item),
		type: 'items',
	});
}

/** An item as a version left it. */
export function viewVersionedItem(
	viewer: Viewer,
	item: Item,
	version: Version,
	current: number,
): Row {
	const past = { ...item, ...version.snapshot };
	const { location, lock, ...row } = viewItem(viewer, past);
	return {
		...row,
		lastActivityDate: formatDate(version.createdDate),
		resources: { self: { allowed: ['GET'] } },
		version: version.versionNumber,
		currentVersion: current,
	};
}

export function viewVersion(item: number, version: Version): Row {
	return compact({
		versionedItem: [item, version.versionNumber],
		item,
		versionNumber: version.versionNumber,
		changeDetails: version.changeDetails,
		comment: version.comment,
		createdDate: formatDate(version.createdDate),
		createdBy: version.createdBy,
		type: 'versions',
	});
}

/** A project, as in REST developer guide, Include parameter. */
export function viewProject(project: Project): Row {
	return compact({
		id: project.id,
		projectKey: project.projectKey,
		parent: project.parent,
		isFolder: project.isFolder,
		createdDate: formatDate(project.createdDate),
		modifiedDate: formatDate(project.modifiedDate),
		createdBy: project.createdBy,
		modifiedBy: project.modifiedBy,
		fields: compact(project.fields),
		type: 'projects',
	});
}

/** A user, as in REST guide, OAuth, REST API request. */
export function viewUser(user: User): Row {
	const { id, username, firstName, lastName, email, phone, title, location, licenseType, active } =
		user;
	return {
		id,
		username,
		firstName,
		lastName,
		email,
		phone,
		title,
		location,
		licenseType,
		active,
		type: 'users',
	};
}

export function viewItemType(viewer: Viewer, type: ItemType): Row {
	const bare = viewer.switches.fieldNames === 'bare';
	const fields = type.fields.map((field) => ({
		...field,
		name: bare ? field.name.split('$')[0] : field.name,
	}));
	return { ...type, fields, type: 'itemtypes' };
}

export function viewRelease(viewer: Viewer, release: Release): Row {
	let itemCount = 0;
	for (const item of viewer.state.items.values())
		if (item.fields.release === release.id) itemCount += 1;
	return {
		...release,
		releaseDate: formatDate(Date.parse(release.releaseDate)),
		itemCount,
		type: 'releases',
	};
}

export function viewComment(comment: Comment): Row {
	const { text, item, project, createdDate, ...rest } = comment;
	return compact({
		...rest,
		createdDate: formatDate(createdDate),
		body: { text },
		location: item === undefined ? { project } : { item },
		type: 'comments',
	});
}

export function viewAttachment(viewer: Viewer, attachment: Attachment): Row {
	const { createdDate, modifiedDate, lastActivityDate, fields, lock, globalSortOrder, ...rest } =
		attachment;
	return compact({
		...rest,
		...dates({ createdDate, modifiedDate, lastActivityDate }),
		fields: compact({
			documentKey: attachment.documentKey,
			globalId: attachment.globalId,
			...fields,
		}),
		resources: resources(viewer, ['GET']),
		lock: viewLock({ lock }),
		type: 'attachments',
	});
}

export function viewActivity(activity: Activity): Row {
	const { project, itemType, affected, date, ...rest } = activity;
	return compact({ ...rest, date: formatDate(date), type: 'activities' });
}

export function viewLink({ id, url, description }: Weblink): Row {
	return compact({ id, url, description, type: 'links' });
}

/** A record whose stored form is its answer. */
export function plain(type: string): (record: object) => Row {
	return (record) => ({ ...compact(record), type });
}
