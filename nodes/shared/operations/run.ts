import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Api } from '../session/api';
import { filesOf } from '../http/binary';
import { eachAtOnce, readItemsAtOnce, toldOfLater } from './atOnce';
import { Columns } from './columns';
import { checkOperation } from './deployments';
import { toNodeError } from '../http/errors';
import { InvalidInput } from '../values/invalidInput';
import { readBoolean, readNumber } from '../values/inputs';
import { keepRest } from './merge';
import type { Operation, Registry, RunContext } from './operation';
import type { Row } from '../values/row';
import { toRow } from '../values/row';
import { fieldsOf, operationOf, splitEndpoint } from './operation';
import { ItemParameters, readValues } from './parameters';
import type { FieldValue } from './request';
import { buildRequest, fillPath } from './request';
import { hintNotKept, readSaved, shapeSaved, withoutRecord } from '../session/saved';
import { shaperOf } from './shape';
import { Turns } from './turns';
import type { Session } from '../session/session';
import { openSession } from '../session/n8nSession';
import { toRecord } from '../values/objectPath';

const LIMITED = { advice: "To get everything, turn on 'Return All'." };

/** What a simplified row is made of beside the record, added to a request that may ask for it. */
function includeShown(
	operation: Operation,
	query: IDataObject | undefined,
	read: (name: string) => unknown,
): IDataObject | undefined {
	const include = operation.simplify?.include ?? [];
	const isOffered = fieldsOf(operation).some(({ field }) => field.property.name === 'include');
	if (include.length === 0 || !isOffered || read('simplify') === false) return query;
	const asked = [query?.include ?? []].flat();
	return { ...query, include: [...new Set([...asked, ...include])] };
}

/** Sends the one request of a row and shapes its response. */
async function runRequest(
	session: Session,
	operation: Operation & { request: NonNullable<Operation['request']> },
	values: FieldValue[],
	read: (name: string) => unknown,
): Promise<Row[]> {
	const http = buildRequest(operation.request, '', values, operation.constants);
	if (operation.collections?.updateFields && http.body === undefined) {
		throw new InvalidInput("'Update Fields' is empty", 'Add at least one field to change.');
	}
	if (operation.anyOf?.every((name) => http.query?.[name] === undefined)) {
		const names = fieldsOf(operation)
			.filter(({ field }) => operation.anyOf?.includes(field.as ?? field.property.name))
			.map(({ field }) => `'${field.property.displayName}'`);
		throw new InvalidInput(
			`None of ${names.join(', ')} is given`,
			`Without one of them ${session.api.name} finds nothing. Add it under Filters, or check the expression that should give it.`,
		);
	}
	const query = includeShown(operation, http.query, read);
	const request = {
		...http,
		...(query ? { query } : {}),
		...(operation.root ? { root: operation.root } : {}),
	};
	if (operation.list) {
		const all = readBoolean(read('returnAll') ?? false, 'Return All');
		const limit = all ? undefined : readNumber(read('limit'), 'Limit', LIMITED);
		const rows = await session.rows(http.path, query, {
			...(limit === undefined ? {} : { limit }),
			...(http.headers ? { headers: http.headers } : {}),
			...(operation.root ? { root: operation.root } : {}),
		});
		await operation.afterList?.(session, http.query ?? {}, rows);
		for (const { field, value } of rows.length === 0 ? values : []) {
			if (value !== undefined) await field.ifNone?.(session, value);
		}
		return rows;
	}
	if (http.method === 'GET') return [await session.row(request)];

	const inPath = toRow(
		values
			.filter(({ field }) => field.in === 'path')
			.map(({ field, value }) => [field.property.name, value]),
	);
	const whole = await keepRest(operation, request, values, session);
	const { returnsRecord } = operation;
	const { id, row } = await session.write(returnsRecord ? { ...whole, returnsRecord } : whole);
	const done: Row = { ...(id === undefined ? {} : { id }), ...inPath };
	if (http.method === 'DELETE') return [{ deleted: true, ...done }];
	if (row) return [row];
	if (returnsRecord) return [withoutRecord(session, whole, { success: true, ...done })];
	const saved = await readBack(session, operation, { success: true, ...done }, read);
	hintNotKept(session, whole.body, saved);
	return [saved];
}

/** The saved record when the operation and the user want it, else what is known of it. */
async function readBack(
	session: Session,
	operation: Operation,
	written: Row,
	read: (name: string) => unknown,
): Promise<Row> {
	if (!operation.readBack || toRecord(read('options')).returnRecord === false) return written;
	let known = true;
	const path = fillPath(operation.readBack, (name) => {
		known &&= written[name] !== undefined;
		// A dot segment is rejected where every URL is checked, which is a note here: the write is done.
		return encodeURIComponent(String(written[name]));
	});
	const include = read('simplify') === false ? [] : operation.simplify?.include;
	return known ? await readSaved(session, path, written, include) : written;
}

/** An input item as a function of an operation gets it. Throws InvalidInput; rejects with errors of look-ups. */
async function contextOf(
	functions: IExecuteFunctions,
	session: Session,
	operation: Operation,
	itemIndex: number,
	input: readonly IDataObject[],
): Promise<RunContext> {
	const parameters = new ItemParameters(functions, itemIndex);
	const read = await readValues(operation, parameters, session, functions.getTimezone());
	const values = Object.fromEntries(
		read.map(({ field, value }) => [field.property.name, value] as const),
	);
	const signal = functions.getExecutionCancelSignal();
	return {
		session,
		itemIndex,
		values,
		timezone: functions.getTimezone(),
		input,
		files: filesOf(functions, itemIndex),
		...(signal ? { signal } : {}),
		continues: functions.continueOnFail(),
	};
}

/** Works on one input item. Rejects with any error of the layers below. */
async function runItem(
	functions: IExecuteFunctions,
	session: Session,
	operation: Operation,
	itemIndex: number,
	input: readonly IDataObject[],
): Promise<INodeExecutionData[]> {
	if (operation.run) {
		return await operation.run(await contextOf(functions, session, operation, itemIndex, input));
	}
	if (!operation.request) {
		throw new Error(`The operation '${operation.name}' has neither a request nor a function`);
	}
	const parameters = new ItemParameters(functions, itemIndex);
	const values = await readValues(operation, parameters, session, functions.getTimezone());
	const row = { ...operation, request: operation.request };
	return (await runRequest(session, row, values, parameters.read)).map((json) => ({ json }));
}

/** Output as the user wants it, and paired with its input item. */
async function finish(
	functions: IExecuteFunctions,
	session: Session,
	operation: Operation,
	itemIndex: number,
	output: INodeExecutionData[],
	columnsOf: (fieldsToReturn: unknown) => Columns,
): Promise<INodeExecutionData[]> {
	const parameters = new ItemParameters(functions, itemIndex);
	const options = toRecord(parameters.read('options'));
	const shape = shaperOf(operation, session, {
		simplify: parameters.read('simplify'),
		options,
		columns: columnsOf(options.fieldsToReturn),
	});
	const show = onlyReads(operation) ? shape : async (row: Row) => await shapeSaved(row, shape);
	return await Promise.all(
		output.map(async (one) => ({
			...one,
			json: await show(one.json),
			pairedItem: one.pairedItem ?? { item: itemIndex },
		})),
	);
}

/** True when the operation changes nothing, so that items may be worked on together. */
function onlyReads({ request, calls = [] }: Operation): boolean {
	const endpoints = request ? [request] : calls;
	return endpoints.length > 0 && endpoints.every((one) => splitEndpoint(one).method === 'GET');
}

/**
 * Runs the node for all input items: reads, and updates of different records, as many together as the server's limit asks for;
 * other writes one after the other; output in input order with `pairedItem`. With continue-on-fail an item that fails becomes an item with `error`; otherwise the first failing item
 * ends the run and no further item is started.
 * @returns n8n's output: one branch
 * @throws NodeApiError or NodeOperationError with the index of the item
 */
export async function runNode(
	functions: IExecuteFunctions,
	api: Api,
	registry: Registry,
): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	const input = items.map(({ json }) => json);
	if (items.length === 0) return [[]];
	const node = functions.getNode();
	const resource = functions.getNodeParameter('resource', 0);
	const name = functions.getNodeParameter('operation', 0);
	const operation = operationOf(registry, resource, name);
	const output: INodeExecutionData[][] = items.map(() => []);
	const failures = new Map<number, ReturnType<typeof toNodeError>>();
	const fail = (itemIndex: number, error: unknown) => {
		const nodeError = toNodeError(node, error, itemIndex, api.advise);
		failures.set(itemIndex, nodeError);
		// Not in the item's own `error`: n8n would then drop the description and the fields of the input item.
		const { message, description } = nodeError;
		const json = { error: message, ...(description ? { details: description } : {}) };
		output[itemIndex] = [{ json, pairedItem: { item: itemIndex } }];
	};
	const carryOn = functions.continueOnFail();

	try {
		if (!operation) {
			throw new InvalidInput(
				`'${resource}' has no operation '${name}'`,
				"Choose one from the lists 'Resource' and 'Operation'.",
			);
		}
		const authentication = functions.getNodeParameter('authentication', 0);
		const session = await openSession(functions, api, authentication);
		checkOperation(operation, registry[resource]?.name ?? resource, session);

		const columns = new Map<string, Columns>();
		const columnsOf = (fieldsToReturn: unknown): Columns => {
			const key = String(fieldsToReturn ?? '');
			const known = columns.get(key) ?? new Columns(key);
			columns.set(key, known);
			return known;
		};
		const forEach = async (atOnce: () => number, work: (itemIndex: number) => Promise<void>) =>
			await eachAtOnce(items.length, atOnce, async (itemIndex) => {
				await work(itemIndex).catch((error: unknown) => fail(itemIndex, error));
				return carryOn || failures.size === 0;
			});
		const chosen = readItemsAtOnce(functions.getNodeParameter('itemsAtOnce', 0, 0));
		const asLimitAsks = () => chosen ?? session.room();
		const inTurn = () => 1;
		const put = async (itemIndex: number, rows: INodeExecutionData[]) => {
			output[itemIndex] = await finish(functions, session, operation, itemIndex, rows, columnsOf);
		};

		if (operation.runAll) {
			// All are read before anything is sent: one that cannot be read leaves nothing half done.
			const contexts: RunContext[] = [];
			await forEach(inTurn, async (itemIndex) => {
				contexts.push(await contextOf(functions, session, operation, itemIndex, input));
			});
			if (contexts.length > 0 && (carryOn || failures.size === 0)) {
				const outcomes = await operation.runAll(contexts);
				for (const [at, { itemIndex }] of contexts.entries()) {
					const outcome = outcomes[at];
					if (Array.isArray(outcome)) {
						await put(itemIndex, outcome).catch((error: unknown) => fail(itemIndex, error));
					} else if (outcome) fail(itemIndex, outcome.error);
				}
			}
		} else if (operation.run && operation.touches) {
			const { run, touches } = operation;
			const turns = new Turns();
			await forEach(asLimitAsks, async (itemIndex) => {
				const context = contextOf(functions, session, operation, itemIndex, input);
				const rows = await turns.take(context, ({ values }) => touches(values), run);
				await put(itemIndex, rows);
			});
		} else {
			await forEach(onlyReads(operation) ? asLimitAsks : inTurn, async (itemIndex) => {
				await put(itemIndex, await runItem(functions, session, operation, itemIndex, input));
			});
		}
		for (const hint of [...columns.values()].flatMap((one) => one.hint() ?? [])) session.hint(hint);
		const limitHint = session.limitHint();
		if (limitHint) session.hint(limitHint);
	} catch (error) {
		// What concerns all items: no credential, or an operation on all of them together, which says itself what it sent.
		items.forEach((_, itemIndex) => fail(itemIndex, error));
	}

	const failed = Math.min(...failures.keys());
	const first = failures.get(failed);
	if (first && !carryOn) {
		const later = operation?.touches && toldOfLater(output, failed);
		if (later) first.description = [first.description, later].filter(Boolean).join(' ');
		throw first;
	}
	return [output.flat()];
}
