import { CHROMIUM_PLACES, canInstallChromium, findChromium } from '../../scripts/lib/machine.mjs';
import { run, step, withProgress } from '../../scripts/lib/setup.mjs';

/** The program of a Chromium; installed from Debian's packages where there is none. */
export async function ensureChromium(): Promise<string> {
	const found = findChromium();
	if (found) return found;
	if (!canInstallChromium()) {
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
	if (!installed)
		throw new Error(`Chromium was installed, but is in none of ${CHROMIUM_PLACES.join(', ')}`);
	return installed;
}
