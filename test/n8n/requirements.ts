import type { JamaServer } from '../servers/jama';
import { SEED } from '../servers/jama/seed/seed';
import { optionId, TYPE } from '../servers/jama/seed/seedTypes';
import type { Item } from '../servers/jama/types';
import type { JiraServer } from '../servers/jira';
import type { Issue } from '../servers/jira/types';

const APPROVED = optionId('status', 3);

/** The Jira key that an item of the fake Jama has. */
export const jiraKeyOf = ({ fields, itemType }: Item): unknown => fields[`jira_key$${itemType}`];

/** The software requirements directly below a requirement that Jira does not know. */
export const softwareBelow = ({ state }: JamaServer, { id }: Item): Item[] =>
	state
		.downstream(id)
		.flatMap(({ toItem }) => state.items.get(toItem) ?? [])
		.filter((item) => item.itemType === TYPE.software && !jiraKeyOf(item));

/** The system requirements of the main project, approved or not, that Jira does not know. */
export const requirements = (jama: JamaServer, approved: boolean): Item[] =>
	jama.state
		.treeOrder(SEED.main)
		.filter(
			(item) =>
				item.itemType === TYPE.system &&
				(item.fields.status === APPROVED) === approved &&
				!jiraKeyOf(item),
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

/** The issues of Jira that carry an item's document key. */
export const issuesOf = ({ state }: JiraServer, { documentKey }: Item): Issue[] =>
	[...state.issues.values()].filter(({ labels }) => labels.includes(documentKey));
