/**
 * Which rooms of `nodes` may import which: a room may import those that stand before it in its layers, never one behind. What
 * stands in one entry may not import each other.
 */
const SHARED = [
	['values'],
	['http'],
	['paging'],
	['session'],
	['operations'],
	['reports'],
	['pickers'],
	['trigger'],
	['customApi', 'credentials'],
];
const TRIGGERS = ['JamaTrigger', 'JiraAgileTrigger'];
const SYSTEMS = {
	Jama: [
		['values'],
		['api', 'configuration'],
		['pickers'],
		['fields'],
		['history'],
		['items'],
		['attachments', 'traceability', 'testResults'],
		['testCenter', 'records', 'projects', 'administration'],
	],
	JiraAgile: [['api', 'richText'], ['fields'], ['issues'], ['reports'], ['boards', 'sprints']],
};

/** For each room the rooms that it may not import. */
const forbidden = (layers) =>
	layers.flatMap((rooms, at) =>
		rooms.map((room) => {
			const behind = layers.slice(at + 1).flat();
			return [room, [...rooms.filter((other) => other !== room), ...behind]];
		}),
	);

const rule = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const oneOf = (names) => `(?:${names.join('|')})`;
const inRooms = (rooms) => ({
	regex: `^\\.\\./${oneOf(rooms)}/`,
	message: 'A room imports only rooms of the layers below it (test/layers.mjs).',
});
const inNodes = (nodes) => ({
	regex: `^(?:\\.\\./)+${oneOf(nodes)}/`,
	message: 'What serves every system knows none of them (test/layers.mjs).',
});

const systems = Object.keys(SYSTEMS);
const others = (system) => systems.filter((other) => other !== system);

/** Lint rules, one block for each room. */
export const layers = [
	...forbidden(SHARED).map(([room, rooms]) => ({
		files: [`nodes/shared/${room}/*.ts`],
		rules: rule([
			...(rooms.length > 0 ? [inRooms(rooms)] : []),
			inNodes([...systems, ...TRIGGERS]),
		]),
	})),
	...Object.entries(SYSTEMS).flatMap(([system, own]) =>
		forbidden(own).map(([room, rooms]) => ({
			files: [`nodes/${system}/${room}/*.ts`],
			rules: rule([
				...(rooms.length > 0 ? [inRooms(rooms)] : []),
				inNodes([...others(system), ...TRIGGERS]),
				{ regex: '^\\.\\./(registry|lists)$', message: 'The registry imports the rooms.' },
			]),
		})),
	),
	...TRIGGERS.map((trigger) => ({
		files: [`nodes/${trigger}/*.ts`],
		rules: rule([
			{ regex: '^\\.\\./[^/]+/registry$', message: 'The trigger needs no operation.' },
			inNodes([...others(trigger.replace('Trigger', '')), ...TRIGGERS]),
		]),
	})),
];
