import { loadReleases } from '../../nodes/Jama/configuration/itemTypes';
import { jamaSession } from '../support/rows/jamaSession';

const releases = (announced: number) => ({
	'GET /releases': { rows: [{ id: 2, name: 'Release 1.1' }], announced },
});

test('a form gets the whole list of releases, or none', async () => {
	const { session } = jamaSession(releases(1));
	expect(await loadReleases(session, 2, true)).toMatchObject([{ id: 2 }]);
	await expect(loadReleases(jamaSession(releases(3)).session, 2, true)).rejects.toThrow(/releases/);
});

test('a run gets what there is of a list that is announced as longer, with a hint', async () => {
	const { session, hints } = jamaSession(releases(3));
	expect(await loadReleases(session, 2)).toMatchObject([{ id: 2 }]);
	expect(hints).toEqual([expect.stringContaining('/releases')]);
});
