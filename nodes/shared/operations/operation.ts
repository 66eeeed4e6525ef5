import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Files } from '../http/binary';
import type { HttpMethod } from '../http/http';
import { HTTP_METHODS } from '../http/http';
import { ownEntry } from '../values/objectPath';
import type { Row } from '../values/row';
import type { Session } from '../session/session';

/** One request of the API: method and path below the API's root, placeholders in braces. */
export type Endpoint = `${HttpMethod} /${string}`;

/** A value converter's view of the item at hand. */
export interface ValueContext {
	session: Session;
	/** The workflow's time zone, an IANA name. */
	timezone: string;
	/** The raw value of another parameter of the same item; undefined when it is not shown. */
	parameter: (name: string) => unknown;
}

/** One input of an operation: what the editor shows, and where the value goes in the request. */
export interface Field<Name extends string = string, Value = unknown> {
	/** What n8n shows; `displayOptions` for resource and operation are added by `properties`. */
	property: INodeProperties & { name: Name };
	/** Where the value goes; undefined: nowhere by itself, a `run` function or another field reads it. */
	in?: 'path' | 'query' | 'header' | 'body';
	/** Name on the wire, by default the property's; in a body a dotted path, '' for the whole body. */
	as?: string;
	/** Turns what the user entered into what the API takes. Throws InvalidInput. */
	toWire?: (value: unknown, context: ValueContext) => Value | Promise<Value>;
	/** Called with its value where the list of an operation came empty: says whether the value is why. Throws InvalidInput. */
	ifNone?: (session: Session, value: unknown) => Promise<void>;
	/** The deployments that have it; absent: all that have the operation. */
	deployments?: readonly string[];
	/** In a collection: stands in the form from the start, before anybody adds it. In the order of the row. */
	ready?: true;
}

/** The collections in which n8n's interface guidelines keep what is optional. */
export interface Collections {
	additionalFields?: readonly Field[];
	filters?: readonly Field[];
	options?: readonly Field[];
	updateFields?: readonly Field[];
}

const isCollection = (name: string): name is keyof Collections =>
	['additionalFields', 'filters', 'options', 'updateFields'].includes(name);
/** The collections that are there, in their order. */
export const collectionNames = (collections: Collections): Array<keyof Collections> =>
	Object.keys(collections).filter(isCollection);

/**
 * What `run` gets of fields, by name: of `[Field<'itemId', number>, Field<'note'>]` it is `{ itemId: number; note: unknown }`.
 * A name that no field has, or another type than `toWire` gives, does not compile where a function is put into a row.
 */
export type ValuesOf<F extends Field> = {
	[One in F as One['property']['name']]: One extends Field<string, infer Value> ? Value : never;
};

/** What a `run` function works with, for one input item. */
export interface RunContext<Values = Readonly<Record<string, unknown>>> {
	session: Session;
	itemIndex: number;
	/** Every field's value as it goes on the wire, by property name; collections are flattened. */
	values: Values;
	/** The workflow's time zone, an IANA name. */
	timezone: string;
	/** The JSON of every input item. */
	input: readonly IDataObject[];
	files: Files;
	/** Aborted when the user cancels the execution. */
	signal?: AbortSignal;
	/** An item that fails does not end the run. */
	continues: boolean;
	/** What a response is to bring along for the rows as the user wants them; none where they are not simplified. */
	include: readonly string[];
	/** How many records are worth being worked on together now: what the user chose, or the server's limit asks for. */
	atOnce: () => number;
}

/** What came of one input item: its output, or why it failed; undefined: it was not worked on, since another one failed. */
export type ItemOutcome = INodeExecutionData[] | { error: unknown } | undefined;

/**
 * Makes a flat row that people can read; may look labels up. Gets the collection `options` as the user filled it in.
 * `include` names what the row is made of beside the record itself: it is asked for in the same request, where the operation
 * has the query parameter of that name.
 */
export interface Simplify {
	(row: Row, session: Session, options: IDataObject): Row | Promise<Row>;
	include?: readonly string[];
	/** What it may look up for its rows, beside the configuration. */
	calls?: readonly Endpoint[];
	/** Called with all rows of an input item before the first is simplified. */
	prepare?: (rows: readonly Row[], session: Session) => Promise<void>;
}

/** What responses bring along for an operation's rows as the user wants them: nothing where they are not simplified. */
export const includeFor = (
	{ simplify }: Pick<Operation, 'simplify'>,
	read: (name: string) => unknown,
): readonly string[] => (read('simplify') === false ? [] : (simplify?.include ?? []));

/** What every operation has. */
interface CommonRow {
	/** As in the operation list; without the resource. */
	name: string;
	/** As in the panel of actions: sentence case, without articles. */
	action: string;
	/** What the action does not say; left out where that is all. */
	description?: string;
	/** API root other than the usual one, such as `labs`. */
	root?: string;
	/** The deployments that have it; absent: all. */
	deployments?: readonly string[];
	/** What to do where it does not exist; a whole sentence. */
	instead?: string;
	fields?: readonly Field[];
	collections?: Collections;
	/** Offers Simplify and Fields to Return. */
	simplify?: Simplify;
	/** Path of the record that a write saved: `{id}` is the new id, other names are those of path fields. Offers to return it. */
	readBack?: `/${string}`;
}

/** An operation that is one request. */
export interface RequestRow extends CommonRow {
	request: Endpoint;
	/**
	 * The request (a PUT) sets the whole record, and the operation keeps what is not given: names of the body's first level,
	 * which the record's GET has too. What is needed cannot be cleared; `derived` are names inside `fields` that follow from
	 * other values and do not go back. See merge.ts.
	 */
	keeps?: {
		readonly needed: readonly string[];
		readonly optional?: readonly string[];
		readonly derived?: readonly string[];
	};
	/** What the request adds may be there already: offers If It Exists, for which the list at the same path is read. */
	exists?: {
		/** Whether a row of the list is what the body asks for. */
		isSame: (row: Row, body: IDataObject) => boolean;
		/** What the list is asked for. */
		query?: (body: IDataObject) => IDataObject;
		/** The API adds another one by itself; else it rejects the request. */
		repeats?: true;
	};
	/** Query parameters of which the API needs at least one; without any, nothing is sent. */
	anyOf?: readonly string[];
	/** Body fields that are the same for every request. */
	constants?: IDataObject;
	/** The response is a list: offers Return All and Limit. */
	list?: boolean;
	/**
	 * Called with what a list found and the query that was sent: says whether what it filters by exists. Throws InvalidInput, or
	 * leaves a hint.
	 */
	afterList?: (session: Session, query: IDataObject, rows: readonly Row[]) => Promise<void>;
	/** The API responds with the record that it saved; a response without it is reported. */
	returnsRecord?: true;
	/** Called with the body that was sent and the record that the API responded with: leaves a hint at what was not kept. */
	checkSaved?: (session: Session, body: unknown, saved: Row) => void;
	/**
	 * The request changes nothing but the record that its path names, so that input items which name different ones are worked
	 * on together, in any order. Not for what creates or moves, and not where names have to be unique among the records.
	 */
	distinct?: true;
	calls?: undefined;
	run?: undefined;
	touches?: undefined;
	runAll?: undefined;
}

type Touched = readonly string[] | Promise<readonly string[]>;
type Run<Values> = (context: RunContext<Values>) => Promise<INodeExecutionData[]>;
type RunAll<Values> = (contexts: Array<RunContext<Values>>) => Promise<ItemOutcome[]>;

/** An operation that is more than one request; made by `functionRow`, which knows what its function gets. */
export interface FunctionRow extends CommonRow {
	/** Every endpoint of the contract that it calls on behalf of the user, for the operation tables and the coverage. */
	calls?: readonly Endpoint[];
	/** Resolves with the output of one input item; `pairedItem` is added. */
	run?(context: RunContext): Promise<INodeExecutionData[]>;
	/**
	 * Names of the records that an input item changes, by its values: items that touch different ones are worked on together, in
	 * any order. It may look them up, and changes nothing. Without it an operation that changes something works on one item after
	 * the other.
	 */
	touches?(values: RunContext['values'], session: Session): Touched;
	/**
	 * Instead of `run`, where one request can do the work of several input items: works on all that could be read, in their
	 * order, and resolves with what came of each. `groupAlike` says which of them belong together.
	 */
	runAll?(contexts: RunContext[]): Promise<ItemOutcome[]>;
	request?: undefined;
	list?: undefined;
	exists?: undefined;
	keeps?: undefined;
	anyOf?: undefined;
	constants?: undefined;
	returnsRecord?: undefined;
	distinct?: undefined;
}

/** One operation of a resource: a row of data, or a function when it is more than one request. */
export type Operation = RequestRow | FunctionRow;

/** The names that a row without fields of its own still gives: what `readBack` and `simplify` add to the options. */
type Common = Partial<Record<'returnRecord' | 'fieldsToReturn', unknown>>;
type Given<F extends readonly Field[], C extends readonly Field[]> = ValuesOf<F[number]> &
	Partial<ValuesOf<C[number]>> &
	Common;

/** A row whose function gets the values of its own fields, and of its collections where they are filled in. */
export const functionRow = <
	const F extends readonly Field[] = [],
	const C extends readonly Field[] = [],
>(
	row: Omit<FunctionRow, 'fields' | 'collections' | 'run' | 'runAll' | 'touches'> & {
		fields?: F;
		collections?: { [Name in keyof Collections]: C };
		run?: Run<Given<F, C>>;
		touches?: (values: Given<F, C>, session: Session) => Touched;
		runAll?: RunAll<Given<F, C>>;
	},
): FunctionRow => row;

export interface Resource {
	/** As in the resource list: singular, title case. */
	name: string;
	description?: string;
	operations: Readonly<Record<string, Operation>>;
}

/** All resources of a node by their parameter value. */
export type Registry = Readonly<Record<string, Resource>>;

/** A row by the parameter values of its resource and operation; undefined when there is none. */
export const operationOf = (
	registry: Registry,
	resource: string,
	name: string,
): Operation | undefined => ownEntry(ownEntry(registry, resource)?.operations ?? {}, name);

/** Method and path of an endpoint. */
export function splitEndpoint(endpoint: Endpoint): { method: HttpMethod; path: string } {
	const method = HTTP_METHODS.find((one) => endpoint.startsWith(`${one} `));
	if (method === undefined) throw new Error(`${endpoint} begins with no method`);
	return { method, path: endpoint.slice(method.length + 1) };
}

/** Every field of an operation, with the collection that holds it (undefined: on its own). */
export function fieldsOf(
	operation: Operation,
): Array<{ field: Field; collection?: keyof Collections }> {
	const own = (operation.fields ?? []).map((field) => ({ field }));
	const { collections = {} } = operation;
	const kept = collectionNames(collections).flatMap((collection) =>
		(collections[collection] ?? []).map((field) => ({ field, collection })),
	);
	return [...own, ...kept];
}
