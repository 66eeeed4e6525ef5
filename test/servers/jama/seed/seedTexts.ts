/** A small generator of pseudo-random numbers (mulberry32): the same seed gives the same project. */
export function createRandom(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) % below;
	};
}

export const COMPONENTS = [
	'Drug Delivery',
	'Alarm System',
	'Power Management',
	'User Interface',
	'Connectivity',
	'Safety Monitoring',
	'Data Logging',
	'Mechanical Housing',
	'Dose Library',
	'Occlusion Detection',
	'Maintenance',
	'Cybersecurity',
];

const SUBJECTS = [
	'infusion pump',
	'flow controller',
	'alarm manager',
	'battery monitor',
	'touch display',
	'dose calculator',
	'pressure sensor',
	'air detector',
	'event log',
	'wireless module',
	'drug library',
	'syringe driver',
	'power supply',
];
const ACTIONS = [
	'limit the flow rate',
	'raise an audible alarm',
	'switch to battery power',
	'display the remaining volume',
	'reject a dose above the limit',
	'stop the infusion',
	'record the event',
	'confirm the selected drug',
	'detect air in the line',
	'report an occlusion',
	'lock the keypad',
	'restore the last settings',
	'notify the nurse station',
];
const CONDITIONS = [
	'within 2 seconds',
	'during self-test',
	'when mains power fails',
	'after an operator confirmation',
	'at all flow rates',
	'if the door is open',
	'while the pump is idle',
	'without interrupting delivery',
	'on low battery',
	'in transport mode',
];
const TOPICS = [
	'Startup',
	'Normal Operation',
	'Alarms',
	'Limits',
	'Maintenance',
	'Interfaces',
	'Fault Handling',
	'Shutdown',
];

function pick<T>(list: readonly T[], index: number): T {
	return list[index % list.length] as T;
}

/** The n-th requirement: a sentence that repeats only after 13 x 10 x 13 items. */
export function requirementText(n: number): { name: string; description: string } {
	const subject = pick(SUBJECTS, n);
	const action = pick(ACTIONS, n + Math.floor(n / 13));
	const condition = pick(CONDITIONS, n + Math.floor(n / 7));
	const name = `The ${subject} shall ${action} ${condition}`;
	return {
		name,
		description: `<p>${name}. This applies to every configuration of the ${pick(SUBJECTS, n + 5)}.</p>`,
	};
}

export function testCaseText(n: number): { name: string; description: string } {
	const action = pick(ACTIONS, n + Math.floor(n / 13));
	const subject = pick(SUBJECTS, n);
	return {
		name: `Verify that the ${subject} can ${action}`,
		description: `<p>Checks the ${subject} ${pick(CONDITIONS, n)}.</p>`,
	};
}

export function topic(n: number): string {
	const round = Math.floor(n / TOPICS.length);
	return round === 0 ? pick(TOPICS, n) : `${pick(TOPICS, n)} ${round + 1}`;
}
