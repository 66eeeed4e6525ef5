import { accepted } from '../items/batch';
import {
	findProject,
	inReach,
	JamaError,
	list,
	mayRead,
	required,
	single,
	type Call,
	type Handlers,
} from '../frame/call';
import { formatDate } from '../search/dates';
import type { Review } from './recordTypes';
import { plain, viewUser, type Row } from '../configuration/views';

type Revision = Review['revisions'][number];

/** Reviews are read only (change log 9.32); no document shows their models: every property is an assumption. */
function viewReview({ revisions, comments, moderators, createdDate, ...rest }: Review): Row {
	return {
		...rest,
		createdDate: formatDate(createdDate),
		moderators,
		revisionCount: revisions.length,
		type: 'reviews',
	};
}

const review = (call: Call) =>
	inReach(
		call,
		call.state.reviews.get(call.params.reviewId as number),
		`Review ${call.params.reviewId}`,
	);

const revision = (call: Call): Revision =>
	required(
		review(call).revisions.find((each) => each.id === call.params.revisionId),
		`Revision ${call.params.revisionId}`,
	);

function viewRevision({ id, number, status, createdDate, items }: Revision): Row {
	return {
		id,
		number,
		status,
		createdDate: formatDate(createdDate),
		itemCount: items.length,
		type: 'revisions',
	};
}

function viewProgress({ items, participants }: Revision): Row {
	const reviewed = participants.reduce((sum, each) => sum + each.reviewed, 0);
	return {
		totalItems: items.length,
		participants: participants.map(({ user, finished, reviewed: own }) => ({
			user,
			finished,
			reviewed: own,
			total: items.length,
		})),
		percentComplete: Math.round((100 * reviewed) / Math.max(1, items.length * participants.length)),
		type: 'progress',
	};
}

export const labs: Handlers = {
	get_reviews: (call) => {
		const { project } = call.query as { project?: number };
		if (project !== undefined) findProject(call, project);
		const rows = [...call.state.reviews.values()].filter(
			(each) => mayRead(call, each.project) && (project === undefined || each.project === project),
		);
		return list(call, rows, viewReview);
	},
	get_reviews_reviewId: (call) => single(call, viewReview(review(call))),
	get_reviews_reviewId_comments: (call) =>
		list(call, review(call).comments, ({ date, ...rest }) => ({
			...rest,
			createdDate: formatDate(date),
			type: 'reviewcomments',
		})),
	get_reviews_reviewId_revisions: (call) => list(call, review(call).revisions, viewRevision),
	get_reviews_reviewId_reviewmoderators: (call) => {
		const users = review(call).moderators.flatMap((id) => call.state.users.get(id) ?? []);
		return list(call, users, viewUser);
	},
	get_reviews_reviewId_revisions_revisionId_participants: (call) =>
		list(call, revision(call).participants, plain('participants')),
	get_reviews_reviewId_revisions_revisionId_progress: (call) =>
		single(call, viewProgress(revision(call))),
	get_reviews_reviewId_revisions_revisionId_revisionitems: (call) =>
		list(call, revision(call).items, ([item, version]) => ({
			item,
			version,
			type: 'revisionitems',
		})),
	/** Change log 8.79: for a given project. Assumption: without one, those of every project: the same. */
	get_reports_metadata: (call) => {
		const { project } = call.query as { project?: number };
		if (project !== undefined) findProject(call, project);
		return list(call, [...call.state.reports.values()], plain('reports'));
	},
	/** Change log 8.79: asynchronous. Assumption: {project, format}; the report itself cannot be fetched. */
	post_reports_reportId: (call) => {
		const { formats } = required(
			call.state.reports.get(call.params.reportId as number),
			`Report ${call.params.reportId}`,
		);
		const { project, format } = call.body as { project?: number; format?: string };
		if (project === undefined) throw new JamaError(400, 'project is required');
		findProject(call, project);
		if (format !== undefined && !(formats as string[]).includes(format))
			throw new JamaError(400, `Unknown format ${format}`);
		return accepted(call, 201);
	},
};
