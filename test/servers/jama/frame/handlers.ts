import { abstractItems } from '../items/abstractItems';
import { activities } from '../history/activities';
import type { Handlers } from './call';
import { labs } from '../records/labs';
import { system } from '../people/system';
import { batch } from '../items/batch';
import { restoreHandlers } from '../history/restore';
import { categories } from '../records/categories';
import { itemTypes } from '../configuration/itemTypes';
import { configuration } from '../configuration/configuration';
import { people } from '../people/people';
import { baselines } from '../traceability/baselines';
import { comments } from '../records/comments';
import { directory } from '../people/directory';
import { files } from '../records/files';
import { filters } from '../search/filters';
import { itemFacets } from '../records/itemFacets';
import { itemPlace } from '../items/itemPlace';
import { items } from '../items/items';
import { itemWrites } from '../items/itemWrites';
import { lockHandlers } from '../records/locks';
import { projects } from '../configuration/projects';
import { relationshipRules } from '../traceability/relationshipRules';
import { relationships } from '../traceability/relationships';
import { syncedItems } from '../records/syncedItems';
import { testCycles } from '../testCenter/testCycles';
import { testGroups } from '../testCenter/testGroups';
import { testPlans } from '../testCenter/testPlans';
import { testRuns } from '../testCenter/testRuns';
import { versionedRelationships } from '../history/versionedRelationships';
import { versionHandlers } from '../history/versions';
import { workflow } from '../configuration/workflow';

/** What answers each operation of the contract, by operation id. */
export const handlers: Handlers = {
	...projects,
	...items,
	...itemWrites,
	...itemPlace,
	...itemFacets,
	...lockHandlers,
	...versionHandlers,
	...comments,
	...files,
	...abstractItems,
	...relationships,
	...directory,
	...activities,
	...syncedItems,
	...workflow,
	...filters,
	...baselines,
	...relationshipRules,
	...versionedRelationships,
	...labs,
	...system,
	...batch,
	...restoreHandlers,
	...categories,
	...itemTypes,
	...configuration,
	...people,
	...testPlans,
	...testGroups,
	...testCycles,
	...testRuns,
};
