import { loadReleases } from '../../nodes/Jama/configuration/itemTypes';
import { jamaSession } from '../support/rows/jamaSession';

const releases = (announced: number) => ({
	'GET /releases': { rows: [{ id: 2, name: 'Release 1.1' }], announced },
});

test('releases are looked up in the whole list, or not at all', async () => {
	const { session } = jamaSession(releases(1));
	expect(await loadReleases(session, 2)).toMatchObject([{ id: 2 }]);
	await expect(loadReleases(jamaSession(releases(3)).session, 2)).rejects.toThrow(/releases/);
});
