import { z } from 'zod';
import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import { sameValue } from '../../shared/values/sameValue';

/** In any case: the REST cookbook writes it in capitals, RFC 6902 knows small letters only. */
const operationName = z
	.string()
	.transform((text) => text.toLowerCase())
	.pipe(z.enum(['add', 'replace', 'remove']));

const patchOperations = z.array(
	z.object({ op: operationName, path: z.string().startsWith('/') }).passthrough(),
);

/** Reads the JSON Patch input. Throws InvalidInput. */
export function readPatch(value: unknown): IDataObject[] {
	const patch = patchOperations.safeParse(readJson(value, 'Patch Operations'));
	if (patch.success) return patch.data.map((one) => toRow(Object.entries(one)));
	throw new InvalidInput(
		"'Patch Operations' is not a list of patch operations",
		'Write a list such as [{"op": "replace", "path": "/fields/name", "value": "New name"}]; op is add, replace or remove.',
	);
}

/** One step of a JSON pointer (RFC 6901, 3). */
const pointerStep = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

/**
 * The PATCH that sets fields: "add" sets a field whether or not it has a value, while "replace" and "remove" fail on an empty
 * one (REST developer guide, PATCH).
 */
export function toPatch(fields: IDataObject, current: IDataObject): IDataObject[] {
	return Object.entries(fields).flatMap(([name, value]): IDataObject[] => {
		const path = `/fields/${pointerStep(name)}`;
		if (value !== null) return [{ op: 'add', path, value }];
		const isEmpty = current[name] === undefined || current[name] === null;
		return isEmpty ? [] : [{ op: 'remove', path }];
	});
}

/** The PATCH that sets those of the fields that have another value now. */
export function toChanges(fields: IDataObject, current: IDataObject): IDataObject[] {
	const changed = Object.entries(fields).filter(
		([name, value]) => !sameValue(value, current[name]),
	);
	return toPatch(Object.fromEntries(changed), current);
}

/** What is to be sent to an item. */
export interface Change {
	/** The item that it was made from. */
	item: Row;
	/** The fields that the user gave, on the wire. */
	fields: IDataObject;
	patch: IDataObject[];
}

/**
 * The change of an item. What a search gave of it may be some seconds old: all fields that are given are set then, and where it
 * seems that none is to be changed, or one to be cleared, the item is read.
 * @param searched as the search gave it; undefined: it was not searched for
 * @param fieldsOf the fields that the user gave, on the wire for an item
 * @param read the item as it is now
 */
export async function changeOf(
	searched: Row | undefined,
	fieldsOf: (item: Row) => Promise<IDataObject>,
	read: () => Promise<Row>,
): Promise<Change> {
	const changes = async (item: Row): Promise<Change> => {
		const fields = await fieldsOf(item);
		return { item, fields, patch: toChanges(fields, toRecord(item.fields)) };
	};
	const found = searched && (await changes(searched));
	const isSure = found && found.patch.length > 0 && !Object.values(found.fields).includes(null);
	return isSure ? { ...found, patch: toPatch(found.fields, {}) } : await changes(await read());
}

const STEP = /^\/fields\/([^/]+)$/;

/** The fields that a patch sets. */
export const fieldsIn = (patch: IDataObject[]): IDataObject =>
	Object.fromEntries(
		patch.flatMap(({ op, path, value }) => {
			const name = STEP.exec(String(path))?.[1]?.replace(/~1/g, '/').replace(/~0/g, '~');
			return name === undefined ? [] : [[name, op === 'remove' ? null : value]];
		}),
	);
