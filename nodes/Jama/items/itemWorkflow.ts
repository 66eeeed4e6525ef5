import type { Resource } from '../../shared/operations/operation';
import { locator } from '../../shared/pickers/locator';
import { text } from '../../shared/operations/fieldKit';
import { itemId, readOptions } from '../fields/fields';
import { TRANSITION } from '../pickers/kinds';
import { simplifyItem } from '../fields/simplify';

/** The workflow that an item type may have. */
export const itemWorkflow = {
	name: 'Item Workflow',
	operations: {
		getTransitions: {
			name: 'Get Transitions',
			action: 'Get workflow transitions of item',
			description: 'Retrieve the transitions that the workflow allows now',
			request: 'GET /items/{id}/workflowtransitionoptions',
			fields: [itemId],
			collections: { options: readOptions },
			list: true,
		},
		transition: {
			name: 'Transition',
			action: 'Transition item',
			description: 'Move an item to another status of its workflow',
			request: 'POST /items/{id}/workflowtransitions',
			fields: [
				itemId,
				locator(TRANSITION, {
					name: 'transitionId',
					displayName: 'Transition',
					in: 'body',
					required: true,
					description: 'The step of the workflow to take',
				}),
			],
			collections: {
				additionalFields: [
					text('body.comment', {
						displayName: 'Comment',
						name: 'comment',
						description: 'Why the status changes',
					}),
				],
			},
			simplify: simplifyItem,
			readBack: '/items/{itemId}',
		},
	},
} satisfies Resource;
