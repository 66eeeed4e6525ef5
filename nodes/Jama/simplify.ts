import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../shared/operation';

const defined = (row: Row): Row =>
	Object.fromEntries(
		Object.entries(row).filter(([, value]) => value !== undefined && value !== null),
	);

/** An item's ten most useful columns, flat; objects that were included stay under `linked`. Notes of a write are kept. */
export function simplifyItem(row: Row): Row {
	const fields = row.fields as IDataObject | undefined;
	if (!fields) return row;
	const parent = (row.location as { parent?: { item?: number } } | undefined)?.parent?.item;
	return defined({
		id: row.id,
		documentKey: row.documentKey,
		name: fields.name,
		description: fields.description,
		project: row.project,
		itemType: row.itemType,
		parent,
		globalId: row.globalId,
		modifiedDate: row.modifiedDate,
		lastActivityDate: row.lastActivityDate,
		linked: row.linked,
	});
}

/** A project's most useful columns, flat. */
export function simplifyProject(row: Row): Row {
	const fields = row.fields as IDataObject | undefined;
	if (!fields) return row;
	return defined({
		id: row.id,
		projectKey: row.projectKey,
		name: fields.name,
		description: fields.description,
		isFolder: row.isFolder,
		parent: row.parent,
		createdDate: row.createdDate,
		modifiedDate: row.modifiedDate,
		linked: row.linked,
	});
}
