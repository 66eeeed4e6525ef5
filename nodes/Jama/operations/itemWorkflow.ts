import type { Resource } from '../../shared/operation';
import { itemId, readOptions, textInBody } from '../fields';

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
				{
					property: {
						displayName: 'Transition Name or ID',
						name: 'transitionId',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getTransitions',
							loadOptionsDependsOn: ['itemId.value'],
						},
						required: true,
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					in: 'body',
					toWire: String,
				},
			],
			collections: {
				additionalFields: [
					textInBody('comment', {
						displayName: 'Comment',
						name: 'comment',
						description: 'Why the status changes',
					}),
				],
			},
			readBack: '/items/{itemId}',
		},
	},
} satisfies Resource;
