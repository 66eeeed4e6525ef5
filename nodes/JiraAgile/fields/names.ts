import { InvalidInput } from '../../shared/values/invalidInput';
import { readId } from '../../shared/values/inputs';
import type { Kind } from '../../shared/pickers/kind';
import { allRows } from '../../shared/pickers/kind';
import { isActive, sameText } from '../../shared/pickers/locator';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { listLabels, readLabels } from '../../shared/values/labelList';
import { pickOne } from '../../shared/values/pickOne';

/** Names separated by commas, or a list from an expression. */
export const toNames = (value: unknown): string[] =>
	(Array.isArray(value) ? value : String(value ?? '').split(','))
		.map((name) => String(name).trim())
		.filter(Boolean);

/** The record that a text stands for, by its name before its ID. Throws InvalidInput for none, and for several. */
function idOfText(kind: Kind, label: string, one: string, rows: Row[] | undefined): number {
	const row = pickOne(rows ?? [], one, {
		what: `'${label}': the ${kind.noun} ${JSON.stringify(one)}`,
		idOf: ({ id }) => id,
		namesOf: (each) => [kind.nameOf?.(each)],
		isActive,
	});
	if (row) return Number(row.id);
	// An ID that the list does not hold may be of another board.
	if (/^\d+$/.test(one)) return readId(one, label);
	throw new InvalidInput(
		`'${label}': there is no ${kind.noun} ${JSON.stringify(one)}`,
		rows
			? `Valid: ${listLabels(rows.map((each) => kind.nameOf?.(each))) || 'none'}.`
			: 'Choose the board first, or give the ID.',
	);
}

/**
 * IDs of records that are given as numbers, which are IDs, or as text from an expression or an agent, which may be
 * a name or an ID; several are a list, or separated by commas. Looks names up in the list of the kind.
 * @throws InvalidInput
 */
export async function idsOfNames(
	kind: Kind,
	label: string,
	value: unknown,
	context: ValueContext,
): Promise<number[]> {
	const isText = typeof value === 'string';
	const isNothing = value === undefined || value === null || (isText && value.trim() === '');
	const given: unknown[] = Array.isArray(value) ? value : isNothing ? [] : [value];
	if (given.every((one) => typeof one === 'number')) {
		return given.map((one) => readId(one, label));
	}
	const found = await allRows(kind, context);
	const rows = Array.isArray(found) ? found : undefined;
	const fits = (text: string) =>
		(rows ?? []).some((row) => sameText(kind.nameOf?.(row), text) || sameText(row.id, text));
	const parts = isText ? readLabels(value, fits, label) : given;
	return parts.map((one) =>
		typeof one === 'number' ? readId(one, label) : idOfText(kind, label, String(one).trim(), rows),
	);
}
