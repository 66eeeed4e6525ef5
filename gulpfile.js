const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');

/** Copies what tsc leaves behind: icons, codex files and output schemas, to the same places in dist. */
const copy = (patterns, base, to) => () =>
	src(patterns, { base, encoding: false, allowEmpty: true }).pipe(dest(to));

const icons = copy('icons/*.svg', 'icons', 'dist/icons');
const codex = copy('nodes/**/*.node.json', 'nodes', 'dist/nodes');
const schemas = copy('nodes/**/__schema__/**/*.json', 'nodes', 'dist/nodes');

/**
 * Puts the XML parser into the one file that names it, with its licenses: n8n installs no dependency of a community node, so
 * that what is not in dist does not exist.
 */
const xmlParser = async () => {
	const file = 'nodes/Jama/testResults/saxes';
	const { warnings } = await build({
		entryPoints: [`${file}.ts`],
		outfile: `dist/${file}.js`,
		bundle: true,
		minify: true,
		format: 'cjs',
		target: 'es2022',
		platform: 'neutral',
		mainFields: ['main'],
		legalComments: 'inline',
		logLevel: 'warning',
	});
	if (warnings.length > 0) throw new Error('The XML parser was bundled with warnings');
};

exports.default = parallel(icons, codex, schemas, xmlParser);
