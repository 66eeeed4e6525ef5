/** `npm run test:n8n`: the tests that run the packed package in a real n8n. */
import { ensureDependencies, main, runTypeScript } from './lib/setup.mjs';

await main(async () => {
	await ensureDependencies();
	await runTypeScript('test/n8n/run.ts');
});
