import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes, sleep } from 'n8n-workflow';
import { authentication } from '../Jama/api/authentication';
import { jama } from '../Jama/api/api';
import { credentialTest } from '../Jama/api/credentialTests';
import { methods } from '../Jama/lists';
import { toNodeError } from '../shared/http/errors';
import { openSession } from '../shared/session/n8nSession';
import { readPlace, writePlace } from './places';
import { poll, sample } from './poll';
import { properties } from './properties';
import { listensTo, readSettings } from './settings';
import type { Owner } from './state';

/** Share of a poll's time after which no further page is read, and after which a rejected request is given up. */
const READING_SHARE = 0.7;
const PATIENCE_SHARE = 0.9;
/** n8n before 2.38 has no budget; newer ones say 5 minutes where nothing else is set. */
const DEFAULT_BUDGET = 300_000;

/** All parameters at once: n8n may take its evaluator of expressions away while the poll waits for the server. */
function readParameters(functions: IPollFunctions): (name: string) => unknown {
	const names = new Set(['authentication', ...properties.map(({ name }) => name)]);
	// Without a fallback, n8n throws for a parameter that is hidden.
	const values = new Map([...names].map((name) => [name, functions.getNodeParameter(name, null)]));
	return (name) => values.get(name) ?? undefined;
}

async function pollOnce(functions: IPollFunctions, budget: number) {
	const { id: node, name } = functions.getNode();
	const { id: workflow } = functions.getWorkflow();
	const begun = Date.now();
	const warn = (message: string) => functions.logger.warn(`Jama Connect Trigger: ${message}`);
	try {
		const parameter = readParameters(functions);
		const authentication = String(parameter('authentication'));
		const session = await openSession(functions, jama, authentication, budget * PATIENCE_SHARE);
		const settings = await readSettings(session, parameter, functions.getTimezone());
		if (functions.getMode() === 'manual') {
			return [(await sample(session, settings)).map((json) => ({ json }))];
		}
		const own = functions.getWorkflowStaticData('node');
		const workflowData = functions.getWorkflowStaticData('global');
		const owner: Owner = { node, name, workflow, listens: listensTo(session, settings) };
		const { state: stored, formerName } = readPlace(
			own.state,
			workflowData,
			owner,
			warn,
			settings.startFrom,
		);
		const outOfTime = () => Date.now() - begun > budget * READING_SHARE;
		const work = { session, settings, owner, outOfTime, warn };
		const { events, state } = await poll(stored ? { ...work, state: stored } : work);
		own.state = state as object as IDataObject;
		writePlace(workflowData, state, formerName);
		return events.length > 0 ? [events.map((json) => ({ json }))] : null;
	} catch (error) {
		throw toNodeError(functions.getNode(), error, undefined, jama.advise);
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

export class JamaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jama Connect Trigger',
		name: 'jamaTrigger',
		icon: { light: 'file:../../icons/jama.svg', dark: 'file:../../icons/jama.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{$parameter["triggerOn"].replace(/([A-Z])/g, " $1").toLowerCase()}}',
		description:
			'Requirements, traceability and tests in Jama Connect: starts the workflow when they change',
		defaults: { name: 'Jama Connect Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'jamaApi',
				required: true,
				testedBy: 'testJamaApi',
				displayOptions: { show: { authentication: ['basic'] } },
			},
			{
				name: 'jamaOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: [authentication, ...properties],
	};

	methods = {
		credentialTest,
		listSearch: {
			searchFilters: methods.listSearch.searchFilters,
			searchProjects: methods.listSearch.searchProjects,
		},
		loadOptions: {
			getItemTypes: methods.loadOptions.getItemTypes,
			getProjects: methods.loadOptions.getProjects,
			getReleases: methods.loadOptions.getReleases,
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET;
		if (this.getMode() === 'manual') return await pollOnce(this, budget);
		const data = this.getWorkflowStaticData('node');
		const running = underWay.get(data);
		// What changed since is emitted by the next poll.
		if (running) return await waitFor(running, budget);
		const work = pollOnce(this, budget).finally(() => underWay.delete(data));
		underWay.set(data, work);
		return await work;
	}
}
