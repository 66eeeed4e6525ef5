import type { Call } from '../frame/call';
import { formatDate, formatDay } from '../search/dates';
import type { Fields, Item, Lock } from '../types';

export type Row = Record<string, unknown> & { type?: string };
export type Viewer = Pick<Call, 'state' | 'switches' | 'user' | 'datesWithTime'>;

/** Null and unset values are left out of an answer (REST developer guide, PATCH, Notes). */
export function compact<T extends object>(row: T): T {
	return Object.fromEntries(
		Object.entries(row).filter(([, value]) => value !== undefined && value !== null),
	) as T;
}

/** What the user may do with it (REST developer guide, Resources). */
export function resources(viewer: Viewer, methods: string[]): unknown {
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

/** The lock of an item or an attachment. */
export function viewLock({ lock }: { lock?: Lock }): Row {
	return compact({
		locked: lock?.locked ?? false,
		lastLockedDate: lock && formatDate(lock.lastLockedDate),
		lockedBy: lock?.locked ? lock.lockedBy : undefined,
	});
}

export function dates(record: {
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
