import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { Jama } from '../../../nodes/Jama/Jama.node';
import { JamaTrigger } from '../../../nodes/JamaTrigger/JamaTrigger.node';
import { registry } from '../../../nodes/Jama/operations';
import type { Operation } from '../../../nodes/shared/operation';

export const { description } = new Jama();
export const trigger = new JamaTrigger();

export interface Case {
	resource: string;
	name: string;
	operation: Operation;
}

/** Every operation of the node. */
export const cases: Case[] = Object.entries(registry).flatMap(([resource, { operations }]) =>
	Object.entries(operations).map(([name, operation]) => ({ resource, name, operation })),
);

/** For `test.each`: resource and operation in the title. */
export const titled = cases.map((one) => [`${one.resource} ${one.name}`, one] as const);

/** What the editor can show for one operation, whatever else is chosen. */
export const shownFor = ({ resource, name }: Case): INodeProperties[] =>
	description.properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return (
			(resources === undefined || resources.includes(resource)) &&
			(operations === undefined || operations.includes(name))
		);
	});

/** The operation options as the editor gets them. */
export const operationOptions = (resource: string): INodePropertyOptions[] =>
	description.properties
		.filter((property) => property.name === 'operation')
		.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource))
		.flatMap(({ options }) => options as INodePropertyOptions[]);

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

export const everyProperty: INodeProperties[] = description.properties.flatMap(deep);
export const everyTriggerProperty: INodeProperties[] = trigger.description.properties.flatMap(deep);
