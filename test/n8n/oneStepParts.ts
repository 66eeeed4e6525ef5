/** What the tables of one-step operations are made of. */
import type { JamaServer } from '../servers/jama';
import type { RequestFault } from '../servers/shared/requestFaults';
import type { Json, WorkflowNode } from './api';

export interface Fault {
	what: string;
	/** Instead of those of the good run. */
	parameters?: Json;
	/** What the server answers instead. */
	failures: RequestFault[];
	/** The error that ends the execution; missing where the design is to go on. */
	error?: { message: string | RegExp; description: RegExp };
	/** What comes out where the execution goes on. */
	rows?: unknown[];
	/** The writes that reached the server. */
	writes?: string[];
}

export interface OneStep {
	operation: string;
	parameters: Json;
	/** What runs before the Jama node. */
	before?: WorkflowNode[];
	/** Changes the seed. */
	prepare?: (jama: JamaServer) => void;
	/** The main facts of the rows of a good run. */
	rows: unknown;
	/** The file beside the first row. */
	file?: Json;
	writes?: string[];
	/** What is on the server after a good run. */
	after?: (jama: JamaServer) => void;
	faults: Fault[];
}

export const TYPE = { system: 33, software: 34 };

const locator = (mode: string) => (value: number | string) => ({ __rl: true, mode, value });
export const byId = locator('id');
export const byName = locator('name');
export const byKey = locator('key');
export const mapped = (value: Json) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: [],
});
/** One answer with an error. */
export const refused = (method: string, path: string, status: RequestFault['status'] = 403) => [
	{ method, path, status },
];
/** How an execution ends that was refused with 403. */
export const NOT_ALLOWED = {
	message: 'Scripted failure 403',
	description: /user may not do this\. Ask a project administrator/,
};
