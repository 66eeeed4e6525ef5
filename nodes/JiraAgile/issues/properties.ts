import type { INodeExecutionData } from 'n8n-workflow';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { Field, Resource, RunContext } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { pathSegment } from '../../shared/operations/request';
import { CURRENT } from '../api/deployments';
import { text, field } from '../../shared/operations/fieldKit';
import { boardId, inSprint, jsonValue } from '../fields/fields';

/** Keys of properties may be 255 bytes long (Jira Software REST reference). */
const propertyKey = field({
	...text('query', {
		displayName: 'Property Key',
		name: 'propertyKey',
		required: true,
		placeholder: 'e.g. com.example.team',
		description: 'Name of the property',
	}),
	in: 'path',
	toWire: (value) => {
		const key = String(value ?? '').trim();
		if (key !== '') return key;
		throw new InvalidInput("'Property Key' is empty", 'Enter a name such as com.example.team.');
	},
});

/** Sets a property with one PUT. Any JSON may be its value, so that it is sent as text: n8n sends only objects as JSON. */
const set =
	(owner: 'board' | 'sprint') =>
	async ({ session, values }: RunContext): Promise<INodeExecutionData[]> => {
		const id = Number(values[`${owner}Id`]);
		const key = String(values.propertyKey);
		await session.write({
			method: 'PUT',
			path: `/${owner}/${id}/properties/${pathSegment(key, propertyKey.property.displayName)}`,
			body: JSON.stringify(values.value),
			headers: { 'Content-Type': 'application/json' },
		});
		return [{ json: { success: true, [`${owner}Id`]: id, propertyKey: key } }];
	};

/** What boards and sprints have alike: named JSON values that apps keep with them. */
const propertiesOf = (owner: 'board' | 'sprint', name: string, fields: Field[]) =>
	({
		name: `${name} Property`,
		description: 'Named JSON values that apps keep with it',
		operations: {
			delete: {
				name: 'Delete',
				action: `Delete property of ${owner}`,
				description: `Delete a property of a ${owner} permanently`,
				request: `DELETE /${owner}/{${owner}Id}/properties/{propertyKey}`,
				deployments: CURRENT,
				fields: [...fields, propertyKey],
			},
			get: {
				name: 'Get',
				action: `Get property of ${owner}`,
				description: `Retrieve a property of a ${owner} with its value`,
				request: `GET /${owner}/{${owner}Id}/properties/{propertyKey}`,
				deployments: CURRENT,
				fields: [...fields, propertyKey],
			},
			getMany: {
				name: 'Get Many',
				action: `Get many properties of ${owner}`,
				description: `Retrieve a list of many property keys of a ${owner}`,
				request: `GET /${owner}/{${owner}Id}/properties`,
				deployments: CURRENT,
				fields,
				list: true,
			},
			set: functionRow({
				name: 'Set',
				action: `Set property of ${owner}`,
				description: `Create a property of a ${owner}, or replace its value`,
				calls: [`PUT /${owner}/{${owner}Id}/properties/{propertyKey}`],
				deployments: CURRENT,
				fields: [...fields, propertyKey, jsonValue],
				run: set(owner),
			}),
		},
	}) satisfies Resource;

export const boardProperty = propertiesOf('board', 'Board', [boardId]);
export const sprintProperty = propertiesOf('sprint', 'Sprint', inSprint);
