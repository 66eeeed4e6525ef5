import { hasStatus } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { resolveLocator, sameText } from '../../shared/pickers/locator';
import type { ValueContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { ESTIMATION_FIELD } from './kinds';
import { toNames } from './names';

/**
 * IDs of fields that every Jira has, or that the Agile API adds (Jira Software and platform REST reference): they are not
 * looked up.
 */
const SYSTEM: ReadonlySet<string> = new Set(
	`summary description environment status statusCategory statuscategorychangedate issuetype project priority labels assignee
	reporter creator created updated resolution resolutiondate fixVersions versions components parent subtasks issuelinks
	attachment comment worklog watches votes duedate lastViewed security progress aggregateprogress timetracking timespent
	timeestimate timeoriginalestimate aggregatetimespent aggregatetimeestimate aggregatetimeoriginalestimate workratio
	thumbnail issuekey issuerestriction sprint closedSprints epic flagged`.split(/\s+/),
);
/** By their names in small letters; those of the Agile API are in no list of fields. */
const SYSTEM_NAMES = new Map([...SYSTEM].map((id) => [id.toLowerCase(), id]));

const CUSTOM = /^customfield_\d+$/;

/** All fields of the site, once in an execution; none where the user may not list them. */
export async function fieldsOfSite(session: Session): Promise<Row[]> {
	const load = async () => {
		const fields = await session
			.rows('/field', {}, { root: 'platform' })
			.catch((error: unknown): undefined => {
				if (!hasStatus(error, 403, 404)) throw error;
				session.hint('Jira does not let this user list its fields: name them by their IDs.');
			});
		// Every Jira has fields of its own.
		if (fields?.length === 0)
			session.hint('Jira sent an empty list of its fields: those of the site itself are missing.');
		return fields ?? [];
	};
	return await session.once('fields of the site', load);
}

/** The ID of a field that the user named; the text itself, with a hint, where there is none. Throws InvalidInput. */
async function fieldId(session: Session, text: string): Promise<string> {
	const [, sign = '', name = ''] = /^(-?)(.*)$/s.exec(text) ?? [];
	if (name.startsWith('*') || CUSTOM.test(name) || SYSTEM.has(name)) return text;
	const found = (await fieldsOfSite(session)).filter((field) => sameText(field.name, name));
	const [field, second] = found;
	if (second) {
		throw new InvalidInput(
			`'Fields' names ${JSON.stringify(name)}, and there are ${found.length} such fields: ${found.map(({ id }) => String(id)).join(', ')}`,
			'Name the one you mean by its ID.',
		);
	}
	if (field) return sign + String(field.id);
	const known = SYSTEM_NAMES.get(name.toLowerCase());
	if (known !== undefined) return sign + known;
	session.hint(`Jira lists no field ${JSON.stringify(name)}, and sends nothing for it.`);
	return text;
}

/**
 * Names of fields as Jira takes them: `Story Points` is looked up (GET /field), IDs and system fields are taken as they are.
 * @throws InvalidInput when two fields have the name
 */
export async function resolveFieldNames(session: Session, value: unknown): Promise<string[]> {
	const ids: string[] = [];
	for (const name of toNames(value)) {
		const key = `field ${name}`;
		ids.push(await session.once(key, async () => await fieldId(session, name)));
	}
	return ids;
}

/** The ID of the field that the option Estimation Field picks; undefined without it. Throws InvalidInput. */
export async function estimationFieldOf(
	session: Session,
	value: unknown,
): Promise<string | undefined> {
	if (value === undefined) return undefined;
	const context: ValueContext = { session, timezone: 'utc', parameter: () => undefined };
	return await session.once(`estimation field ${JSON.stringify(value)}`, async () => {
		const id = await resolveLocator(ESTIMATION_FIELD, 'Estimation Field', value, context);
		return id === undefined ? undefined : String(id);
	});
}
