import { TestItems } from './testItems';
import type {
	Activity,
	Attachment,
	Comment,
	ItemType,
	PickListOption,
	Project,
	Relationship,
	Release,
	User,
	Version,
	Weblink,
} from './types';

type Named = { id: number; name: string };

/** Everything that is kept by id, without an order of its own. */
export class Records {
	readonly users = new Map<number, User>();
	readonly projects = new Map<number, Project>();
	readonly itemTypes = new Map<number, ItemType>();
	readonly pickLists = new Map<number, Named & { description: string }>();
	readonly options = new Map<number, PickListOption>();
	readonly releases = new Map<number, Release>();
	readonly tags = new Map<number, Named & { project: number }>();
	readonly relationshipTypes = new Map<number, Named & { isDefault: boolean }>();
	readonly relationships = new Map<number, Relationship>();
	readonly comments = new Map<number, Comment>();
	readonly attachments = new Map<number, Attachment>();
	readonly links = new Map<number, Weblink>();
	readonly activities: Activity[] = [];
	/** Versions of items that changed; an item that never did has version 1 only, made when asked for. */
	readonly versions = new Map<number, Version[]>();
	readonly itemTags = new Map<number, Set<number>>();
	readonly itemAttachments = new Map<number, Set<number>>();
	/** Test plans, test cycles and test runs. */
	readonly testItems = new TestItems();
	/** Access tokens: user and expiry. */
	readonly tokens = new Map<string, { user: number; expires: number }>();
}
