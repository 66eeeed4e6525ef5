/**
 * `npm start`: a real n8n with the package, against an embedded Jama server, on a machine that has
 * nothing but Node.js and npm. This file installs what is missing; start-session.ts does the rest.
 */
import { parseArgs } from 'node:util';

import { ensureDependencies, main, runTypeScript } from './lib/setup.mjs';

const HELP = `Starts a real n8n with the nodes of this checkout, a fake Jama and a fake Jira, with logins
for both and the example workflows. The first run installs n8n, which takes about five minutes.

  npm start                 stays until Ctrl-C
  npm start -- --once       runs the first example, prints what came out, and ends
  npm run dev               as npm start; a change of the sources is in the editor seconds later
  npm start -- --help       this text

In the environment:
  JAMA_BASE_URL             a real Jama instead of the fake one (and then no fake Jira), with
                            JAMA_USERNAME and JAMA_PASSWORD, or JAMA_CLIENT_ID and JAMA_CLIENT_SECRET
  N8N_NODES_JAMA_CACHE      where n8n and the data of these runs are kept (default ~/.cache/n8n-nodes-jama)

Something is missing on this machine? npm run doctor looks, and says what to do.
`;

/** The flags of the command line; a word that is none of them is an error. */
function readFlags() {
	const flag = { type: 'boolean', default: false };
	try {
		return parseArgs({ options: { once: flag, watch: flag, help: flag }, strict: true }).values;
	} catch (error) {
		throw new Error(`${error.message}\nnpm start -- --help lists the flags.`);
	}
}

await main(async () => {
	const { help, once, watch } = readFlags();
	if (help) return console.log(HELP);
	if (once && watch) throw new Error('--once ends at once and --watch stays: choose one of them');
	await ensureDependencies();
	await runTypeScript('scripts/start-session.ts');
});
