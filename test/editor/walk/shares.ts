import type { INodeTypeDescription } from 'n8n-workflow';

import { prepared, type WalkOptions } from '../../n8n/prepared';
import { descriptionsOf } from '../descriptions';
import { PATIENT } from '../editor';
import { startSession } from '../session';
import { NODE_TYPES, saveLogins, type NodeType } from '../workflows';
import { formsOf, openingOnce } from './forms';
import { inChains, walk, type Chain } from './walker';

/** How many pages walk side by side, each a test file of its own. */
const SHARES = 2;
/** Without `--full`, a walk takes one of so many parts: all of it takes minutes. */
const THIRDS = 3;

/** The forms of every operation and every event of every node of the package, in chains. */
export const everyChain = (descriptionOf: (type: NodeType) => INodeTypeDescription): Chain[] =>
	NODE_TYPES.flatMap((type) =>
		inChains(type, formsOf(descriptionOf(type), { authentication: 'basic' })),
	);

/** What is walked: all chains, or a third of them that the seed chooses. Each list is opened once. */
function walked(all: readonly Chain[], { full, seed }: WalkOptions): Chain[] {
	const chosen = full ? all : all.filter((_, at) => (at + seed) % THIRDS === 0);
	const forms = openingOnce(chosen.flatMap((chain) => chain.forms));
	return chosen.map((chain) => ({ ...chain, forms: forms.splice(0, chain.forms.length) }));
}

/** A test that walks through one share of all forms. */
export function testShare(share: number): void {
	const session = startSession();

	test(
		`a walk through the forms of all operations, share ${share + 1} of ${SHARES}`,
		async () => {
			const { editor, systems } = session;
			const options = prepared().walk ?? { full: false, seed: 0 };
			const all = walked(everyChain(await descriptionsOf(editor.api)), options);
			const chains = all.filter((_, at) => at % SHARES === share);
			const name = `walk ${share + 1}`;
			const since = Date.now();
			const faults = await walk(editor, name, chains, await saveLogins(editor.api, systems, name));
			const ms = Date.now() - since;
			const forms = chains.flatMap((chain) => chain.forms).length;
			console.log(
				`${forms} forms in ${Math.round(ms / 1000)} s, ${Math.round(ms / forms)} ms each ` +
					`(${options.full ? 'all' : `a third, seed ${options.seed}`})`,
			);
			editor.counted('redBoxes', faults.length);
			expect(faults).toEqual([]);
		},
		2 * PATIENT,
	);
}
