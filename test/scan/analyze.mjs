/**
 * Runs n8n's package scanner in a process of its own, because it brings its own ESLint. Arguments:
 * the folder it is installed in, the source folder, the unpacked tarball. Prints JSON.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [scanner, source, tarball] = process.argv.slice(2);
const entry = 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs';
const { analyzePackage, buildScanConfig, SOURCE_FILE_PATTERNS } = await import(
	pathToFileURL(join(scanner, entry)).href
);
const eslint = pathToFileURL(join(scanner, 'node_modules/eslint/lib/api.js')).href;
const { ESLint } = (await import(eslint)).default;

/** The scanner's verdict counts errors only; the same configuration's warnings are added to it. */
async function leg(name, folder, patterns) {
	const verdict = await analyzePackage(folder, patterns);
	const lint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
		errorOnUnmatchedPattern: false,
	});
	const results = await lint.lintFiles(patterns);
	const violations = results.flatMap(({ filePath, messages }) =>
		messages.map(({ ruleId, message, line, severity }) => {
			const file = filePath.slice(folder.length + 1);
			return `${name} ${file}:${line ?? 0} ${severity === 2 ? 'error' : 'warning'} ${message} (${ruleId})`;
		}),
	);
	if (!verdict.passed && violations.length === 0) violations.push(`${name}: ${verdict.message}`);
	return { files: results.length, passed: verdict.passed, violations };
}

const legs = [
	await leg('source', source, SOURCE_FILE_PATTERNS),
	await leg('tarball', tarball, ['**/*.js', 'package.json']),
];
process.stdout.write(`${JSON.stringify(legs)}\n`);
