import { agileRoot, checkWrite, findBoard, findSprint, noContent, ok } from '../frame/call';
import type { Call, Handler, Handlers } from '../frame/call';
import { refusal } from '../frame/envelope';

/** Limits of entity properties (Jira Software REST reference). */
const KEY_BYTES = 255;
const VALUE_BYTES = 32_768;

interface Owner {
	path: string;
	properties: Map<string, unknown>;
}

function boardOwner(call: Call): Owner {
	const { id, properties } = findBoard(call);
	return { path: `${agileRoot(call)}/board/${id}`, properties };
}

function sprintOwner(call: Call): Owner {
	const { id, properties } = findSprint(call);
	return { path: `${agileRoot(call)}/sprint/${id}`, properties };
}

function keyOf(call: Call, properties: Map<string, unknown>): string {
	const key = call.params.propertyKey ?? '';
	if (!properties.has(key)) throw refusal(404, `The property with key '${key}' does not exist.`);
	return key;
}

function put(call: Call, { properties }: Owner) {
	checkWrite(call);
	const key = call.params.propertyKey ?? '';
	if (Buffer.byteLength(key) > KEY_BYTES)
		throw refusal(400, `The property key cannot be longer than ${KEY_BYTES} bytes.`);
	if (Buffer.byteLength(JSON.stringify(call.body)) > VALUE_BYTES)
		throw refusal(400, `The property value cannot be longer than ${VALUE_BYTES} bytes.`);
	const status = properties.has(key) ? 200 : 201;
	properties.set(key, call.body);
	return { status };
}

/** Keys, get, put and delete of one kind of owner. */
function handlersOf(
	owner: (call: Call) => Owner,
): Record<'keys' | 'get' | 'set' | 'remove', Handler> {
	return {
		keys(call) {
			const { path, properties } = owner(call);
			const keys = [...properties.keys()];
			return ok({
				keys: keys.map((key) => ({ self: `${path}/properties/${encodeURIComponent(key)}`, key })),
			});
		},
		get(call) {
			const { properties } = owner(call);
			const key = keyOf(call, properties);
			return ok({ key, value: properties.get(key) });
		},
		set: (call) => put(call, owner(call)),
		remove(call) {
			const { properties } = owner(call);
			checkWrite(call);
			properties.delete(keyOf(call, properties));
			return noContent();
		},
	};
}

const board = handlersOf(boardOwner);
const sprint = handlersOf(sprintOwner);

/** Properties of boards and sprints. */
export const properties: Handlers = {
	getBoardPropertyKeys: board.keys,
	getBoardProperty: board.get,
	setBoardProperty: board.set,
	deleteBoardProperty: board.remove,
	getPropertiesKeys: sprint.keys,
	getProperty: sprint.get,
	setProperty: sprint.set,
	deleteProperty: sprint.remove,
};
