import { hasStatus } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { readJson } from '../../shared/values/json';
import type { RunContext } from '../../shared/operations/operation';
import type { Row } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { toNames } from '../fields/names';
import { plainToDocument } from '../richText/document';
import { htmlToDocument } from '../richText/toDocument';
import { asRichText, fieldValue, hintLost } from './issueValues';
import type { Project, ScreenField } from './screens';
import { fieldOnScreen, ofKind } from './screens';

/** What the fields of the operation give. */
export interface UpsertValues {
	projectKey: unknown;
	issueType: string;
	matchBy: 'property' | 'key' | 'jql' | undefined;
	issueKey: string;
	propertyKey: string;
	propertyValue: string;
	matchJql: string;
	summary: string;
	boardId: unknown;
	addLabels?: string;
	assignee?: string;
	createIfGone?: unknown;
	lookOnlyIn?: string;
	description?: unknown;
	descriptionFormat?: 'plain' | 'html' | 'native' | undefined;
	estimation?: string;
	fieldsByName?: Row;
	fixVersions?: string;
	labels?: string;
	baseUrl?: string;
	parentKey?: unknown;
	priority?: string;
	rankAfter?: unknown;
	rankBefore?: unknown;
	removeLabels?: string;
	sprintId?: unknown;
}

/** What a field should hold. */
interface WantedField {
	field: ScreenField;
	value: unknown;
	/** How an issue that is there gets it: entry by entry, so that those that others add in between stay. */
	steps?: Step[];
}
type Step = { add: string } | { remove: string };

/** What an issue should be. */
export interface Wanted {
	fields: WantedField[];
	sprintId: number | undefined;
	/** An estimate that the board's own request sets, such as a time. */
	estimate: { boardId: number; value: string } | undefined;
	rank: { rankAfterIssue: string } | { rankBeforeIssue: string } | undefined;
}

/** The issue at hand: one that is there, or the type of a new one. */
export interface Target {
	project: Project;
	key?: string;
	found?: Row;
	type?: { name: string; subtask: boolean };
}

/** Reads something that has to be there before anything is written. Throws InvalidInput where it is not. */
async function needed(session: Session, path: string, what: string, root?: string): Promise<Row> {
	const query = root === undefined ? {} : { query: { fields: 'summary' } };
	return await session
		.known({ path, ...query, ...(root === undefined ? {} : { root }) })
		.catch((error: unknown) => {
			if (!hasStatus(error, 400, 404)) throw error;
			throw new InvalidInput(
				`There is no ${what}, or this user may not see it`,
				`Correct it. Nothing was changed.`,
			);
		});
}

const issueThere = async (session: Session, key: unknown, what: string): Promise<string> => {
	const path = `/issue/${encodeURIComponent(String(key))}`;
	const row = await needed(session, path, `issue ${String(key)} for '${what}'`, 'platform');
	return String(row.key);
};

/** The description as the field takes it. Throws InvalidInput for JSON that is no document. */
function readDescription({ session, values }: RunContext<UpsertValues>): unknown {
	const { description, descriptionFormat = 'plain', baseUrl } = values;
	const label = 'Description';
	if (descriptionFormat === 'html') {
		const { value, lost } = htmlToDocument(String(description), baseUrl);
		hintLost(session, label, lost);
		return asRichText(session, value, label);
	}
	if (descriptionFormat === 'plain') {
		return asRichText(session, plainToDocument(String(description)), label);
	}
	if (session.connection.deployment !== 'cloud') return String(description);
	const document = isRecord(description) ? description : readJson(description, label);
	if (isRecord(document) && document.type === 'doc') return document;
	throw new InvalidInput(
		"'Description' is no Atlassian document",
		'Cloud takes one as JSON, beginning with {"type": "doc". Choose another \'Description Format\' for text. Nothing was changed.',
	);
}

/** The field that an issue's parent is kept in: the epic link where the project has it and no parent. */
function parentField(
	screen: readonly ScreenField[],
	where: string,
	isSubtask: boolean,
): ScreenField {
	const parent = screen.find(({ id }) => id === 'parent');
	const link = isSubtask ? undefined : ofKind(screen, 'gh-epic-link');
	return parent ?? link ?? fieldOnScreen(screen, 'Parent', where);
}

/** The labels that an issue should have; undefined where nothing is said of them. Case counts, as in Jira. */
function wantedLabels(
	values: UpsertValues,
	found: Row | undefined,
): { all: string[]; steps?: Step[] } | undefined {
	const [given, more, less] = [values.labels, values.addLabels, values.removeLabels].map((text) =>
		text === undefined || text === '' ? undefined : toNames(text),
	);
	if (!given && !more && !less) return undefined;
	const there = [toRecord(found?.fields).labels ?? []].flat().map(String);
	const kept = new Set([...(given ?? there), ...(more ?? [])]);
	const all = [...kept].filter((label) => !less?.includes(label));
	if (given || !found) return { all };
	const added = all.filter((label) => !there.includes(label)).map((add) => ({ add }));
	const removed = there.filter((label) => !all.includes(label)).map((remove) => ({ remove }));
	return { all, steps: [...added, ...removed] };
}

/** An estimate: in the board's field where that is a number, else by the board's own request. Throws InvalidInput. */
async function readEstimation(
	{ session, values }: RunContext<UpsertValues>,
	screen: readonly ScreenField[],
	where: string,
): Promise<{ field: ScreenField } | { boardId: number }> {
	if (values.boardId === undefined) {
		throw new InvalidInput(
			"'Estimation' is set, and 'Board' is not",
			'Which field the estimation goes into is a setting of the board: choose one. Nothing was changed.',
		);
	}
	const boardId = Number(values.boardId);
	const configuration = await needed(
		session,
		`/board/${boardId}/configuration`,
		`board ${boardId}`,
	);
	const { fieldId } = toRecord(toRecord(configuration.estimation).field);
	if (fieldId === undefined) {
		throw new InvalidInput(
			`The board '${String(configuration.name)}' has no estimation field`,
			"Set one in the board's settings under Estimation, or leave out 'Estimation'. Nothing was changed.",
		);
	}
	if (!/^customfield_/.test(String(fieldId))) return { boardId };
	return { field: fieldOnScreen(screen, String(fieldId), where) };
}

/**
 * Reads all that the user wants of an issue, and checks that it can be set: fields on the screen, values that they take, the
 * parent, the sprint and the neighbor in rank. Nothing is written.
 * @throws InvalidInput
 */
export async function readWanted(
	context: RunContext<UpsertValues>,
	screen: readonly ScreenField[],
	{ project, key, found, type }: Target,
): Promise<Wanted> {
	const { session, values, timezone } = context;
	const where =
		key === undefined ? `for a new ${type?.name ?? 'issue'} in ${project.key}` : `for ${key}`;
	const fields: Wanted['fields'] = [];
	const add = async (name: string, value: unknown, as?: unknown, steps?: Step[]) => {
		const field = fieldOnScreen(screen, name, where);
		if (fields.some((one) => one.field.id === field.id)) {
			throw new InvalidInput(
				`The field '${field.name}' is given twice`,
				"Give it by its own input, or in 'Fields by Name (JSON)'. Nothing was changed.",
			);
		}
		const read = as ?? (await fieldValue(field, value, { session, timezone }));
		fields.push({ field, value: read, ...(steps ? { steps } : {}) });
	};
	if (values.summary !== '' && values.summary !== undefined) await add('summary', values.summary);
	const { description } = values;
	if (description !== undefined && description !== '') {
		await add('description', description, readDescription(context));
	}
	const labels = wantedLabels(values, found);
	if (labels) await add('labels', labels.all, undefined, labels.steps);
	for (const name of ['priority', 'fixVersions', 'assignee'] as const) {
		if (values[name] !== undefined && values[name] !== '') await add(name, values[name]);
	}
	if (values.parentKey !== undefined) {
		const parent = await issueThere(session, values.parentKey, 'Parent');
		const isSubtask = type?.subtask ?? toRecord(toRecord(found?.fields).issuetype).subtask === true;
		const field = parentField(screen, where, isSubtask);
		await add(field.id, parent, field.id === 'parent' ? { key: parent } : parent);
	}
	for (const [name, value] of Object.entries(values.fieldsByName ?? {})) await add(name, value);

	let estimate: Wanted['estimate'];
	if (values.estimation !== undefined && values.estimation !== '') {
		const place = await readEstimation(context, screen, where);
		if ('field' in place) await add(place.field.id, values.estimation);
		else estimate = { ...place, value: values.estimation };
	}
	const epicName = ofKind(screen, 'gh-epic-label');
	const hasName = fields.some(({ field }) => field.id === epicName?.id);
	// Data Center makes no epic without a name of its own.
	if (epicName?.required && key === undefined && !hasName) await add(epicName.id, values.summary);

	let sprintId: number | undefined;
	if (values.sprintId !== undefined) {
		sprintId = Number(values.sprintId);
		const sprint = await needed(session, `/sprint/${sprintId}`, `sprint ${sprintId}`);
		if (sprint.state === 'closed') {
			throw new InvalidInput(
				`The sprint '${String(sprint.name)}' is closed`,
				'Issues go into active and future sprints only. Nothing was changed.',
			);
		}
	}
	const { rankAfter, rankBefore } = values;
	if (rankAfter !== undefined && rankBefore !== undefined) {
		throw new InvalidInput(
			"'Rank After Issue' and 'Rank Before Issue' are both set",
			'Leave one of them out. Nothing was changed.',
		);
	}
	const neighbor = rankAfter ?? rankBefore;
	const anchor =
		neighbor === undefined || found
			? undefined
			: await issueThere(
					session,
					neighbor,
					rankAfter === undefined ? 'Rank Before Issue' : 'Rank After Issue',
				);
	const rank =
		anchor === undefined
			? undefined
			: rankAfter === undefined
				? { rankBeforeIssue: anchor }
				: { rankAfterIssue: anchor };
	return { fields, sprintId, estimate, rank };
}
