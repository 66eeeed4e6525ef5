import { checkWrite, findBoard, findIssue, ok, type Call, type Handlers } from './call';
import { refusal } from './envelope';
import { FIELD, issueView } from './issueViews';
import type { Issue } from './types';

/** The estimate of an issue; Assumption: a board without estimation (Kanban) refuses. */
function estimate(call: Call, issue: Issue) {
	if (findBoard(call, call.query.boardId).type !== 'scrum')
		throw refusal(400, 'The board does not have an estimation field.');
	const { storyPoints } = issue;
	return ok({
		fieldId: FIELD.storyPoints,
		...(storyPoints === undefined ? {} : { value: storyPoints }),
	});
}

/** An issue with its Agile fields, and its estimate. */
export const issues: Handlers = {
	getIssue: (call) => ok(issueView(call, findIssue(call, call.params.issueIdOrKey), 'agile')),

	getIssueEstimationForBoard: (call) => estimate(call, findIssue(call, call.params.issueIdOrKey)),

	estimateIssueForBoard(call) {
		const issue = findIssue(call, call.params.issueIdOrKey);
		checkWrite(call);
		estimate(call, issue);
		const text = String(call.body.value ?? '').trim();
		const value = Number(text);
		if (Number.isNaN(value)) throw refusal(400, `'${text}' is not a number.`);
		// Assumption: an empty value removes the estimate.
		issue.storyPoints = text === '' ? undefined : value;
		issue.updated = call.now;
		return estimate(call, issue);
	},
};
