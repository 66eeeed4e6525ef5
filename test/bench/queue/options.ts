import { parseArgs } from 'node:util';

export const HELP = `Runs workflows on several workers of n8n (queue mode) against one fake Jama, and measures how they share its limit.

  npm run bench:queue -- [flags]

  --workers N            workers (default 3)
  --workflows N          workflows that start at once (default 12)
  --requests N           about how many requests each workflow needs (default 60)
  --rate N               requests per second that the fake Jama allows to all together (default 10)
  --latency MS           wait before every response (default 150)
  --credential-rate N    Requests per Second of the credentials (default 10)
  --credential-burst N   Burst of the credentials (default 5)
  --retry-after FORM     Retry-After of a 429: seconds, none, or both, one round after the other (default both)
  --no-install           do not install what is missing, say so
  --json                 print the figures as JSON; progress goes to the error output
  --help                 this text

Needs redis-server and PostgreSQL (n8n does not support SQLite in queue mode). Where one is missing, it is installed
with apt-get when the script runs as root on Debian. Both run on ports of their own and with data of their own, which
are gone in the end.

Exits with 0 when all aims are met, 1 when one is missed or something fails, 2 for flags that cannot be understood, 3
when a program is missing, 130 after Ctrl-C.
`;

/** Command line that cannot be understood; the message says why. */
export class UsageError extends Error {
	readonly code = 2;
}

export type RetryAfter = 'seconds' | 'none';

export interface BenchOptions {
	workers: number;
	workflows: number;
	/** Requests that each workflow needs, about. */
	requests: number;
	/** Requests per second that the server allows. */
	rate: number;
	/** ms before every response. */
	latency: number;
	credential: { requestsPerSecond: number; burst: number };
	/** One round for each. */
	retryAfter: RetryAfter[];
	install: boolean;
	json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const FLAGS = {
	workers: text,
	workflows: text,
	requests: text,
	rate: text,
	latency: text,
	'credential-rate': text,
	'credential-burst': text,
	'retry-after': text,
	'no-install': flag,
	json: flag,
	help: flag,
};

type Flags = Partial<Record<keyof typeof FLAGS, string | boolean>>;

function readFlags(argv: string[]): Flags {
	try {
		return parseArgs({ args: argv, strict: true, options: FLAGS }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function number(flags: Flags, name: keyof Flags, usual: number, least: number): number {
	const given = flags[name];
	if (given === undefined) return usual;
	const value = Number(given);
	if (given === '' || !Number.isFinite(value) || value < least) {
		throw new UsageError(`--${name}: ${String(given)} is not a number from ${least}`);
	}
	return value;
}

function whole(flags: Flags, name: keyof Flags, usual: number, least: number): number {
	const value = number(flags, name, usual, least);
	if (!Number.isInteger(value)) throw new UsageError(`--${name}: ${value} is not a whole number`);
	return value;
}

function retryAfter(flags: Flags): RetryAfter[] {
	const form = flags['retry-after'] ?? 'both';
	if (form === 'both') return ['none', 'seconds'];
	if (form === 'none' || form === 'seconds') return [form];
	throw new UsageError(`--retry-after: ${String(form)} is not seconds, none or both`);
}

/** What a command line asks for; 'help' when that is it. Throws UsageError. */
export function parseOptions(argv: string[]): BenchOptions | 'help' {
	const flags = readFlags(argv);
	if (flags.help) return 'help';
	return {
		workers: whole(flags, 'workers', 3, 1),
		workflows: whole(flags, 'workflows', 12, 1),
		requests: whole(flags, 'requests', 60, 5),
		rate: number(flags, 'rate', 10, 0.1),
		latency: number(flags, 'latency', 150, 0),
		credential: {
			requestsPerSecond: number(flags, 'credential-rate', 10, 0.1),
			burst: whole(flags, 'credential-burst', 5, 1),
		},
		retryAfter: retryAfter(flags),
		install: flags['no-install'] !== true,
		json: flags.json === true,
	};
}
