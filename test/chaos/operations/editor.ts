import type { INodeParameters } from 'n8n-workflow';
import { runListSearch, runResourceMapper, testCredentials } from '../../support/engine/harness';
import { byId } from '../../integration/jama/support';
import type { OperationClass, World } from '../operation';
import type { Outcome, Row } from '../outcome';
import { outcomeOfCall } from '../outcome';
import { allPages, running } from '../operation';

const jama = { system: 'jama' as const };

const search =
	(method: string, nodeType: string, parameters: object, filter?: string) =>
	async ({ credentials }: World): Promise<Outcome> =>
		await outcomeOfCall(async () => {
			const { results } = await runListSearch(method, {
				credentials,
				nodeType,
				parameters: parameters as INodeParameters,
				...(filter === undefined ? {} : { filter }),
			});
			return results as unknown as Row[];
		});

async function columns({ credentials }: World): Promise<Outcome> {
	const notices: string[] = [];
	const outcome = await outcomeOfCall(async () => {
		const parameters = {
			resource: 'item',
			operation: 'create',
			project: byId(2),
			itemType: byId(33),
		};
		const { fields, emptyFieldsNotice } = await runResourceMapper('itemFields', {
			credentials,
			parameters,
		});
		// It stands where the fields would be.
		if (emptyFieldsNotice !== undefined) notices.push(emptyFieldsNotice);
		return fields as unknown as Row[];
	});
	return { ...outcome, hints: notices };
}

/** A credential that does not work is a message and no exception. */
async function test({ credentials }: World): Promise<Outcome> {
	const { status, message } = await testCredentials(credentials);
	const all = message;
	if (status === 'OK') return { rows: [{ status }], hints: [], all };
	return { rows: [], error: { message, description: '' }, hints: [], all };
}

export const EDITOR_CLASSES: OperationClass[] = [
	{
		...jama,
		name: 'picker of items',
		kind: 'read',
		run: search('searchItems', 'jama', {}, 'alarm'),
	},
	{ ...jama, name: 'picker of projects', kind: 'read', run: search('searchProjects', 'jama', {}) },
	{
		...jama,
		name: 'fields of an item type',
		kind: 'read',
		run: columns,
		// A picklist that the user may not read becomes a field for text: everybody sees that.
		spares: ({ name }) => ['401', '403', '404'].includes(name),
	},
	{
		name: 'picker of boards',
		system: 'jiraCloud',
		kind: 'read',
		run: search('searchBoards', 'jiraAgile', {}),
	},
	{ ...jama, name: 'credential test', kind: 'test', run: test },
	{
		...jama,
		name: 'credential test, OAuth',
		kind: 'test',
		credential: 'oauth',
		run: test,
		// n8n runs no function of a node for OAuth2 and writes its own messages, which quote codes and what a token endpoint sent.
		byN8n: true,
	},
	{ name: 'credential test of Jira', system: 'jiraCloud', kind: 'test', run: test },
	{
		name: 'credential test of a token',
		system: 'jiraDataCenter',
		kind: 'test',
		credential: 'pat',
		run: test,
	},
];

export const CUSTOM_CLASSES: OperationClass[] = [
	{
		...jama,
		name: 'custom action',
		kind: 'raw',
		run: running({ operation: 'customApi.request', parameters: { relativeUrl: '/items/20' } }),
	},
	{
		...jama,
		name: 'custom action that writes',
		kind: 'raw',
		run: running({
			operation: 'customApi.request',
			parameters: { method: 'POST', relativeUrl: '/items/20/tags', body: '{"tag": 2}' },
		}),
	},
	{
		...jama,
		name: 'custom action, all pages',
		kind: 'read',
		prepare: (server: { reseed: (options: { items: number }) => void }) =>
			server.reseed({ items: 250 }),
		run: allPages(
			running({
				operation: 'customApi.request',
				parameters: { relativeUrl: '/items?project=2', options: { allPages: true } },
			}),
			'data',
		),
	},
];
