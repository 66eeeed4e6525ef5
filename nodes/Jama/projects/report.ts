import type { Resource } from '../../shared/operations/operation';
import { functionRow } from '../../shared/operations/operation';
import { getReports } from '../api/plainResponses';
import { simplifyUnpublished } from '../fields/unpublishedRows';
import { jsonBody, numberInPath, projectInQuery } from '../fields/fields';

const reportId = numberInPath('reportId', 'Report ID');

export const report = {
	name: 'Report (Labs)',
	description: 'Reports, as in the panel Reports',
	operations: {
		create: {
			name: 'Create (JSON)',
			action: 'Create report',
			description: 'Start a report; Jama makes it in the background',
			request: 'POST /reports/{reportId}',
			root: 'labs',
			fields: [reportId, jsonBody()],
		},
		getMany: functionRow({
			name: 'Get Many',
			action: 'Get many reports',
			calls: ['GET /reports/metadata'],
			simplify: simplifyUnpublished,
			run: getReports,
			root: 'labs',
			fields: [projectInQuery],
		}),
	},
} satisfies Resource;
