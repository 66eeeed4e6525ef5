const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');
const { mkdir, writeFile } = require('node:fs/promises');
const { basename, dirname, relative } = require('node:path').posix;
const { n8n } = require('./package.json');

/** Copies what n8n reads as it is: icons, codex files and output schemas, to the same places in dist. */
const copy = (patterns, base, to) => () =>
	src(patterns, { base, encoding: false, allowEmpty: true }).pipe(dest(to));

const icons = copy('icons/*.svg', 'icons', 'dist/icons');
const codex = copy('nodes/**/*.node.json', 'nodes', 'dist/nodes');
const schemas = copy('nodes/**/__schema__/**/*.json', 'nodes', 'dist/nodes');

/** What n8n loads, by path and by the class that has the file's name. */
const listed = [...n8n.nodes, ...n8n.credentials];
const CODE = 'dist/index.js';

/**
 * Puts all code into one file, since hundreds of small ones take n8n longer to load, and the XML parser with its licenses, since n8n
 * installs no dependency of a community node.
 */
const code = async () => {
	const sources = listed.map((file) => file.replace(/^dist\/(.*)\.js$/, './$1'));
	const contents = [
		...sources.map((source) => `export * from '${source}';`),
		// Tests forget what others have read.
		"export { configuration } from './nodes/shared/session/n8nSession';",
	].join('\n');
	const { warnings } = await build({
		stdin: { contents, resolveDir: __dirname },
		outfile: CODE,
		bundle: true,
		external: ['luxon', 'n8n-workflow', 'zod'],
		format: 'cjs',
		target: 'es2022',
		platform: 'neutral',
		mainFields: ['main'],
		legalComments: 'inline',
		logLevel: 'warning',
	});
	if (warnings.length > 0) throw new Error('The code was bundled with warnings');
};

/** Puts a file that hands on its class where n8n looks for each node and credential. */
const entries = async () => {
	for (const file of listed) {
		const name = basename(file).split('.')[0];
		await mkdir(dirname(file), { recursive: true });
		await writeFile(
			file,
			`exports.${name} = require('${relative(dirname(file), CODE)}').${name};\n`,
		);
	}
};

exports.default = parallel(icons, codex, schemas, code, entries);
