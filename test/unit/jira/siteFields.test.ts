import { fieldsOfSite } from '../../../nodes/JiraAgile/fields/issueFields';
import type { Session } from '../../../nodes/shared/session/session';

test.each([
	[[], ['Jira sent an empty list of its fields: those of the site itself are missing.']],
	[[{ id: 'customfield_1', name: 'Points' }], []],
])('fields of the site: %j', async (rows, expected) => {
	const hints: string[] = [];
	const session = {
		rows: async () => await Promise.resolve(rows),
		once: async (_: string, work: () => Promise<unknown>) => await work(),
		hint: (hint: string) => void hints.push(hint),
	} as unknown as Session;
	expect(await fieldsOfSite(session)).toEqual(rows);
	expect(hints).toEqual(expected);
});
