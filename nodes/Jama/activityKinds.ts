/** What happened, as the log can be filtered (REST contract, GET /activities). */
export const ACTIVITY_EVENTS = ['BATCH_SUMMARY', 'CREATE', 'DELETE', 'PUBLIC', 'UPDATE'];

/** What it happened to (REST contract, Activity). */
export const ACTIVITY_OBJECTS = [
	'BASELINE',
	'CHANGE_REQUEST',
	'COMMENT',
	'INTEGRATION',
	'ITEM',
	'ITEM_ATTACHMENT',
	'ITEM_TAG',
	'MISCELLANEOUS',
	'PROJECT',
	'RELATIONSHIP',
	'REVIEW',
	'REVISION',
	'REVISION_ITEM',
	'TAG',
	'TEST_CYCLE',
	'TEST_PLAN',
	'TEST_RESULT',
	'TEST_RUN',
	'URL',
	'USER',
];
