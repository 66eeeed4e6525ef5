import { InvalidInput } from '../../shared/values/invalidInput';
import { listLabels, readLabels } from '../../shared/values/labelList';
import type { Kind } from '../../shared/pickers/kind';
import { allRows } from '../../shared/pickers/kind';
import { isActive, sameText } from '../../shared/pickers/locator';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { pickOne } from '../../shared/values/pickOne';
import type { Session } from '../../shared/session/session';
import { existing, explainProject, missing } from './existing';
import { nameField } from './itemKinds';
import { ITEM_TYPE, PROJECT, RELATIONSHIP_TYPE, RELEASE } from './kinds';
import { allItemTypes, loadReleases } from '../configuration/itemTypes';
import { toRecord } from '../../shared/values/objectPath';
import { numberOf } from '../../shared/values/row';

/** Every name by which people know a project, an item type, a release or a relationship type. */
const namesOf = (kind: Kind, row: Row): unknown[] => [
	row.name,
	nameField(row),
	row.projectKey,
	row.display,
	row.displayPlural,
	row.typeKey,
	kind.title(row),
];

const isNumber = (value: unknown): boolean => /^\d+$/.test(String(value).trim());

/** What a kind is listed by: all records that the user may see, read once in an execution. */
async function allOf(kind: Kind, context: ValueContext): Promise<Row[]> {
	if (kind === RELEASE) return await releasesOfProjects(context);
	const rows = await allRows(kind, context);
	return Array.isArray(rows) ? rows : [];
}

/** The releases of the projects chosen beside them, or above. Throws InvalidInput while there is none. */
async function releasesOfProjects(context: ValueContext): Promise<Row[]> {
	const filters = toRecord(context.parameter('filters'));
	const chosen = [filters.projects ?? context.parameter('projects') ?? []].flat();
	const projects = await toIds(PROJECT, 'Project Names or IDs', chosen, context);
	if (projects.length === 0) {
		throw new InvalidInput(
			"A release can be named only where 'Project Names or IDs' says of which project",
			'Choose the project, too, or give the ID of the release.',
		);
	}
	const rows = await Promise.all(
		projects.map(async (project) => await loadReleases(context.session, project)),
	);
	return rows.flat();
}

/**
 * The IDs of records that are named by names, keys or IDs; in a list, in JSON, or in text with commas. A number that is no text
 * is an ID, as the editor's list gives it; text is looked up as a name first. GET of the kind's list, once, for text only.
 * @throws InvalidInput that lists the valid names
 */
export async function toIds(
	kind: Kind,
	label: string,
	value: unknown,
	context: ValueContext,
): Promise<number[]> {
	const given = Array.isArray(value) ? value : [value];
	if (given.every((one) => typeof one === 'number')) return given;
	if (kind === RELEASE && given.every(isNumber) && !hasProjects(context)) return given.map(Number);
	const rows = await allOf(kind, context);
	const fits = (text: string) =>
		rows.some((row) => [row.id, ...namesOf(kind, row)].some((name) => sameText(name, text)));
	const texts = given.flatMap((one) =>
		typeof one === 'number' ? [one] : readLabels(String(one), fits, label),
	);
	return texts.map((text) => {
		if (typeof text === 'number') return text;
		const found = pickOne(rows, text, {
			what: `The ${kind.noun} ${JSON.stringify(text)} in '${label}'`,
			idOf: ({ id }) => id,
			namesOf: (row) => namesOf(kind, row),
			isActive,
		});
		if (found) return numberOf(found);
		// A project may be one that this user does not see, which is reported when nothing is found in it.
		if (isNumber(text) && kind === PROJECT) return Number(text);
		throw new InvalidInput(
			`There is no ${kind.noun} ${JSON.stringify(text)}, which '${label}' names`,
			rows.length > 0 ? `Valid: ${listLabels(rows.map(kind.title))}.` : 'The list is empty.',
		);
	});
}

function hasProjects({ parameter }: ValueContext): boolean {
	const filters = toRecord(parameter('filters'));
	return [filters.projects ?? parameter('projects') ?? []].flat().length > 0;
}

/** The kind that the editor loads by a method. */
export const KIND_OF: Readonly<Record<string, Kind>> = {
	getItemTypes: ITEM_TYPE,
	getProjects: PROJECT,
	getRelationshipTypes: RELATIONSHIP_TYPE,
	getReleases: RELEASE,
};

/** Of the IDs that a filter names, those that nothing found proves to exist: the only one is proved by any record. */
function unproved(named: Row[string], found: ReadonlySet<unknown>): unknown[] {
	const ids: unknown[] = [named ?? []].flat();
	return ids.length === 1 && found.size > 0 ? [] : ids.filter((id) => !found.has(id));
}

/**
 * Looks whether what a search filters by exists, where nothing that it found proves it: GET of each project and release that
 * was named, and of the list of item types, once.
 * @throws InvalidInput that names one that does not exist, or that the user may not see
 */
export async function checkNamed(
	session: Session,
	{ project, itemType, release }: Row,
	rows: readonly Row[],
): Promise<void> {
	for (const id of unproved(project, new Set(rows.map((row) => row.project)))) {
		await explainProject(session, id);
	}
	for (const id of unproved(release, new Set(rows.length > 0 ? [0] : []))) {
		await existing(session, 'release', `/releases/${String(id)}`);
	}
	const types = unproved(itemType, new Set(rows.map((row) => row.itemType)));
	if (types.length === 0) return;
	const known = await allItemTypes(session);
	const unknown = types.find((id) => !known.some((type) => type.id === id));
	if (unknown !== undefined) throw missing('item type', unknown);
}
