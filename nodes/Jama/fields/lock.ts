import type { Field, Operation } from '../../shared/operations/operation';
import { readOptions } from './fields';
import { simplifyTo } from './rowKinds';

/** A kind of record with what Jama keeps around it, by the first part of its path. */
export interface Facet {
	owner: 'abstractitems' | 'attachments' | 'items' | 'testcycles' | 'testplans' | 'testruns';
	/** How the contract names the id in paths, `id` unless said otherwise. */
	placeholder?: 'attachmentId' | 'id' | 'testCycleId';
	/** Its name in a sentence: item, test plan, test run. */
	noun: string;
	/** The field that picks it, and what stands above it to narrow its list. */
	id: Field;
	above?: readonly Field[];
}

/** The fields that pick the record. */
const pickerOf = ({ id, above = [] }: Facet): Field[] => [...above, id];

/** The record's path. */
export const pathOf = ({ owner, placeholder = 'id' }: Facet) =>
	`${owner}/{${placeholder}}` as const;

/** Lock operations of one kind of record. */
export function lockOperations(facet: Facet) {
	const { noun } = facet;
	const fields = pickerOf(facet);
	return {
		getLock: {
			name: 'Get Lock',
			action: `Get lock of ${noun}`,
			request: `GET /${pathOf(facet)}/lock`,
			fields,
			collections: { options: readOptions },
			simplify: simplifyTo.lock,
		},
		lock: {
			name: 'Lock',
			action: `Lock ${noun}`,
			description: `Keep others from changing the ${noun}`,
			request: `PUT /${pathOf(facet)}/lock`,
			constants: { locked: true },
			fields,
		},
		unlock: {
			name: 'Unlock',
			action: `Unlock ${noun}`,
			request: `PUT /${pathOf(facet)}/lock`,
			constants: { locked: false },
			fields,
		},
	} satisfies Record<string, Operation>;
}
