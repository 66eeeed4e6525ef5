import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { authentication } from '../Jama/api/authentication';
import { jama } from '../Jama/api/api';
import { credentialTest } from '../Jama/api/credentialTests';
import { methods } from '../Jama/lists';
import type { TriggerOf } from '../shared/trigger/pollNode';
import { pollNode } from '../shared/trigger/pollNode';
import { listen, sample } from './poll';
import { properties } from './properties';
import { listensTo, readSettings } from './settings';

const trigger: TriggerOf = {
	kind: 'jamaTrigger',
	title: 'Jama Connect Trigger',
	api: jama,
	properties,
	async open(session, parameter, timezone) {
		const settings = await readSettings(session, parameter, timezone);
		return {
			listens: listensTo(session, settings),
			...(settings.startFrom === undefined ? {} : { startFrom: settings.startFrom }),
			sample: async () => await sample(session, settings),
			listen: async (known) => await listen(session, settings, known),
		};
	},
};

export class JamaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jama Connect Trigger',
		name: 'jamaTrigger',
		icon: { light: 'file:../../icons/jama.svg', dark: 'file:../../icons/jama.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{$parameter["triggerOn"].replace(/([A-Z])/g, " $1").toLowerCase()}}',
		description:
			'Work with requirements and tests in Jama Connect, or start the workflow when they change',
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
		return await pollNode(this, trigger);
	}
}
