import type {
	Baseline,
	CategoryPath,
	Deletion,
	Filter,
	Folder,
	PastRelationship,
	Report,
	Review,
	RuleSet,
	UserGroup,
} from './recordTypes';
import { TestItems } from '../testCenter/testItems';
import type {
	Activity,
	Attachment,
	Comment,
	ItemType,
	PickList,
	PickListOption,
	Project,
	Relationship,
	Release,
	User,
	Version,
	Weblink,
} from '../types';

type Named = { id: number; name: string };

/** Everything that is kept by id, without an order of its own. */
export class Records {
	readonly users = new Map<number, User>();
	readonly projects = new Map<number, Project>();
	readonly itemTypes = new Map<number, ItemType>();
	readonly pickLists = new Map<number, PickList>();
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
	/** Contents by the number in an attachment's `fields.attachment`, in pieces. */
	readonly files = new Map<number, Buffer[]>();
	readonly filters = new Map<number, Filter>();
	/** User -> filters. */
	readonly favoriteFilters = new Map<number, Set<number>>();
	readonly baselines = new Map<number, Baseline>();
	readonly baselineFolders = new Map<number, Folder>();
	readonly ruleSets = new Map<number, RuleSet>();
	readonly pastRelationships: PastRelationship[] = [];
	readonly userGroups = new Map<number, UserGroup>();
	readonly categories = new Map<number, CategoryPath>();
	readonly itemCategories = new Map<number, Set<number>>();
	/** Item -> version -> categories; a version that is not here had none. */
	readonly versionCategories = new Map<number, Map<number, number[]>>();
	readonly reports = new Map<number, Report>();
	readonly reviews = new Map<number, Review>();
	/** By the id of each activity that deleted something of it. */
	readonly deletions = new Map<number, Deletion>();
	corsDomains: string[] = [];
	/** Test plans, test cycles and test runs. */
	readonly testItems = new TestItems();
	/** Access tokens: user and expiry. */
	readonly tokens = new Map<string, { user: number; expires: number }>();
}
