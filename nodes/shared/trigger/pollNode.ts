import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { toNodeError } from '../http/errors';
import type { Api } from '../session/api';
import { openSession } from '../session/n8nSession';
import type { Session } from '../session/session';
import { readPlace, writePlace } from './places';
import type { Listener } from './poll';
import { poll } from './poll';
import type { Owner, State } from './state';

/** Reads a parameter of the node; undefined where it is hidden. */
export type Parameter = (name: string) => unknown;

/** What a trigger node brings along. */
export interface TriggerOf {
	/** The node type's name: states are kept under it. */
	kind: string;
	/** The node's name in the log. */
	title: string;
	api: Api;
	/** The parameters below Authentication. */
	properties: readonly INodeProperties[];
	/** Reads what the user set. Throws InvalidInput. */
	open: (
		session: Session,
		parameter: Parameter,
		timezone: string,
	) => Promise<{
		/** All that decides what is emitted, as text: distinguishes triggers that have the same id. */
		listens: string;
		/** The option Start From, in ms. */
		startFrom?: number;
		/** What a manual test shows. */
		sample: () => Promise<IDataObject[]>;
		listen: (known?: State) => Promise<Listener>;
	}>;
}

/** Share of a poll's time after which no further page is read, and after which a rejected request is given up. */
const READING_SHARE = 0.7;
const PATIENCE_SHARE = 0.9;
/** n8n before 2.38 has no budget; newer ones say 5 minutes where nothing else is set. */
const DEFAULT_BUDGET = 300_000;

/** All parameters at once: n8n may take its evaluator of expressions away while the poll waits for the server. */
function readParameters(
	functions: IPollFunctions,
	properties: readonly INodeProperties[],
): Parameter {
	const names = new Set(['authentication', ...properties.map(({ name }) => name)]);
	// Without a fallback, n8n throws for a parameter that is hidden.
	const values = new Map([...names].map((name) => [name, functions.getNodeParameter(name, null)]));
	return (name) => values.get(name) ?? undefined;
}

async function pollOnce(functions: IPollFunctions, trigger: TriggerOf, budget: number) {
	const { kind, title, api } = trigger;
	const { id: node, name } = functions.getNode();
	const { id: workflow } = functions.getWorkflow();
	const begun = Date.now();
	const warn = (message: string) => functions.logger.warn(`${title}: ${message}`);
	try {
		const parameter = readParameters(functions, trigger.properties);
		const authentication = String(parameter('authentication'));
		const session = await openSession(functions, api, authentication, budget * PATIENCE_SHARE);
		const opened = await trigger.open(session, parameter, functions.getTimezone());
		const { listens, startFrom } = opened;
		if (functions.getMode() === 'manual') {
			return [(await opened.sample()).map((json) => ({ json }))];
		}
		const own = functions.getWorkflowStaticData('node');
		const data = functions.getWorkflowStaticData('global');
		const owner: Owner = { node, name, workflow, listens };
		const found = readPlace(kind, own.state, data, owner, warn, startFrom);
		const outOfTime = () => Date.now() - begun > budget * READING_SHARE;
		const listener = await opened.listen(found.state);
		const { events, state } = await poll({
			...{ listener, owner, outOfTime, warn, room: session.room },
			...(found.state ? { state: found.state } : {}),
		});
		own.state = state as object as IDataObject;
		writePlace(kind, data, state, found.formerName);
		return events.length > 0 ? [events.map((json) => ({ json }))] : null;
	} catch (error) {
		throw toNodeError(functions.getNode(), error, undefined, api.advise);
	}
}

/** Polls under way, by the static data of their nodes: n8n starts the next one even while one runs, with the same state. */
const underWay = new WeakMap<object, Promise<unknown>>();
/** How often a call that waits for another looks at the time, in ms. */
const LOOK = 1000;

/**
 * Waits for a poll under way, at most for a poll's time. A call that came back at once would end while the other runs, and
 * n8n takes away what polls of a workflow share when any of them ends.
 */
async function waitFor(running: Promise<unknown>, budget: number): Promise<null> {
	const begun = Date.now();
	let over = false;
	const end = () => void (over = true);
	const ended = running.then(end, end);
	while (!over && Date.now() - begun < budget) await Promise.race([ended, sleep(LOOK)]);
	return null;
}

/** One poll of a trigger node, as n8n calls it. */
export async function pollNode(
	functions: IPollFunctions,
	trigger: TriggerOf,
): Promise<INodeExecutionData[][] | null> {
	const budget = functions.getPollBudgetMs?.() ?? DEFAULT_BUDGET;
	if (functions.getMode() === 'manual') return await pollOnce(functions, trigger, budget);
	const data = functions.getWorkflowStaticData('node');
	const running = underWay.get(data);
	// What changed since is emitted by the next poll.
	if (running) return await waitFor(running, budget);
	const work = pollOnce(functions, trigger, budget).finally(() => underWay.delete(data));
	underWay.set(data, work);
	return await work;
}
