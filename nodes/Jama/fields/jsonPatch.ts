import { z } from 'zod';
import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import { readJson } from '../../shared/values/json';
import { toRow } from '../../shared/values/row';

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
