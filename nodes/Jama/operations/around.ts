import { itemId, projectOfList } from '../fields';
import {
	activities,
	attachments,
	comments,
	facetResource,
	links,
	relationships,
	tags,
	versions,
} from './facets';
import type { Facet } from './lock';
import { cycleId, plan, planOfList, run } from './testFields';

/** What Jama keeps around test plans and test runs, as resources of their own. */
const around = (name: string, facet: Facet) => ({
	Activity: facetResource(`${name} Activity`, activities(facet)),
	Attachment: facetResource(`${name} Attachment`, attachments(facet)),
	Comment: facetResource(`${name} Comment`, comments(facet)),
	Link: facetResource(`${name} Link`, links(facet)),
	Relationship: facetResource(`${name} Relationship`, relationships(facet)),
	Tag: facetResource(`${name} Tag`, tags(facet)),
	Version: facetResource(`${name} Version`, versions(facet)),
});
export const aroundItem = around('Item', { owner: 'items', noun: 'item', id: itemId });
export const aroundTestPlan = around('Test Plan', plan);
export const aroundTestRun = around('Test Run', run);
export const testCycleVersion = facetResource(
	'Test Cycle Version',
	versions({
		owner: 'testcycles',
		placeholder: 'testCycleId',
		noun: 'test cycle',
		id: cycleId,
		above: [projectOfList, planOfList],
	}),
);
