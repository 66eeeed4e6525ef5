import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Operation } from '../../../nodes/shared/operations/operation';
import type { System } from './systems';
import { JAMA } from './systems';

export interface Case {
	resource: string;
	name: string;
	operation: Operation;
}

const isCollection = (option: object): option is INodePropertyCollection => 'values' in option;
const isProperty = (option: object): option is INodeProperties =>
	'type' in option && 'default' in option;

/** A property and everything inside it. */
export function deep(property: INodeProperties): INodeProperties[] {
	const inside = (property.options ?? []).flatMap((option) => {
		if (isCollection(option)) return option.values.flatMap(deep);
		return isProperty(option) ? deep(option) : [];
	});
	return [property, ...inside];
}

/** What a node's description shows. */
export function viewOf({ registry, node, deployment }: System) {
	const { description } = node;
	const all: Case[] = Object.entries(registry).flatMap(([resource, { operations }]) =>
		Object.entries(operations).map(([name, operation]) => ({ resource, name, operation })),
	);
	/** Every operation of the node. */
	const cases = all.filter(
		({ operation: { deployments } }) =>
			deployments === undefined || deployment === undefined || deployments.includes(deployment),
	);
	return {
		description,
		cases,
		/** Those of every deployment. */
		all,
		/** For `test.each`: resource and operation in the title. */
		titled: all.map((one) => [`${one.resource} ${one.name}`, one] as const),
		/** What the editor can show for one operation, whatever else is chosen. */
		shownFor: ({ resource, name }: Case): INodeProperties[] =>
			description.properties.filter(({ displayOptions }) => {
				const { show: { resource: resources, operation: operations } = {}, hide } =
					displayOptions ?? {};
				return (
					(resources === undefined || resources.includes(resource)) &&
					(operations === undefined || operations.includes(name)) &&
					hide?.operation?.includes(name) !== true
				);
			}),
		/** The operation options as the editor gets them. */
		operationOptions: (resource: string): INodePropertyOptions[] =>
			description.properties
				.filter((property) => property.name === 'operation')
				.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource))
				.flatMap(({ options }) => options as INodePropertyOptions[]),
		everyProperty: description.properties.flatMap(deep),
	};
}

export const { cases } = viewOf(JAMA);
