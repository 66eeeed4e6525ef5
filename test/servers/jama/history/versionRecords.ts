import type { Fields, Snapshot, Version, Versioned } from '../types';

/** What a version keeps of an item. */
export function snapshot(item: Versioned): Snapshot {
	// Values are replaced, never changed in place.
	const fields: Fields = { ...item.fields };
	return {
		fields,
		modifiedDate: item.modifiedDate,
		modifiedBy: item.modifiedBy,
		childItemType: item.childItemType,
		...(item.fileName === undefined
			? {}
			: { fileName: item.fileName, mimeType: item.mimeType, fileSize: item.fileSize }),
	};
}

export function firstVersion(item: Versioned): Version {
	return {
		versionNumber: 1,
		createdDate: item.createdDate,
		createdBy: item.createdBy,
		changeDetails: 'Item created',
		snapshot: snapshot(item),
	};
}
