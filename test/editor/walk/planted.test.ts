import { descriptionsOf } from '../descriptions';
import { PATIENT } from '../editor';
import { startSession } from '../session';
import { saveLogins } from '../workflows';
import type { WalkedForm } from './forms';
import { everyChain } from './shares';
import { inChains, walk } from './walker';

const session = startSession();

/** What is wrong, and what the walk has to say then. */
const PLANTED: Array<{
	fault: string;
	/** The end of the form's title. */
	of: string;
	plant?: (form: WalkedForm) => Partial<WalkedForm>;
	found: string[];
}> = [
	{
		fault: 'a picker whose server fails',
		of: 'project get',
		plant: () => ({ lists: [{ name: 'projectId' }] }),
		found: ['POST /rest/dynamic-node-parameters/resource-locator-results answered 500'],
	},
	{
		fault: 'an empty list',
		of: 'picklist get',
		plant: () => ({ lists: [{ name: 'picklistId' }] }),
		found: ['the list searchPicklists is empty'],
	},
	{
		fault: 'a red mark at what is not needed',
		of: 'customApi request',
		plant: () => ({ wanting: [] }),
		found: ['red mark: relativeUrl'],
	},
	{
		fault: 'an input that is not shown',
		of: 'user getMany',
		plant: ({ labels }) => ({ labels: [...labels, 'Shoe Size'] }),
		found: ["'Shoe Size' is not shown"],
	},
	{
		fault: 'a word that means nothing',
		of: 'system getCorsDomains',
		plant: ({ title }) => ({ title: `${title} undefined` }),
		found: ['the form says: undefined'],
	},
	{ fault: 'nothing', of: 'userGroup getMany', found: [] },
];

test(
	'the walk reports what is wrong, and nothing else',
	async () => {
		const { editor, systems } = session;
		const { jama } = systems;
		jama.switches.failNext.push({ path: '/projects', status: 500, times: 'always' });
		jama.state.pickLists.clear();
		const all = everyChain(await descriptionsOf(editor.api)).flatMap(({ forms }) => forms);
		const planted = PLANTED.map(({ of, plant, found }) => {
			const form = all.find(({ title }) => title === `Jama Connect ${of}`);
			if (!form) throw new Error(`There is no form ${of}`);
			const worse = { ...form, lists: [], ...plant?.(form) };
			return { form: worse, found: found.map((what) => `${worse.title}: ${what}`) };
		});
		const chains = inChains(
			'jama',
			planted.map(({ form }) => form),
		);
		const logins = await saveLogins(editor.api, systems, 'planted faults');
		const faults = await walk(editor, 'Planted faults', chains, logins);
		expect(faults).toEqual(planted.flatMap(({ found }) => found));
	},
	PATIENT,
);
