import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';
import { isRecord, toRecord } from '../values/objectPath';
import type { Collections, Field, Operation, RequestRow } from './operation';
import { includeFor } from './operation';
import type { Row } from '../values/row';
import { toRow, toValue } from '../values/row';
import { choice } from './fieldKit';
import type { FieldValue } from './request';
import { buildRequest } from './request';
import type { ApiRequest, Session } from '../session/session';

type Keeps = NonNullable<Operation['keeps']>;
const namesOf = ({ needed, optional = [] }: Keeps): string[] => [...needed, ...optional];

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * The value of a field that the user added to Update Fields and left empty: null, which clears it. An expression that gives
 * nothing (undefined) is not given.
 * @param raw what the user entered
 * @param value the same on the wire
 */
export function clearedIfEmpty(
	{ keeps }: Operation,
	collection: keyof Collections | undefined,
	raw: unknown,
	value: unknown,
): unknown {
	if (!keeps || collection !== 'updateFields' || value !== undefined) return value;
	const inner = isRecord(raw) && 'value' in raw ? raw.value : raw;
	return inner === undefined ? undefined : null;
}

const without = (value: unknown, names: readonly string[]): unknown =>
	isRecord(value)
		? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
		: value;

/** What is given laid over what is there; null takes away. */
function over(current: unknown, given: unknown): unknown {
	if (!isRecord(current) || !isRecord(given)) return given;
	const merged = Object.entries({ ...current, ...given });
	return Object.fromEntries(merged.filter(([, value]) => value !== null));
}

/**
 * The whole body of a PUT that replaces its record: what is given, and for the rest what the record has now. Only what the
 * row keeps is taken from the record, so that nothing goes back that only the server sets. Null takes a value away. Pure.
 * @param keeps the row's
 * @param current the record as it is
 */
function mergeKept(keeps: Keeps, current: Row, given: IDataObject): IDataObject {
	const kept = namesOf(keeps);
	const { derived = [] } = keeps;
	const body: IDataObject = {};
	for (const name of new Set([...kept, ...Object.keys(given)])) {
		const before = kept.includes(name) ? without(current[name], derived) : undefined;
		const value = name in given ? over(before, given[name]) : before;
		if (value !== undefined && value !== null) body[name] = toValue(value);
	}
	return body;
}

/**
 * Completes the request of a row that keeps what is not given: reads the record from the request's own path, unless
 * everything is given, and fills the body. Between the two requests somebody else's change may be lost; the API has no way
 * to notice.
 * @throws InvalidInput before anything is sent when a value that the record needs is to be cleared
 */
export async function keepRest(
	{ keeps }: Operation,
	request: ApiRequest,
	values: readonly FieldValue[],
	session: Session,
): Promise<ApiRequest> {
	if (!keeps || !isRecord(request.body)) return request;
	const given = request.body;
	for (const { field, value } of values) {
		const name = field.as ?? field.property.name;
		if (field.in !== 'body' || value === undefined || !keeps.needed.includes(name)) continue;
		if (isEmpty(value)) {
			throw new InvalidInput(
				`'${field.property.displayName}' is empty, and cannot be cleared`,
				'Enter a value, or take the field out of the list to keep what is there.',
			);
		}
	}
	const isWhole = namesOf(keeps).every((name) => name in given && !isRecord(given[name]));
	const { path, root } = request;
	const current = isWhole ? {} : await session.row({ path, root });
	return { ...request, body: mergeKept(keeps, current, given) };
}

const NAME = 'ifExists';
const OTHERWISE = { add: 'Add Another', fail: 'Fail' };

/**
 * What to do about something that is there already.
 * @param otherwise what the API does by itself: it rejects the request, or adds another one
 */
export const ifExists = (
	otherwise: keyof typeof OTHERWISE = 'fail',
): Field<typeof NAME, string | undefined> =>
	choice<typeof NAME, string>(
		undefined,
		{
			displayName: 'If It Exists',
			name: NAME,
			description: 'Skip returns what is there already, marked with "existed": true',
		},
		{ [otherwise]: OTHERWISE[otherwise], skip: 'Skip' },
	);

/** True where the user wants what is there already instead of an error or another one. */
export const skips = (value: unknown): boolean => value === 'skip';

/** A hint where more than one is there: which of them comes out is said. */
export function firstOf(rows: readonly Row[], what: string, session: Session): Row | undefined {
	const [found, second] = rows;
	if (second) {
		session.hint(
			`${rows.length} of the same are there already at ${what}; the one with ID ${String(found?.id)} comes out.`,
		);
	}
	return found;
}

/**
 * Sends the request of a row that adds something, unless the user wants to skip what is there already and it is. That is read
 * from the list at the same path, which has to be whole: GET before the request. Between the two somebody else may add it;
 * then the API's own response comes out.
 * @param send sends it
 */
export async function unlessThere(
	session: Session,
	operation: RequestRow,
	values: readonly FieldValue[],
	read: (name: string) => unknown,
	send: () => Promise<Row[]>,
): Promise<Row[]> {
	const { exists, readBack } = operation;
	const wanted = values.find(({ field }) => field.property.name === NAME)?.value;
	if (!exists || !skips(wanted)) return await send();
	const { path, body } = buildRequest(operation.request, '', values, operation.constants);
	const given = toRecord(body);
	const include = readBack ? includeFor(operation, read) : [];
	const query: IDataObject = {
		...exists.query?.(given),
		...(include.length > 0 ? { include: [...include] } : {}),
	};
	const rows = await session.rows(path, query, { whole: true });
	const there = rows.filter((row) => exists.isSame(row, given));
	const found = firstOf(there, path, session);
	if (!found) return (await send()).map((row) => ({ ...row, existed: false }));
	if (readBack) return [{ ...found, existed: true }];
	const inPath = values
		.filter(({ field }) => field.in === 'path')
		.map(({ field, value }) => [field.property.name, value] as const);
	return [{ success: true, id: found.id, ...toRow(inPath), existed: true }];
}
