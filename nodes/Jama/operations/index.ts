import { customApiResource } from '../../shared/customApi';
import { deepFreeze } from '../../shared/freeze';
import type { Registry } from '../../shared/operation';
import { activity } from './activity';
import { attachment } from './attachment';
import { baseline } from './baseline';
import { category } from './category';
import { comment } from './comment';
import { filter } from './filter';
import { item } from './item';
import { itemSync } from './itemSync';
import { itemType } from './itemType';
import { itemWorkflow } from './itemWorkflow';
import { link } from './link';
import { user, userGroup } from './people';
import { picklist } from './picklist';
import { project } from './project';
import { relationship } from './relationship';
import { release } from './release';
import { report } from './report';
import { review } from './review';
import { system } from './system';
import { tag } from './tag';
import { testCycle } from './testCycle';
import { testGroup } from './testGroup';
import { testPlan } from './testPlan';
import { testRun } from './testRun';
import { traceability } from './traceability';
import { version } from './version';

const customApi = customApiResource({
	roots: [
		{ name: 'V1', value: 'v1' },
		{ name: 'Labs', value: 'labs', description: 'New endpoints that may change' },
		{ name: 'Latest', value: 'latest', description: 'Announced to end; use V1' },
	],
	example: '/projects',
});

/** Everything that the Jama node can do. The first resource is what a new node starts with. */
export const registry: Registry = deepFreeze({
	item,
	itemSync,
	itemWorkflow,
	activity,
	attachment,
	baseline,
	category,
	comment,
	customApi,
	filter,
	itemType,
	link,
	picklist,
	project,
	relationship,
	release,
	report,
	review,
	system,
	tag,
	traceability,
	testPlan,
	testGroup,
	testCycle,
	testRun,
	user,
	userGroup,
	version,
});
