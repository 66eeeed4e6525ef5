import { parseArgs } from 'node:util';
import { UsageError } from '../jama/serve';
import { startJiraServer, type Deployment, type JiraServer, type JiraServerOptions } from './index';

const HELP = `Starts the fake Jira server.

  npm run serve:jira -- [flags]

  --deployment D       cloud, dataCenter or agile67 (JIRA Agile 6.7.6); default cloud
  --port N             port on 127.0.0.1 (default: any free one)
  --issues N           issues of the main project (default 60)
  --rate N             requests per second that are allowed (default: no limit)
  --burst N            requests that are allowed at once (default: the rate)
  --latency MS         wait before every answer (default 0)
  --tls                HTTPS with a self-signed certificate
  --context-path PATH  for example /jira; not on Cloud
  --token-lifetime S   seconds that an OAuth token is valid (default 3600)
  --retry-after FORM   Retry-After of a 429: seconds, date or none (default seconds)
  --page-max N         largest page of any list (default 50)
  --help               this text
`;

const DEPLOYMENTS: Deployment[] = ['cloud', 'dataCenter', 'agile67'];

type Flags = Record<string, string | boolean | undefined>;

function readFlags(argv: string[]): Flags {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean' } as const;
	const options = {
		deployment: text,
		port: text,
		issues: text,
		rate: text,
		burst: text,
		latency: text,
		tls: flag,
		'context-path': text,
		'token-lifetime': text,
		'retry-after': text,
		'page-max': text,
		help: flag,
	};
	try {
		return parseArgs({ args: argv, strict: true, allowPositionals: false, options }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function number(
	flags: Flags,
	name: string,
	least: number,
	most: number,
	whole = true,
): number | undefined {
	const text = flags[name];
	if (text === undefined) return undefined;
	const value = Number(text);
	const fits = text !== '' && value >= least && value <= most;
	if (!fits || (whole && !Number.isInteger(value))) {
		const kind = whole ? 'whole number' : 'number';
		throw new UsageError(`--${name}: ${String(text)} is not a ${kind} from ${least} to ${most}`);
	}
	return value;
}

function oneOf<T extends string>(flags: Flags, name: string, values: readonly T[], standard: T): T {
	const given = flags[name] ?? standard;
	const value = values.find((each) => each === given);
	if (value === undefined)
		throw new UsageError(`--${name}: ${String(given)} is not one of ${values.join(', ')}`);
	return value;
}

function contextPath(flags: Flags, deployment: Deployment): string | undefined {
	const path = flags['context-path'];
	if (typeof path !== 'string') return undefined;
	if (path !== '' && !/^(\/[\w.-]+)+\/?$/.test(path))
		throw new UsageError(`--context-path: ${path} is not a path such as /jira`);
	if (deployment === 'cloud') throw new UsageError('--context-path: a Cloud site has none');
	return path;
}

/** The server's options for a command line; 'help' when that is what is asked for. */
export function parseOptions(argv: string[]): JiraServerOptions | 'help' {
	const flags = readFlags(argv);
	if (flags.help) return 'help';
	const deployment = oneOf(flags, 'deployment', DEPLOYMENTS, 'cloud');
	const pageMax = number(flags, 'page-max', 1, 5000);
	const retryAfter = oneOf(flags, 'retry-after', ['seconds', 'date', 'none'], 'seconds');
	const options: JiraServerOptions = {
		deployment,
		port: number(flags, 'port', 0, 65_535),
		issues: number(flags, 'issues', 0, 1_000_000),
		rate: number(flags, 'rate', 0.01, 1e6, false),
		burst: number(flags, 'burst', 1, 1e6),
		latency: number(flags, 'latency', 0, 600_000, false),
		tls: flags.tls === true,
		contextPath: contextPath(flags, deployment),
		tokenLifetime: number(flags, 'token-lifetime', 1, 1e9),
		switches: { retryAfter, ...(pageMax === undefined ? {} : { pageMax }) },
	};
	if (options.burst !== undefined && options.rate === undefined) {
		throw new UsageError('--burst needs --rate');
	}
	return options;
}

/** What the terminal shows: the address and the logins of the deployment. */
function greeting({ url, deployment, logins }: JiraServer): string {
	const { basic, token, oauth, reader, noLicense } = logins;
	const lines = [
		['Fake Jira', `${url} (${deployment})`],
		['Basic', `${basic.username} / ${basic.password}`],
		...(deployment === 'dataCenter' ? [['Token', token]] : []),
		...(deployment === 'cloud'
			? [
					['OAuth', `${oauth.clientId} / ${oauth.clientSecret}`],
					['Gateway', `${url}/ex/jira/${oauth.cloudId}`],
				]
			: []),
		['Reader', `${reader.username} / ${reader.password} (main project, read only)`],
		['No license', `${noLicense.username} / ${noLicense.password}`],
		['Admin', `${new URL(url).origin}/admin/requests`],
	];
	return lines.map(([name = '', text]) => `${name.padEnd(12)} ${text}`).join('\n');
}

async function main(argv: string[]): Promise<void> {
	const options = parseOptions(argv);
	if (options === 'help') {
		console.log(HELP);
		return;
	}
	const server = await startJiraServer(options);
	console.log(greeting(server));
	const stop = () => void server.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

if (require.main === module) {
	main(process.argv.slice(2)).catch((error: unknown) => {
		const usage = error instanceof UsageError;
		console.error(error instanceof Error ? error.message : error);
		if (usage) console.error('See --help.');
		process.exit(usage ? 2 : 1);
	});
}
