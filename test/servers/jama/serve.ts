import { parseArgs } from 'node:util';
import { startJamaServer, type JamaServerOptions } from './index';

const HELP = `Starts the fake Jama server.

  npm run serve:jama -- [flags]

  --port N             port on 127.0.0.1 (default: any free one)
  --items N            items of the main project (default 120)
  --odd-values         a project of odd values more: doubled names, items below items, every kind of field
  --rate N             requests per second that are allowed (default: no limit)
  --burst N            requests that are allowed at once (default: the rate)
  --latency MS         wait before every answer (default 0)
  --tls                HTTPS with a self-signed certificate
  --context-path PATH  for example /contour
  --token-lifetime S   seconds that an OAuth token is valid (default 3599)
  --sso                Basic is answered by a login page, OAuth works
  --retry-after FORM   Retry-After of a 429: seconds, date or none (default seconds)
  --index-lag MS       until a change shows in a search by lastActivityDate (default 0)
  --help               this text
`;

/** Command line that cannot be understood; the message says why. */
export class UsageError extends Error {}

type Flags = Record<string, string | boolean | undefined>;

function readFlags(argv: string[]): Flags {
	try {
		const text = { type: 'string' } as const;
		const flag = { type: 'boolean' } as const;
		const { values } = parseArgs({
			args: argv,
			strict: true,
			allowPositionals: false,
			options: {
				port: text,
				items: text,
				'odd-values': flag,
				rate: text,
				burst: text,
				latency: text,
				tls: flag,
				'context-path': text,
				'token-lifetime': text,
				sso: flag,
				'retry-after': text,
				'index-lag': text,
				help: flag,
			},
		});
		return values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function number(flags: Flags, name: string, least: number, most = 1e9): number | undefined {
	const text = flags[name];
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text === '' || !Number.isFinite(value) || value < least || value > most) {
		throw new UsageError(`--${name}: ${String(text)} is not a number from ${least} to ${most}`);
	}
	return value;
}

function whole(flags: Flags, name: string, least: number, most?: number): number | undefined {
	const value = number(flags, name, least, most);
	if (value !== undefined && !Number.isInteger(value)) {
		throw new UsageError(`--${name}: ${value} is not a whole number`);
	}
	return value;
}

function contextPath(flags: Flags): string | undefined {
	const path = flags['context-path'];
	if (typeof path === 'string' && path !== '' && !/^(\/[\w.-]+)+\/?$/.test(path)) {
		throw new UsageError(`--context-path: ${path} is not a path such as /contour`);
	}
	return path as string | undefined;
}

function retryAfter(flags: Flags): 'seconds' | 'date' | 'none' {
	const form = flags['retry-after'] ?? 'seconds';
	if (form !== 'seconds' && form !== 'date' && form !== 'none') {
		throw new UsageError(`--retry-after: ${String(form)} is not seconds, date or none`);
	}
	return form;
}

/** The server's options for a command line; 'help' when that is what is asked for. */
export function parseOptions(argv: string[]): JamaServerOptions | 'help' {
	const flags = readFlags(argv);
	if (flags.help) return 'help';
	const indexLag = number(flags, 'index-lag', 0, 86_400_000) ?? 0;
	const options: JamaServerOptions = {
		port: whole(flags, 'port', 0, 65_535),
		items: whole(flags, 'items', 0, 1_000_000),
		oddValues: flags['odd-values'] === true,
		rate: number(flags, 'rate', 0.01),
		burst: whole(flags, 'burst', 1),
		latency: number(flags, 'latency', 0, 600_000),
		tls: flags.tls === true,
		contextPath: contextPath(flags),
		tokenLifetime: whole(flags, 'token-lifetime', 1),
		switches: { sso: flags.sso === true, retryAfter: retryAfter(flags), indexLag },
	};
	if (options.burst !== undefined && options.rate === undefined) {
		throw new UsageError('--burst needs --rate');
	}
	return options;
}

async function main(argv: string[]): Promise<void> {
	const options = parseOptions(argv);
	if (options === 'help') {
		console.log(HELP);
		return;
	}
	const server = await startJamaServer(options);
	const { basic, oauth, reader } = server.logins;
	console.log(`Fake Jama    ${server.url}`);
	console.log(`Basic        ${basic.username} / ${basic.password}`);
	console.log(`OAuth        ${oauth.clientId} / ${oauth.clientSecret}`);
	console.log(`Reader       ${reader.username} / ${reader.password} (second project only)`);
	console.log(`Admin        ${new URL(server.url).origin}/admin/requests`);
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
