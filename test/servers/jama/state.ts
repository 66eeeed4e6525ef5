import { ActivityLog } from './history/activityLog';
import { attachmentItem, attachmentsOf } from './records/attachmentItems';
import { DateIndex } from './history/dateIndex';
import { PendingChanges } from './history/pendingChanges';
import { Records } from './records/records';
import type { TestItem } from './testCenter/testItems';
import { TreeOrder } from './items/treeOrder';
import type {
	Activity,
	Item,
	ItemType,
	ItemTypeField,
	PickListOption,
	Project,
	Relationship,
	Version,
	Versioned,
} from './types';
import { firstVersion, snapshot } from './history/versionRecords';

/** Arrays, not sets: nearly every item has one or two, and a hundred thousand sets are heavy. */
function add(index: Map<number, number[]>, key: number, value: number): void {
	const list = index.get(key);
	if (list) list.push(value);
	else index.set(key, [value]);
}

function remove(index: Map<number, number[]>, key: number, value: number): void {
	index.set(
		key,
		(index.get(key) ?? []).filter((each) => each !== value),
	);
}

/**
 * Everything that the server knows. Tests may read and change it: give a record new `fields` rather than
 * changing these in place, and then call `touch()`, so that cached lists are built anew.
 */
export class JamaState extends Records {
	/** The items of the projects' trees, and the test plans, cycles and runs. */
	readonly items = new Map<number, Item>();
	/** Goes up with every change: the key of every cached list. */
	revision = 0;
	/** Items by lastActivityDate. */
	readonly dates = new DateIndex({
		has: (item) => this.abstractItem(item.id) === item,
		inOrder: (project) => this.abstractItems(project),
		number: (project) => void this.treeOrder(project),
	});
	/** Events by project and date. */
	readonly log = new ActivityLog(this.activities);
	/** What a lagging index does not show yet. */
	readonly pending = new PendingChanges();

	private readonly byKey = new Map<string, number>();
	private readonly itemChildren = new Map<number, Item[]>();
	private readonly rootItems = new Map<number, Item[]>();
	private readonly from = new Map<number, number[]>();
	private readonly to = new Map<number, number[]>();
	private readonly counters = new Map<string, number>();
	private readonly tree = new TreeOrder(
		(project) => this.childrenOf(project),
		({ id }) => this.itemChildren.get(id),
	);

	touch(): void {
		this.revision += 1;
		this.tree.forget();
		this.dates.forget();
		this.log.forget();
	}

	/** To be called when an item's dates have changed. */
	changed(item: Item): void {
		this.revision += 1;
		this.dates.report(item);
	}

	/** The next number of a sequence, from 1. */
	next(counter: string): number {
		const value = (this.counters.get(counter) ?? 0) + 1;
		this.counters.set(counter, value);
		return value;
	}

	/**
	 * `<project key>-<type key>-<n>` (REST developer guide, Data: CP-REQ-5); in a set its key instead, but for folders
	 * and texts (assumption). A move leaves it as it is (assumption).
	 */
	nextDocumentKey(project: Project, type: ItemType, parent?: Item): string {
		const ownKey = ['COMPONENT', 'SET', 'SECTION', 'TEXT'].includes(type.category ?? '');
		let set = ownKey ? undefined : parent;
		while (set && set.fields.setKey === undefined) set = this.items.get(set.parentItem ?? 0);
		const key = String(set?.fields.setKey ?? type.typeKey);
		return `${project.projectKey}-${key}-${this.next(`${project.id}:${key}`)}`;
	}

	/** Puts an item into the store, last among its siblings (REST developer guide, Location). */
	insertItem(item: Omit<Item, 'sortOrder' | 'globalSortOrder'>): Item {
		const stored = item as Item;
		this.items.set(stored.id, stored);
		this.byKey.set(stored.documentKey, stored.id);
		this.attach(stored);
		return stored;
	}

	/** Moves an item, with its descendants, to another parent or project. */
	moveItem(item: Item, project: number, parentItem: number | undefined): void {
		const below = this.descendants(item);
		this.detach(item);
		item.project = project;
		item.parentItem = parentItem;
		this.attach(item);
		for (const each of below) {
			each.project = project;
			this.changed(each);
		}
	}

	/** Puts an item at a position among its siblings, from 0. */
	placeItem(item: Item, index: number): void {
		const siblings = this.childrenOf(item.project, item.parentItem);
		siblings.splice(siblings.indexOf(item), 1);
		siblings.splice(index, 0, item);
		siblings.forEach((sibling, position) => (sibling.sortOrder = position));
		this.tree.forget(item.project);
		for (const each of [item, ...this.descendants(item)]) this.changed(each);
	}

	setGlobalId(item: Item, globalId: string): void {
		item.globalId = globalId;
		this.revision += 1;
	}

	/** Takes an item and its descendants out of the store; returns them all. */
	removeItem(item: Item): Item[] {
		const removed = [item, ...this.descendants(item)];
		this.detach(item);
		for (const each of removed) {
			this.changed(each);
			this.items.delete(each.id);
			this.byKey.delete(each.documentKey);
			this.itemChildren.delete(each.id);
		}
		return removed;
	}

	/** Puts a test plan, cycle or run into the store: it has no place in the tree. */
	insertTestItem(item: TestItem): void {
		this.items.set(item.id, item);
		this.byKey.set(item.documentKey, item.id);
		this.testItems.insert(item);
		this.changed(item);
	}

	removeTestItem(item: TestItem): void {
		this.items.delete(item.id);
		this.byKey.delete(item.documentKey);
		this.testItems.remove(item);
		this.changed(item);
	}

	itemByKey(documentKey: string): Item | undefined {
		return this.items.get(this.byKey.get(documentKey) ?? 0);
	}

	/** An item, test plan, cycle or run, or attachment (contract's words on /abstractitems). */
	abstractItem(key: number | string): Item | undefined {
		const item = typeof key === 'number' ? this.items.get(key) : this.itemByKey(key);
		return item ?? attachmentItem(this, key);
	}

	/** All of these in a project, in the default order. */
	abstractItems(project: number): Item[] {
		const others = [...this.testItems.of(project), ...attachmentsOf(this, project)];
		return [...this.treeOrder(project), ...others];
	}

	itemsByGlobalId(globalId: string): Item[] {
		return [...this.items.values()].filter((item) => item.globalId === globalId);
	}

	/** Direct children in order; `undefined` parent = the project's root. */
	childrenOf(project: number, parentItem?: number): Item[] {
		const list =
			parentItem === undefined ? this.rootItems.get(project) : this.itemChildren.get(parentItem);
		return list ?? [];
	}

	descendants(item: Item): Item[] {
		return this.tree.walk(this.itemChildren.get(item.id) ?? []);
	}

	/** The project's items in tree order, which is the order of `sequence`. */
	treeOrder(project: number): Item[] {
		return this.tree.of(project);
	}

	/** `2.1.7`: positions from the root down. */
	sequence(item: Item): string {
		const parts: number[] = [];
		for (let node: Item | undefined = item; node; node = this.items.get(node.parentItem ?? 0)) {
			parts.unshift(node.sortOrder + 1);
		}
		return parts.join('.');
	}

	insertRelationship(relationship: Relationship): void {
		this.relationships.set(relationship.id, relationship);
		add(this.from, relationship.fromItem, relationship.id);
		add(this.to, relationship.toItem, relationship.id);
		this.revision += 1;
	}

	removeRelationship(relationship: Relationship): void {
		this.relationships.delete(relationship.id);
		remove(this.from, relationship.fromItem, relationship.id);
		remove(this.to, relationship.toItem, relationship.id);
		this.revision += 1;
	}

	downstream(item: number): Relationship[] {
		return (this.from.get(item) ?? []).flatMap((id) => this.relationships.get(id) ?? []);
	}

	upstream(item: number): Relationship[] {
		return (this.to.get(item) ?? []).flatMap((id) => this.relationships.get(id) ?? []);
	}

	addActivity(activity: Omit<Activity, 'id'>): Activity {
		const stored = { id: this.next('activity'), ...activity };
		this.activities.push(stored);
		return stored;
	}

	activitiesFor(item: number): Activity[] {
		return this.activities.filter((activity) => activity.item === item);
	}

	versionsOf(item: Versioned): Version[] {
		return this.versions.get(item.id) ?? [firstVersion(item)];
	}

	/** Keeps what an item now is as its next version. */
	recordVersion(item: Versioned, user: number, time: number, changeDetails: string): void {
		const list = this.versions.get(item.id) ?? [];
		list.push({
			versionNumber: list.length + 1,
			createdDate: time,
			createdBy: user,
			changeDetails,
			snapshot: snapshot(item),
		});
		this.versions.set(item.id, list);
	}

	/** Call before the first change of an item whose version 1 is not stored yet. */
	keepFirstVersion(item: Versioned): void {
		if (!this.versions.has(item.id)) this.versions.set(item.id, [firstVersion(item)]);
	}

	typeOf(item: { itemType: number }): ItemType {
		const type = this.itemTypes.get(item.itemType);
		if (!type) throw new Error(`item type ${item.itemType} is not in the store`);
		return type;
	}

	fieldOf(item: { itemType: number }, name: string): ItemTypeField | undefined {
		return this.typeOf(item).fields.find((field) => field.name === name);
	}

	optionsOf(pickList: number): PickListOption[] {
		return [...this.options.values()]
			.filter((option) => option.pickList === pickList)
			.sort((a, b) => a.sortOrder - b.sortOrder);
	}

	private attach(item: Item): void {
		const index: Map<number, Item[]> =
			item.parentItem === undefined ? this.rootItems : this.itemChildren;
		const key = item.parentItem ?? item.project;
		const siblings = index.get(key);
		if (siblings) siblings.push(item);
		else index.set(key, [item]);
		item.sortOrder = siblings ? siblings.length - 1 : 0;
		if (this.itemChildren.get(item.id)?.length) this.tree.forget(item.project);
		else this.tree.added(item, this.items.get(item.parentItem ?? 0), siblings?.at(-2));
		this.changed(item);
	}

	private detach(item: Item): void {
		this.tree.removing(item);
		const siblings = this.childrenOf(item.project, item.parentItem);
		siblings.splice(siblings.indexOf(item), 1);
		siblings.forEach((sibling, index) => (sibling.sortOrder = index));
		this.changed(item);
	}
}
