import { checkWrite, findBoard, ok, type Call, type Handlers } from '../frame/call';
import { refusal } from '../frame/envelope';
import type { Board } from '../types';

const FEATURES = ['BACKLOG', 'SPRINTS', 'REPORTS', 'ESTIMATION'];

/** Ids of features and reports, their texts and addresses are made up; only their shape is Jira's. */
function featureViews(board: Board): Array<Record<string, unknown>> {
	return FEATURES.map((name) => {
		const standard = name === 'SPRINTS' ? board.type === 'scrum' : true;
		return {
			boardId: board.id,
			boardFeature: name,
			featureId: `jsw.${board.type === 'simple' ? 'agility' : 'classic'}.${name.toLowerCase()}`,
			featureType: name === 'ESTIMATION' ? 'ESTIMATION' : 'BASIC',
			state: (board.features.get(name) ?? standard) ? 'ENABLED' : 'DISABLED',
			toggleLocked: name === 'REPORTS',
			localisedName: name.toLowerCase(),
			localisedDescription: `The feature ${name.toLowerCase()}`,
			imageUri: `/features/${name.toLowerCase()}.svg`,
			permissibleEstimationTypes: [],
		};
	});
}

function toggle(call: Call): Board {
	const board = findBoard(call);
	checkWrite(call);
	const { feature, enabling } = call.body;
	const name = FEATURES.find(
		(each) =>
			feature === each || String(feature).replace(/^jsw[.]\w+[.]/, '') === each.toLowerCase(),
	);
	if (!name) throw refusal(400, `The feature ${String(feature)} does not exist.`);
	if (name === 'REPORTS') throw refusal(400, 'The feature is locked.');
	board.features.set(name, enabling === true);
	return board;
}

/** Features and reports of a board: Cloud only. */
export const boardFeatures: Handlers = {
	getFeaturesForBoard: (call) => ok({ features: featureViews(findBoard(call)) }),
	toggleFeatures: (call) => ok({ features: featureViews(toggle(call)) }),
	getReportsForBoard(call) {
		const { type } = findBoard(call);
		const names = type === 'scrum' ? ['burndown', 'velocity'] : ['cumulative-flow', 'control'];
		return ok({ reports: names.map((name) => ({ key: name, name: `${name} chart` })) });
	},
};
