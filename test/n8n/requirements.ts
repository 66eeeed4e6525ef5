import type { JamaServer } from '../servers/jama';
import { SEED } from '../servers/jama/seed/seed';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import { SEED as JIRA, type JiraServer } from '../servers/jira';
import { recording } from '../servers/jira/history/history';
import type { Issue } from '../servers/jira/types';

const APPROVED = optionId('status', 3);

/** The Jira key that an item of the fake Jama has. */
export const jiraKeyOf = ({ fields, itemType }: Item): unknown => fields[`jira_key$${itemType}`];

/** The system and software requirements of the main project, in the order of its tree. */
export const requirementsOf = ({ state }: JamaServer): Item[] =>
	state
		.treeOrder(SEED.main)
		.filter(({ itemType }) => itemType === TYPE.system || itemType === TYPE.software);

/** Takes the keys away that the seed gives to some requirements: Jira knows none of them. */
export function withoutJiraKeys(jama: JamaServer): void {
	for (const item of requirementsOf(jama))
		item.fields = { ...item.fields, [`jira_key$${item.itemType}`]: undefined };
}

/** The software requirements directly below a requirement. */
export const softwareBelow = ({ state }: JamaServer, { id }: Item): Item[] =>
	state
		.downstream(id)
		.flatMap(({ toItem }) => state.items.get(toItem) ?? [])
		.filter(({ itemType }) => itemType === TYPE.software);

/** The system requirements of the main project that are approved, or that are not. */
export const requirements = (jama: JamaServer, approved: boolean): Item[] =>
	requirementsOf(jama).filter(
		({ itemType, fields }) => itemType === TYPE.system && (fields.status === APPROVED) === approved,
	);

/** Changes an item through the REST API as another user than the workflow's. */
export async function patchAsOther(
	{ url, state }: JamaServer,
	{ id }: Item,
	field: string,
	value: unknown,
): Promise<void> {
	const { username, password } = state.users.get(SEED.integrator + 2)!;
	const login = Buffer.from(`${username}:${password}`).toString('base64');
	const response = await fetch(`${url}/rest/v1/items/${id}`, {
		method: 'PATCH',
		headers: { 'content-type': 'application/json', authorization: `Basic ${login}` },
		body: JSON.stringify([{ op: 'replace', path: `/fields/${field}`, value }]),
	});
	if (!response.ok) throw new Error(`PATCH ${id}: ${response.status} ${await response.text()}`);
}

/** Approves a requirement as another user. */
export const approve = async (jama: JamaServer, item: Item): Promise<void> =>
	await patchAsOther(jama, item, 'status', APPROVED);

/** The issues of Jira that carry an item's global ID. */
export const issuesOf = ({ state }: JiraServer, { globalId }: Item): Issue[] =>
	[...state.issues.values()].filter(({ properties }) => properties.get('jama.item') === globalId);

/** Changes an issue as another user than the workflow's. */
export function changeIssue(jira: JiraServer, issue: Issue, changes: Partial<Issue>): void {
	const { state, deployment } = jira;
	const updated = jira.now();
	recording({ state, deployment, now: updated }, JIRA.user.reader, () =>
		Object.assign(issue, changes, { updated }),
	);
}
