import {
	JamaError,
	list,
	mayRead,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import type { RuleSet } from '../records/recordTypes';
import type { JamaState } from '../state';
import type { Item, Project } from '../types';
import { viewProject, type Row } from '../configuration/views';

/** What a client reads: the form of a rule set is in no document (paths: official client). */
const view = ({ projects, ...rest }: RuleSet): Row => ({ ...rest, type: 'relationshiprulesets' });

function ruleSetOf(state: JamaState, project: number): RuleSet | undefined {
	return [...state.ruleSets.values()].find((each) => each.projects.includes(project));
}

/** Whether a rule set allows it. An empty one allows nothing, unless unlisted item types are allowed. */
function allows(set: RuleSet, from: Item, to: Item, relationshipType: number): boolean {
	const listed = (type: number) =>
		set.rules.some((rule) => rule.fromItemType === type || rule.toItemType === type);
	if (set.allowUnlisted && !(listed(from.itemType) && listed(to.itemType))) return true;
	return set.rules.some(
		(rule) =>
			rule.fromItemType === from.itemType &&
			rule.toItemType === to.itemType &&
			rule.relationshipType === relationshipType,
	);
}

/**
 * The rules of both projects decide, and a project without a rule set has none (REST cookbook, API
 * Relationship Rules, Empty rule sets: three ways to allow a refused relationship). The direction
 * matters. Assumption: a rule fixes the relationship type too.
 */
export function checkRules(call: Call, from: Item, to: Item, relationshipType: number): void {
	if (!call.switches.relationshipRules) return;
	for (const project of new Set([from.project, to.project])) {
		const set = ruleSetOf(call.state, project);
		if (set && !allows(set, from, to, relationshipType)) throw violation(from, to);
	}
}

export function violation(from: Item, to: Item): JamaError {
	return new JamaError(
		400,
		`Relationship violates rules configured for the project: from item ID: ${from.id}, to item ID: ${to.id}`,
	);
}

/** Jama's own scripts read a project's name at the top here. */
const viewNamed = (project: Project): Row => ({
	...viewProject(project),
	name: project.fields.name,
});

const find = (call: Call) =>
	required(call.state.ruleSets.get(call.params.id as number), `Rule set ${call.params.id}`);

export const relationshipRules: Handlers = {
	get_relationshiprulesets: (call) => list(call, [...call.state.ruleSets.values()], view),
	get_relationshiprulesets_id: (call) => single(call, view(find(call))),
	get_relationshiprulesets_id_projects: (call) => {
		const projects = find(call).projects.flatMap((id) => call.state.projects.get(id) ?? []);
		return list(
			call,
			projects.filter(({ id }) => mayRead(call, id)),
			viewNamed,
		);
	},
};
