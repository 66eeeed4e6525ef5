import { checkWrite, findBoard, findIssue, ok, type Call, type Handlers } from '../frame/call';
import { estimationField } from '../boards/boards';
import { refusal } from '../frame/envelope';
import { issueView } from './issueViews';
import { FIELD } from './siteFields';
import type { Issue } from '../types';

/** The field that a board estimates in. Assumption: a board without estimation (Kanban) refuses. */
function fieldOf(call: Call): string {
	const board = findBoard(call, call.query.boardId);
	if (board.type === 'kanban') throw refusal(400, 'The board does not have an estimation field.');
	return estimationField(board).fieldId;
}

/** The estimate of an issue: points, or seconds. */
function estimate(call: Call, issue: Issue) {
	const fieldId = fieldOf(call);
	const value = fieldId === FIELD.storyPoints ? issue.storyPoints : issue.originalEstimate;
	return ok({ fieldId, ...(value === undefined ? {} : { value }) });
}

const UNITS: Record<string, number> = { w: 144_000, d: 28_800, h: 3600, m: 60 };

/** Seconds of a time such as `2d 4h`; a number alone is minutes (Jira Software REST reference). */
function secondsOf(text: string): number {
	if (/^\d+$/.test(text)) return Number(text) * 60;
	const parts = text.split(/\s+/).map((part) => /^(\d+(?:[.]\d+)?)([wdhm])$/.exec(part));
	if (parts.some((part) => !part)) throw refusal(400, `'${text}' is not a time such as 2d 4h.`);
	return parts.reduce((sum, part) => sum + Number(part![1]) * UNITS[part![2]!]!, 0);
}

function pointsOf(text: string): number {
	if (!Number.isNaN(Number(text))) return Number(text);
	throw refusal(400, `'${text}' is not a number.`);
}

/** An issue with its Agile fields, and its estimate. */
export const issues: Handlers = {
	getIssue: (call) => ok(issueView(call, findIssue(call, call.params.issueIdOrKey), 'agile')),

	getIssueEstimationForBoard: (call) => estimate(call, findIssue(call, call.params.issueIdOrKey)),

	estimateIssueForBoard(call) {
		const issue = findIssue(call, call.params.issueIdOrKey);
		checkWrite(call);
		const isPoints = fieldOf(call) === FIELD.storyPoints;
		const text = String(call.body.value ?? '').trim();
		// Assumption: an empty value removes the estimate.
		if (isPoints) issue.storyPoints = text === '' ? undefined : pointsOf(text);
		else issue.originalEstimate = text === '' ? undefined : secondsOf(text);
		issue.updated = call.now;
		return estimate(call, issue);
	},
};
