/** The searchable list of items in the editor. */
import { methods } from '../../nodes/Jama/lists';
import { editor } from './support/editor';

const { searchItems } = methods.listSearch;

describe('items', () => {
	const items = [
		{ id: 1, documentKey: 'PUMP-SYS-1', type: 'items', project: 5, fields: { name: 'Rate' } },
		{ id: 2, documentKey: 'PUMP-TR-1', type: 'testruns', project: 5, fields: { name: 'Run' } },
	];

	const terms = (requests: Array<{ qs?: { contains?: unknown } }>) =>
		requests.map(({ qs }) => qs?.contains);

	test('are searched by the server as quoted text; test runs are left out', async () => {
		const { editor: it, requests } = editor({ '/abstractitems': items });
		const { results } = await searchItems.call(it, '"hi"');
		expect(results).toMatchObject([{ name: 'PUMP-SYS-1: Rate', value: 1 }]);
		expect(terms(requests)).toEqual([['"hi"']]);
	});

	test('typed text is no query: its words are searched for, all of them, then the longest', async () => {
		const known = editor({ '/abstractitems': items });
		await searchItems.call(known.editor, '-alarm* OR name:"x');
		expect(terms(known.requests)).toEqual([['"+alarm +name +or +x"'], ['"+alarm +name +or +x"']]);
		const none = editor({ '/abstractitems': [] });
		expect(await searchItems.call(none.editor, 'C:\\temp')).toEqual({ results: [] });
		expect(terms(none.requests)).toEqual([['"+temp +C"'], ['"temp"']]);
	});

	test('text without a word finds nothing, and asks for nothing', async () => {
		const { editor: it, requests } = editor({ '/abstractitems': items });
		expect(await searchItems.call(it, '*')).toEqual({ results: [] });
		expect(requests).toEqual([]);
	});

	test('a document key is looked up as such, and as text when there is none', async () => {
		const known = editor({ '/abstractitems': items });
		await searchItems.call(known.editor, 'PUMP-SYS-1');
		expect(known.requests.map(({ qs }) => qs?.documentKey)).toEqual([
			['PUMP-SYS-1'],
			['PUMP-SYS-1'],
		]);
		const unknown = editor({ '/abstractitems': [] });
		await searchItems.call(unknown.editor, 'follow-up');
		expect(unknown.requests.map(({ qs }) => Object.keys(qs ?? {})[0])).toEqual([
			'documentKey',
			'contains',
			'contains',
		]);
	});

	test('nothing typed: no search text', async () => {
		const { editor: it, requests } = editor({ '/abstractitems': items });
		await searchItems.call(it, '  ');
		expect(requests[0]?.qs).toEqual({ startAt: 0, maxResults: 50 });
	});
});
