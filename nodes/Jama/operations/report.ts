import type { Resource } from '../../shared/operation';
import { getReports } from '../plainAnswers';
import { jsonBody, numberInPath, projectInQuery } from '../fields';

const UNCERTAIN =
	'Jama does not publish this body: see the API reference at /api-docs of your instance';

const reportId = numberInPath('reportId', 'Report ID', 'The number of the report');

export const report = {
	name: 'Report (Labs)',
	operations: {
		create: {
			name: 'Create',
			action: 'Create report',
			description: 'Start a report; Jama makes it in the background',
			request: 'POST /reports/{reportId}',
			root: 'labs',
			fields: [reportId, jsonBody(UNCERTAIN)],
		},
		getMany: {
			name: 'Get Many',
			action: 'Get many reports',
			description: 'Retrieve what is known of many reports of a project',
			calls: ['GET /reports/metadata'],
			run: getReports,
			root: 'labs',
			fields: [projectInQuery],
		},
	},
} satisfies Resource;
