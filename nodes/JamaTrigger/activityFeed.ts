import type { Session } from '../shared/session/session';
import type { Feed } from '../shared/trigger/feed';
import { datesOf, PAGE_SIZE, readFeedPage, toEntry } from './itemFeed';
import { orMissing } from './missing';
import type { Settings } from './settings';

/** The log of one project: entries never change, so that nothing moves while it is read. */
export const activityFeed = (session: Session, settings: Settings, project: number): Feed => ({
	size: PAGE_SIZE,
	ordered: true,
	page: async (range, start) => {
		const query = { ...settings.query, project, date: datesOf(range) };
		const place = { path: '/activities', query };
		return await readFeedPage(session, place, start, (row) =>
			toEntry(row, 'date', undefined),
		).catch(orMissing(session, `The project ${project}`, "Remove it from 'Projects'"));
	},
});
