/** Cells of spreadsheets and forms, and the reader of field values that the fuzz tests give them to. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { toWireFields } from '../../nodes/Jama/fields/fieldValues';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import { jamaSession } from '../support/rows/jamaSession';
import { note } from './fuzz';

const TYPE = {
	id: 33,
	display: 'Requirement',
	fields: [
		{ name: 'due$33', label: 'Due', fieldType: 'DATE' },
		{ name: 'points$33', label: 'Points', fieldType: 'INTEGER' },
		{ name: 'safe$33', label: 'Safe', fieldType: 'BOOLEAN' },
		{ name: 'risk$33', label: 'Risk', fieldType: 'LOOKUP', pickList: 4 },
		{ name: 'ways$33', label: 'Ways', fieldType: 'MULTI_LOOKUP', pickList: 4 },
		{ name: 'release', label: 'Release', fieldType: 'RELEASE' },
	],
};
/** Labels that are like each other, and like IDs. */
export const OPTIONS = [
	{ id: 401, name: 'Low' },
	{ id: 402, name: 'High' },
	{ id: 403, name: 'High', active: false },
	{ id: 404, name: '5' },
	{ id: 5, name: 'Very High' },
	{ id: 405, name: 'Review' },
	{ id: 406, name: 'formal' },
	{ id: 407, name: 'Review, formal' },
	{ id: 408, name: '46083' },
	{ id: 409, name: '3.0' },
	{ id: 410, name: '2026-03-04' },
	{ id: 411, name: 'Größe' },
	{ id: 412, name: 'n/a' },
];
const { session } = jamaSession({
	'GET /picklists/4/options': { rows: OPTIONS },
	'GET /releases': {
		rows: OPTIONS.map(({ active, ...row }) => ({ ...row, archived: active === false })),
	},
});

const figures = { right: 0, refused: 0 };
export const TIMEZONE = 'America/New_York';

/** Reads a value for a field; undefined when it was refused with a sentence. */
export async function readCell(
	field: string,
	value: unknown,
): Promise<{ wire: unknown } | undefined> {
	const context = { session, timezone: TIMEZONE, project: 2 };
	try {
		const wire = await toWireFields(TYPE, { [field]: value } as IDataObject, context);
		figures.right += 1;
		return { wire: Object.values(wire)[0] };
	} catch (error) {
		if (!(error instanceof InvalidInput)) throw error;
		expect(error.message).toMatch(/^(The .* of )?'(Due|Points|Safe|Risk|Ways|Release)'|of 'R/);
		expect(`${error.message} ${String(error.description)}`).not.toMatch(
			/\[object|undefined|NaN|Cannot read|not a function/,
		);
		figures.refused += 1;
		return undefined;
	}
}

/** Adds what came of all values to the closing line. */
export const noteFigures = (): number =>
	note(`${figures.right} values taken for what they mean, ${figures.refused} refused, 0 others`);

/** Blanks as cells have them around a value. */
export const blank = fc.constantFrom('', ' ', '  ', '\u00a0', '\t', '\u2003', '\ufeff', '\r\n');
/** A text with blanks around it. */
export const around = (text: fc.Arbitrary<string>) =>
	fc.tuple(blank, text, blank).map((parts) => parts.join(''));
