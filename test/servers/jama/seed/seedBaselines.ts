import { freeze } from '../traceability/baselineRecords';
import type { Baseline } from '../records/recordTypes';
import type { JamaState } from '../state';
import type { Item, Project } from '../types';

const DAY = 86_400_000;
/** The item that only the first baseline still has. */
export const WITHDRAWN = 4_999_999;

/**
 * Two baselines of the first component. Between them some items changed (the first one has version 1 of
 * those that have two), one was added (the last leaf) and one deleted (it is in the first one only).
 */
export function seedBaselines(state: JamaState, project: Project): void {
	const component = state.childrenOf(project.id)[0];
	const below = component ? state.descendants(component) : [];
	const leaves = below.filter((item) => state.childrenOf(project.id, item.id).length === 0);
	const added = leaves.at(-1);
	if (!component || !added || leaves.length < 3) return;
	const items = [component, ...below];
	const newest = Math.max(...items.map((item) => item.modifiedDate));
	const make = (name: string, time: number, members: Item[]): Baseline => {
		const id = state.next('baseline');
		const baseline: Baseline = {
			id,
			name,
			description: `${name} of ${String(component.fields.name)}`,
			createdDate: time,
			createdBy: 7,
			project: project.id,
			origin: { item: component.id },
			...freeze(state, members, time),
		};
		state.baselines.set(id, baseline);
		return baseline;
	};
	const first = make(
		'Baseline 1',
		newest + DAY,
		items.filter((item) => item !== added),
	);
	for (const entry of first.entries.values()) {
		const [version] = state.versionsOf(entry.item);
		if (version) entry.version = version;
	}
	const model = leaves[0] as Item;
	const gone: Item = {
		...model,
		id: WITHDRAWN,
		documentKey: `${project.projectKey}-${state.typeOf(model).typeKey}-${WITHDRAWN}`,
		fields: { ...model.fields, name: `${String(model.fields.name)} (withdrawn)` },
	};
	gone.globalId = `GID-${gone.id}`;
	const modelEntry = first.entries.get(model.id);
	const [version] = state.versionsOf(gone);
	if (modelEntry && version) {
		const sequence = modelEntry.sequence.replace(/\d+$/, String(leaves.length + 1));
		first.entries.set(gone.id, { ...modelEntry, item: gone, version, sequence });
	}
	make('Baseline 2', newest + 30 * DAY, items);
	const folder = state.next('folder');
	state.baselineFolders.set(folder, { id: folder, name: 'Milestones', project: project.id });
}

/** One finished review of the second baseline. */
export function seedReviews(state: JamaState, project: Project): void {
	const baseline = state.baselines.get(2);
	if (!baseline) return;
	const items = [...baseline.entries.values()]
		.slice(-3)
		.map(({ item, version }): [number, number] => [item.id, version.versionNumber]);
	const id = state.next('review');
	const date = baseline.createdDate + DAY;
	state.reviews.set(id, {
		id,
		name: 'Review of Baseline 2',
		project: project.id,
		status: 'CLOSED',
		createdDate: date,
		createdBy: 7,
		baseline: baseline.id,
		moderators: [7],
		revisions: [
			{
				id: state.next('revision'),
				number: 1,
				status: 'CLOSED',
				createdDate: date,
				items,
				participants: [
					{ user: 8, role: 'APPROVER', finished: true, reviewed: items.length },
					{ user: 11, role: 'REVIEWER', finished: false, reviewed: 1 },
				],
			},
		],
		comments: [
			{ id: 1, item: items[0]?.[0], user: 8, date: date + DAY, text: 'Please name the limit.' },
		],
	});
}
