import { parseArgs } from 'node:util';
import { RETRY_AFTER } from './bucket';

/** Command line that cannot be understood; the message says why. */
class UsageError extends Error {}

/** A flag of a command line; a flag without a value stands alone. */
export interface Flag<T> {
	/** What the help shows for the value, such as N. */
	value?: string;
	help: string;
	/** Throws what a value is not: "is not a number". */
	read(text: string): T;
}

/** By the name of the option; `oddValues` is the flag `--odd-values`. */
type Flags = Record<string, Flag<unknown>>;
type Values<F extends Flags> = { [K in keyof F]?: ReturnType<F[K]['read']> };

export const toggle = (help: string): Flag<boolean> => ({ help, read: () => true });

/** A number from `least` to `most`, whole unless told otherwise. */
export const number = (
	help: string,
	least: number,
	most = 1e9,
	{ value = 'N', whole = true } = {},
): Flag<number> => ({
	value,
	help,
	read(text) {
		const read = Number(text);
		if (text !== '' && read >= least && read <= most && (!whole || Number.isInteger(read)))
			return read;
		throw new UsageError(`is not a ${whole ? 'whole ' : ''}number from ${least} to ${most}`);
	},
});

export const oneOf = <T extends string>(
	help: string,
	value: string,
	values: readonly T[],
): Flag<T> => ({
	value,
	help,
	read(text) {
		const found = values.find((each) => each === text);
		if (found === undefined) throw new UsageError(`is not one of ${values.join(', ')}`);
		return found;
	},
});

/** @param example a context path; @param note on it; @param lifetime default seconds of a token */
export const commonFlags = (example: string, note: string, lifetime: number) => ({
	port: number('port on 127.0.0.1 (default: any free one)', 0, 65_535),
	rate: number('requests per second that are allowed (default: no limit)', 0.01, 1e9, {
		whole: false,
	}),
	burst: number('requests that are allowed at once (default: the rate)', 1),
	latency: number('wait before every answer (default 0)', 0, 600_000, {
		value: 'MS',
		whole: false,
	}),
	tls: toggle('HTTPS with a self-signed certificate'),
	contextPath: {
		value: 'PATH',
		help: `for example ${example}${note}`,
		read(text) {
			if (text === '' || /^(\/[\w.-]+)+\/?$/.test(text)) return text;
			throw new UsageError(`is not a path such as ${example}`);
		},
	} satisfies Flag<string>,
	tokenLifetime: number(`seconds that an OAuth token is valid (default ${lifetime})`, 1, 1e9, {
		value: 'S',
	}),
	retryAfter: oneOf(
		'Retry-After of a 429: seconds, date or none (default seconds)',
		'FORM',
		RETRY_AFTER,
	),
});

const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The values of a command line by the names of the options; 'help' when that is what is asked for. */
export function readFlags<F extends Flags>(flags: F, argv: string[]): Values<F> | 'help' {
	const type = (flag: Flag<unknown>) => (flag.value ? 'string' : 'boolean') as 'string' | 'boolean';
	const known = { ...flags, help: toggle('') };
	let given: Record<string, unknown>;
	try {
		const options = Object.fromEntries(
			Object.entries(known).map(([name, flag]) => [flagOf(name), { type: type(flag) }]),
		);
		given = parseArgs({ args: argv, strict: true, allowPositionals: false, options }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
	if (given.help) return 'help';
	const values: Record<string, unknown> = {};
	for (const [name, { read }] of Object.entries(flags)) {
		const text = given[flagOf(name)];
		if (text === undefined) continue;
		try {
			values[name] = read(String(text));
		} catch (error) {
			throw new UsageError(`--${flagOf(name)}: ${String(text)} ${(error as Error).message}`);
		}
	}
	if ('burst' in values && !('rate' in values)) throw new UsageError('--burst needs --rate');
	return values as Values<F>;
}

/** Rejects a flag that does not fit the others. */
export function misplaced(name: string, why: string): never {
	throw new UsageError(`--${flagOf(name)}: ${why}`);
}

function help(title: string, command: string, flags: Flags): string {
	const rows = Object.entries({ ...flags, help: toggle('this text') }).map(
		([name, flag]) => `  ${`--${flagOf(name)} ${flag.value ?? ''}`.padEnd(21)}${flag.help}`,
	);
	return `Starts the ${title} server.\n\n  npm run ${command} -- [flags]\n\n${rows.join('\n')}\n`;
}

export interface Program<Options, Server> {
	/** Such as "fake Jama". */
	title: string;
	/** Such as serve:jama. */
	command: string;
	flags: Flags;
	parse(argv: string[]): Options | 'help';
	start(options: Options): Promise<Server>;
	/** What the terminal shows: the address and the logins. */
	greeting(server: Server): Array<[name: string, text: string]>;
}

/** Runs a server until it is told to end; a command line that cannot be understood ends with 2. */
export async function serve<Options, Server extends { url: string; close(): Promise<void> }>(
	program: Program<Options, Server>,
): Promise<void> {
	try {
		const options = program.parse(process.argv.slice(2));
		if (options === 'help') return console.log(help(program.title, program.command, program.flags));
		const server = await program.start(options);
		const admin = ['Admin', `${new URL(server.url).origin}/admin/requests`] as const;
		for (const [name, text] of [...program.greeting(server), admin])
			console.log(`${name.padEnd(12)} ${text}`);
		const stop = () => void server.close().then(() => process.exit(0));
		process.once('SIGINT', stop);
		process.once('SIGTERM', stop);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		if (error instanceof UsageError) console.error('See --help.');
		process.exit(error instanceof UsageError ? 2 : 1);
	}
}
