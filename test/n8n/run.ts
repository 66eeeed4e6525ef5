import { main } from '../../scripts/lib/setup.mjs';
import { ensureScanner } from '../scan/install';
import { runSuite } from './suite';

void main(async () => {
	await runSuite({
		project: 'n8n',
		title: 'Tests in n8n',
		// The trigger waits for polls most of the time.
		workers: 2,
		args: process.argv.slice(2),
		more: async () => ({ scanner: await ensureScanner() }),
	});
});
