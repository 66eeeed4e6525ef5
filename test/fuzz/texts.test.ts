/** Texts from servers and tools: only files of this instance are fetched, file names are names, and nothing passes by itself. */
import fc from 'fast-check';
import { embeddedFiles } from '../../nodes/Jama/values/richText';
import { escapeHtml } from '../../nodes/shared/values/html';
import { readResults } from '../../nodes/Jama/testResults/testReports';
import { toStatus } from '../../nodes/Jama/values/testStatus';
import { fileNameOf } from '../../nodes/shared/http/binary';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import {
	expectCleanPrototypes,
	forAll,
	hostileJson,
	hostileText,
	note,
	printClosingLine,
} from './fuzz';

afterAll(() => {
	expectCleanPrototypes();
	printClosingLine('texts');
});

test('only files of this instance are fetched', async () => {
	const base = 'https://jama.test/contour';
	const start = fc.constantFrom(
		...[
			'https://jama.test/contour/attachment/',
			'/contour/attachment/',
			'attachment/',
			'//evil.test/',
		],
		...['https://jama.test@evil.test/contour/attachment/', 'https://jama.test.evil.test/contour/'],
		...[
			'https:/\\evil.test/contour/attachment/',
			'javascript:',
			'data:image/png,',
			'../attachment/',
		],
		...[
			'https://jama.test/contour/attachment/../../admin/',
			'http://jama.test/contour/attachment/',
		],
	);
	const address = fc.tuple(start, hostileText).map((parts) => parts.join(''));
	const tag = fc
		.tuple(fc.constantFrom('img src', 'a href', 'IMG SRC', 'img alt="x" src'), address, hostileText)
		.map(([name, url, text]) => `<${name}="${escapeHtml(url)}">${text}`);
	let own = 0;
	await forAll(fc.array(tag, { maxLength: 4 }), (tags) => {
		for (const url of embeddedFiles(tags.join(''), base).own) {
			own += 1;
			const { origin, pathname, username } = new URL(url);
			expect([origin, username]).toEqual(['https://jama.test', '']);
			expect(pathname.startsWith('/contour/attachment/')).toBe(true);
		}
	});
	expect(own).toBeGreaterThan(0);
	note(`${own} files fetched, 0 of others`);
});

test('file names are names', async () => {
	const disposition = fc
		.tuple(
			fc.constantFrom('filename="', 'filename=', "filename*=UTF-8''", 'filename*='),
			hostileText,
		)
		.map(([name, text]) => `attachment; ${name}${text}"`);
	await forAll(disposition, (header) => {
		const name = fileNameOf(header);
		if (name === undefined) return;
		expect(name).not.toMatch(/[/\\\p{Cc}]/u);
		expect(['', '.', '..']).not.toContain(name);
	});
});

/** Parts of a testcase that mean no pass, whatever stands beside them. */
const BAD: Array<fc.Arbitrary<Record<string, unknown>>> = [
	fc
		.constantFrom('failure', 'error', 'skipped', 'aborted', 'disabled', 'exploded', 'rerunFailure')
		.chain((name) =>
			fc
				.oneof(fc.constant({ message: 'x' }), fc.constant([{ $: { message: 'x' } }, 'y']))
				.map((value) => ({ [name]: value })),
		),
	fc
		.tuple(
			fc.constantFrom('status', 'result', 'outcome'),
			fc.oneof(
				fc.constantFrom('timeout', 'ABORTED', 'inconclusive', 'cancelled', 'unstable', 'crashed'),
				fc.constantFrom('failed', 'error', 'blocked', 'skipped', 'not run', 'maybe', 'passed?no'),
			),
		)
		.map(([name, word]) => ({ [name]: word })),
];
/** Parts that say nothing of the end. */
const HARMLESS = fc.constantFrom<Record<string, unknown>>(
	{ time: '0.1' },
	{ classname: 'pump.Alarm' },
	{ status: 'run' },
	{ result: 'completed' },
	{ 'system-out': 'all good, passed' },
	{ properties: { property: [{ name: 'a', value: 'passed' }] } },
	{ skipped: false, error: false },
	{ flakyFailure: { message: 'x' } },
);
const merged = (parts: Array<Record<string, unknown>>) =>
	Object.assign({ name: 'PUMP-TC-1' }, ...parts) as Record<string, unknown>;
const shapes = fc.constantFrom<(testcase: unknown) => unknown>(
	(testcase) => ({ testsuites: { testsuite: { testcase } } }),
	(testcase) => ({ testsuites: { testsuite: [{ testcase: [testcase] }] } }),
	(testcase) => ({ testsuite: { testsuite: { testcase } } }),
	(testcase) => [{ testsuite: { testcase: [testcase] } }],
);
const passes = (value: unknown) => {
	try {
		return readResults(value, {}).filter(({ status }) => toStatus(status) === 'PASSED').length;
	} catch (error) {
		if (error instanceof InvalidInput) return 0;
		throw error;
	}
};

test('a testcase with a part that means no pass does not pass', async () => {
	const testcase = fc
		.tuple(
			fc.array(HARMLESS),
			fc.oneof(...BAD),
			fc.array(
				HARMLESS.filter((part) => !('status' in part || 'result' in part || 'skipped' in part)),
			),
		)
		.map(([before, bad, after]) => merged([...before, bad, ...after]));
	await forAll(fc.tuple(testcase, shapes), ([one, shape]) => {
		expect(passes(shape(one))).toBe(0);
	});
	note('0 false passes');
});

test('a testcase with nothing but harmless parts passes', async () => {
	await forAll(fc.tuple(fc.array(HARMLESS), shapes), ([parts, shape]) => {
		expect(passes(shape(merged(parts)))).toBe(1);
	});
});

test('JSON of any shape has no pass without a word for it', async () => {
	await forAll(hostileJson, (json) => {
		const text = JSON.stringify(json) ?? '';
		if (/pass|ok|success|true|testcase|classname|time/i.test(text)) return;
		expect(passes(json)).toBe(0);
	});
});
