import { DateTime } from 'luxon';
import { reportItem, wantsReport } from '../../nodes/shared/reports/reportItem';
import { percentOf, toHtml } from '../../nodes/shared/reports/report';
import type { Report } from '../../nodes/shared/reports/report';
import { jamaSession, runContext } from '../support/rows/jamaSession';

const EVIL = `<script>x()</script>"'&`;
const ESCAPED = '&lt;script&gt;x()&lt;/script&gt;&quot;&#39;&amp;';
const report = (more: Partial<Report> = {}): Report => ({
	title: 'Report',
	subject: 'Pump',
	totals: [],
	tables: [],
	...more,
});
const html = (more: Partial<Report>) => toHtml(report(more), '1 May 2026');

describe('toHtml', () => {
	test.each<[string, Partial<Report>]>([
		['title', { title: EVIL }],
		['subject', { subject: EVIL }],
		['text of a link', { subject: { text: EVIL, url: 'https://a.test/' } }],
		['total', { totals: [{ label: EVIL, value: EVIL }] }],
		['bar', { bars: [{ label: EVIL, parts: [{ label: EVIL, count: 1 }] }] }],
		['column', { tables: [{ title: EVIL, columns: [EVIL], rows: [[EVIL]], empty: '' }] }],
		['line of a cell', { tables: [{ title: '', columns: ['A'], rows: [[[EVIL]]], empty: '' }] }],
		['empty table', { tables: [{ title: '', columns: [], rows: [], empty: EVIL }] }],
		['note', { notes: [EVIL] }],
	])('a %s is escaped', (_, more) => {
		const text = html(more);
		expect(text).toContain(ESCAPED);
		expect(text).not.toContain('<script');
	});

	test.each([
		['https://a.test/x?y=1&z=2', true],
		['http://a.test/', true],
		['javascript:alert(1)', false],
		['JavaScript:alert(1)', false],
		['data:text/html,x', false],
		[' https://a.test/', false],
		['https://', false],
		['//a.test/', false],
	])('%j becomes a link: %p', (url, isLink) => {
		const text = html({ subject: { text: 'Pump', url } });
		expect(text.includes('<a href=')).toBe(isLink);
		expect(text).toContain('Pump');
	});

	test('an address cannot leave its attribute', () => {
		const text = html({ subject: { text: 'x', url: 'https://a.test/"onclick="x' } });
		expect(text).toContain('href="https://a.test/&quot;onclick=&quot;x"');
	});

	test('a bar says in words what it shows, also of nothing', () => {
		const parts = [
			{ label: 'done', count: 3, tone: 'good' as const },
			{ label: 'open', count: 1 },
			{ label: 'lost', count: 0 },
		];
		const text = html({ bars: [{ label: 'Work', parts }] });
		expect(text).toContain('done 3 (75 %), open 1 (25 %)');
		expect(text).not.toContain('lost');
		expect([...text.matchAll(/<rect [^>]*width="(\d+\.\d)"/g)].map(([, width]) => width)).toEqual([
			'164.0',
			'54.0',
		]);
		expect(html({ bars: [{ label: 'None', parts: [] }] })).toContain('nothing');
	});

	test('loads nothing, runs nothing', () => {
		const text = html({ subject: { text: 'x', url: 'https://a.test/' }, notes: ['n'] });
		expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|src=/i);
	});

	test('a whole of nothing is no division by zero', () => {
		expect([percentOf(0, 0), percentOf(1, 3), percentOf(3, 3)]).toEqual([0, 33.3, 100]);
	});
});

describe('reportItem', () => {
	const now = DateTime.fromISO('2026-05-01T22:30:00Z');
	const item = async (more: Partial<Report>, output = 'html') => {
		const { session } = jamaSession({});
		session.hint('Something was not read.');
		const files = {
			read: async () => await Promise.reject(new Error('none')),
			save: async ({ body }: { body: unknown }, fileName: string) =>
				await Promise.resolve({ data: String(body), mimeType: 'text/html', fileName }),
		};
		const context = { ...runContext(session, { output }), files };
		const [one] = await reportItem(context as never, report(more), now);
		return one;
	};

	test('has title, file name, totals and the document, in the time zone of the workflow', async () => {
		const totals = [{ label: 'gaps', value: 3 }];
		const one = await item({ title: 'Gaps: Ä / <b>', totals });
		expect(one?.json).toEqual({
			title: 'Gaps: Ä / <b>',
			fileName: 'gaps-ä-b-2026-05-02.html',
			totals: { gaps: 3 },
			html: expect.stringContaining('2 May 2026, 00:30 UTC+02:00'),
		});
		expect(one?.json.html).toContain('Something was not read.');
	});

	test('as a file it has the document beside it', async () => {
		const one = await item({}, 'file');
		expect(one?.json).not.toHaveProperty('html');
		expect(one?.binary?.data).toMatchObject({ fileName: 'report-2026-05-02.html' });
		expect(one?.binary?.data?.data).toContain('<!DOCTYPE html>');
	});

	test('is wanted only where it was chosen', () => {
		expect(['html', 'file', 'items', undefined].map((output) => wantsReport({ output }))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});
});
