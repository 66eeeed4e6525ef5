const { src, dest, parallel } = require('gulp');

/** Copies what tsc leaves behind: icons, codex files and output schemas, to the same places in dist. */
const copy = (patterns, base, to) => () =>
	src(patterns, { base, encoding: false, allowEmpty: true }).pipe(dest(to));

const icons = copy('icons/*.svg', 'icons', 'dist/icons');
const codex = copy('nodes/**/*.node.json', 'nodes', 'dist/nodes');
const schemas = copy('nodes/**/__schema__/**/*.json', 'nodes', 'dist/nodes');

exports.default = parallel(icons, codex, schemas);
