import type { Call } from './call';
import { formatDate, formatDay } from './dates';
import type {
	Activity,
	Attachment,
	Comment,
	Fields,
	Item,
	ItemType,
	Project,
	Release,
	User,
	Version,
	Weblink,
} from './types';

export type Row = Record<string, unknown> & { type?: string };
type Viewer = Pick<Call, 'state' | 'switches' | 'user' | 'datesWithTime'>;

/** Null and unset values are left out of an answer (REST developer guide, PATCH, Notes). */
function compact<T extends object>(row: T): T {
	return Object.fromEntries(
		Object.entries(row).filter(([, value]) => value !== undefined && value !== null),
	) as T;
}

/** What the user may do with it (REST developer guide, Resources). */
function resources(viewer: Viewer, methods: string[]): unknown {
	return { self: { allowed: viewer.user.canWrite ? methods : ['GET'] } };
}

/** A DATE field is a day, or a full date with the header of change log 8.59. */
function dateField(viewer: Viewer, time: number): string {
	return viewer.datesWithTime ? formatDate(time) : formatDay(time);
}

/** The `fields` of an item: those of its item type that have a value, keys and mirrored ones included. */
export function viewFields(viewer: Viewer, item: Omit<Item, 'fields'>, stored: Fields): Fields {
	const fields: Fields = { documentKey: item.documentKey, globalId: item.globalId };
	for (const field of viewer.state.typeOf(item).fields) {
		const value = stored[field.name];
		if (field.name === 'createdDate' || field.name === 'modifiedDate') {
			fields[field.name] = dateField(viewer, item[field.name]);
		} else if (field.name === 'createdBy' || field.name === 'modifiedBy') {
			fields[field.name] = item[field.name];
		} else if (value !== undefined && value !== null) {
			const isDate = field.fieldType === 'DATE' && typeof value === 'string';
			fields[field.name] = isDate ? dateField(viewer, Date.parse(`${value}T00:00:00Z`)) : value;
		}
	}
	return fields;
}

export function viewLock(item: Item): Row {
	const { lock } = item;
	return compact({
		locked: lock?.locked ?? false,
		lastLockedDate: lock && formatDate(lock.lastLockedDate),
		lockedBy: lock?.locked ? lock.lockedBy : undefined,
	});
}

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

function dates(record: {
	createdDate: number;
	modifiedDate: number;
	lastActivityDate: number;
}): Row {
	return {
		createdDate: formatDate(record.createdDate),
		modifiedDate: formatDate(record.modifiedDate),
		lastActivityDate: formatDate(record.lastActivityDate),
	};
}

/** An item, as in REST developer guide, Sample response. */
export function viewItem(viewer: Viewer, item: Item): Row {
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
		type: 'items',
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
	const { createdDate, modifiedDate, lastActivityDate, fields, ...rest } = attachment;
	return compact({
		...rest,
		...dates({ createdDate, modifiedDate, lastActivityDate }),
		fields: compact({
			documentKey: attachment.documentKey,
			globalId: attachment.globalId,
			...fields,
		}),
		resources: resources(viewer, ['GET']),
		lock: { locked: false },
		type: 'attachments',
	});
}

export function viewActivity(activity: Activity): Row {
	const { project, itemType, date, ...rest } = activity;
	return compact({ ...rest, date: formatDate(date), type: 'activities' });
}

export function viewLink({ id, url, description }: Weblink): Row {
	return compact({ id, url, description, type: 'links' });
}

/** A record whose stored form is its answer. */
export function plain(type: string): (record: object) => Row {
	return (record) => ({ ...compact(record), type });
}
