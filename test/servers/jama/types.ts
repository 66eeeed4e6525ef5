import type { TestPart } from './configuration/testCenterTypes';

/** The records that the fake server stores, its options and its switches. */

export type Fields = Record<string, unknown>;

export interface User {
	id: number;
	username: string;
	firstName: string;
	lastName: string;
	email: string;
	phone: string;
	title: string;
	location: string;
	licenseType: string;
	active: boolean;
	/** Organization administrator: may list users and sees every project. */
	admin: boolean;
	/** Projects that the user may read; undefined = all. */
	projects?: number[];
	canWrite: boolean;
	password: string;
	clientId: string;
	clientSecret: string;
}

export interface Project {
	id: number;
	projectKey: string;
	parent?: number;
	isFolder: boolean;
	createdDate: number;
	modifiedDate: number;
	createdBy: number;
	modifiedBy: number;
	fields: Fields;
	itemTypes: number[];
	permissions: Fields[];
}

export type Category =
	| 'CORE'
	| 'ATTACHMENT'
	| 'COMPONENT'
	| 'SET'
	| 'SECTION'
	| 'TEXT'
	| 'TEST_PLAN'
	| 'TEST_CYCLE'
	| 'TEST_RUN'
	| 'TEST_CASE'
	| 'DEFECT';

export interface ItemTypeField {
	id: number;
	name: string;
	label: string;
	fieldType: string;
	readOnly: boolean;
	readOnlyAllowApiOverwrite?: boolean;
	required: boolean;
	triggerSuspect: boolean;
	synchronize: boolean;
	pickList?: number;
	textType?: 'TEXTAREA' | 'RICHTEXT' | 'KEY' | 'ATTACHMENT';
	itemType?: number;
}

export interface ItemType {
	id: number;
	typeKey: string;
	display: string;
	displayPlural: string;
	description: string;
	image: string;
	/** Ordinary types have none (seen on an instance). */
	category?: Category;
	system: boolean;
	widgets: Array<{ name: string; synchronize: boolean }>;
	fields: ItemTypeField[];
}

export interface Lock {
	locked: boolean;
	lastLockedDate: number;
	lockedBy?: number;
}

export interface Item {
	id: number;
	documentKey: string;
	globalId: string;
	project: number;
	itemType: number;
	childItemType?: number;
	createdDate: number;
	modifiedDate: number;
	lastActivityDate: number;
	createdBy: number;
	modifiedBy: number;
	/** Undefined = the project's root. */
	parentItem?: number;
	/** Position among the siblings, from 0 (seen on an instance); sequence counts from 1. */
	sortOrder: number;
	/** Position in the project's tree, from 1; valid after JamaState.treeOrder(). */
	globalSortOrder: number;
	/** Everything under `fields` but documentKey, globalId and the mirrored dates and users. */
	fields: Fields;
	lock?: Lock;
	/** Test plans, cycles and runs only: these are not in the project's tree. */
	test?: TestPart;
}

export interface Relationship {
	id: number;
	fromItem: number;
	toItem: number;
	relationshipType: number;
	suspect: boolean;
	/** Unknown for those of the seed. */
	createdDate?: number;
}

export interface Comment {
	id: number;
	inReplyTo?: number;
	createdDate: number;
	createdBy: number;
	modifiedBy: number;
	deleted: boolean;
	status: string;
	text: string;
	commentType: string;
	item?: number;
	project: number;
}

export interface Attachment {
	id: number;
	documentKey: string;
	globalId: string;
	project: number;
	itemType: number;
	createdDate: number;
	modifiedDate: number;
	lastActivityDate: number;
	createdBy: number;
	modifiedBy: number;
	fields: Fields;
	fileName?: string;
	mimeType?: string;
	fileSize?: number;
	lock?: Lock;
	/** See Item. */
	globalSortOrder?: number;
}

export interface Activity {
	id: number;
	date: number;
	details: string;
	action: string;
	user: number;
	userComment?: string;
	item?: number;
	/** Items of a batch event. */
	affected?: number[];
	project: number;
	itemType?: number;
	eventType: string;
	objectType: string;
}

export interface Version {
	versionNumber: number;
	createdDate: number;
	createdBy: number;
	changeDetails: string;
	comment?: string;
	snapshot: Snapshot;
}

type FileParts = Partial<Pick<Attachment, 'fileName' | 'mimeType' | 'fileSize'>>;

/** What a version keeps. */
export type Snapshot = Pick<Item, 'fields' | 'modifiedDate' | 'modifiedBy' | 'childItemType'> &
	FileParts;

/** What has versions: items, test plans, cycles and runs, attachments. */
export type Versioned = Snapshot & Pick<Item, 'id' | 'createdDate' | 'createdBy'>;

export interface Weblink {
	id: number;
	item: number;
	url: string;
	description?: string;
}

export interface PickList {
	id: number;
	name: string;
	description: string;
	/** STANDARD or LOOKUP_MATRIX (change log 8.75). */
	pickListType?: string;
}

export interface PickListOption {
	id: number;
	name: string;
	description: string;
	value: string;
	active: boolean;
	color: string;
	sortOrder: number;
	pickList: number;
	default: boolean;
}

export interface Release {
	id: number;
	name: string;
	description: string;
	project: number;
	releaseDate: string;
	active: boolean;
	archived: boolean;
}
