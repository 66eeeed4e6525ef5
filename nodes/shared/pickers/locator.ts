import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';
import { isRecord, ownEntry } from '../values/objectPath';
import type { Field, ValueContext } from '../operations/operation';
import type { Row } from '../values/row';
import type { Naming } from '../values/pickOne';
import { clean, pickNamed } from '../values/pickOne';
import type { Session } from '../session/session';
import type { AnyId, Kind, NameMode, NoList } from './kind';
import { allRows, idOf } from './kind';

const NUMBER = /^\d+$/;
const NAMES_SHOWN = 25;

/** Equal apart from case and space. */
export const sameText = (a: unknown, b: unknown): boolean =>
	clean(a).toLowerCase() === clean(b).toLowerCase();

/** False for a record that is put away, in the words of any system. */
export const isActive = ({ active, archived }: Row): boolean =>
	active !== false && archived !== true;

/** Text that is an ID of a kind; undefined for other text. */
function readId<Id extends AnyId>({ idPattern }: Kind<Id>, text: string): Id | undefined {
	if (!(idPattern ?? NUMBER).test(text)) return undefined;
	return (idPattern ? text : Number(text)) as Id;
}

/** How records of a kind are distinguished by name. */
const namingOf = <Id extends AnyId>(kind: Kind<Id>, name: string): Naming<Row> => ({
	what: `The ${kind.noun} ${JSON.stringify(name)}`,
	idOf: (row) => idOf(kind, row),
	namesOf: (row) => [kind.nameOf?.(row)],
	isActive,
});

/**
 * Finds a record by its exact name in the list of its kind, or by its name with its ID.
 * @throws InvalidInput that names the valid ones, or those that have the name
 */
async function findByName<Id extends AnyId>(
	kind: Kind<Id>,
	name: string,
	context: ValueContext,
): Promise<Id> {
	const rows = await allRows(kind, context);
	if (!Array.isArray(rows)) {
		throw new InvalidInput(
			`The ${kind.noun} ${JSON.stringify(name)} cannot be found by name here`,
			`${rows.notice}, or give its ID.`,
		);
	}
	const found = pickNamed(rows, name, namingOf(kind, name));
	if (found) return idOf(kind, found);
	const names = rows.slice(0, NAMES_SHOWN).map((row) => String(kind.nameOf?.(row)));
	const more = rows.length > NAMES_SHOWN ? ` and ${rows.length - NAMES_SHOWN} more` : '';
	throw new InvalidInput(
		`There is no ${kind.noun} ${JSON.stringify(name)}`,
		names.length > 0 ? `Valid: ${names.join(', ')}${more}.` : 'The list is empty.',
	);
}

/** Every way to name a record of a kind, apart from list, id and URL. */
function namesOf<Id extends AnyId>(kind: Kind<Id>): Record<string, NameMode<Id>> {
	const { nameOf, nameExample = '', names = {} } = kind;
	if (!nameOf) return names;
	const find: NameMode<Id>['find'] = async (name, context) => await findByName(kind, name, context);
	return { ...names, name: { label: 'By Name', example: nameExample, find } };
}

/** Where people see the product in the browser. */
export const siteOf = ({ connection }: Session): string => connection.siteUrl ?? connection.baseUrl;

/** The id inside a URL of this instance. Throws InvalidInput for other URLs. */
function idFromUrl<Id extends AnyId>(
	kind: Kind<Id>,
	label: string,
	text: string,
	session: Session,
): Id {
	const host = URL.canParse(text) ? new URL(text).host : undefined;
	const own = new URL(siteOf(session)).host;
	if (host === undefined || host !== own) {
		throw new InvalidInput(
			`'${label}' is not a URL of this ${session.api.name}: ${text}`,
			`The credential belongs to ${own}. Copy the address from the browser while the ${kind.noun} is open.`,
		);
	}
	for (const pattern of kind.urls ?? []) {
		const id = readId(kind, pattern.exec(text)?.[1] ?? '');
		if (id !== undefined) return id;
	}
	throw new InvalidInput(
		`'${label}' is a URL that names no ${kind.noun}: ${text}`,
		`It should look like ${kind.urlExample ?? ''}.`,
	);
}

/** A value of n8n's resource locator, or a plain value from an expression or an AI agent. */
function readLocator(value: unknown): { mode: unknown; value: unknown } {
	if (!isRecord(value) || !('value' in value)) return { mode: 'id', value };
	return { mode: value.mode ?? 'id', value: value.value };
}

/** True for an expression, whose value the editor does not know before the workflow runs. */
function isExpression(raw: unknown): boolean {
	const { value } = readLocator(raw);
	return typeof value === 'string' && value.startsWith('=');
}

/** What stands in a picker, and how it names a record: the name of a mode. */
export interface PickedText {
	mode: string;
	text: string;
}

/**
 * What stands in a picker; undefined when it is empty.
 * @param label the parameter as the editor names it
 * @throws InvalidInput for a way that the kind has not, and for what is neither text nor a number
 */
export function readPicked<Id extends AnyId>(
	kind: Kind<Id>,
	label: string,
	raw: unknown,
): PickedText | undefined {
	const { mode, value } = readLocator(raw);
	if (value === undefined || value === null || value === '') return undefined;
	const modes = ['list', 'id', ...Object.keys(namesOf(kind)), ...(kind.urlExample ? ['url'] : [])];
	if (typeof mode !== 'string' || !modes.includes(mode)) {
		throw new InvalidInput(
			`'${label}' has no mode ${JSON.stringify(mode)}`,
			`Valid: ${modes.join(', ')}.`,
		);
	}
	if (typeof value === 'object') {
		throw new InvalidInput(
			`'${label}' must be text or a number, and is ${JSON.stringify(value)}`,
			`Check the expression: it should give one ${kind.noun}, such as ${kind.idExample}.`,
		);
	}
	return { mode, text: String(value).trim() };
}

/**
 * The id that a locator's value stands for; undefined when it is empty.
 * @param label the parameter as the editor names it
 * @throws InvalidInput
 */
export async function resolveLocator<Id extends AnyId>(
	kind: Kind<Id>,
	label: string,
	raw: unknown,
	context: ValueContext,
): Promise<Id | undefined> {
	const picked = readPicked(kind, label, raw);
	if (picked === undefined) return undefined;
	const { mode, text } = picked;
	const names = namesOf(kind);
	if (mode === 'url') return idFromUrl(kind, label, text, context.session);
	const named = ownEntry(names, mode);
	if (named) {
		const id = await named.find(text, context);
		context.session.lookedUp(id);
		return id;
	}
	const id = readId(kind, text);
	if (id !== undefined) return id;
	const others = Object.values(names).map((one) => `'${one.label}' for ${one.example}`);
	const wanted = kind.idPattern ? `such as ${kind.idExample}` : 'a whole number';
	throw new InvalidInput(
		`'${label}' must be an ID, ${wanted}, and is ${JSON.stringify(readLocator(raw).value)}`,
		others.length > 0
			? `Choose another way to name the ${kind.noun}: ${others.join(', ')}.`
			: `Enter the ID of the ${kind.noun}, such as ${kind.idExample}.`,
	);
}

/**
 * The id that the editor's present choice stands for; undefined while it is empty, an expression, or not to be found.
 */
export async function chosen<Id extends AnyId>(
	kind: Kind<Id>,
	value: unknown,
	context: ValueContext,
): Promise<Id | undefined> {
	return isExpression(value) ? undefined : await resolveLocator(kind, kind.noun, value, context);
}

/** Why a list is not there before a record of a kind is chosen. @param values what stands where it is chosen */
export const waitsFor = ({ noun }: Pick<Kind<AnyId>, 'noun'>, ...values: unknown[]): NoList => ({
	notice: values.some(isExpression)
		? `There is no list while the ${noun} is an expression`
		: `Choose the ${noun} first`,
});

/**
 * A way to enter text; the linter takes a whole literal for a parameter and wants a default.
 * @param example where the name of the way does not say what to enter
 */
const textMode = (name: string, displayName: string, example?: string): INodePropertyMode => {
	const shown = {
		displayName,
		...(example === undefined ? {} : { placeholder: `e.g. ${example}` }),
	};
	return { ...shown, name, type: 'string' };
};

function modesOf<Id extends AnyId>(kind: Kind<Id>): INodePropertyMode[] {
	const { method, idExample, idPattern, urlExample } = kind;
	const typeOptions = { searchListMethod: method, searchable: true };
	const list = { displayName: 'From List', typeOptions };
	return [
		{ ...list, name: 'list', type: 'list' },
		textMode('id', 'By ID', idPattern && idExample),
		...Object.entries(namesOf(kind)).map(([name, { label, example }]) =>
			textMode(name, label, example),
		),
		...(urlExample ? [textMode('url', 'By URL', urlExample.replace(/^[^#]*(?=#)/, '…'))] : []),
	];
}

/** What may differ between two fields that pick the same kind of record. */
export type LocatorOptions<Name extends string = string> = Partial<Pick<Field, 'in' | 'as'>> & {
	name: Name;
	displayName: string;
	description?: string;
	required?: boolean;
	displayOptions?: INodeProperties['displayOptions'];
};

/** What a locator gives: always an ID where it is required and shown whatever else is chosen. */
type Picked<Id, Options> = Options extends { required: true; displayOptions?: undefined }
	? Id
	: Id | undefined;

/** A field that picks a record: from a searchable list, by id, by name, by URL. */
export function locator<
	Id extends AnyId,
	const Name extends string,
	const Options extends LocatorOptions<Name>,
>(kind: Kind<Id>, options: Options & LocatorOptions<Name>): Field<Name, Picked<Id, Options>> {
	const { in: place, as, required, displayOptions, name, displayName, description } = options;
	const resolve = async (value: unknown, context: ValueContext): Promise<Id | undefined> => {
		const id = await resolveLocator(kind, displayName, value, context);
		if (id !== undefined || !required) return id;
		throw new InvalidInput(
			`'${displayName}' is empty`,
			`Pick the ${kind.noun} from the list, or check the expression that should give it.`,
		);
	};
	return {
		property: {
			displayName,
			name,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			modes: modesOf(kind),
			required,
			description,
			displayOptions,
		},
		in: place,
		as,
		ifNone: place === 'query' || place === 'path' ? kind.ifNone : undefined,
		// A required one gives an ID or throws, which the compiler cannot see.
		toWire: resolve as (value: unknown, context: ValueContext) => Promise<Picked<Id, Options>>,
	};
}
