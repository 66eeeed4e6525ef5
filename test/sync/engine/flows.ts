/** The workflow file in two n8n processes: each has a copy of the package of its own, and with it a memory of its own. */
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { ROOT } from '../../support/engine/environment';
import { createPollingNode } from '../../support/engine/polling';
import type { Flows } from '../history';
import type { Plan } from '../plan';
import { prepareWorkflow, type WorkflowFile } from './workflowRun';
import type { World } from '../world';

/** Enough that nobody waits for the throttle. */
const FAST = { requestsPerSecond: 1000, burst: 1000 };

/** The nodes that start it: their names. */
const triggersOf = ({ nodes }: WorkflowFile): string[] =>
	nodes.filter(({ type }) => /trigger$/i.test(type)).map(({ name }) => name);

/** The file with other values in its node Set up. */
function setUp(file: WorkflowFile, values: IDataObject): WorkflowFile {
	const copy = structuredClone(file);
	const node = copy.nodes.find(({ name }) => name === 'Set up');
	if (!node) throw new Error('The workflow has no node "Set up"');
	const { assignments } = node.parameters.assignments as { assignments: IDataObject[] };
	for (const [name, value] of Object.entries(values)) {
		const assignment = assignments.find((one) => one.name === name);
		if (!assignment) throw new Error(`The node "Set up" has no value "${name}"`);
		assignment.value = value;
	}
	return copy;
}

/** A copy of a built package that shares nothing with it in memory. */
export function copyOfPackage(directory = ROOT): string {
	const folder = mkdtempSync(join(tmpdir(), 'sync-'));
	for (const name of ['package.json', 'dist'])
		cpSync(join(directory, name), join(folder, name), { recursive: true });
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	return folder;
}

/**
 * Makes the workflow ready for a place.
 * @param packages folders of the built package, one for each n8n process
 */
export async function prepareFlows(
	n8nFolder: string,
	file: WorkflowFile,
	world: World,
	packages: readonly [string | undefined, string],
): Promise<Flows> {
	const { jama, jira, place } = world;
	const credentials = [
		{ type: 'jamaApi', data: { baseUrl: jama.url, ...FAST, ...jama.logins.basic } },
		{
			type: 'jiraAgileApi',
			data: { baseUrl: jira.url, deployment: place.deployment, ...FAST, ...jira.logins.basic },
		},
	];
	const prepared = new Map<string, Awaited<ReturnType<typeof prepareWorkflow>>>();
	for (const deletedIssues of ['report', 'make again'] satisfies Array<Plan['deletedIssues']>)
		for (const [process, folder] of packages.entries()) {
			const own = setUp(file, { jiraProject: place.project, deletedIssues });
			const ready = await prepareWorkflow(n8nFolder, own, credentials, folder);
			prepared.set(`${process} ${deletedIssues}`, ready);
		}
	return {
		triggers: triggersOf(file),
		run: async (process, trigger, deletedIssues) =>
			await prepared.get(`${process} ${deletedIssues}`)!.run(trigger),
		activate: async () =>
			await Promise.all(
				file.nodes
					.filter(({ type }) => /^n8n-nodes-jama\..*Trigger$/.test(type))
					.map(async ({ name, type, parameters }) => {
						const nodeType = type.slice(type.indexOf('.') + 1);
						const credential = credentials[nodeType === 'jamaTrigger' ? 0 : 1]!;
						const [packageDirectory] = packages;
						return await createPollingNode({
							...{ nodeType, name, parameters, credentials: credential },
							...(packageDirectory === undefined ? {} : { packageDirectory }),
						});
					}),
			),
	};
}
