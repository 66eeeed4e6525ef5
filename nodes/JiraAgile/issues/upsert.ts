import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { notingDone } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { toRecord } from '../../shared/values/objectPath';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import { forgetMade, oneAtATime, rememberMade } from '../../shared/session/made';
import { urlOfIssue } from '../fields/simplify';
import { sprintsOf } from '../fields/sprintValues';
import type { MatchInput } from './issueMatch';
import { findIssue, memoryKey, noteProperty, platformOf, propertyOf } from './issueMatch';
import { isSaved } from './issueValues';
import type { Project, ScreenField } from './screens';
import { createScreen, editScreen, readIssueType, readProject } from './screens';
import type { UpsertValues, Wanted } from './upsertWanted';
import { readWanted } from './upsertWanted';

/** What of an issue is to be written. */
interface Change {
	/** Whole values, and steps from what a list holds when they are carried out. */
	body: { fields: IDataObject; update?: IDataObject };
	/** Names of the fields. */
	names: string[];
}

/** Of the wanted values those that are not there yet. */
function changesOf(wanted: Wanted, found: Row | undefined): Change {
	const saved = toRecord(found?.fields);
	const changed = wanted.fields.filter(({ field, value, steps }) =>
		steps ? steps.length > 0 : !found || !isSaved(field, value, saved[field.id]),
	);
	const fields = changed.filter((one) => !one.steps);
	const steps = changed.filter((one) => one.steps);
	return {
		body: {
			fields: toRow(fields.map(({ field, value }) => [field.id, value])),
			...(steps.length > 0 ? { update: toRow(steps.map((one) => [one.field.id, one.steps])) } : {}),
		},
		names: changed.map(({ field }) => field.name),
	};
}

/** Rejects a new issue without what its screen requires. Throws InvalidInput. */
function checkRequired(screen: readonly ScreenField[], fields: IDataObject, type: string): void {
	const missing = screen.filter(
		({ id, required }) => required && !['project', 'issuetype'].includes(id) && !(id in fields),
	);
	if (missing.length === 0) return;
	throw new InvalidInput(
		`A new ${type} needs ${missing.map(({ name }) => `'${name}'`).join(', ')}`,
		"Give a value, in 'Fields by Name (JSON)' where there is no input for it. Nothing was changed.",
	);
}

/** Puts the issue where it belongs, after it was saved. @param done what to say was done before */
async function place(
	{ session }: RunContext<UpsertValues>,
	key: string,
	wanted: Wanted,
	found: Row | undefined,
	done: string,
): Promise<string[]> {
	const changed: string[] = [];
	const { sprintId, estimate, rank } = wanted;
	const step = async (name: string, work: () => Promise<unknown>) => {
		const before = [done, ...changed.map((one) => `${one} was set.`)].join(' ');
		// A second run finds the issue, and ranks only new ones.
		const rest =
			rank === undefined || found
				? `${name} was not set by this. Run it again to complete it.`
				: `${name === 'Rank' ? 'Rank was' : `${name} and rank were`} not set by this. Run it again to complete it, and rank it with the operation 'Rank'.`;
		await notingDone(`${before} ${rest}`, work);
		changed.push(name);
	};
	const open = sprintsOf(toRecord(found?.fields)).find(({ state }) => state !== 'closed');
	if (sprintId !== undefined && open?.id !== sprintId) {
		const body = { issues: [key] };
		await step('Sprint', async () => {
			await session.write({ method: 'POST', path: `/sprint/${sprintId}/issue`, body });
		});
	}
	if (estimate !== undefined) {
		const path = `/issue/${encodeURIComponent(key)}/estimation`;
		const query = { boardId: estimate.boardId };
		const body = { value: estimate.value };
		await step('Estimation', async () => {
			await session.write({ method: 'PUT', path, query, body, returnsRecord: true });
		});
	}
	if (rank !== undefined && !found) {
		const body = { issues: [key], ...rank };
		await step(
			'Rank',
			async () => await session.write({ method: 'PUT', path: '/issue/rank', body }),
		);
	}
	return changed;
}

const output = (
	{ session }: RunContext<UpsertValues>,
	key: string,
	id: unknown,
	action: 'created' | 'updated' | 'unchanged',
	changed: string[],
	found: IDataObject = {},
): INodeExecutionData[] => [
	{ json: { key, action, changed, ...found, url: urlOfIssue(session, key), id: String(id) } },
];

/** The names of an issue's fix versions; undefined where they are not known. */
function fixVersionsOf(
	found: Row,
	screen: readonly ScreenField[],
	written: unknown,
): string[] | undefined {
	const field = screen.find(({ id }) => id === 'fixVersions');
	const versions = written ?? toRecord(found.fields).fixVersions;
	// Where nobody can set them, that there are none says nothing.
	if (!Array.isArray(versions) || (versions.length === 0 && !field)) return undefined;
	const names = versions.map((version) => {
		const { id, name } = toRecord(version);
		return name ?? field?.allowed?.find((one) => String(one.id) === String(id))?.name;
	});
	return names.every((name) => typeof name === 'string') ? names : undefined;
}

/** What else is known of an issue that was there: what a caller wants to carry back to where it comes from. */
function foundFacts(found: Row, screen: readonly ScreenField[], written: IDataObject): IDataObject {
	const { name } = toRecord(toRecord(found.fields).status);
	const fixVersions = fixVersionsOf(found, screen, written.fixVersions);
	return {
		...(name === undefined ? {} : { status: String(name) }),
		...(fixVersions ? { fixVersions } : {}),
	};
}

async function update(
	context: RunContext<UpsertValues>,
	project: Project,
	match: MatchInput,
	found: Row,
): Promise<INodeExecutionData[]> {
	const { session } = context;
	const key = String(found.key);
	const screen = await editScreen(session, found);
	const wanted = await readWanted(context, screen, { project, key, found });
	const { body: changes, names } = changesOf(wanted, found);
	const isTagged = match.propertyKey === '' || propertyOf(found, match.propertyKey) !== undefined;
	const properties = isTagged ? [] : [{ key: match.propertyKey, value: match.propertyValue }];
	if (names.length > 0 || properties.length > 0) {
		const body = { ...changes, ...(properties.length > 0 ? { properties } : {}) };
		const path = `/issue/${encodeURIComponent(key)}`;
		await session.write({ method: 'PUT', path, body, root: platformOf(session) });
		if (properties.length > 0) await noteProperty(session, project, match, key);
	}
	const saved = [...names, ...(properties.length > 0 ? [`property ${match.propertyKey}`] : [])];
	const done = saved.length > 0 ? `${key} was updated: ${saved.join(', ')}.` : '';
	const placed = await place(context, key, wanted, found, done);
	const changed = [...saved, ...placed];
	const action = changed.length > 0 ? 'updated' : 'unchanged';
	const facts = foundFacts(found, screen, changes.fields);
	return output(context, key, found.id, action, changed, facts);
}

async function create(
	context: RunContext<UpsertValues>,
	project: Project,
	match: MatchInput,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const type = await readIssueType(session, project, values.issueType);
	const screen = await createScreen(session, project, type.id);
	const wanted = await readWanted(context, screen, { project, type });
	const {
		body: { fields },
		names,
	} = changesOf(wanted, undefined);
	checkRequired(screen, fields, type.name);
	const { propertyKey, propertyValue } = match;
	const body = {
		fields: { project: { key: project.key }, issuetype: { id: type.id }, ...fields },
		...(propertyKey === '' ? {} : { properties: [{ key: propertyKey, value: propertyValue }] }),
	};
	const request = { method: 'POST' as const, path: '/issue', body, root: platformOf(session) };
	const { row } = await session.write({ ...request, returnsRecord: true });
	if (row?.key === undefined) {
		throw new InvalidInput(
			`Jira created an issue ${JSON.stringify(values.summary)} and did not say its key`,
			`Look for it in ${project.key} before you run it again, or it may be there twice.`,
		);
	}
	const key = String(row.key);
	if (match.matchBy !== 'key') {
		const memory = memoryKey(session, project, match);
		forgetMade(memory);
		rememberMade(memory, key, Date.now());
		if (match.matchBy === 'property') await noteProperty(session, project, match, key);
		else if (session.connection.deployment === 'cloud') {
			session.hint(
				"Issues were created because the search found none. Cloud's search shows a new issue only after some seconds: one that something other than this n8n has created just now may be there twice. Match by entity property to have the newest issues read without it.",
			);
		}
	}
	const placed = await place(context, key, wanted, undefined, `The issue ${key} was created.`);
	return output(context, key, row.id, 'created', [...names, ...placed]);
}

/** What the match is made of. Throws InvalidInput. */
function readMatch(values: UpsertValues): MatchInput {
	const {
		matchBy = 'property',
		issueKey,
		propertyKey,
		propertyValue,
		matchJql,
		createIfGone,
		lookOnlyIn,
	} = values;
	const key = String(issueKey ?? '').toUpperCase();
	if (key !== '' && !/^(\d+|[A-Z][A-Z0-9_]*-\d+)$/.test(key)) {
		throw new InvalidInput(
			`'Issue Key' is ${JSON.stringify(issueKey)}`,
			'A key is the project and a number, such as PUMP-12. Nothing was changed.',
		);
	}
	return {
		matchBy,
		issueKey: key,
		propertyKey: propertyKey ?? '',
		propertyValue: propertyValue ?? '',
		jql: matchJql ?? '',
		lookOnlyIn: (lookOnlyIn ?? '').trim(),
		createIfGone: createIfGone === true,
	};
}

/**
 * Creates an issue, or updates the one that is there, with what is not there yet; where nothing differs, nothing is sent. Of the
 * platform: GET /project, the issue types or the screen of the issue, users, then POST or PUT /issue; of the Agile API:
 * POST /sprint/{sprintId}/issue, PUT /issue/{issueIdOrKey}/estimation and PUT /issue/rank. Everything is checked before the first
 * write; an error after it says what was done. A new issue gets its property in the request that creates it, so that nothing
 * is between the two.
 * @throws InvalidInput; BadResponse; NoResponse
 */
export async function upsertIssue(
	context: RunContext<UpsertValues>,
): Promise<INodeExecutionData[]> {
	const { session, values } = context;
	const match = readMatch(values);
	const project = await readProject(session, values.projectKey);
	const work = async () => {
		const found = await findIssue(session, project, match);
		return found
			? await update(context, project, match, found)
			: await create(context, project, match);
	};
	return await oneAtATime(memoryKey(session, project, match), work);
}
