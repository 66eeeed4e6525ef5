import { existsSync } from 'node:fs';

import { run, step, withProgress } from '../../scripts/lib/setup.mjs';

/** Where Debian, Ubuntu, Fedora, Arch and macOS keep a browser that can be driven. */
const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const findChromium = (): string | undefined => {
	const { CHROMIUM_PATH } = process.env;
	return [CHROMIUM_PATH, ...PLACES].find((path) => path !== undefined && existsSync(path));
};

/** The program of a Chromium; installed from Debian's packages where there is none. */
export async function ensureChromium(): Promise<string> {
	const found = findChromium();
	if (found) return found;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(
			'These tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium), or ' +
				'name its program in the environment variable CHROMIUM_PATH.',
		);
	}
	const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, capture: true };
	await step('install Chromium (once)', () =>
		withProgress(
			() => 'still at it',
			async () => {
				await run('apt-get', ['update'], options);
				await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
			},
			15,
		),
	);
	const installed = findChromium();
	if (!installed) throw new Error(`Chromium was installed, but is in none of ${PLACES.join(', ')}`);
	return installed;
}
