import { hasStatus } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { pickOne } from '../../shared/values/pickOne';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { pathSegment } from '../../shared/operations/request';

/** What a field holds (platform REST reference, JSON type of a field). */
export interface FieldSchema {
	type: string;
	items: string;
	custom: string;
}

/** A field on a screen. */
export interface ScreenField {
	id: string;
	name: string;
	required: boolean;
	schema: FieldSchema;
	/** Options, versions and the like that may be chosen; undefined where Jira lists none. */
	allowed: Row[] | undefined;
}

/** A project as far as writing issues goes. */
export interface Project {
	key: string;
	name: string;
	/** Team-managed: epics are parents there. */
	simplified: boolean;
}

const readField = (id: unknown, row: Row): ScreenField => {
	const { type, items, custom } = toRecord(row.schema);
	return {
		id: String(id),
		name: String(row.name ?? id),
		required: row.required === true && row.hasDefaultValue !== true,
		schema: { type: String(type ?? ''), items: String(items ?? ''), custom: String(custom ?? '') },
		allowed: Array.isArray(row.allowedValues) ? row.allowedValues.filter(isRecord) : undefined,
	};
};

/** A project: GET /project/{key} of the platform, once in an execution. */
export async function readProject(session: Session, key: unknown): Promise<Project> {
	const path = `/project/${pathSegment(key, 'Project')}`;
	const row = await session.known({ path, root: 'platform' });
	return { key: String(row.key), name: String(row.name), simplified: isTeamManaged(row) };
}

/** Whether a project is team-managed: its issues have a parent instead of an epic link. */
export const isTeamManaged = ({ simplified, style }: Row): boolean =>
	simplified === true || style === 'next-gen';

const metaPath = (key: string, below = '') =>
	`/issue/createmeta/${encodeURIComponent(key)}/issuetypes${below}`;

/** An issue type of a project by name or ID. Throws InvalidInput that names those that there are. */
export async function readIssueType(
	session: Session,
	{ key }: Project,
	text: unknown,
): Promise<{ id: string; name: string; subtask: boolean }> {
	const read = async () => await session.all(metaPath(key), {}, { root: 'platform', whole: true });
	const types = await read().catch((error: unknown) => {
		if (!hasStatus(error, 404)) throw error;
		throw new InvalidInput(
			`The issue types of the project ${key} cannot be read`,
			'The user of the credential needs the permission Create Issues there. Nothing was changed.',
		);
	});
	const found = pickOne(types, text, {
		what: `The issue type ${JSON.stringify(text)} of ${key}`,
		idOf: ({ id }) => id,
		namesOf: ({ name, untranslatedName }) => [name, untranslatedName],
	});
	if (found)
		return { id: String(found.id), name: String(found.name), subtask: found.subtask === true };
	const names = types.map(({ name }) => String(name)).join(', ');
	throw new InvalidInput(
		`The project ${key} has no issue type ${JSON.stringify(text)}`,
		names === ''
			? 'The user of the credential may create no issues there.'
			: `It has: ${names}. Correct 'Issue Type', or add the type to the project.`,
	);
}

/** The fields that a new issue may have: those on the screen of its type. Once in an execution. */
export async function createScreen(
	session: Session,
	{ key }: Project,
	typeId: string,
): Promise<ScreenField[]> {
	const path = metaPath(key, `/${encodeURIComponent(typeId)}`);
	const rows = await session.all(path, {}, { root: 'platform', whole: true });
	return rows.map((row) => readField(row.fieldId ?? row.key, row));
}

/**
 * The fields of an issue that this user may change, as they were read with it, else by a request. Throws InvalidInput where
 * there is none.
 */
export async function editScreen(session: Session, issue: Row): Promise<ScreenField[]> {
	const key = String(issue.key);
	const path = `/issue/${encodeURIComponent(key)}/editmeta`;
	const row = isRecord(issue.editmeta)
		? issue.editmeta
		: await session.row({ path, root: 'platform' });
	const fields = Object.entries(toRecord(row.fields)).map(([id, one]) =>
		readField(id, toRecord(one)),
	);
	if (fields.length > 0) return fields;
	throw new InvalidInput(
		`This user may not change ${key}`,
		'It needs the permission Edit Issues, and the status of the issue must allow changes. Nothing was changed.',
	);
}

const GREENHOPPER = 'com.pyxis.greenhopper.jira:';

/** A field of Jira Software by its kind, such as the epic link. */
export const ofKind = (screen: readonly ScreenField[], kind: string): ScreenField | undefined =>
	screen.find(({ schema }) => schema.custom === GREENHOPPER + kind);

/** A field on a screen by ID or name. Throws InvalidInput for one that is not there, and for several. */
export function fieldOnScreen(
	screen: readonly ScreenField[],
	text: string,
	where: string,
): ScreenField {
	const found = pickOne(screen, text, {
		what: `The field ${JSON.stringify(text)}`,
		idOf: ({ id }) => id,
		namesOf: ({ name }) => [name],
	});
	if (found) return found;
	throw new InvalidInput(
		`The field ${JSON.stringify(text)} cannot be set ${where}`,
		`It does not exist, is on no screen there, or this user may not set it. These can be set: ${screen.map(({ name }) => name).join(', ')}. Nothing was changed.`,
	);
}
