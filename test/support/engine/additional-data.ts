import './environment';
import { ExecutionLifecycleHooks } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { TestCredentialsHelper } from './credentials-helper';

/** What n8n's server gives the engine beside the workflow, as far as nodes can notice it. */
export function getAdditionalData(
	credentialsHelper: TestCredentialsHelper,
): IWorkflowExecuteAdditionalData {
	const url = 'http://localhost';
	return {
		credentialsHelper,
		hooks: new ExecutionLifecycleHooks('trigger', '1', {
			id: 'integration-test',
			name: 'Integration test',
			active: false,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			activeVersionId: null,
			nodes: [],
			connections: {},
		}),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		restApiUrl: `${url}/rest`,
		instanceBaseUrl: url,
		webhookWaitingBaseUrl: `${url}/webhook-waiting`,
		formWaitingBaseUrl: `${url}/form-waiting`,
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}
