import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import type { N8nApi } from '../n8n/api';
import { prepared } from '../n8n/prepared';
import type { NodeType } from './workflows';

/** The descriptions of the nodes, as n8n gives them to its editor. */
export async function descriptionsOf(
	api: N8nApi,
): Promise<(type: NodeType) => INodeTypeDescription> {
	const types = await api.nodeTypes();
	return (type) => {
		const name = `${prepared().packed.name}.${type}`;
		const found = types.find((one) => one.name === name);
		if (!found) throw new Error(`n8n has no node ${name}`);
		return found as unknown as INodeTypeDescription;
	};
}

/** A choice that n8n puts into the list of operations; it leads to the HTTP Request node. */
const ADDED_BY_N8N = '__CUSTOM_API_CALL__';

/** The values that a parameter with choices offers. */
export const valuesOf = ({ options = [] }: INodeProperties): string[] =>
	options
		.map((option) => String((option as { value: unknown }).value))
		.filter((value) => value !== ADDED_BY_N8N);
