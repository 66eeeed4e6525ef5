/** What the editor shows and what the node refuses, by deployment. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { registry } from '../../../nodes/JiraAgile/registry';
import { JiraAgile } from '../../../nodes/JiraAgile/JiraAgile.node';
import { endpointsOf, jiraContract } from '../../support/rows/contracts';
import { operationsShown } from '../support/operationsShown';

const { description } = new JiraAgile();
const shown = (deployment: string) => operationsShown(description, { deployment });

test('the choice offers everything first, and each deployment by its name', () => {
	const choice = description.properties.find(
		({ name }) => name === 'deployment',
	) as INodeProperties;
	expect(choice.default).toBe('credential');
	expect(
		(choice.options as INodePropertyOptions[]).map(({ name, value }) => [value, name]),
	).toEqual([
		['credential', 'All Deployments'],
		['cloud', 'Cloud'],
		['dataCenter', 'Data Center'],
		['agile67', 'JIRA Agile 6.7'],
	]);
});

test('JIRA Agile 6.7 offers the eleven operations of its API and the custom call, and nothing else', () => {
	expect(shown('agile67').sort()).toEqual([
		'board.get',
		'board.getEpics',
		'board.getMany',
		'board.getSprints',
		'board.getVersions',
		'customApi.request',
		'epic.get',
		'sprint.create',
		'sprint.delete',
		'sprint.get',
		'sprint.replace',
		'sprint.update',
	]);
	expect(endpointsOf(jiraContract('agile67')).operations.size).toBe(11);
});

test.each(['cloud', 'dataCenter'])('%s offers what the registry says of it', (deployment) => {
	const all = Object.entries(registry).flatMap(([resource, { operations }]) =>
		Object.entries(operations)
			.filter(([, one]) => one.deployments?.includes(deployment) ?? true)
			.map(([name]) => `${resource}.${name}`),
	);
	expect(shown(deployment).sort()).toEqual(all.sort());
});

test('with All every operation is offered', () => {
	const all = Object.values(registry).flatMap(({ operations }) => Object.keys(operations));
	expect(shown('credential')).toHaveLength(all.length);
});

test('an operation that is not everywhere says what to do instead in a whole sentence', () => {
	for (const { operations } of Object.values(registry)) {
		for (const { instead } of Object.values(operations)) {
			if (instead !== undefined) expect(instead).toMatch(/^[A-Z].*[.]$/);
		}
	}
});
