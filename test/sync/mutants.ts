/** The workflow with something broken: each is a fault that has to be noticed. */
import type { INode } from 'n8n-workflow';
import type { WorkflowFile } from './engine/workflowRun';
import type { PeopleStep } from './people';
import type { Plan, Step } from './plan';

type Mutant = (file: WorkflowFile) => void;

function nodeOf({ nodes }: WorkflowFile, name: string): INode {
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The workflow has no node "${name}" to break`);
	return found;
}

/** Replaces text in the parameters of a node. */
const text =
	(name: string, ...changes: Array<[was: string | RegExp, is: string]>): Mutant =>
	(file) => {
		const node = nodeOf(file, name);
		let all = JSON.stringify(node.parameters);
		for (const [was, is] of changes) {
			const broken = all.replace(was, is);
			if (broken === all) throw new Error(`"${name}" has no ${String(was)} to break`);
			all = broken;
		}
		node.parameters = JSON.parse(all) as INode['parameters'];
	};

/** Takes a parameter of a node away. */
const without =
	(name: string, ...path: string[]): Mutant =>
	(file) => {
		const last = path.at(-1)!;
		let values = nodeOf(file, name).parameters as Record<string, unknown>;
		for (const part of path.slice(0, -1)) values = values[part] as Record<string, unknown>;
		if (!(last in values)) throw new Error(`"${name}" has no ${last} to break`);
		delete values[last];
	};

/** Gives a value of Set up. */
const setUp =
	(name: string, value: unknown): Mutant =>
	(file) => {
		const { assignments } = nodeOf(file, 'Set up').parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		const found = assignments.find((one) => one.name === name);
		if (!found) throw new Error(`"Set up" has no ${name} to break`);
		found.value = value;
	};

/** Cuts what leaves a node by one of its outputs. */
const cut =
	(name: string, output: number): Mutant =>
	({ connections }) => {
		const outputs = connections[name]?.main;
		if (!outputs?.[output]?.length) throw new Error(`"${name}" has no output ${output} to cut`);
		outputs[output] = [];
	};

/** The output of a switch, by its name, as a place in its list. */
const outputOf = (file: WorkflowFile, name: string, key: string): number => {
	const { values } = nodeOf(file, name).parameters.rules as {
		values: Array<{ outputKey: string }>;
	};
	return values.findIndex(({ outputKey }) => outputKey === key);
};

const RUN: Step = { kind: 'run', process: 0, start: 0 };
/** People do the same to several records. */
const people = (step: PeopleStep, times: number): Step[] =>
	Array.from({ length: times }, (_, at) => ({ kind: 'person', step, seed: 7919 * (at + 1) }));

/** What is broken, and steps in which it shows; all end as every history does. */
interface Broken {
	mutant: Mutant;
	steps: Step[];
}

const withoutInAlign = (...path: string[]): Mutant => without('Align issue', ...path);
const withoutInJama = (pair: string): Mutant => text('Fields for Jama', [pair, '']);

/** By what is broken. */
export const MUTANTS: Record<string, Broken> = {
	'claims do not count': {
		mutant: text('Judge claims', [/Math\.min\(.*?\.map\(\(\{ id \}\) => id\)\)/, '$json.claim']),
		steps: [{ ...RUN, second: { process: 1, start: 0, at: 1 } }],
	},
	'claims never run out': {
		mutant: setUp('claimMinutes', 10_000_000),
		steps: [22, 26, 30, 34, 38].map((at) => ({ ...RUN, kill: { at, sent: true } })),
	},
	'names are written once only': {
		mutant: withoutInAlign('summary'),
		steps: [RUN, ...people('rename', 6)],
	},
	'descriptions are written once only': {
		mutant: withoutInAlign('additionalFields', 'description'),
		steps: [RUN, ...people('describe', 6)],
	},
	'priorities are written once only': {
		mutant: withoutInAlign('additionalFields', 'priority'),
		steps: [RUN, ...people('prioritize', 6)],
	},
	'parents are not set': { mutant: withoutInAlign('additionalFields', 'parentKey'), steps: [RUN] },
	'the label is not put back': {
		mutant: withoutInAlign('additionalFields', 'addLabels'),
		steps: [RUN, ...people('takeLabelsOff', 3)],
	},
	'the flag is not taken off': {
		mutant: withoutInAlign('additionalFields', 'removeLabels'),
		steps: [RUN, ...people('withdrawByHand', 3)],
	},
	'a lost approval is ignored': {
		mutant: (file) => cut('What to do?', outputOf(file, 'What to do?', 'withdraw'))(file),
		steps: [RUN, ...people('withdraw', 2)],
	},
	'the key is not written to Jama': {
		mutant: withoutInJama("[$('Set up').first().json.jiraKeyField, $json.key], "),
		steps: [RUN],
	},
	'the status is not written to Jama': {
		mutant: withoutInJama("[$('Set up').first().json.statusField, $json.status], "),
		steps: [RUN],
	},
	'fix versions are not written to Jama': {
		mutant: withoutInJama(", [$('Set up').first().json.fixVersionField, $json.fixVersion]"),
		steps: [RUN, ...people('setFixVersions', 6)],
	},
	'fix versions that are not known are taken away in Jama': {
		mutant: text('Back to Jama', [
			/ \?\? \$\('Decide'\)\.item\.json\.item\[[^\]]*fixVersionField\]/,
			'',
		]),
		steps: [RUN, ...people('setFixVersions', 6), RUN, ...people('hideFixVersions', 1)],
	},
	'everything is written each time': {
		mutant: text('Fields for Jama', [
			"value !== ($('Decide').item.json.item[name] ?? '')",
			'value',
		]),
		steps: [RUN],
	},
	'an issue with the label of an item is taken for its own': {
		mutant(file) {
			const matchJql = `={{ 'labels = "' + $('Decide').item.json.item.globalId + '"' }}`;
			Object.assign(nodeOf(file, 'Make issue').parameters, { matchBy: 'jql', matchJql });
		},
		steps: [...people('foreignIssue', 6), RUN],
	},
	'failures are green': {
		mutant: text('All well?', [/\$json\.failed\.length/, '0']),
		steps: [
			{
				...RUN,
				fault: { system: 'jira', fault: { method: 'POST', status: 400, times: 'always' } },
			},
		],
	},
	'conflicts are green': {
		mutant: text('All well?', [/\$json\.conflicts\.length/, '0']),
		steps: [RUN, ...people('cloneIssue', 2)],
	},
	'conflicts are not told': {
		mutant: text('Summary', ["outcome === 'conflict'", 'false']),
		steps: [RUN, ...people('cloneIssue', 2)],
	},
	'what is not wanted is deleted': {
		mutant(file) {
			nodeOf(file, 'Flag issue').parameters = {
				...{ resource: 'customApi', operation: 'request', method: 'DELETE' },
				relativeUrl: '=/issue/{{ $json.input.key }}',
				options: { root: 'platform' },
			};
		},
		steps: [RUN, ...people('withdraw', 2)],
	},
	'of two issues the first is taken': {
		mutant: text('What to do?', ["$json.outcome === 'duplicate' && $json.wanted", 'false']),
		steps: [RUN, ...people('cloneIssue', 2)],
	},
	'approval does not count': {
		mutant: text('Decide', [
			"some(({ status }) => $('Set up').first().json.approvedStatuses.includes(status))",
			'some(({ status }) => status)',
		]),
		steps: [RUN],
	},
};

/** The history in which a broken workflow shows; without the fault nothing may be wrong in it. */
export const planFor = ({ steps }: Broken): Plan => ({
	place: 0,
	deletedIssues: 'report',
	seed: 1,
	steps: [...people('approve', 3), ...steps],
});
