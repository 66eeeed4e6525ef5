/** The two systems of a history: small projects, and what they hold. */
import { handlers } from '../servers/jama/frame/handlers';
import type { Call, Handler } from '../servers/jama/frame/call';
import { createEditor, type Editor } from '../servers/jama/history/editStream';
import { startJamaServer, type JamaServer } from '../servers/jama';
import { SEED } from '../servers/jama/seed/seed';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import { startJiraServer, type Deployment, type JiraServer } from '../servers/jira';
import { recording } from '../servers/jira/history/history';
import type { Issue } from '../servers/jira/types';
import { now, pass } from './engine/clock';

/** Who works in Jama and in Jira: people, and the user of the workflow, who is the same in every run. */
export const PEOPLE = { jama: SEED.integrator + 2, jira: 2 } as const;
export const WORKFLOW = { jama: SEED.integrator, jira: 1 } as const;

/** What the workflow is set up with, as examples/jama-jira-sync.json has it. */
export const SET_UP = { property: 'jama.item', label: 'jama', withdrawnLabel: 'jama-withdrawn' };

export const APPROVED = optionId('status', 3);
/** ms that pass with every request. */
const REQUEST = 40;

/** A Jira project of the histories. */
export interface Place {
	deployment: Deployment;
	/** Key of the project. */
	project: string;
	/** Team-managed: parents in the field `parent`. */
	team: boolean;
}
export const PLACES: readonly Place[] = [
	{ deployment: 'cloud', project: 'PUMP', team: false },
	{ deployment: 'dataCenter', project: 'PUMP', team: false },
	{ deployment: 'cloud', project: 'APP', team: true },
];

/** A pseudo-random number from 0 on, below a limit. */
export type Random = (below: number) => number;

/** Both servers. */
export class World {
	editor!: Editor;
	/** Once Jira hides the fix versions, what Jama holds of them, by ID of the item: it has to stay. */
	keptVersions: Map<number, unknown> | undefined;
	/** Called with every request to either of them, before it is answered. */
	onRequest: (() => void) | undefined;

	private constructor(
		readonly jama: JamaServer,
		readonly jira: JiraServer,
		readonly place: Place,
	) {}

	static async start(jama: JamaServer, place: Place): Promise<World> {
		const options = { deployment: place.deployment, issues: 2, now, validateResponses: false };
		return new World(jama, await startJiraServer(options), place);
	}

	/** A Jama with a few requirements of each kind; one for all places. */
	static async startJama(): Promise<JamaServer> {
		return await startJamaServer({ items: 16, now, validateResponses: false });
	}

	/** As at the start, without a Jira key anywhere; about half of the requirements are approved. */
	reset(random: Random): void {
		for (const server of [this.jama, this.jira]) {
			server.reset();
			server.reseed();
			server.onRequest = () => {
				pass(REQUEST);
				this.onRequest?.();
			};
		}
		this.onRequest = undefined;
		this.keptVersions = undefined;
		const version = { archived: false, released: false };
		if (this.place.team)
			for (const name of ['App 2', 'App 1'])
				this.jira.state.addVersion({ ...version, project: this.place.project, name });
		this.editor = createEditor(this.jama, { seed: random(1_000_000), user: PEOPLE.jama });
		for (const item of this.requirements()) {
			const status = random(2) === 0 ? APPROVED : optionId('status', 1);
			item.fields = { ...item.fields, [keyField(item)]: undefined, status };
		}
		this.jama.state.touch();
	}

	/** The system and software requirements of the main project, as they are. */
	requirements(): Item[] {
		return this.jama.state
			.treeOrder(SEED.main)
			.filter(({ itemType }) => itemType === TYPE.system || itemType === TYPE.software);
	}

	/** The issues of the Jira project. */
	issues(): Issue[] {
		const { project } = this.place;
		return [...this.jira.state.issues.values()].filter((issue) => issue.project === project);
	}

	/** IDs of the items downstream of one. */
	below(item: Item): number[] {
		return this.jama.state.downstream(item.id).map(({ toItem }) => toItem);
	}

	/** A change of one field by a person, through the code of the REST API. */
	patch(item: Item, field: string, value: unknown): void {
		const { state, switches, url } = this.jama;
		(handlers.patch_item as Handler)({
			...{ state, switches, query: {}, datesWithTime: false, base: url, now: this.jama.now() },
			user: state.users.get(PEOPLE.jama)!,
			params: { id: item.id },
			body: [{ op: 'add', path: `/fields/${field}`, value }],
			effects: { moved: new Set(), gone: [] },
		} as unknown as Call);
	}

	/** A change of an issue by a person, noted in its history. */
	changeIssue(issue: Issue, changes: Partial<Issue>): void {
		const { state, deployment } = this.jira;
		recording({ state, deployment, now: now() }, PEOPLE.jira, () =>
			Object.assign(issue, changes, { updated: now() }),
		);
	}
}

/** The field of an item that holds the fix versions of its issue. */
export const versionsField = ({ itemType }: Item): string => `fix_version$${itemType}`;
/** The field of an item that holds the key of its issue. */
export const keyField = ({ itemType }: Item): string => `jira_key$${itemType}`;
export const isApproved = ({ fields }: Item): boolean => fields.status === APPROVED;
/** The global ID of the item that an issue stands for; undefined for an issue of somebody else. */
export const identityOf = ({ properties }: Issue): string | undefined => {
	const value = properties.get(SET_UP.property);
	return value === undefined ? undefined : String(value);
};
