/** `npm run test:editor`: the tests that fill in the nodes' forms in the editor of a real n8n, with a browser. */
import { ensureDependencies, main, runTypeScript } from './lib/setup.mjs';

await main(async () => {
	await ensureDependencies();
	await runTypeScript('test/editor/run.ts');
});
