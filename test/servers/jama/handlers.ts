import { abstractItems } from './abstractItems';
import { activities } from './activities';
import type { Handlers } from './call';
import { labs } from './labs';
import { system } from './system';
import { batch } from './batch';
import { restoreHandlers } from './restore';
import { categories } from './categories';
import { itemTypes } from './itemTypes';
import { configuration } from './configuration';
import { people } from './people';
import { baselines } from './baselines';
import { comments } from './comments';
import { directory } from './directory';
import { files } from './files';
import { filters } from './filters';
import { itemFacets } from './itemFacets';
import { itemPlace } from './itemPlace';
import { items } from './items';
import { itemWrites } from './itemWrites';
import { lockHandlers } from './locks';
import { projects } from './projects';
import { relationshipRules } from './relationshipRules';
import { relationships } from './relationships';
import { syncedItems } from './syncedItems';
import { testCycles } from './testCycles';
import { testGroups } from './testGroups';
import { testPlans } from './testPlans';
import { testRuns } from './testRuns';
import { versionedRelationships } from './versionedRelationships';
import { versionHandlers } from './versions';
import { workflow } from './workflow';

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
