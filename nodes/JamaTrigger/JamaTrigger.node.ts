import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { jama } from '../Jama/api';
import { methods } from '../Jama/lists';
import { toNodeError } from '../shared/errors';
import { openSession } from '../shared/n8nSession';
import { poll, sample } from './poll';
import { properties } from './properties';
import { readSettings } from './settings';
import { readState } from './state';

/** Share of a poll's time after which no further page is read, and after which a refused request is given up. */
const READING_SHARE = 0.7;
const PATIENCE_SHARE = 0.9;
/** n8n before 2.38 has no budget; newer ones say 5 minutes where nothing else is set. */
const DEFAULT_BUDGET = 300_000;

/**
 * The state of this node: n8n keys a node's data by its name, so that it is lost when the node is renamed; a copy under the
 * node's id is kept with the workflow's data.
 */
function readStored(functions: IPollFunctions, node: string): unknown {
	const { state } = functions.getWorkflowStaticData('node') as { state?: { node?: string } };
	if (state !== undefined && (state?.node === node || state?.node === undefined)) return state;
	return functions.getWorkflowStaticData('global')[keyOf(node)];
}

const keyOf = (node: string): string => `jamaTrigger ${node}`;

function writeStored(functions: IPollFunctions, node: string, state: object): void {
	functions.getWorkflowStaticData('node').state = state as IDataObject;
	functions.getWorkflowStaticData('global')[keyOf(node)] = state as IDataObject;
}

/** Nodes whose poll is under way: n8n starts the next one on time even if the last one has not ended. */
const polling = new Set<string>();

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
		credentials: [
			{
				name: 'jamaApi',
				required: true,
				displayOptions: { show: { authentication: ['basic'] } },
			},
			{
				name: 'jamaOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: [
					{ name: 'Basic', value: 'basic' },
					{ name: 'OAuth2 (Client Credentials)', value: 'oAuth2' },
				],
				default: 'basic',
			},
			...properties,
		],
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
		const isManual = this.getMode() === 'manual';
		const key = `${this.getWorkflow().id} ${node}`;
		// Two polls at once would tell the same changes.
		if (!isManual && polling.has(key)) return null;
		if (!isManual) polling.add(key);
		const begun = Date.now();
		const budget = this.getPollBudgetMs?.() ?? DEFAULT_BUDGET;
		const warn = (message: string) => this.logger.warn(`Jama Connect Trigger: ${message}`);
		try {
			const parameter = (name: string) => this.getNodeParameter(name, undefined);
			const authentication = parameter('authentication') as string;
			const session = await openSession(this, jama, authentication, budget * PATIENCE_SHARE);
			const settings = await readSettings(session, parameter, this.getTimezone());

			if (isManual) {
				return [(await sample(session, settings)).map((json) => ({ json }))];
			}
			const stored = readState(readStored(this, node), warn);
			const outOfTime = () => Date.now() - begun > budget * READING_SHARE;
			const work = { session, settings, node, outOfTime, warn };
			const { events, state } = await poll(stored ? { ...work, state: stored } : work);
			writeStored(this, node, state);
			return events.length > 0 ? [events.map((json) => ({ json }))] : null;
		} catch (error) {
			throw toNodeError(this.getNode(), error, undefined, jama.advise);
		} finally {
			if (!isManual) polling.delete(key);
		}
	}
}
