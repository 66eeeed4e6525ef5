import { customApiResource } from '../shared/customApi/customApi';
import { deepFreeze } from '../shared/values/freeze';
import type { Registry } from '../shared/operations/operation';
import { activity } from './records/activity';
import { attachment } from './attachments/attachment';
import { baseline } from './traceability/baseline';
import { category } from './records/category';
import { comment } from './records/comment';
import { filter } from './items/filter';
import { item } from './items/item';
import { itemSync } from './items/itemSync';
import { itemType } from './administration/itemType';
import { itemWorkflow } from './items/itemWorkflow';
import { link } from './records/link';
import { user, userGroup } from './administration/people';
import { picklist } from './administration/picklist';
import { project } from './projects/project';
import { relationship } from './traceability/relationship';
import { release } from './projects/release';
import { report } from './projects/report';
import { review } from './projects/review';
import { system } from './administration/system';
import { tag } from './records/tag';
import { testCycle } from './testCenter/testCycle';
import { testGroup } from './testCenter/testGroup';
import { testPlan } from './testCenter/testPlan';
import { testRun } from './testCenter/testRun';
import { traceability } from './traceability/traceability';
import { version } from './records/version';

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
