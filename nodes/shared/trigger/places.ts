import type { Owner, State } from './state';
import { beginning, isOf, isWhole, readNewest } from './state';
import { toRecord } from '../values/objectPath';

/** What the nodes of a workflow that have the same id share: usually one state, else one for each name. */
interface Shared {
	places: unknown[];
}

/**
 * The names under which nodes were polled since the workflow was activated, by the workflow's data: n8n makes that again with
 * each activation and polls each node once then, so that a name in here is no former name of another node.
 */
const active = new WeakMap<object, Set<string>>();

/** Where a node's states are kept in the workflow's data. @param kind the node type, as its name says it */
const keyOf = (kind: string, { node }: Owner): string => `${kind} ${node}`;

const nameOf = (place: unknown): string | undefined => {
	const name = toRecord(place).name;
	return typeof name === 'string' ? name : undefined;
};

function placesOf(shared: unknown): unknown[] {
	if (shared === undefined || shared === null) return [];
	const { places } = toRecord(shared);
	return Array.isArray(places) ? places : [shared];
}

/** Whose state a node found: its own, or one kept under a name that it no longer has. */
export interface Found {
	state?: State;
	formerName?: string;
}

/**
 * The state of a node. n8n keys a node's data by its name, so that it is lost when the node is renamed, and found again, out
 * of date, when it is renamed back. Therefore a copy is kept with the workflow's data under the node's id. Ids are not always
 * unique (copied and generated workflows): each copy says which name it is of, and one under another name is taken only when
 * no node of that name is polled and it is the only one that fits.
 * @param kind the node type; @param own what n8n keeps for the node's name; @param workflowData what n8n keeps for the workflow;
 * @param startFrom the option that is set, in ms
 */
export function readPlace(
	kind: string,
	own: unknown,
	workflowData: Record<string, unknown>,
	owner: Owner,
	warn: (message: string) => void,
	startFrom?: number,
): Found {
	const names = active.get(workflowData) ?? new Set<string>();
	active.set(workflowData, names.add(`${owner.node} ${owner.name}`));

	const places = placesOf(workflowData[keyOf(kind, owner)]);
	const isMine = (place: unknown) => [undefined, owner.name].includes(nameOf(place));
	const mine = [own, ...places.filter(isMine)];
	if (places.some((place) => nameOf(place) === owner.name)) {
		return withState(readNewest(mine, owner, warn, startFrom));
	}
	const left = places.filter(
		(place): place is State =>
			!isMine(place) &&
			isWhole(place) &&
			isOf(place, owner) &&
			!names.has(`${owner.node} ${place.name}`),
	);
	const alike = left.filter(({ listens }) => listens === owner.listens);
	const [former, another] = alike.length > 0 ? alike : left;
	if (former && !another) {
		const state = readNewest([...mine, former], owner, warn, startFrom);
		return {
			...withState(state),
			...(former.name === undefined ? {} : { formerName: former.name }),
		};
	}
	if (another) {
		warn(
			`Several triggers of this workflow have the ID ${owner.node}, and none is called '${owner.name}': it is not known where this one stopped. Give each a new ID by copying it in the editor, and set Start From to catch up.`,
		);
	}
	const isNothing = (place: unknown) => place === undefined || place === null;
	if (isNothing(own) && keyOf(kind, owner) in workflowData && places.every(isNothing)) {
		warn(`Nothing is left of the stored state: ${beginning(startFrom)}`);
	}
	return withState(readNewest(mine, owner, warn, startFrom));
}

const withState = (state: State | undefined): Found => (state ? { state } : {});

/** Keeps a node's state with the workflow's data, beside those of other nodes with the same id. */
export function writePlace(
	kind: string,
	workflowData: Record<string, unknown>,
	state: State,
	formerName?: string,
): void {
	const others = placesOf(workflowData[keyOf(kind, state)]).filter((place) => {
		const name = nameOf(place);
		return name !== undefined && name !== state.name && name !== formerName;
	});
	workflowData[keyOf(kind, state)] = { places: [...others, state] } satisfies Shared;
}
