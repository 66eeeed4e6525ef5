import { DateTime } from 'luxon';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';

/** One field of a change, as Jira's history has it. */
export interface Item {
	field: string;
	/** Only Cloud says it. */
	fieldId?: string | undefined;
	from: string | null;
	fromString: string | null;
	to: string | null;
	toString: string | null;
}

/** A change of an issue; ms since 1970. */
export interface Change {
	time: number;
	items: Item[];
}

/** A field as histories name it: by its ID on Cloud, by its name on Data Center. */
export interface HistoryField {
	id: string;
	name: string;
}

/** A date of Jira's in ms. Throws InvalidInput for one that cannot be read, since what it dates would be placed by chance. */
export function timeOf(value: unknown, what: string): number {
	const date = DateTime.fromISO(String(value));
	if (date.isValid) return date.toMillis();
	throw new InvalidInput(
		`${what} has a date that cannot be read: ${JSON.stringify(value)}`,
		'Without it the report would be a guess. Look at the record in Jira.',
	);
}

const textOf = (value: unknown): string | null =>
	value === undefined || value === null || value === '' ? null : String(value);

/**
 * The changes of an issue, the oldest first, whatever their order was; of two at one time the one with the lower ID. Throws
 * InvalidInput.
 */
export function readChanges(histories: readonly Row[], key: string): Change[] {
	return histories
		.map(({ id, created, items }) => ({
			id: Number(id),
			time: timeOf(created, `A change of ${key}`),
			items: [items ?? []].flat().flatMap((one): Item[] => {
				if (!isRecord(one)) return [];
				const { field, fieldId, from, fromString, to } = one;
				const after = Object.hasOwn(one, 'toString') ? Reflect.get(one, 'toString') : null;
				return [
					{
						field: String(field),
						fieldId: fieldId === undefined ? undefined : String(fieldId),
						from: textOf(from),
						fromString: textOf(fromString),
						to: textOf(to),
						toString: textOf(after),
					},
				];
			}),
		}))
		.sort((a, b) => a.time - b.time || a.id - b.id || 0)
		.map(({ time, items }) => ({ time, items }));
}

const isOf = ({ id, name }: HistoryField, item: Item): boolean =>
	item.fieldId === undefined ? item.field === name || item.field === id : item.fieldId === id;

/** The changes of one field, the oldest first. */
const changesOf = (changes: readonly Change[], field: HistoryField) =>
	changes.flatMap(({ time, items }) =>
		items.filter((item) => isOf(field, item)).map((item) => ({ time, item })),
	);

/**
 * What a field held at a time: what the first change after it began with, else what it holds now. Pure.
 * @param read the value that a change began with
 */
export function valueAt<T>(
	changes: readonly Change[],
	field: HistoryField,
	time: number,
	now: T,
	read: (from: string | null, fromString: string | null) => T,
): T {
	const later = changesOf(changes, field).find((one) => one.time > time);
	return later ? read(later.item.from, later.item.fromString) : now;
}

/** When a change brought an ID into a field of several, or took it out, after one time and until another. */
export function enteredAndLeft(
	changes: readonly Change[],
	field: HistoryField,
	id: number,
	after: number,
	until: number,
): { entered: number[]; left: number[] } {
	const entered: number[] = [];
	const left: number[] = [];
	for (const { time, item } of changesOf(changes, field)) {
		if (time <= after || time > until) continue;
		const [before, now] = [readIds(item.from).includes(id), readIds(item.to).includes(id)];
		if (!before && now) entered.push(time);
		if (before && !now) left.push(time);
	}
	return { entered, left };
}

/** IDs as a history lists them: `76, 79`. */
export const readIds = (text: string | null): number[] =>
	(text ?? '')
		.split(',')
		.map((one) => Number(one.trim()))
		.filter((id) => Number.isInteger(id) && id > 0);

/** An estimate as a history has it; undefined for what is no number. */
export function readEstimate(text: string | null): number | null | undefined {
	if (text === null || text.trim() === '') return null;
	const number = Number(text);
	return Number.isNaN(number) ? undefined : number;
}

/** The key of a status category as fields of issues name it. */
export const categoryOf = (status: unknown): string | undefined => {
	const { key } = toRecord(toRecord(status).statusCategory);
	return key === undefined ? undefined : String(key);
};
