/** The systems of this package as the tests that hold for all of them see them. */
import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';
import { JamaApi } from '../../../credentials/JamaApi.credentials';
import { JamaOAuth2Api } from '../../../credentials/JamaOAuth2Api.credentials';
import { JiraAgileApi } from '../../../credentials/JiraAgileApi.credentials';
import { JiraAgileOAuth2Api } from '../../../credentials/JiraAgileOAuth2Api.credentials';
import { JiraAgilePatApi } from '../../../credentials/JiraAgilePatApi.credentials';
import { jama } from '../../../nodes/Jama/api/api';
import jamaCodex from '../../../nodes/Jama/Jama.node.json';
import { Jama } from '../../../nodes/Jama/Jama.node';
import { JamaTrigger } from '../../../nodes/JamaTrigger/JamaTrigger.node';
import { jiraAgile } from '../../../nodes/JiraAgile/api/api';
import jiraCodex from '../../../nodes/JiraAgile/JiraAgile.node.json';
import { JiraAgileTrigger } from '../../../nodes/JiraAgileTrigger/JiraAgileTrigger.node';
import { JiraAgile } from '../../../nodes/JiraAgile/JiraAgile.node';
import { registry as jamaRegistry } from '../../../nodes/Jama/registry';
import { registry as jiraRegistry } from '../../../nodes/JiraAgile/registry';
import type { Api } from '../../../nodes/shared/session/api';
import type { Registry } from '../../../nodes/shared/operations/operation';
import type { Contract, Endpoints, SentRequest } from './contracts';
import { endpointsOf, jamaContract, jiraContract } from './contracts';
import { jamaResponse, jiraResponse } from './rowAnswers';
import type { HelperResponse } from './rowAnswers';
import type { Samples } from './samples';
import { jamaSamples, jiraSamples } from './samples';

/** One system in one deployment. */
export interface System {
	/** For titles. */
	title: string;
	api: Api;
	registry: Registry;
	node: INodeType;
	nodeType: string;
	/** Undefined for a system that has but one. */
	deployment?: string;
	contract: () => Contract;
	endpoints: Endpoints;
	samples: Samples;
	/** Requests that an operation may add to those that its row names: what a label or an id stands for. */
	lookUps: readonly string[];
	/** An answer that any operation can work with. */
	answer: (request: SentRequest, endpoints: Endpoints) => HelperResponse;
	codex: { node: string; categories: string[] };
	credentials: ICredentialType[];
	methods: Record<string, object>;
	/** Nodes beside the one with the operations. */
	triggers: Array<INodeType & { methods: Record<string, object> }>;
}

const JAMA: System = {
	title: 'Jama',
	api: jama,
	registry: jamaRegistry,
	node: new Jama(),
	nodeType: 'n8n-nodes-jama.jama',
	contract: jamaContract,
	endpoints: endpointsOf(jamaContract()),
	samples: jamaSamples,
	lookUps: [
		'GET /rest/v1/itemtypes',
		'GET /rest/v1/itemtypes/{}',
		'GET /rest/v1/picklistoptions/{}',
		'GET /rest/v1/picklists/{}/options',
		'GET /rest/v1/projects/{}',
		'GET /rest/v1/relationshiptypes',
		'GET /rest/v1/releases',
		'GET /rest/v1/releases/{}',
		'GET /rest/v1/users',
		'GET /rest/v1/users/{}',
	],
	answer: jamaResponse,
	codex: jamaCodex,
	credentials: [new JamaApi(), new JamaOAuth2Api()],
	methods: new Jama().methods,
	triggers: [new JamaTrigger()],
};

const jiraOf = (deployment: string, name: string): System => ({
	title: `Jira, ${name}`,
	api: jiraAgile,
	registry: jiraRegistry,
	node: new JiraAgile(),
	nodeType: 'n8n-nodes-jama.jiraAgile',
	deployment,
	contract: () => jiraContract(deployment),
	endpoints: endpointsOf(jiraContract(deployment)),
	samples: jiraSamples(deployment),
	lookUps: [],
	answer: jiraResponse,
	codex: jiraCodex,
	credentials: [new JiraAgileApi(), new JiraAgileOAuth2Api(), new JiraAgilePatApi()],
	methods: new JiraAgile().methods,
	triggers: [new JiraAgileTrigger()],
});

const JIRA: System[] = Object.entries(jiraAgile.deploymentNames ?? {}).map(([value, name]) =>
	jiraOf(value, name),
);

/** Every system in every deployment. */
export const SYSTEMS: System[] = [JAMA, ...JIRA];
/** Every node once. */
export const NODES: System[] = [JAMA, JIRA[0] as System];
export { JAMA, JIRA };

/** What a credential asks for. */
export const credentialFields = ({ credentials }: System): INodeProperties[] =>
	credentials.flatMap(({ properties }) => properties);

/** What the triggers of a system ask for. */
export const triggerProperties = ({ triggers }: System): INodeProperties[] =>
	triggers.flatMap(({ description }) => description.properties);
