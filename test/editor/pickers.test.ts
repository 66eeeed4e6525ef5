import type { INodeProperties } from 'n8n-workflow';

import { connect } from '../n8n/prepared';
import { descriptionsOf } from './descriptions';
import { PICKER_FORMS } from './pickerForms';
import { testPickers } from './pickerTests';
import { NODE_TYPES } from './workflows';

testPickers(PICKER_FORMS.filter(({ node }) => node === 'jama'));

/** Every property of a node's description, also those inside collections. */
const deep = (property: INodeProperties): INodeProperties[] => [
	property,
	...((property.options ?? []) as unknown as INodeProperties[])
		.filter((option) => 'type' in option)
		.flatMap(deep),
];

/** The list a parameter asks the node for. */
const listsOf = ({ modes = [], typeOptions }: INodeProperties): string[] =>
	[
		...modes.map((mode) => mode.typeOptions?.searchListMethod),
		typeOptions?.loadOptionsMethod,
	].filter((name): name is string => name !== undefined);

test('no list of any node is left out', async () => {
	const { api } = connect();
	const descriptionOf = await descriptionsOf(api);
	for (const short of NODE_TYPES) {
		const properties = descriptionOf(short).properties.flatMap(deep);
		const forms = PICKER_FORMS.filter(({ node }) => node === short);
		const worked = forms.flatMap(({ pickers = [], choices = [] }) =>
			[...pickers, ...choices].map(({ parameter }) => parameter),
		);
		const opened = properties.filter(({ name }) => worked.includes(name)).flatMap(listsOf);
		const all = properties.flatMap(listsOf);
		expect([short, [...new Set(opened)].sort()]).toEqual([short, [...new Set(all)].sort()]);
	}
});
