import type { Row } from '../../shared/values/row';
import { readableName } from '../../shared/values/pickOne';
import type { Session } from '../../shared/session/session';
import { namingOf } from './fieldValues';
import type { ItemTypeField } from '../configuration/itemTypes';
import { loadPicklistOptions, loadReleases } from '../configuration/itemTypes';
import { readableUser } from '../configuration/users';
import { mayNotRead } from '../configuration/unreadable';

/** What a label is looked up with. */
interface LabelContext {
	session: Session;
	/** The item's project, for its releases. */
	project: unknown;
}

/**
 * Runs a look-up; where the user may not read what it asks for, the number stays and one hint says in which field.
 * Rejects with any other error.
 */
async function orNumber<T>(
	load: () => Promise<T>,
	{ label }: ItemTypeField,
	session: Session,
): Promise<T | undefined> {
	return await load().catch((error: unknown) => {
		if (!mayNotRead(error)) throw error;
		session.hint(
			`'${label}' is shown as a number: this user may not read what the number stands for.`,
		);
		return undefined;
	});
}

async function optionLabel(id: unknown, field: ItemTypeField, session: Session): Promise<unknown> {
	const { pickList, label } = field;
	if (typeof pickList !== 'number') return id;
	let isRead = false;
	const found = await session.lookUp(async () => {
		const load = async () => await loadPicklistOptions(session, pickList);
		const options = await orNumber(load, field, session);
		isRead = options !== undefined;
		const option = options?.find((one) => String(one.id) === String(id));
		return option && readableName(options ?? [], option, namingOf('option', option.name, label));
	});
	if (found === undefined && isRead && /^\d+$/.test(String(id))) {
		session.hint(
			`'${label}' is shown as a number: its picklist has no such option that this user may see.`,
		);
	}
	return found ?? id;
}

/** A record that an id of a field names. */
async function readNamed(
	path: string,
	field: ItemTypeField,
	session: Session,
): Promise<Row | undefined> {
	return await orNumber(async () => await session.config.row(path), field, session);
}

/** From the releases of the item's project, which are read together. */
async function releaseLabel(
	id: unknown,
	field: ItemTypeField,
	{ session, project }: LabelContext,
): Promise<unknown> {
	const found = await session.lookUp(async () => {
		if (typeof project !== 'number') return undefined;
		const load = async () => await loadReleases(session, project);
		const releases = (await orNumber(load, field, session)) ?? [];
		const release = releases.find((one) => String(one.id) === String(id));
		return (
			release && readableName(releases, release, namingOf('release', release.name, field.label))
		);
	});
	if (found !== undefined) return found;
	return (await readNamed(`/releases/${String(id)}`, field, session))?.name ?? id;
}

/**
 * A field's value as people read it, and as it can be written again: the label of a picklist option, a user's name, a
 * release's name. One request for each picklist and release, and up to four for each user, where they are not remembered.
 */
export async function labelOf(
	value: unknown,
	field: ItemTypeField,
	context: LabelContext,
): Promise<unknown> {
	if (value === null || value === undefined) return value;
	const { session } = context;
	switch (field.fieldType) {
		case 'LOOKUP':
			return await optionLabel(value, field, session);
		case 'MULTI_LOOKUP':
			return await Promise.all(
				[value].flat().map(async (id) => await optionLabel(id, field, session)),
			);
		case 'USER': {
			const user = await readNamed(`/users/${String(value)}`, field, session);
			return user ? await readableUser(session, user) : value;
		}
		case 'RELEASE':
			return await releaseLabel(value, field, context);
		default:
			return value;
	}
}
