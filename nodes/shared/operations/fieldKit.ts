import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { compareNames } from '../values/alphabet';
import { readInput, readNumber } from '../values/inputs';
import type { Field } from './operation';

const PARTS = ['path', 'query', 'header', 'body'] as const;
type Part = (typeof PARTS)[number];

/** Where a value goes, with its name on the wire where that differs from the property's: `query`, `body.fields.name`. */
export type Place = Part | `${Part}.${string}`;

/** @param place undefined: nowhere by itself, a function reads the value */
const placed = (place: Place | undefined): Pick<Field, 'in' | 'as'> => {
	if (place === undefined) return {};
	const part = PARTS.find((one) => place === one || place.startsWith(`${one}.`));
	return {
		...(part === undefined ? {} : { in: part }),
		...(part === undefined || part === place ? {} : { as: place.slice(part.length + 1) }),
	};
};

/** What may be said of any input. */
export type Simple<Name extends string> = { name: Name } & Pick<INodeProperties, 'displayName'> &
	Partial<
		Pick<
			INodeProperties,
			'description' | 'displayOptions' | 'hint' | 'placeholder' | 'required' | 'typeOptions'
		>
	>;

/** Text, as it is entered. */
export const text = <const Name extends string>(
	place: Place | undefined,
	property: Simple<Name>,
): Field<Name> => ({
	property: { type: 'string', default: '', ...property },
	...placed(place),
});

/** A switch. @param initial how it stands at first */
export const toggle = <const Name extends string>(
	place: Place | undefined,
	property: Simple<Name>,
	initial = false,
): Field<Name> => ({
	property: { type: 'boolean', default: initial, ...property },
	...placed(place),
});

/** A whole number. @param least the smallest one */
export const number = <const Name extends string>(
	place: Place,
	property: Simple<Name>,
	least = 1,
): Field<Name, number> => ({
	property: { type: 'number', default: '', ...property },
	...placed(place),
	toWire: (value) => readNumber(value, property.displayName, { least }),
});

/** Names by value as n8n's choices, in alphabetical order. */
export const choicesOf = (names: Readonly<Record<string, string>>): INodePropertyOptions[] =>
	Object.entries(names)
		.map(([value, name]) => ({ name, value }))
		.sort((a, b) => compareNames(a.name, b.name));

/**
 * A choice. What it gives is one of the values, or undefined where an expression gave nothing.
 * @param names by value; the first is chosen at first
 */
export function choice<const Name extends string, Value extends string>(
	place: Place | undefined,
	property: Simple<Name>,
	names: Readonly<Record<Value, string>>,
): Field<Name, Value | undefined> {
	const shown = {
		type: 'options' as const,
		options: choicesOf(names),
		default: Object.keys(names)[0] ?? '',
		...property,
	};
	const isValue = (value: unknown): value is Value =>
		typeof value === 'string' && Object.hasOwn(names, value);
	return {
		property: shown,
		...placed(place),
		toWire: (given) => {
			const value = readInput(shown, given);
			return isValue(value) ? value : undefined;
		},
	};
}

/** Several choices. @param names by value */
export const choices = <const Name extends string>(
	place: Place,
	property: Simple<Name>,
	names: Readonly<Record<string, string>>,
): Field<Name> => ({
	property: { type: 'multiOptions', options: choicesOf(names), default: [], ...property },
	...placed(place),
});

/** The same input in a collection, where nothing has to be filled in. */
export const optional = <Name extends string, Value>(
	field: Field<Name, Value>,
): Field<Name, Value> => ({ ...field, property: { ...field.property, required: undefined } });

/** The same input of a collection, which the form shows from the start. */
export const ready = <Name extends string, Value>(
	field: Field<Name, Value>,
): Field<Name, Value> => ({ ...field, ready: true });

/** The same input, which exists in some deployments only. */
export const only = <Name extends string, Value>(
	deployments: readonly string[],
	field: Field<Name, Value>,
): Field<Name, Value> => ({ ...field, deployments });

/** A field as it stands; the compiler keeps its name, and the type of what `toWire` gives. */
export const field = <const Name extends string, Value = unknown>(
	one: Field<Name, Value>,
): Field<Name, Value> => one;
