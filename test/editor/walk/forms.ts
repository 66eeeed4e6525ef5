import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeProperties,
	INodePropertyCollection,
	INodeTypeDescription,
} from 'n8n-workflow';

import type { Json } from '../../n8n/api';
import { valuesOf } from '../descriptions';

/** One form of the walk: a node of one operation, with every optional input added. */
export interface WalkedForm {
	title: string;
	parameters: Json;
	/** Names of the parameters that may be marked, since they are needed and empty. */
	wanting: string[];
	/** Labels that the form has to show. */
	labels: string[];
	/** The pickers whose list is opened here. */
	lists: Array<Pick<INodeProperties, 'name'>>;
}

const isShown = (property: INodeProperties, parameters: Json, description: INodeTypeDescription) =>
	NodeHelpers.displayParameter(
		parameters as INode['parameters'],
		property,
		{ typeVersion: 1 },
		description,
	);

/** Every optional input of a collection, as it is when it was just added. */
function added({ options = [] }: INodeProperties): Json {
	const inputs = options as INodeProperties[];
	return Object.fromEntries(
		inputs.map(({ name, default: value }) => [name, structuredClone(value)]),
	);
}

/** One row of a fixed collection of rows, as it is when it was just added. */
function addedRow({ options = [] }: INodeProperties): Json {
	const [group] = options as INodePropertyCollection[];
	if (!group) return {};
	const row = Object.fromEntries(group.values.map(({ name, default: value }) => [name, value]));
	return { [group.name]: [row] };
}

const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === '' ||
	(Array.isArray(value) && value.length === 0) ||
	(typeof value === 'object' && value !== null && 'value' in value && value.value === '');

/**
 * The form of one operation with all that can be added to it.
 * @param chosen resource and operation, or what else decides what is shown
 */
function walkedForm(title: string, chosen: Json, description: INodeTypeDescription): WalkedForm {
	const parameters: Json = { ...chosen };
	// What is shown may depend on what stands above it.
	for (const property of description.properties) {
		const { name, type, typeOptions } = property;
		if (name in parameters || !isShown(property, parameters, description)) continue;
		if (type === 'collection') parameters[name] = added(property);
		else if (type === 'fixedCollection' && typeOptions?.multipleValues)
			parameters[name] = addedRow(property);
		else if (type !== 'notice') parameters[name] = structuredClone(property.default);
	}
	const shown = description.properties.filter((one) => isShown(one, parameters, description));
	return {
		title,
		parameters,
		wanting: shown
			.filter(({ name, required }) => required && isEmpty(parameters[name]))
			.map(({ name }) => name),
		labels: shown
			.filter(
				({ name, type, isNodeSetting }) =>
					// The editor shows these elsewhere: in the tab Settings, and as the credential.
					!isNodeSetting && name !== 'authentication' && type !== 'notice' && type !== 'hidden',
			)
			.map(({ displayName }) => displayName),
		lists: shown.filter(
			({ type, modes }) => type === 'resourceLocator' && modes?.[0]?.name === 'list',
		),
	};
}

/** Every combination of these choices that the node offers, in their order. */
function combinations(description: INodeTypeDescription, names: string[], chosen: Json): Json[] {
	const [name, ...others] = names;
	if (name === undefined) return [chosen];
	const property = description.properties.find(
		(one) => one.name === name && isShown(one, chosen, description),
	);
	if (!property) return combinations(description, others, chosen);
	return valuesOf(property).flatMap((value) =>
		combinations(description, others, { ...chosen, [name]: value }),
	);
}

/**
 * The forms of all operations of a node, or of all events of a trigger.
 * @param chosen how the node signs in
 */
export function formsOf(description: INodeTypeDescription, chosen: Json): WalkedForm[] {
	const deciding = ['resource', 'operation', 'triggerOn', 'where'];
	return combinations(description, deciding, chosen).map((one) => {
		const title = [description.displayName, ...deciding.flatMap((name) => one[name] ?? [])];
		return walkedForm(title.join(' '), one, description);
	});
}

/** The same forms, each of which opens only lists that none before it opens: the parameter of two operations is one. */
export function openingOnce(forms: readonly WalkedForm[]): WalkedForm[] {
	const opened = new Set<WalkedForm['lists'][number]>();
	return forms.map((form) => {
		const lists = form.lists.filter((list) => !opened.has(list));
		for (const list of lists) opened.add(list);
		return { ...form, lists };
	});
}
