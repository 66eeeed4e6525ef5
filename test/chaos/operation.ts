import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine/harness';
import type { StoredCredential } from '../support/engine/harness';
import type { Fault } from '../servers/faults/fault';
import type { Plan } from '../servers/faults/proxy';
import type { JamaServer } from '../servers/jama';
import type { JiraServer } from '../servers/jira';
import type { Outcome, Row } from './outcome';
import { outcomeOf } from './outcome';

export type System = 'jama' | 'jiraCloud' | 'jiraDataCenter';

/** What an operation runs in: a server of its own behind a proxy of its own. */
export interface World<Server = JamaServer | JiraServer> {
	server: Server;
	credentials: StoredCredential;
	/** The site as the client addresses it. */
	site: string;
	/** Moves the server's clock by ms. */
	tick: (ms: number) => void;
	/** What goes wrong in this run, from `begin` to `end`; undefined in a clean one. */
	plan?: Plan;
	/** An operation of several parts, of which only some meet faults, says where these begin and end. */
	begin: () => void;
	end: () => void;
}

/** One line of an output that tells about one record among several. */
export interface Told {
	subject: string;
	ok: boolean;
	text: string;
}

/** Something that has to be said when it is so. */
export interface Duty {
	/** What, for the line about a cell in which it is missing. */
	what: string;
	said: RegExp;
}

/** One kind of work that a user has done by a node. */
export interface OperationClass {
	name: string;
	system: System;
	/**
	 * How it is judged: `read` and `write` by output, error and state; `report` by what the output tells about each of several
	 * records; `raw` hands on what the server said; `test` is the test of a credential; `trigger` tells changes.
	 */
	kind: 'read' | 'write' | 'report' | 'raw' | 'test' | 'trigger';
	/** Changes the server's data before the run; `site` is its address. */
	prepare?: (server: never, site: string) => void;
	run: (world: World<never>) => Promise<Outcome>;
	/** Of several steps: what an error has to say about what was done, by the differences that the run made. */
	duties?: (differences: string[], after: ReadonlyMap<string, string>) => Duty[];
	/** Of a report: what it tells, and the subject of a changed record. */
	tells?: (outcome: Outcome) => Told[];
	subjectOf?: (difference: string) => string | undefined;
	/** Of a trigger: what has to be told, each once. */
	expected?: (outcome: Outcome) => string[];
	/** Faults that are not tried on it, with the reason beside. */
	spares?: (fault: Fault) => boolean;
	/** Its errors are n8n's own messages: whether they can be read is not judged. */
	byN8n?: boolean;
	/** Says by itself where faults begin. */
	begins?: boolean;
	/** Which credential it uses; Basic by default. */
	credential?: 'oauth' | 'pat';
}

/** An operation of the Jama node. */
export interface NodeRun {
	nodeType?: string;
	operation: string;
	parameters?: object;
	input?: INodeExecutionData[];
	continueOnFail?: boolean;
}

/** Runs `resource.operation` of a node on n8n's engine. */
export function running({ operation, parameters = {}, ...more }: NodeRun): OperationClass['run'] {
	const [resource = '', name = ''] = operation.split('.');
	return async ({ credentials }) =>
		outcomeOf(
			await runNode({
				...more,
				credentials,
				parameters: { resource, operation: name, ...(parameters as INodeParameters) },
			}),
		);
}

/** A Custom API Action that reads all pages, with the rows of its body as output: what else is in it is the server's. */
export const allPages =
	(run: OperationClass['run'], list: string): OperationClass['run'] =>
	async (world) => {
		const outcome = await run(world);
		const rows = outcome.rows.flatMap(({ body, ...rest }) => {
			const found = (body as Row | undefined)?.[list];
			return Array.isArray(found) ? (found as Row[]) : [{ ...rest, body }];
		});
		return { ...outcome, rows };
	};

/** The text of a row's failure, as continue-on-fail and reports have it. */
export const textOf = (row: Row): string =>
	[row.error, row.details, row.reason, row.note]
		.filter((part) => typeof part === 'string')
		.join(' ');
