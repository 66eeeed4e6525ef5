/** How many requests an operation takes, counted at the fake servers without n8n. */
import '../../support/engine/environment';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { jamaCredentials, jiraCredentials, runNode } from '../../support/engine/harness';
import type { RunResult } from '../../support/engine/harness';
import { forgetConfiguration } from '../../support/engine/package-loader';
import { startJamaServer } from '../../servers/jama';
import type { JamaServer } from '../../servers/jama';
import { TYPE } from '../../servers/jama/seed/seedTypes';
import { startJiraServer } from '../../servers/jira';
import type { Work } from './work';
import { byId, withFile } from './work';
import { WORK_OF_JAMA } from './workOfJama';
import { WORK_OF_JIRA } from './workOfJira';

export const MANY = 100;
/** Of which each type has more than a hundred. */
const ITEMS = 400;
const ISSUES = 130;

/** A server with data, on which work is done. */
interface Place {
	requests: unknown[];
	run: (operation: string, parameters: object, input: INodeExecutionData[]) => Promise<RunResult>;
	/** What input items say. @param turn differs from run to run, so that there is something to change */
	items: (of: string | undefined, turn: number) => IDataObject[];
	close: () => Promise<void>;
}

const parametersOf = (operation: string, parameters: object): INodeParameters => {
	const [resource, name] = operation.split('.');
	return { resource, operation: name, simplify: true, ...parameters } as INodeParameters;
};
const oneOf = (choices: readonly string[], at: number) => choices[at % choices.length] as string;

function inProject(server: JamaServer, type: number) {
	const all = [...server.state.items.values()];
	return all.filter(({ itemType, project }) => itemType === type && project === 2);
}

async function atJama(): Promise<Place> {
	const server = await startJamaServer({ items: ITEMS });
	const credentials = jamaCredentials(server);
	const run: Place['run'] = async (operation, parameters, input) =>
		await runNode({ credentials, parameters: parametersOf(operation, parameters), input });
	const cases = inProject(server, TYPE.testCase).slice(0, MANY);
	const keys = cases.map(({ documentKey }) => documentKey).join(', ');
	const cycle = { cycleName: 'Bench', startDate: '2026-02-03', endDate: '2026-02-10' };
	const plan = { project: byId(2), name: 'Bench', casesFrom: 'list', testCases: keys };
	const built = await run('testPlan.build', { ...plan, additionalFields: cycle }, [{ json: {} }]);
	const { testCycle } = built.items[0]?.json ?? {};
	if (testCycle === undefined) throw new Error(`No test cycle: ${built.error?.message}`);
	const others = inProject(server, TYPE.software);
	const attachments = [...server.state.attachments.keys()];
	const folders = inProject(server, TYPE.folder)
		.filter(({ childItemType }) => childItemType === TYPE.system)
		.map(({ id }) => id);
	const [[, attachment] = []] = server.state.attachments;
	const file = `${server.url}/attachment/${String(attachment?.fields.attachment)}/diagram.png`;
	const recordsOf = (of: string | undefined) => {
		if (of === 'runs') return cases;
		const items = inProject(server, TYPE.system).slice(0, MANY);
		if (of !== undefined) {
			for (const { fields } of items) fields.description = `<p><img src="${file}"></p>`;
		}
		return items;
	};
	return {
		requests: server.requests,
		run,
		items: (of, turn) =>
			recordsOf(of).map((item, at) => ({
				id: item.id,
				key: item.documentKey,
				name: String(item.fields.name),
				label: oneOf(['High', 'Medium', 'Low'], turn + at),
				status: oneOf(['In Review', 'Approved', 'Draft'], turn + at),
				result: oneOf(['passed', 'failed', 'blocked'], turn + at),
				// Another one at each run, and none that is related in the seed.
				other: others[(20 * (1 + (turn % 4)) + at) % others.length]?.id,
				folder: folders[turn % folders.length],
				attachment: attachments[at % attachments.length],
				cycle: testCycle,
			})),
		close: async () => await server.close(),
	};
}

async function atJira(): Promise<Place> {
	const server = await startJiraServer({ deployment: 'cloud', issues: ISSUES });
	const credentials = jiraCredentials(server);
	return {
		requests: server.requests,
		run: async (operation, given, input) => {
			const parameters = parametersOf(operation, given);
			return await runNode({ nodeType: 'jiraAgile', credentials, parameters, input });
		},
		items: (_, turn) =>
			Array.from({ length: MANY }, (_one, at) => ({
				key: `PUMP-${at + 6}`,
				text: `Text ${turn}`,
			})),
		close: async () => await server.close(),
	};
}

let turn = 0;

async function requestsOf(place: Place, work: Work, count: number): Promise<number> {
	turn += 1;
	const items = place.items(work.of, turn).slice(0, count);
	if (items.length < count) throw new Error(`Only ${items.length} records for ${work.operation}`);
	const given = work.inOne ? [work.inOne(items)] : items;
	const input = given.map((json) => (work.file ? withFile(json) : { json }));
	place.requests.length = 0;
	const { error } = await place.run(work.operation, work.parameters, input);
	if (error) throw new Error(`${work.operation}: ${error.message} ${error.description ?? ''}`);
	return place.requests.length;
}

/** How many requests one operation took: for one input item and for many, without and with a memory of the configuration. */
export interface Counted {
	operation: string;
	cold: number;
	/** What can be done only once has no more figures. */
	more?: { warm: number; manyCold: number; manyWarm: number };
	/** The most that the project aims at. */
	aim?: Work['aim'];
}

async function measure(start: () => Promise<Place>, work: Work): Promise<Counted> {
	const place = await start();
	try {
		forgetConfiguration();
		const cold = await requestsOf(place, work, 1);
		const operation = [work.operation, work.how].filter(Boolean).join(', ');
		if (work.once) return { operation, cold };
		const warm = await requestsOf(place, work, 1);
		forgetConfiguration();
		const manyCold = await requestsOf(place, work, MANY);
		const manyWarm = await requestsOf(place, work, MANY);
		return { operation, cold, more: { warm, manyCold, manyWarm }, aim: work.aim };
	} finally {
		await place.close();
	}
}

/** Counts the requests of every operation that is chosen. */
export async function countRequests(chosen: (work: Work) => boolean): Promise<Counted[]> {
	const counted: Counted[] = [];
	for (const [start, all] of [
		[atJama, WORK_OF_JAMA],
		[atJira, WORK_OF_JIRA],
	] as const) {
		for (const work of all.filter(chosen)) counted.push(await measure(start, work));
	}
	return counted;
}
