import type { Column, RowKind } from './rows';
import {
	keyOfItem,
	labels,
	nameOfItem,
	nameOfUser,
	option,
	projectKey,
	relationshipType,
	simplifyAs,
	urlOfItem,
	urlOfProject,
	user,
} from './rows';

const created: Column[] = [['createdDate'], ['createdBy', 'createdBy', user]];
const saved: Column[] = [...created, ['modifiedDate'], ['modifiedBy', 'modifiedBy', user]];
const ofProject: Column = ['projectKey', 'project', projectKey];
const inProject: Pick<RowKind, 'ids'> = { ids: [['id'], ['project']] };
const aboutItem = (from: string): Column[] => [
	['itemKey', from, keyOfItem],
	['itemName', from, nameOfItem],
];
const end = (name: 'from' | 'to'): Column[] => [
	[`${name}Key`, `${name}Item`, keyOfItem],
	[`${name}Name`, `${name}Item`, nameOfItem],
];

/** What records that have the fields of an item type have beside them. */
export const RECORD_COLUMNS: RowKind = {
	columns: [
		['fileName'],
		['mimeType'],
		['fileSize'],
		['archived'],
		['testCaseVersionNumber'],
		['testCaseCurrentVersionNumber'],
		['versionNumber', 'version'],
		['currentVersion'],
		ofProject,
		...saved,
	],
	ids: [],
};

/** Every kind of record that is shown by its columns. */
const KINDS = {
	activity: {
		columns: [
			['date'],
			['action'],
			['details'],
			['user', 'user', user],
			...aboutItem('item'),
			['eventType'],
			['objectType'],
			['userComment'],
			['url', 'item', urlOfItem],
		],
		ids: [['id'], ['item']],
	},
	baseline: {
		columns: [['name'], ['description'], ofProject, ...created],
		ids: [
			['id'],
			['project'],
			['originItem', 'origin.item'],
			['originProject', 'origin.project'],
			['originFilter', 'origin.filter'],
			['originRelease', 'origin.release'],
		],
	},
	baselineFolder: { columns: [['name'], ofProject], ...inProject },
	comment: {
		columns: [
			['text', 'body.text'],
			['status'],
			['commentType'],
			...aboutItem('location.item'),
			['projectKey', 'location.project', projectKey],
			...saved,
			['url', 'location.item', urlOfItem],
		],
		ids: [['id'], ['inReplyTo'], ['item', 'location.item'], ['project', 'location.project']],
	},
	filter: {
		columns: [
			['name'],
			['public'],
			['projectScope'],
			['projectKey', 'specifiedProject', projectKey],
			['author', 'author', user],
		],
		ids: [['id'], ['specifiedProject']],
	},
	itemType: {
		columns: [
			['typeKey'],
			['name', 'display'],
			['category'],
			['displayPlural'],
			['description'],
			['fields', 'fields', labels],
		],
		ids: [['id']],
	},
	link: { columns: [['url'], ['description']], ids: [['id']] },
	location: {
		columns: [
			['sequence'],
			['parentKey', 'parent.item', keyOfItem],
			['parentName', 'parent.item', nameOfItem],
			['projectKey', 'parent.project', projectKey],
			['sortOrder'],
			['globalSortOrder'],
		],
		ids: [
			['parent', 'parent.item'],
			['project', 'parent.project'],
		],
	},
	lock: {
		columns: [['locked'], ['lockedBy', 'lockedBy', user], ['lastLockedDate']],
		ids: [],
	},
	/** Picklists, options, groups of a test plan, types of relationships. */
	named: {
		columns: [['name'], ['description'], ['active'], ['assignedTo', 'assignedTo', user]],
		ids: [['id'], ['pickList'], ['testGroup'], ['testCycle']],
	},
	project: {
		columns: [
			['projectKey'],
			['name', 'fields.name'],
			['isFolder'],
			['description', 'fields.description'],
			...saved,
			['url', 'id', urlOfProject],
		],
		ids: [['id'], ['parent']],
	},
	relationship: {
		columns: [
			...end('from'),
			['type', 'relationshipType', relationshipType],
			...end('to'),
			['suspect'],
			['url', 'fromItem', urlOfItem],
		],
		ids: [['id'], ['fromItem'], ['toItem'], ['relationshipType']],
	},
	/** As it was at a time: each end with the version that it had. */
	earlierRelationship: {
		columns: [
			['type', 'relationshipType.0', relationshipType],
			['suspect'],
			['fromVersion', 'fromItem.1'],
			['toVersion', 'toItem.1'],
		],
		ids: [
			['id'],
			['fromItem', 'fromItem.0'],
			['toItem', 'toItem.0'],
			['relationshipType', 'relationshipType.0'],
		],
	},
	/** Releases, tags, user groups. */
	ofProject: {
		columns: [['name'], ['active'], ['description'], ofProject],
		...inProject,
	},
	syncStatus: {
		columns: [
			['inSync'],
			['totalChildren', 'collectionSummary.totalChildren'],
			['totalMissing', 'collectionSummary.totalMissing'],
			['totalOutOfSync', 'collectionSummary.totalOutOfSync'],
		],
		ids: [],
	},
	transition: {
		columns: [['action'], ['status', 'newStatus', option]],
		ids: [['id'], ['newStatus']],
	},
	user: {
		columns: [['username'], ['name', 'id', nameOfUser], ['active'], ['email'], ['licenseType']],
		ids: [['id']],
	},
	version: {
		columns: [
			['versionNumber'],
			['changeDetails'],
			['comment'],
			...aboutItem('item'),
			...created,
			['url', 'item', urlOfItem],
		],
		ids: [['item']],
	},
} as const satisfies Record<string, RowKind>;

/** How rows of each kind are simplified. */
export const simplifyTo = {
	activity: simplifyAs(KINDS.activity),
	baseline: simplifyAs(KINDS.baseline),
	baselineFolder: simplifyAs(KINDS.baselineFolder),
	comment: simplifyAs(KINDS.comment),
	earlierRelationship: simplifyAs(KINDS.earlierRelationship),
	filter: simplifyAs(KINDS.filter),
	itemType: simplifyAs(KINDS.itemType),
	link: simplifyAs(KINDS.link),
	location: simplifyAs(KINDS.location),
	lock: simplifyAs(KINDS.lock),
	named: simplifyAs(KINDS.named),
	ofProject: simplifyAs(KINDS.ofProject),
	project: simplifyAs(KINDS.project),
	relationship: simplifyAs(KINDS.relationship),
	syncStatus: simplifyAs(KINDS.syncStatus),
	transition: simplifyAs(KINDS.transition),
	user: simplifyAs(KINDS.user),
	version: simplifyAs(KINDS.version),
};
