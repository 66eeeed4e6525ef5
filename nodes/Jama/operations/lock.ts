import type { Field, Operation } from '../../shared/operation';
import { readOptions } from '../fields';

/** What can be locked, tagged, linked, commented, versioned and related, by the first part of its path. */
export type Owner = 'items' | 'testplans' | 'testruns';

/** Lock operations of one kind of record. `noun` is its name in a sentence, `id` the field that picks it. */
export function lockOperations<O extends Owner>(owner: O, noun: string, id: Field) {
	const fields = [id];
	return {
		getLock: {
			name: 'Get Lock',
			action: `Get lock of ${noun}`,
			description: `Retrieve who locked the ${noun} and when`,
			request: `GET /${owner}/{id}/lock`,
			fields,
			collections: { options: readOptions },
		},
		lock: {
			name: 'Lock',
			action: `Lock ${noun}`,
			description: `Keep others from changing the ${noun}`,
			request: `PUT /${owner}/{id}/lock`,
			constants: { locked: true },
			fields,
		},
		unlock: {
			name: 'Unlock',
			action: `Unlock ${noun}`,
			description: `Let others change the ${noun} again`,
			request: `PUT /${owner}/{id}/lock`,
			constants: { locked: false },
			fields,
		},
	} satisfies Record<string, Operation>;
}
