import type { Cell, Report, ReportTable, Tone } from '../../shared/reports/report';
import type { Row } from '../../shared/values/row';
import type { BoardFacts } from './boardFacts';
import type { IssueInSprint } from './count';

/** A number as people read it, with at most six decimals and no more than it has. */
const shown = (value: number | null): string => (value === null ? '' : String(value));
const dayOf = (time: number | undefined): string =>
	time === undefined ? '' : new Date(time).toISOString().slice(0, 10);

function tableOf(
	title: string,
	issues: readonly IssueInSprint[],
	{ estimation }: BoardFacts,
	empty: string,
): ReportTable {
	const came = ({ committed, addedAt, removedAt }: IssueInSprint): string =>
		[
			committed ? 'committed' : `added ${dayOf(addedAt)}`,
			...(removedAt === undefined ? [] : [`taken out ${dayOf(removedAt)}`]),
		].join(', ');
	return {
		title,
		columns: [
			...['Issue', 'Summary', 'Type', 'Status'],
			...(estimation ? [estimation.name] : []),
			'In the sprint',
		],
		rows: issues.map((one): Cell[] => [
			{ text: one.issue.key, url: one.issue.url },
			one.issue.summary,
			one.issue.type,
			one.status.name,
			...(estimation ? [shown(one.estimate)] : []),
			came(one),
		]),
		empty,
	};
}

/**
 * A sprint as a report. Pure.
 * @param row the sprint in figures, as the one item for the sprint has them
 * @param all what became of each issue
 */
export function sprintDocument(row: Row, all: readonly IssueInSprint[], facts: BoardFacts): Report {
	const { estimation } = facts;
	const count = (name: string, what: 'Estimate' | 'Issues' = 'Issues') =>
		Number(row[`${name}${what}`] ?? 0);
	const bar = (label: string, what: 'Estimate' | 'Issues') => {
		const [doing, toDo] = [count('inProgress', what), count('toDo', what)];
		const part = (name: string, value: number, tone?: Tone) =>
			tone ? { label: name, count: value, tone } : { label: name, count: value };
		return {
			label,
			parts: [
				part('done', count('done', what), 'good'),
				part('in progress', doing, 'warn'),
				part('to do', toDo),
				// A status that is gone has no category.
				part('unknown', Math.max(0, count('notDone', what) - doing - toDo), 'bad'),
			],
		};
	};
	const [done, open, out] = [
		all.filter((one) => one.done),
		all.filter((one) => !one.done && !one.removed),
		all.filter((one) => one.removed),
	];
	const dates = [row.startDate, row.completeDate ?? row.endDate].flatMap((date) =>
		date === undefined ? [] : String(date).slice(0, 10),
	);
	const total = (label: string, name: string) => ({ label, value: count(name) });
	return {
		title: `Sprint: ${String(row.name)}`,
		subject: {
			text: `${String(row.state)}, ${dates.join(' to ')}`,
			url: row.url === undefined ? undefined : String(row.url),
		},
		totals: [
			total('issues committed', 'committed'),
			total('added later', 'added'),
			total('taken out', 'removed'),
			{ ...total('done', 'done'), tone: 'good' },
			{ ...total('not done', 'notDone'), ...(open.length > 0 ? { tone: 'warn' as const } : {}) },
			...(estimation
				? [
						{ label: `${estimation.name} committed`, value: count('committed', 'Estimate') },
						{ label: `${estimation.name} done`, value: count('done', 'Estimate') },
					]
				: []),
		],
		bars: [
			bar('By issues', 'Issues'),
			...(estimation ? [bar(`By ${estimation.name}`, 'Estimate')] : []),
		],
		tables: [
			tableOf('Not done', open, facts, 'Everything is done.'),
			tableOf('Done', done, facts, 'Nothing is done.'),
			...(out.length > 0 ? [tableOf('Taken out', out, facts, '')] : []),
		],
		notes: [
			'Counted from the histories of the issues. Issues that were deleted, that left the filter of the board, or that this user may not see are not in it. Sub-tasks are not counted.',
		],
	};
}
