import { boardFeatures } from '../boards/boardFeatures';
import { boards } from '../boards/boards';
import type { Handlers } from './call';
import { epics } from '../issues/epics';
import { issueLists } from '../issues/issueLists';
import { issues } from '../issues/issues';
import { moves } from '../issues/moves';
import { properties } from '../boards/properties';
import { sprints } from '../sprints/sprints';
import { sprints67 } from '../sprints/sprints67';

/** What answers each operation of the contract of Cloud and Data Center, by operation id. */
export const handlers: Handlers = {
	...boards,
	...boardFeatures,
	...properties,
	...sprints,
	...epics,
	...issues,
	...issueLists,
	...moves,
};

const pick = (names: string[]): Handlers =>
	Object.fromEntries(names.map((name) => [name, handlers[name]!]));

/** The eleven operations of JIRA Agile 6.7.6. */
export const handlers67: Handlers = {
	...pick([
		'getAllBoards',
		'getBoard',
		'getEpics',
		'getAllSprints',
		'getAllVersions',
		'getEpic',
		'getSprint',
		'deleteSprint',
	]),
	...sprints67,
};
