import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { toProperties } from '../shared/operations/properties';
import { runNode } from '../shared/operations/run';
import { authentication } from './api/authentication';
import { jama } from './api/api';
import { credentialTest } from './api/credentialTests';
import { methods } from './lists';
import { registry } from './registry';

export class Jama implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jama Connect',
		name: 'jama',
		icon: { light: 'file:../../icons/jama.svg', dark: 'file:../../icons/jama.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle:
			'={{($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase()}}',
		description:
			'Requirements, traceability and tests in Jama Connect: read, create, update and record them',
		defaults: { name: 'Jama Connect' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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
		properties: [authentication, ...toProperties(registry)],
	};

	methods = { ...methods, credentialTest };

	async execute(this: IExecuteFunctions) {
		return await runNode(this, jama, registry);
	}
}
