import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { authentication, credentials } from '../Jama/authentication';
import { jama } from '../Jama/api';
import { methods } from '../Jama/lists';
import { toNodeError } from '../shared/errors';
import { openSession } from '../shared/n8nSession';
import { poll, sample } from './poll';
import { properties } from './properties';
import { readSettings } from './settings';
import type { State } from './state';
import { readNewest } from './state';

/** Share of a poll's time after which no further page is read, and after which a refused request is given up. */
const READING_SHARE = 0.7;
const PATIENCE_SHARE = 0.9;
/** n8n before 2.38 has no budget; newer ones say 5 minutes where nothing else is set. */
const DEFAULT_BUDGET = 300_000;

const keyOf = (node: string): string => `jamaTrigger ${node}`;

/**
 * The state of this node: n8n keys a node's data by its name, so that it is lost when the node is renamed, and found again,
 * out of date, when it is renamed back; a copy under the node's id is kept with the workflow's data.
 */
function readStored(
	functions: IPollFunctions,
	node: string,
	warn: (message: string) => void,
): State | undefined {
	const { state } = functions.getWorkflowStaticData('node');
	const copy = functions.getWorkflowStaticData('global')[keyOf(node)];
	return readNewest([state, copy], node, warn);
}

function writeStored(functions: IPollFunctions, node: string, state: object): void {
	functions.getWorkflowStaticData('node').state = state as IDataObject;
	functions.getWorkflowStaticData('global')[keyOf(node)] = state as IDataObject;
}

/** Static data of the nodes that poll now: n8n starts the next poll even while one is under way, with the same state. */
const busy = new WeakSet<object>();

export class JamaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jama Connect Trigger',
		name: 'jamaTrigger',
		icon: { light: 'file:../../icons/jama.svg', dark: 'file:../../icons/jama.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{$parameter["triggerOn"].replace(/([A-Z])/g, " $1").toLowerCase()}}',
		description: 'Starts the workflow when something changes in Jama Connect',
		defaults: { name: 'Jama Connect Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [authentication, ...properties],
	};

	methods = {
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
		const { id: node } = this.getNode();
		const begun = Date.now();
		const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET;
		const warn = (message: string) => this.logger.warn(`Jama Connect Trigger: ${message}`);
		const isManual = this.getMode() === 'manual';
		const data = this.getWorkflowStaticData('node');
		if (!isManual && busy.has(data)) return null;
		if (!isManual) busy.add(data);
		try {
			// Without a fallback, n8n throws for a parameter that is hidden.
			const parameter = (name: string) => this.getNodeParameter(name, null) ?? undefined;
			const authentication = parameter('authentication') as string;
			const session = await openSession(this, jama, authentication, budget * PATIENCE_SHARE);
			const settings = await readSettings(session, parameter, this.getTimezone());

			if (isManual) {
				return [(await sample(session, settings)).map((json) => ({ json }))];
			}
			const stored = readStored(this, node, warn);
			const outOfTime = () => Date.now() - begun > budget * READING_SHARE;
			const work = { session, settings, node, outOfTime, warn };
			const { events, state } = await poll(stored ? { ...work, state: stored } : work);
			writeStored(this, node, state);
			return events.length > 0 ? [events.map((json) => ({ json }))] : null;
		} catch (error) {
			throw toNodeError(this.getNode(), error, undefined, jama.advise);
		} finally {
			if (!isManual) busy.delete(data);
		}
	}
}
