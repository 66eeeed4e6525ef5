import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Api } from '../session/api';
import { filesOf } from '../http/binary';
import { eachAtOnce, readItemsAtOnce, toldOfLater } from './atOnce';
import { Columns } from './columns';
import { checkOperation } from './deployments';
import { toNodeError } from '../http/errors';
import { InvalidInput } from '../values/invalidInput';
import type { Operation, Registry, RunContext } from './operation';
import type { Row } from '../values/row';
import { withoutUndefined } from '../values/row';
import { includeFor, operationOf, splitEndpoint } from './operation';
import { ItemParameters, readValues } from './parameters';
import { buildRequest } from './request';
import { brokeOff, runRequest } from './runRequest';
import { shapeSaved } from '../session/saved';
import { prepareShape, shaperOf } from './shape';
import { Turns } from './turns';
import type { Session } from '../session/session';
import { openSession } from '../session/n8nSession';
import { toRecord } from '../values/objectPath';

/** An input item as a function of an operation gets it. Throws InvalidInput; rejects with errors of look-ups. */
async function contextOf(
	functions: IExecuteFunctions,
	session: Session,
	operation: Operation,
	itemIndex: number,
	input: readonly IDataObject[],
	atOnce: () => number,
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
		include: includeFor(operation, (name) => parameters.read(name)),
		atOnce,
	};
}

/** The work on one input item whose parameters were read. */
interface Task {
	/** Names of the records that it changes. */
	touches: readonly string[];
	/** @returns its output, and why a list in it is not whole; rejects with any error of the layers below */
	work: () => Promise<{ items: INodeExecutionData[]; failure?: unknown }>;
}

/** Reads an input item. Throws InvalidInput; rejects with errors of look-ups. */
async function taskOf(
	functions: IExecuteFunctions,
	session: Session,
	operation: Operation,
	itemIndex: number,
	input: readonly IDataObject[],
	atOnce: () => number,
): Promise<Task> {
	if (operation.run) {
		const context = await contextOf(functions, session, operation, itemIndex, input, atOnce);
		const touches = (await operation.touches?.(context.values, session)) ?? [];
		return { touches, work: async () => ({ items: (await operation.run?.(context)) ?? [] }) };
	}
	if (!operation.request) {
		throw new Error(`The operation '${operation.name}' has neither a request nor a function`);
	}
	const { request, distinct } = operation;
	const parameters = new ItemParameters(functions, itemIndex);
	const values = await readValues(operation, parameters, session, functions.getTimezone());
	// Items on the error branch lie elsewhere than their rows, which would look like a whole list.
	const keepsRead =
		functions.continueOnFail() && functions.getNode().onError !== 'continueErrorOutput';
	const work = async () => {
		const row = { ...operation, request };
		const { rows, ...rest } = await runRequest(session, row, values, parameters.read, keepsRead);
		return { items: rows.map((json) => ({ json })), ...rest };
	};
	return { touches: distinct ? [buildRequest(request, '', values).path] : [], work };
}

/** Output as the user wants it, and paired with its input item. */
async function finish(
	functions: IExecuteFunctions,
	session: Session,
	operation: Operation,
	itemIndex: number,
	output: INodeExecutionData[],
	columnsOf: (fieldsToReturn: unknown) => Columns,
	isWhole: boolean,
): Promise<INodeExecutionData[]> {
	const parameters = new ItemParameters(functions, itemIndex);
	const options = toRecord(parameters.read('options'));
	const shape = shaperOf(operation, session, {
		simplify: parameters.read('simplify'),
		options,
		columns: columnsOf(options.fieldsToReturn),
	});
	const isRead = onlyReads(operation);
	const prepared = prepareShape(operation, session, parameters.read('simplify'), output);
	// What ended a list may end the look-ups for its rows as well, and what is saved is saved: each row says so then.
	await (isRead && isWhole ? prepared : prepared.catch(() => undefined));
	const known = isRead ? (isWhole ? undefined : 'Read') : 'Saved';
	const show = known ? async (row: Row) => await shapeSaved(row, shape, known) : shape;
	return await Promise.all(
		output.map(async (one) => ({
			...one,
			json: withoutUndefined(await show(one.json)),
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
 * other writes one after the other; output in input order with `pairedItem`. With continue-on-fail an item that fails becomes
 * an item with `error`, and a list that breaks off keeps its rows before it; otherwise the first failing item ends the run and
 * no further item is started.
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
	/** An error as an output item. */
	const toItem = (itemIndex: number, error: string, details?: string | null) => ({
		// Not in the item's own `error`: n8n would then drop the description and the fields of the input item.
		json: { error, ...(details ? { details } : {}) },
		pairedItem: { item: itemIndex },
	});
	const fail = (itemIndex: number, error: unknown) => {
		const nodeError = toNodeError(node, error, itemIndex, api.advise);
		failures.set(itemIndex, nodeError);
		output[itemIndex] = [toItem(itemIndex, nodeError.message, nodeError.description)];
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
		const put = async (itemIndex: number, rows: INodeExecutionData[], failure?: unknown) => {
			const isWhole = failure === undefined;
			const items = await finish(
				functions,
				session,
				operation,
				itemIndex,
				rows,
				columnsOf,
				isWhole,
			);
			output[itemIndex] = items;
			if (isWhole) return;
			const { message, description } = toNodeError(node, failure, itemIndex, api.advise);
			const text = brokeOff(rows.length, message);
			session.hint(`${text} The item with this error stands behind them.`);
			items.push(toItem(itemIndex, text, description));
		};
		const read = async (itemIndex: number) =>
			await taskOf(functions, session, operation, itemIndex, input, asLimitAsks);

		if (operation.runAll) {
			// All are read before anything is sent: one that cannot be read leaves nothing half done.
			const contexts: RunContext[] = [];
			await forEach(inTurn, async (itemIndex) => {
				contexts.push(
					await contextOf(functions, session, operation, itemIndex, input, asLimitAsks),
				);
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
		} else if (onlyReads(operation)) {
			await forEach(asLimitAsks, async (itemIndex) => {
				const { items, failure } = await (await read(itemIndex)).work();
				await put(itemIndex, items, failure);
			});
		} else {
			const turns = new Turns();
			const areDistinct = operation.distinct ?? operation.touches !== undefined;
			await forEach(areDistinct ? asLimitAsks : inTurn, async (itemIndex) => {
				const { items } = await turns.take(
					read(itemIndex),
					(task) => task.touches,
					async (task) => await task.work(),
				);
				await put(itemIndex, items);
			});
		}
		const hints = [...[...columns.values()].map((one) => one.hint()), session.limitHint()];
		for (const hint of hints) if (hint) session.hint(hint);
	} catch (error) {
		// What concerns all items: no credential, or an operation on all of them together, which says itself what it sent.
		items.forEach((_, itemIndex) => fail(itemIndex, error));
	}

	const failed = Math.min(...failures.keys());
	const first = failures.get(failed);
	if (first && !carryOn) {
		const later = operation && !onlyReads(operation) && toldOfLater(output, failed);
		if (later) first.description = [first.description, later].filter(Boolean).join(' ');
		throw first;
	}
	return [output.flat()];
}
