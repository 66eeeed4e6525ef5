import { methods } from '../../nodes/Jama/lists';
import { REQUIREMENT } from '../support/rows/jamaSession';
import { editor } from './support/editor';

const { searchMatchFields } = methods.listSearch;

describe('fields to match by', () => {
	const data = { '/itemtypes/33': REQUIREMENT };

	test('are the text fields of the chosen item type that may be written', async () => {
		const { editor: it } = editor(data, { itemType: { mode: 'list', value: 33 } });
		expect(await searchMatchFields.call(it)).toEqual({
			results: [
				{ name: 'Name (name)', value: 'name' },
				{ name: 'Description (description)', value: 'description' },
				{ name: 'Odd (a/b~c$33)', value: 'a/b~c$33' },
			],
		});
		const { results } = await searchMatchFields.call(it, ' NAME ');
		expect(results.map(({ value }) => value)).toEqual(['name']);
	});

	test.each([
		[{}, 'Choose the item type first'],
		[{ itemType: '' }, 'Choose the item type first'],
		[
			{ itemType: { mode: 'id', value: '={{ $json.type }}' } },
			'There is no list while the item type is an expression',
		],
	])(
		'are a word about what is missing while the form has %j, and nothing is asked for',
		async (parameters, notice) => {
			const { editor: it, requests } = editor(data, parameters);
			const { results } = await searchMatchFields.call(it);
			expect(results).toMatchObject([{ name: notice, value: '' }]);
			expect(requests).toEqual([]);
		},
	);
});
