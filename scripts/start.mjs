/**
 * `npm start`: a real n8n with the package, against an embedded Jama server, on a machine that has
 * nothing but Node.js and npm. This file installs what is missing; start-session.ts does the rest.
 */
import { ensureDependencies, main, runTypeScript } from './lib/setup.mjs';

await main(async () => {
	await ensureDependencies();
	await runTypeScript('scripts/start-session.ts');
});
