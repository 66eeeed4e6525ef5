/** What npm would publish: the built files and nothing of the workshop. */
import { ROOT } from '../support/engine/environment';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface Packed {
	size: number;
	unpackedSize: number;
	files: Array<{ path: string; size: number }>;
}

const KB = 1024;

async function pack(): Promise<Packed> {
	const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json'], {
		cwd: ROOT,
		shell: process.platform === 'win32',
		maxBuffer: 16 * KB * KB,
	});
	const [packed] = JSON.parse(stdout) as Packed[];
	if (!packed) throw new Error(`npm pack listed no package: ${stdout}`);
	return packed;
}

test('the published package is complete, clean and small', async () => {
	const { files, size, unpackedSize } = await pack();
	const paths = files.map(({ path }) => path.replaceAll('\\', '/'));

	expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
		'LICENSE.md',
		'README.md',
		'package.json',
	]);
	const kinds =
		/^dist\/(index\.js|(nodes|credentials)\/.*\.(node|credentials)\.js|(nodes|icons)\/.*\.(json|svg))$/;
	expect(paths.filter((path) => path.startsWith('dist/') && !kinds.test(path))).toEqual([]);
	expect(paths.filter((path) => /\.test\.|tsbuildinfo|\.map$/.test(path))).toEqual([]);
	expect(size).toBeLessThan(300 * KB);
	expect(unpackedSize).toBeLessThan(1250 * KB);
});
