import type { Kind, NoList } from '../../shared/pickers/kind';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toRecord } from '../../shared/values/objectPath';
import { allItemTypes } from '../configuration/itemTypes';
import { dashboardOf, holds, ITEM, nameField, noProject, projectAround } from './itemKinds';

/** Stands for the top of the project among parents; no item has this ID. */
export const TOP_OF_PROJECT = 0;

/** The name of an item behind those of the containers that it is in. */
function pathOf(row: Row, known: ReadonlyMap<unknown, Row>): string {
	const names: string[] = [];
	const seen = new Set<Row>();
	for (let at: Row | undefined = row; at && !seen.has(at); ) {
		seen.add(at);
		names.unshift(String(nameField(at) ?? at.documentKey));
		at = known.get(toRecord(toRecord(at.location).parent).item);
	}
	return names.join(' / ');
}

/**
 * What may hold an item: the components, sets and folders of the project, each with path and type, in the order of the tree, which is
 * Jama's own (REST contract, sortBy). Move has its top as a choice of its own. GET /itemtypes, GET /abstractitems to the end.
 */
async function containers(context: ValueContext): Promise<Row[] | NoList> {
	const { session, parameter } = context;
	const project = await projectAround(context);
	if (project === undefined) return noProject(context);
	const types = (await allItemTypes(session)).filter(holds);
	const typeNames = new Map(types.map(({ id, display }) => [id, display]));
	if (types.length === 0) {
		return { notice: 'Jama does not say which types hold items. Enter the ID or the document key' };
	}
	const itemType = [...typeNames.keys()];
	const rows = await session.all('/abstractitems', { project: [project], itemType });
	const known = new Map(rows.map((row) => [row.id, row]));
	const titled = rows.map((row) => ({
		...row,
		title: `${pathOf(row, known)} (${String(typeNames.get(row.itemType))}, ${String(row.documentKey)})`,
	}));
	const top = { id: TOP_OF_PROJECT, project, title: 'Top of the project' };
	return parameter('operation') === 'move' ? titled : [top, ...titled];
}

/** An item that holds others. Any item can be named by its ID or key. */
export const PARENT: Kind = {
	...ITEM,
	method: 'searchParents',
	rows: containers,
	searchedByServer: false,
	title: (row) => String(row.title),
	place: (row) =>
		row.id === TOP_OF_PROJECT ? dashboardOf(row.project) : (ITEM.place?.(row) ?? ''),
};
