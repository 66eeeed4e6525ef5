import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

/** The operations that the editor offers, as `resource.operation`, by n8n's own rule for what is shown. */
export function operationsShown(
	description: INodeTypeDescription,
	parameters: INodeParameters,
): string[] {
	const node = { typeVersion: 1 } as INode;
	const isShown = (values: INodeParameters, one: object) =>
		NodeHelpers.displayParameter(values, one as never, node, description);
	const optionsOf = (name: string, values: INodeParameters) =>
		description.properties
			.filter((property) => property.name === name && isShown(values, property))
			.flatMap(({ options }) => options as INodePropertyOptions[])
			.filter((option) => isShown(values, option));
	return optionsOf('resource', parameters).flatMap(({ value: resource }) => {
		const values = { ...parameters, resource: resource as string };
		return optionsOf('operation', values).map(
			({ value }) => `${String(resource)}.${String(value)}`,
		);
	});
}
