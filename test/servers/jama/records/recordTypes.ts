/** Records of filters, baselines, rules, groups, categories and reviews. */
import type { Fields, Item, Relationship, Version } from '../types';

export interface FilterField {
	id: number;
	name: string;
	display: string;
	fieldDataType: string;
}

export interface FilterRule {
	operator: string;
	field?: FilterField;
	values?: string[];
	itemType?: number;
	rules?: FilterRule[];
}

export interface Filter {
	id: number;
	name: string;
	author: number;
	public: boolean;
	projectScope: 'ALL' | 'CURRENT' | 'SPECIFIED';
	specifiedProject?: number;
	filterQuery: {
		name: string;
		rule: FilterRule;
		orderRules: Array<{ direction: 'ASC' | 'DESC'; field: FilterField }>;
	};
}

/** An item as a baseline froze it: it may be gone since. */
export interface BaselineEntry {
	item: Item;
	version: Version;
	sequence: string;
	/** Item and version of the parent; undefined = the project. */
	parent?: [item: number, version: number];
	categories: number[];
}

export interface Baseline {
	id: number;
	name: string;
	description: string;
	createdDate: number;
	createdBy: number;
	project: number;
	origin: { project?: number; item?: number; filter?: number; release?: number };
	pickListOption?: number;
	folder?: number;
	entries: Map<number, BaselineEntry>;
	relationships: Relationship[];
}

export interface RelationshipRule {
	fromItemType: number;
	toItemType: number;
	relationshipType: number;
}

export interface RuleSet {
	id: number;
	name: string;
	description: string;
	/** "Allow relationships with item types not in this rule". */
	allowUnlisted: boolean;
	rules: RelationshipRule[];
	projects: number[];
}

/** A relationship that is gone, and when it went. */
export type PastRelationship = Relationship & { removedDate: number };

export interface UserGroup {
	id: number;
	name: string;
	description?: string;
	project?: number;
	users: Set<number>;
}

export interface CategoryPath {
	id: number;
	/** From the top down. */
	path: string[];
	projects: Array<{ project: number; visible: boolean }>;
}

export interface Review {
	id: number;
	name: string;
	project: number;
	status: string;
	createdDate: number;
	createdBy: number;
	baseline?: number;
	moderators: number[];
	revisions: Array<{
		id: number;
		number: number;
		status: string;
		createdDate: number;
		items: Array<[item: number, version: number]>;
		participants: Array<{ user: number; role: string; finished: boolean; reviewed: number }>;
	}>;
	comments: Array<{ id: number; item?: number; user: number; date: number; text: string }>;
}

/** What a deletion took away; kept until it is restored. */
export interface Deletion {
	items: Item[];
	relationships: Relationship[];
}

export type Folder = { id: number; name: string; project: number; parent?: number };
export type Report = Fields & { id: number; name: string };
