/** Reading items by their document keys, many with one request. */
import { readerByKeys } from '../../nodes/Jama/pickers/itemsByKeys';
import { jamaSession } from '../support/rows/jamaSession';

test('50 keys are one request, sent when the first of them is needed, and once', async () => {
	const keys = Array.from({ length: 51 }, (_, at) => `P-${at}`);
	const { session, sent } = jamaSession({
		'GET /abstractitems': { rows: [{ id: 1, documentKey: 'P-0' }] },
	});
	const byKey = readerByKeys(session, [...keys, 'P-0'], { include: ['data.itemType'] });
	expect(sent).toEqual([]);
	expect(await byKey('P-0')).toEqual([{ id: 1, documentKey: 'P-0' }]);
	await byKey('P-49');
	expect(sent.map(({ query }) => query?.documentKey)).toEqual([keys.slice(0, 50)]);
	expect(sent[0]?.query).toMatchObject({ include: ['data.itemType'] });
	await byKey('P-50');
	expect(sent.map(({ query }) => query?.documentKey)).toEqual([keys.slice(0, 50), ['P-50']]);
});
