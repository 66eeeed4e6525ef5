/** What happens in a history: made of a seed, and data, so that a history can be replayed and shortened. */
import { createRandom } from '../servers/jama/seed/seedTexts';
import type { RequestFault } from '../servers/shared/requestFaults';
import type { PeopleStep } from './people';
import type { Kill } from './engine/requests';
import { PLACES, type Random } from './world';

/** A person does something; which record it is done to follows from the seed. */
export interface PersonStep {
	kind: 'person';
	step: PeopleStep;
	seed: number;
}

/** Which of the two n8n processes runs the workflow, and from which of its triggers. */
export interface Run {
	process: 0 | 1;
	start: number;
	kill?: Kill;
}

/** The workflow runs. */
export interface RunStep extends Run {
	kind: 'run';
	/** What goes wrong at one of the servers while it runs. */
	fault?: { system: 'jama' | 'jira'; fault: RequestFault };
	/** What a person does while it runs, with the n-th request that either server gets. */
	edit?: PersonStep & { at: number };
	/** A second run, begun with the n-th request that either server gets. */
	second?: Run & { at: number };
}

export type Step =
	| PersonStep
	| RunStep
	/** From now on the search of a server shows changes late, by ms. */
	| { kind: 'lag'; jama: number; jira: number; laggingItem: 'old' | 'sortedOld' | 'missing' }
	/** Time passes, in ms. */
	| { kind: 'wait'; ms: number };

export interface Plan {
	/** Index into PLACES. */
	place: number;
	deletedIssues: 'report' | 'make again';
	/** Of the world before the first step. */
	seed: number;
	steps: Step[];
}

/** What people do, each as often as it stands here. */
const EVERYDAY: PeopleStep[] = [
	...(['approve', 'approve', 'approve', 'withdraw', 'withdraw', 'rename', 'rename'] as const),
	...([
		'describe',
		'describe',
		'prioritize',
		'createSystem',
		'createSoftware',
		'createSoftware',
	] as const),
	...(['link', 'link', 'link', 'unlink', 'deleteItem', 'nameAtLength', 'weblink'] as const),
	...(['renameIssue', 'describeIssue', 'prioritizeIssue', 'workOnIssue', 'workOnIssue'] as const),
	...([
		'setFixVersions',
		'addLabel',
		'takeLabelsOff',
		'withdrawByHand',
		'moveToOtherEpic',
	] as const),
	...(['deleteIssue', 'deleteIssue', 'foreignIssue', 'foreignIssue'] as const),
];
/** What happens once in a while, and sets a person to work. */
const ODD: PeopleStep[] = ['cloneIssue', 'wrongKey', 'clearKey'];

const LAGS = [0, 2000, 20_000, 300_000];
const MINUTE = 60_000;

/** Faults of one request or a few: before or after it is carried out, or in its response. */
function faultOf(random: Random): RequestFault {
	const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
	const isWrite = random(2) === 0;
	const where: RequestFault = isWrite
		? { method: pick(['POST', 'PUT', 'PATCH', 'DELETE', 'POST']), nth: 1 + random(4) }
		: { nth: 1 + random(40) };
	const times: RequestFault['times'] = pick([1, 1, 1, 2, 5, 'always'] as const);
	const after = random(2) === 0;
	const what: RequestFault = pick<RequestFault>([
		{ status: 500, after },
		{ status: 502, after },
		{ status: 503, after },
		{ status: 504, after },
		{ status: 429, headers: { 'retry-after': String(1 + random(5)) } },
		{ status: 'drop', after },
		{ status: 'reset', after },
		{ status: 'html', after },
		{ status: 403 },
		{ damage: 'cut' },
		{ damage: 'half' },
		{ damage: 'garbled' },
		{ damage: 'empty' },
	]);
	return { ...where, ...what, times };
}

const killOf = (random: Random): Kill => ({ at: 1 + random(60), sent: random(2) === 0 });
const processOf = (random: Random): 0 | 1 => (random(2) === 0 ? 0 : 1);
const personOf = (random: Random): PersonStep => ({
	kind: 'person',
	step: random(15) === 0 ? ODD[random(ODD.length)]! : EVERYDAY[random(EVERYDAY.length)]!,
	seed: random(1_000_000),
});

function runOf(random: Random): RunStep {
	const run: RunStep = { kind: 'run', process: processOf(random), start: random(3) };
	const what = random(10);
	if (what < 3) run.fault = { system: random(2) === 0 ? 'jama' : 'jira', fault: faultOf(random) };
	else if (what < 5) run.kill = killOf(random);
	if (random(4) === 0) run.edit = { ...personOf(random), at: 1 + random(50) };
	if (random(4) === 0) {
		const at = random(3) === 0 ? 1 + random(60) : 1;
		run.second = { process: processOf(random), start: random(3), at };
		if (random(4) === 0) run.second.kill = killOf(random);
	}
	return run;
}

function stepOf(random: Random): Step {
	const what = random(20);
	if (what < 12) return personOf(random);
	if (what < 18) return runOf(random);
	if (what < 19) return { kind: 'wait', ms: [1000, 30_000, 10 * MINUTE, 70 * MINUTE][random(4)]! };
	const laggingItem = (['old', 'sortedOld', 'missing'] as const)[random(3)]!;
	return { kind: 'lag', jama: LAGS[random(4)]!, jira: LAGS[random(4)]!, laggingItem };
}

/** The n-th history of a seed. */
export function planOf(seed: number, n: number): Plan {
	const random = createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b));
	const steps = Array.from({ length: 5 + random(16) }, () => stepOf(random));
	return {
		place: n % PLACES.length,
		deletedIssues: random(2) === 0 ? 'report' : 'make again',
		seed: random(1_000_000),
		steps,
	};
}

const runText = (run: Run): string =>
	`in process ${run.process} from trigger ${run.start}` +
	(run.kill
		? `, killed ${run.kill.sent ? 'after' : 'before'} its request ${run.kill.at} was sent`
		: '');

/** A step in words, for the list of a failing history. */
export function stepText(step: Step): string {
	switch (step.kind) {
		case 'person':
			return `${step.step} (${step.seed})`;
		case 'wait':
			return `${step.ms / 1000} s pass`;
		case 'lag':
			return `searches lag: Jama ${step.jama / 1000} s (${step.laggingItem}), Jira ${step.jira / 1000} s`;
		case 'run':
			return [
				`run ${runText(step)}`,
				...(step.fault ? [`${step.fault.system} has ${JSON.stringify(step.fault.fault)}`] : []),
				...(step.edit ? [`at request ${step.edit.at} ${stepText({ ...step.edit })}`] : []),
				...(step.second
					? [`at request ${step.second.at} a second run ${runText(step.second)}`]
					: []),
			].join('; ');
	}
}
