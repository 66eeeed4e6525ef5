import { JamaError } from '../frame/envelope';

/** The two texts of REST developer guide, PATCH, Notes. */
export const NO_SUCH_PATH = 'no such path in target JSON document';
export const CANNOT_SET = 'The value you provided could not be set at the path.';

export interface PatchOperation {
	op: string;
	path: string;
	value?: unknown;
}

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 6901: `~1` is `/`, `~0` is `~`. */
function tokens(path: string): string[] {
	if (!path.startsWith('/')) throw new JamaError(400, NO_SUCH_PATH);
	return path
		.slice(1)
		.split('/')
		.map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function walk(target: Node, path: string[]): Node {
	let node: unknown = target;
	for (const token of path) {
		if (!isNode(node) || !(token in node)) throw new JamaError(400, NO_SUCH_PATH);
		node = node[token];
	}
	if (!isNode(node)) throw new JamaError(400, NO_SUCH_PATH);
	return node;
}

/**
 * Applies add, replace and remove to a copy of the request object (REST developer guide, PATCH, which
 * follows RFC 6902). `replace` and `remove` need the path to exist, and a field that is null does not
 * exist; `add` creates the last step only. Assumption: `value` missing where it is required is a value
 * that cannot be set. Arrays are values, not nodes: no path of a request object leads into one.
 */
export function applyPatch(
	target: Node,
	operations: PatchOperation[],
	cases: 'lower' | 'any' = 'lower',
): Node {
	const result = structuredClone(target);
	for (const operation of operations) {
		const op = cases === 'any' ? operation.op.toLowerCase() : operation.op;
		const path = tokens(operation.path);
		const last = path.pop() ?? '';
		const parent = walk(result, path);
		if (op !== 'add' && !(last in parent)) throw new JamaError(400, NO_SUCH_PATH);
		if (op === 'remove') {
			delete parent[last];
		} else if (op === 'add' || op === 'replace') {
			if (operation.value === undefined) throw new JamaError(400, CANNOT_SET);
			parent[last] = operation.value;
		} else {
			throw new JamaError(400, `Unknown patch operation: ${operation.op}`);
		}
	}
	return result;
}
