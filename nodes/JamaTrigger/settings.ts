import type { IDataObject } from 'n8n-workflow';
import { toTimestamp, readTimestamp } from '../Jama/values/dates';
import { FILTER, PROJECT } from '../Jama/pickers/kinds';
import { chosen } from '../shared/pickers/locator';
import { InvalidInput } from '../shared/values/invalidInput';
import type { Field, ValueContext } from '../shared/operations/operation';
import type { FieldValue } from '../shared/operations/request';
import { buildRequest } from '../shared/operations/request';
import type { Session } from '../shared/session/session';
import { activityFilters, itemConditions, itemOptions, projects } from './properties';
import { readNumber } from '../shared/values/inputs';
import { toRecord } from '../shared/values/objectPath';

export type TriggerOn = 'itemCreated' | 'itemUpdated' | 'itemCreatedOrUpdated' | 'activity';

/** What the user set, as the trigger works with it. */
export interface Settings {
	triggerOn: TriggerOn;
	/** Ids of the chosen projects; empty: all that the user may see. */
	projects: number[];
	/** A saved filter instead of conditions. */
	filter?: number;
	/** The project that was chosen beside it. */
	filterProject?: number;
	/** Kinds of records that are emitted; undefined: all. */
	kinds?: ReadonlySet<string>;
	/** Query and headers of every request for changes. */
	query: IDataObject;
	headers?: Record<string, string>;
	simplify: boolean;
	ignoreOwnChanges: boolean;
	previousVersion: boolean;
	/** How long a change may take to become visible, in ms. */
	overlap: number;
	/** A poll ends after the page that reaches so many changes. */
	itemsPerPoll: number;
	/** Changes are emitted from this moment on (ms since 1970); undefined: from the activation on. */
	startFrom?: number;
}

type Parameter = (name: string) => unknown;

const given = (value: unknown, usual: number): unknown =>
	value === undefined || value === '' ? usual : value;
const advice = 'Correct it, or remove the option to use the default.';

async function readFields(
	fields: readonly Field[],
	values: IDataObject,
	context: ValueContext,
): Promise<FieldValue[]> {
	const filled = fields.filter(({ property }) => values[property.name] !== undefined);
	return await Promise.all(
		filled.map(async (field) => {
			const raw = values[field.property.name];
			return { field, value: field.toWire ? await field.toWire(raw, context) : raw };
		}),
	);
}

/**
 * Reads the node's parameters.
 * @param timezone the workflow's, for a start date without an offset
 * @throws InvalidInput
 */
export async function readSettings(
	session: Session,
	parameter: Parameter,
	timezone: string,
): Promise<Settings> {
	const context: ValueContext = { session, timezone, parameter };
	const triggerOn = parameter('triggerOn') as TriggerOn;
	const options = toRecord(parameter('options'));
	const isActivity = triggerOn === 'activity';
	const byFilter = !isActivity && parameter('where') === 'filter';

	const chosenProjects = byFilter ? [] : [parameter('projects') ?? []].flat();
	const ids = (await projects.toWire?.(chosenProjects, context)) as number[];
	if (isActivity && ids.length === 0) {
		throw new InvalidInput(
			"'Projects' is empty",
			'Jama keeps a log of activities for each project: choose the projects to listen to.',
		);
	}
	const conditions = isActivity ? activityFilters : itemConditions;
	const filters = toRecord(parameter(isActivity ? 'activityFilters' : 'filters'));
	const values = [
		...(byFilter ? [] : await readFields(conditions, filters, context)),
		...(isActivity ? [] : await readFields(itemOptions, options, context)),
	];
	const { query = {}, headers } = buildRequest('GET /', '', values);

	const settings: Settings = {
		triggerOn,
		projects: ids,
		query: isActivity || ids.length === 0 ? query : { ...query, project: ids },
		...(headers ? { headers } : {}),
		simplify: parameter('simplify') !== false,
		ignoreOwnChanges: options.ignoreOwnChanges === true,
		previousVersion: !isActivity && options.previousVersion === true,
		overlap:
			readNumber(given(options.overlap, 5), 'Overlap', { least: 0, fraction: true, advice }) * 1000,
		itemsPerPoll: readNumber(given(options.itemsPerPoll, 1000), 'Items per Poll', { advice }),
	};
	const kinds = [parameter('kinds') ?? []].flat().map(String);
	// The type of a test run is no type of items: who chose it wants test runs.
	const byType = [query.itemType ?? []].flat().length > 0;
	if (!isActivity && !byFilter && !byType && kinds.length > 0) settings.kinds = new Set(kinds);
	if (options.startFrom !== undefined && options.startFrom !== '') {
		const wire = toTimestamp(options.startFrom, timezone, 'Start From');
		const moment = readTimestamp(wire);
		if (moment === undefined)
			throw new InvalidInput(`'Start From' cannot be read: ${wire}`, 'Give a date.');
		settings.startFrom = moment;
	}
	if (byFilter) {
		settings.filter = await readFilter(context);
		const project = await chosen(PROJECT, parameter('project'), context);
		if (project !== undefined) settings.filterProject = project;
	}
	return settings;
}

async function readFilter(context: ValueContext): Promise<number> {
	const filter = await chosen(FILTER, context.parameter('filterId'), context);
	if (filter !== undefined) return filter;
	throw new InvalidInput("'Saved Filter' is empty", 'Pick a filter, or enter its ID.');
}

/**
 * What the cursors belong to: with another server or kind of change the trigger starts again. Other projects or conditions go
 * on from the same moment.
 */
export const sourceOf = (session: Session, { triggerOn }: Settings): string =>
	`${session.connection.baseUrl} ${triggerOn === 'activity' ? 'activities' : 'items'}`;

/** All that decides what is emitted, as text: distinguishes triggers that have the same id. */
export const listensTo = (session: Session, settings: Settings): string => {
	const { triggerOn, projects: ids, filter, filterProject, query, kinds = [] } = settings;
	const what = [triggerOn, ids, filter, filterProject, query, [...kinds]];
	return `${sourceOf(session, settings)} ${JSON.stringify(what)}`;
};
