/** Which Jira the server plays: `agile67` is JIRA Agile 6.7.6 with its experimental API. */
export type Deployment = 'cloud' | 'dataCenter' | 'agile67';

export interface User {
	id: number;
	/** Cloud: the e-mail address; Data Center and 6.7: the user name. */
	username: string;
	/** Cloud: the API token; Data Center and 6.7: the password. */
	password: string;
	/** Data Center: a personal access token. */
	token: string;
	name: string;
	emailAddress: string;
	accountId: string;
	displayName: string;
	/** Keys of the projects that the user may see; undefined = all. */
	projects?: string[];
	canWrite: boolean;
	/** False: no license for Jira Software, so that every Agile resource answers 403. */
	licensed: boolean;
}

export interface Project {
	id: number;
	key: string;
	name: string;
	/** Team-managed: no epic link, every parent in the field `parent`; what Cloud makes unless told otherwise. */
	simplified?: boolean;
}

/** A saved query that boards and people use. */
export interface Filter {
	id: number;
	name: string;
	jql: string;
}

export interface Board {
	id: number;
	name: string;
	type: 'scrum' | 'kanban' | 'simple';
	/** Key of the project where the board lives. */
	project: string;
	filter: Filter;
	/** What its issues are estimated in; undefined: story points. */
	estimation?: 'time' | 'none';
	properties: Map<string, unknown>;
	features: Map<string, boolean>;
	refinedVelocity: boolean;
}

export type SprintState = 'future' | 'active' | 'closed';

/** Dates are ms since 1970. */
export interface Sprint {
	id: number;
	name: string;
	state: SprintState;
	startDate?: number;
	endDate?: number;
	completeDate?: number;
	activatedDate?: number;
	createdDate: number;
	goal?: string;
	originBoardId: number;
	/** Place in the board's list of sprints; a swap exchanges two. */
	sequence: number;
	/** Data Center. */
	synced: boolean;
	/** Data Center. */
	autoStartStop: boolean;
	/** Data Center: the sprint that gets what is not done when this one closes. */
	incompleteIssuesDestinationId?: number;
	properties: Map<string, unknown>;
}

export type Status = 'To Do' | 'In Progress' | 'Done';

export interface Issue {
	id: number;
	key: string;
	project: string;
	type: string;
	summary: string;
	description: string;
	/** The description as it was sent as a document (version 3). */
	document?: unknown;
	status: Status;
	labels: string[];
	/** Ids of versions. */
	fixVersions: number[];
	/** Id of a user. */
	assignee?: number;
	/** The open or future sprint that the issue is in. */
	sprint?: number;
	closedSprints: number[];
	/** Id of the epic. */
	epic?: number;
	/** Id of the parent: of a sub-task an issue; in a team-managed project of an issue its epic. */
	parent?: number;
	storyPoints?: number;
	/** Original estimate in seconds. */
	originalEstimate?: number;
	/** On a Kanban board: on the board itself, not in its backlog. */
	onBoard: boolean;
	created: number;
	updated: number;
	comments: Array<{ id: number; author: number; text: string; created: number }>;
	priority: string;
	/** Entity properties, by key. */
	properties: Map<string, unknown>;
	/** Values of custom fields, by ID, as Jira shows them. */
	custom: Map<string, unknown>;
	/** Of an epic that the Agile resources know, which those of team-managed projects are not. */
	epicFields?: { name: string; color: string; done: boolean };
}

export interface Version {
	id: number;
	project: string;
	name: string;
	description?: string;
	archived: boolean;
	released: boolean;
	releaseDate?: number;
}

export interface QuickFilter {
	id: number;
	boardId: number;
	name: string;
	jql: string;
	description?: string;
	position: number;
}

/** One field of a change; IDs where the field has them. */
export interface HistoryItem {
	field: string;
	fieldId: string;
	custom?: true;
	from: string | null;
	fromString: string | null;
	to: string | null;
	toString: string | null;
}

/** One change of an issue. */
export interface History {
	id: number;
	author: number;
	created: number;
	items: HistoryItem[];
}
