/** Files that are given for a report: encodings, files of other kinds, and XML that is made to do harm. */
import { readReportFile, readReportText } from '../../nodes/Jama/testResults/reportFile';
import { readXml } from '../../nodes/Jama/testResults/xml';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';

const WHAT = "The file 'a.xml'";
const tree = { testsuite: { $: { name: 'für 5 €' } } };
const text = (declaration = '') => `${declaration}<testsuite name="für 5 €"/>`;
const declared = (encoding: string) => text(`<?xml version="1.0" encoding="${encoding}"?>\n`);
const swapped = (content: string) => Buffer.from(content, 'utf16le').swap16();

describe('encodings', () => {
	test.each<[string, Buffer]>([
		['UTF-8', Buffer.from(text())],
		['UTF-8 with a BOM', Buffer.from(`\uFEFF${declared('utf-8')}`)],
		['UTF-16, little endian', Buffer.from(`\uFEFF${declared('UTF-16')}`, 'utf16le')],
		['UTF-16, big endian', swapped(`\uFEFF${declared('UTF-16')}`)],
		['UTF-16 without a BOM', Buffer.from(declared('UTF-16'), 'utf16le')],
		['UTF-8 that says it is UTF-16', Buffer.from(declared('utf-16'))],
	])('%s', (_name, content) => {
		expect(readReportFile(content, WHAT)).toEqual(tree);
	});

	test.each<[string, Buffer, string]>([
		['bytes that are no UTF-8', Buffer.from(text(), 'latin1'), 'utf-8'],
		['an encoding that nobody knows', Buffer.from(declared('x-none')), 'x-none'],
		[
			'UTF-16 that is cut off',
			Buffer.from(`\uFEFF${text()}`, 'utf16le').subarray(0, 21),
			'utf-16le',
		],
	])('%s: an error', (_name, content, encoding) => {
		expect(() => readReportFile(content, WHAT)).toThrow(
			`${WHAT} cannot be read as text in the encoding ${encoding}`,
		);
	});

	test('ISO-8859-1, as its declaration says', () => {
		const content = '<?xml version="1.0" encoding="ISO-8859-1"?><a>für</a>'.replace(
			/\ba\b/g,
			'testsuite',
		);
		expect(readReportFile(Buffer.from(content, 'latin1'), WHAT)).toEqual({ testsuite: 'für' });
	});

	test('text around which a template left line breaks', () => {
		expect(readReportText(`\n  \uFEFF${declared('UTF-8')}\n`, WHAT)).toEqual(tree);
	});
});

describe('files of other kinds', () => {
	test.each<[string, Buffer | string, string]>([
		['empty', '', `${WHAT} is empty`],
		['blank', ' \n', `${WHAT} is empty`],
		[
			'a ZIP archive',
			Buffer.from('PK\x03\x04\x14'),
			`${WHAT} is a ZIP archive, and no file of test results`,
		],
		[
			'gzip',
			Buffer.from([0x1f, 0x8b, 8]),
			`${WHAT} is a gzip archive, and no file of test results`,
		],
		['PDF', '%PDF-1.7', `${WHAT} is a PDF document, and no file of test results`],
		[
			'a login page',
			'<!DOCTYPE html><html><br></html>',
			`${WHAT} is a web page, and no file of test results`,
		],
		[
			'a page after a comment',
			'<!-- x --><HTML>',
			`${WHAT} is a web page, and no file of test results`,
		],
		['text', 'all passed', `${WHAT} is neither XML nor JSON, and no file of test results`],
		['bytes', 'a\0b', `${WHAT} is no text, and no file of test results`],
		['JSON that is cut off', '[{"case": "a"', 'is not valid JSON'],
		['.trx', '<TestRun/>', 'This is no file of test results that can be read (root: TestRun)'],
		['a root with text', '<coverage>1</coverage>', 'can be read (root: coverage)'],
	])('%s', (_name, content, message) => {
		const read = () => readReportFile(Buffer.from(content), WHAT);
		expect(read).toThrow(InvalidInput);
		expect(read).toThrow(message);
	});

	test('a .trx file: what is taken, and how to get it', () => {
		try {
			readReportText('<TestRun xmlns="x"><Results/></TestRun>', WHAT);
		} catch (error) {
			expect((error as InvalidInput).description).toMatch(/\.trx.*JUnit.*TestNG.*NUnit 3/s);
		}
		expect.assertions(1);
	});

	test('JSON is taken as well', () => {
		expect(readReportText('[{"case": "a"}]', WHAT)).toEqual([{ case: 'a' }]);
	});
});

describe('XML that is made to do harm', () => {
	test.each([
		['entities in entities', '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
		['a file of the server', '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'],
		['defaults of attributes', '<!DOCTYPE a [<!ATTLIST testcase status CDATA "passed">]><a/>'],
		['an entity of a DTD elsewhere', '<!DOCTYPE a SYSTEM "http://x.test/a.dtd"><a>&f;</a>'],
		['an entity of HTML', '<a>&nbsp;</a>'],
		['a thousand levels', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`],
		['an attribute twice', '<a status="passed" status="failed"/>'],
		['a control character', '<a>\x01</a>'],
	])('%s: an error', (_name, content) => {
		expect(() => readXml(content)).toThrow(InvalidInput);
	});

	test('names that lead to a prototype are names', () => {
		const made = readXml('<a __proto__="1" constructor="2"><__proto__><x/></__proto__></a>');
		expect(Object.keys(made)).toEqual(['a']);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
		expect(Object.getPrototypeOf(made.a)).toBe(Object.prototype);
	});

	test('a document type without declarations is no harm, and characters are what they stand for', () => {
		expect(readXml('<!DOCTYPE a SYSTEM "a.dtd"><a>&lt;&#65;<![CDATA[<b>]]></a>')).toEqual({
			a: '<A<b>',
		});
	});

	test('a hundred thousand tests are read', () => {
		const one = '<testcase name="a" classname="b"><system-out>x</system-out></testcase>';
		const { testsuite } = readXml(`<testsuite>${one.repeat(100_000)}</testsuite>`);
		expect(testsuite).toMatchObject({ testcase: expect.any(Array) });
		expect((testsuite as { testcase: unknown[] }).testcase).toHaveLength(100_000);
	});
});
