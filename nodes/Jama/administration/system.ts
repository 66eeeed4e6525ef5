import { readJson } from '../../shared/values/json';
import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { getCorsDomains } from '../api/plainResponses';

export const system = {
	name: 'System',
	description: 'Settings of the whole Jama',
	operations: {
		getCorsDomains: functionRow({
			name: 'Get CORS Domains',
			action: 'Get allowed cross-origin domains',
			description: 'Retrieve the domains whose web pages may call the API',
			calls: ['GET /system/settings/corsdomains'],
			run: getCorsDomains,
		}),
		setCorsDomains: {
			name: 'Set CORS Domains',
			action: 'Set allowed cross-origin domains',
			description: 'Set the domains whose web pages may call the API',
			request: 'POST /system/settings/corsdomains',
			fields: [
				{
					property: {
						displayName: 'Domains (JSON)',
						name: 'domains',
						type: 'json',
						default: '[]',
						description: 'All domains as a JSON list; others are removed',
					},
					in: 'body',
					toWire: (value) => readJson(value, 'Domains (JSON)'),
				},
			],
		},
	},
} satisfies Resource;
