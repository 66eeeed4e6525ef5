import { findItem, findTest, type Call } from '../frame/call';
import type { Item } from '../types';

/** What has tags, links, attachments, comments, relationships: items, test plans and test runs. */
export interface OwnerKind {
	/** As the contract's operation ids say it. */
	name: 'item' | 'test_plan' | 'test_run';
	path: 'items' | 'testplans' | 'testruns';
	find: (call: Call) => Item;
}

export const ITEM: OwnerKind = {
	name: 'item',
	path: 'items',
	find: (call) => findItem(call, call.params.id as number),
};

export const OWNERS: OwnerKind[] = [
	ITEM,
	{ name: 'test_plan', path: 'testplans', find: (call) => findTest(call, 'plan', call.params.id) },
	{ name: 'test_run', path: 'testruns', find: (call) => findTest(call, 'run', call.params.id) },
];
