/** Filters that say how long ago something may have happened, instead of a date. */
import { useJama } from './support';

const jama = useJama();

test.each<[string, object, number, RegExp]>([
	['24 hours', { modifiedDateLast: '24 hours' }, 24, /^modifiedDate=[^&]+$/],
	['7 days', { createdDateLast: ' 7 Days ' }, 168, /^createdDate=[^&]+$/],
	[
		'the later of two beginnings',
		{ lastActivityDateLast: '90 min', lastActivityDateAfter: '2001-01-01T00:00:00Z' },
		1.5,
		/^lastActivityDate=[^&]+$/,
	],
	[
		'up to a date',
		{ modifiedDateLast: '1 day', modifiedDateBefore: '2090-01-01T00:00:00Z' },
		24,
		/^modifiedDate=[^&]+&modifiedDate=2090-01-01T00:00:00.000\+0000$/,
	],
])('a period up to now: %s', async (_name, filters, hours, query) => {
	const before = Date.now();
	await jama.rows('item.getMany', { filters, kinds: [], limit: 1 });
	const [line = ''] = jama.sent().filter((one) => one.startsWith('GET /abstractitems'));
	const sent = line.replace(/^.*\?(.*)&startAt=.*$/, '$1');
	expect(sent).toMatch(query);
	const since = Date.parse(/=([^&]+)\+0000/.exec(sent)?.[1] + 'Z') + hours * 3_600_000;
	expect(since).toBeGreaterThanOrEqual(before);
	expect(since).toBeLessThanOrEqual(Date.now());
});

test.each(['24', 'yesterday', '0 days', '-1 h', '3 months'])(
	'%j is no period: nothing is searched',
	async (modifiedDateLast) => {
		const failure = await jama.failure('item.getMany', { filters: { modifiedDateLast } });
		expect(failure.message).toBe(`'Changed in the Last' is not a period: ${modifiedDateLast}`);
		expect(failure.description).toContain('such as 24 hours or 7 days');
		expect(jama.sent().filter((line) => line.includes('/abstractitems'))).toEqual([]);
	},
);
