import { siteOf } from '../../shared/pickers/locator';
import type { Simplify } from '../../shared/operations/operation';
import { isRecord, valueAt } from '../../shared/values/objectPath';
import type { Row } from '../../shared/values/row';
import { toRow } from '../../shared/values/row';
import type { Session } from '../../shared/session/session';
import { BOARD } from './kinds';

/** A column: its name, where its value is in the row as it came (the same name), and how it is shown (as it is). */
type Column = readonly [name: string, from?: string, show?: (value: unknown) => unknown];

/** What a kind of record looks like to people: its columns in order, where it is opened, and IDs at the end. */
interface RowKind {
	columns: readonly Column[];
	/** The address below the site. */
	place?: (row: Row) => string | undefined;
	ids: readonly Column[];
}

/** What Jira adds to every record, and nobody reads. */
const SILENT: ReadonlySet<string> = new Set([
	...['self', 'expand', 'avatarUrls', 'avatarURI', 'imageUri', 'learnMoreLink'],
]);
const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (Array.isArray(value) && value.length === 0);
const namesOf = (value: unknown): unknown =>
	[value].flat().map((one) => (isRecord(one) ? (one.displayName ?? one.name ?? one.key) : one));
const browse = ({ key }: Row): string | undefined =>
	key === undefined ? undefined : `browse/${encodeURIComponent(String(key))}`;

const columnsOf = (row: Row, columns: readonly Column[]): Row =>
	toRow(
		columns.flatMap(([name, from = name, show]) => {
			const value = valueAt(row, from);
			return isEmpty(value) ? [] : [[name, show ? show(value) : value] as const];
		}),
	);

/**
 * Rows of a kind as people read them: its columns, what else the record says, where it is opened, IDs last. What was asked for
 * with `expand` stays as it came; so does what tells of a write and has no record.
 */
function simplifyAs({ columns, place, ids }: RowKind): Simplify {
	const read = new Set(
		[...columns, ...ids].map(([name, from = name]) => from.split('.')[0] ?? name),
	);
	return (row: Row, session: Session): Row => {
		if (row.success !== undefined || row.deleted === true) return row;
		const others = Object.entries(row).filter(
			([name, value]) => !read.has(name) && !SILENT.has(name) && !isEmpty(value),
		);
		const below = place?.(row);
		return {
			...columnsOf(row, columns),
			...Object.fromEntries(others),
			...(below === undefined ? {} : { url: `${siteOf(session)}/${below}` }),
			...columnsOf(row, ids),
		};
	};
}

const boardOf = (id: unknown): string | undefined =>
	id === undefined ? undefined : BOARD.place?.({ id: Number(id) });

/** Every kind of record that is shown by its columns. */
const KINDS = {
	board: {
		columns: [
			['name'],
			['type'],
			['projectKey', 'location.projectKey'],
			['projectName', 'location.projectName'],
			['isPrivate'],
		],
		place: ({ id }) => boardOf(id),
		ids: [['id']],
	},
	configuration: {
		columns: [
			['name'],
			['type'],
			['columns', 'columnConfig.columns', namesOf],
			['estimation', 'estimation.field.displayName'],
			['estimationType', 'estimation.type'],
			['projectKey', 'location.key'],
			['subQuery', 'subQuery.query'],
		],
		place: ({ id }) => boardOf(id),
		ids: [
			['id'],
			['filterId', 'filter.id'],
			['estimationFieldId', 'estimation.field.fieldId'],
			['rankCustomFieldId', 'ranking.rankCustomFieldId'],
		],
	},
	epic: {
		columns: [['key'], ['name'], ['summary'], ['done'], ['color', 'color.key']],
		place: browse,
		ids: [['id']],
	},
	feature: {
		columns: [
			['feature', 'boardFeature'],
			['name', 'localisedName'],
			['state'],
			['description', 'localisedDescription'],
			['type', 'featureType'],
		],
		ids: [['featureId'], ['boardId']],
	},
	project: {
		columns: [
			['key'],
			['name'],
			['type', 'projectTypeKey'],
			['style'],
			['lead', 'lead', namesOfOne],
			['category', 'projectCategory.name'],
		],
		place: browse,
		ids: [['id']],
	},
	quickFilter: {
		columns: [['name'], ['jql'], ['description'], ['position']],
		ids: [['id'], ['boardId']],
	},
	report: { columns: [['name'], ['key']], ids: [] },
	sprint: {
		columns: [
			['name'],
			['state'],
			['goal'],
			['startDate'],
			['endDate'],
			['completeDate'],
			['activatedDate'],
			['createdDate'],
		],
		ids: [['id'], ['originBoardId']],
	},
	version: {
		columns: [['name'], ['released'], ['archived'], ['releaseDate'], ['description']],
		ids: [['id'], ['projectId']],
	},
} as const satisfies Record<string, RowKind>;

function namesOfOne(value: unknown): unknown {
	return isRecord(value) ? (value.displayName ?? value.name) : value;
}

/** How rows of each kind are simplified. */
export const simplifyTo = {
	board: simplifyAs(KINDS.board),
	configuration: simplifyAs(KINDS.configuration),
	epic: simplifyAs(KINDS.epic),
	feature: simplifyAs(KINDS.feature),
	project: simplifyAs(KINDS.project),
	quickFilter: simplifyAs(KINDS.quickFilter),
	report: simplifyAs(KINDS.report),
	sprint: simplifyAs(KINDS.sprint),
	version: simplifyAs(KINDS.version),
};
