import { setTimeout as sleep } from 'node:timers/promises';

import type { Item, Json, N8nApi, WorkflowJson, WorkflowNode } from './api';
import { parseFlatted } from './flatted';
import { workflowOf } from './workflows';

/** Seconds between two polls. */
export const POLL_EVERY = 5;

/**
 * n8n polls at most once a minute, but holds each poll time to that alone: a cron expression with one fixed second passes.
 * Twelve of them, each at another second, are a poll every five seconds by n8n's own scheduler, with nothing of it replaced.
 */
export const POLL_TIMES = {
	item: Array.from({ length: 60 / POLL_EVERY }, (_, at) => ({
		mode: 'custom',
		cronExpression: `${at * POLL_EVERY} * * * * *`,
	})),
};

/** The trigger's id: stays when the node is renamed. */
const TRIGGER_ID = 'f3b0c1a4-0000-4000-8000-000000000001';

/**
 * A workflow of one trigger and a node that only takes time, so that an execution can be killed while it runs. The executions
 * hold what the trigger handed on.
 */
export function triggerWorkflow(name: string, trigger: WorkflowNode): WorkflowJson {
	const end = {
		name: 'Work',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { resume: 'timeInterval', amount: 1, unit: 'seconds' },
	};
	const { nodes, connections, ...rest } = workflowOf(name, trigger, end);
	const kept = Object.entries(connections).filter(([from]) => from !== 'Start');
	return {
		...rest,
		nodes: nodes
			.filter(({ name: node }) => node !== 'Start')
			.map((node) => (node.name === trigger.name ? { ...node, id: TRIGGER_ID } : node)),
		connections: Object.fromEntries(kept),
	};
}

interface Publication {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ errorMessage: string | null }>;
}

/**
 * Activates the workflow as it is saved, also over an earlier version that is active. n8n does so in the background, five
 * times if it fails; the first poll is part of it.
 * @throws what n8n says of a trigger that could not be activated
 */
export async function publish(api: N8nApi, id: string): Promise<void> {
	const { versionId } = await api.request<{ versionId: string }>('GET', `/rest/workflows/${id}`);
	await api.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	for (;;) {
		const path = `/rest/workflows/${id}/publication-status`;
		const { status, triggers } = await api.request<Publication>('GET', path);
		if (status === 'published') return;
		if (status !== 'in_progress') {
			throw new Error(triggers.map(({ errorMessage }) => errorMessage ?? '').join('') || status);
		}
		await sleep(100);
	}
}

/** Deactivates the workflow. */
export async function unpublish(api: N8nApi, id: string): Promise<void> {
	await api.request('POST', `/rest/workflows/${id}/deactivate`, {});
}

/** What n8n keeps for the workflow between polls, as it is in its database. */
export async function staticDataOf(api: N8nApi, id: string): Promise<Json | null> {
	const { staticData } = await api.request<{ staticData?: Json | null }>(
		'GET',
		`/rest/workflows/${id}`,
	);
	return staticData ?? null;
}

interface Listed {
	id: string;
	status: string;
	mode: string;
	/** An ISO date; null while it runs. */
	stoppedAt: string | null;
}

/** The workflow's executions, oldest first. */
export async function executionsOf(api: N8nApi, workflowId: string): Promise<Listed[]> {
	const found: Listed[] = [];
	for (;;) {
		const query = new URLSearchParams({
			filter: JSON.stringify({ workflowId }),
			limit: '100',
			...(found.length > 0 && { lastId: found[found.length - 1]?.id }),
		});
		const { results } = await api.request<{ results: Listed[] }>(
			'GET',
			`/rest/executions?${query}`,
		);
		found.push(...results);
		if (results.length < 100) return found.sort((a, b) => Number(a.id) - Number(b.id));
	}
}

interface Stored {
	resultData?: { runData?: Record<string, Array<{ data?: { main?: Array<Item[] | null> } }>> };
	executionData?: {
		nodeExecutionStack?: Array<{ node: { type: string }; data: { main: Array<Item[] | null> } }>;
	};
}

/**
 * What the trigger handed on to an execution. One that was killed still holds it as the work to be done, from where n8n's
 * "Retry" takes it.
 */
export async function handedOn(api: N8nApi, executionId: string): Promise<Json[]> {
	const { raw } = await api.execution(executionId);
	const { resultData, executionData } = parseFlatted(raw) as Stored;
	const waiting = executionData?.nodeExecutionStack?.find(({ node }) =>
		/trigger$/i.test(node.type),
	);
	const [first] = Object.values(resultData?.runData ?? {});
	const items = waiting?.data.main[0] ?? first?.[0]?.data?.main?.[0] ?? [];
	return items.map(({ json }) => json);
}

/**
 * Waits until a poll has just been. n8n stores what a poll left after the workflow has got the events: one that is activated
 * anew in between starts with what was stored before, and brings them again.
 */
export async function betweenPolls(): Promise<void> {
	const interval = POLL_EVERY * 1000;
	await sleep((2 * interval + interval / 3 - (Date.now() % interval)) % interval);
}
