/** `npm run test:sync`: proves by random histories that the sync workflow keeps Jama and Jira in step. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { readOptions, type Options } from './options';
import type { Message } from './worker';

/** Runs one worker to its end; resolves with its exit code. */
async function runWorker(
	index: number,
	options: Options,
	take: (message: Message) => void,
): Promise<number> {
	const worker = fork(join(__dirname, 'worker.ts'));
	worker.on('message', take);
	worker.send({ options, index });
	return await new Promise((resolve) => worker.on('exit', (code) => resolve(code ?? 2)));
}

/** Histories after which it is told how many were played. */
const PROGRESS = 50;

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	const { seed, only } = options;
	console.log(`seed ${seed}`);
	const messages: Message[] = [];
	const take = (message: Message) => {
		messages.push(message);
		if ('mutant' in message) {
			const { mutant, found, text } = message;
			console.log(`broken: ${mutant}: ${found ? 'noticed' : 'NOT NOTICED'}: ${text.slice(0, 160)}`);
		} else if (message.failure) {
			const { what, text, steps, told } = message.failure;
			console.log(
				`\nhistory ${message.history} (--seed ${seed} --only ${message.history}): ${what}`,
			);
			console.log([`  ${text}`, '  its steps:', ...steps.map((step) => `    ${step}`)].join('\n'));
			console.log(['  what was done:', ...told.map((line) => `    ${line}`)].join('\n'));
		}
		const played = messages.filter((one) => 'history' in one).length;
		if ('history' in message && played % PROGRESS === 0) console.log(`${played} so far`);
	};
	const workers = only === undefined ? options.workers : 1;
	const codes = await Promise.all(
		Array.from({ length: workers }, async (_, index) => await runWorker(index, options, take)),
	);
	const verdicts = messages.flatMap((message) => ('history' in message ? [message.verdict] : []));
	const sum = (of: (verdict: (typeof verdicts)[number]) => number) =>
		verdicts.reduce((total, verdict) => total + of(verdict), 0);
	const count = (what: string) => sum(({ wrong }) => (wrong?.what === what ? 1 : 0));
	const wrong = sum((verdict) => (verdict.wrong ? 1 : 0));
	// .ci/run counts what stands behind the colons.
	const told = [
		plural(
			sum(({ runs }) => runs),
			'run',
		),
		plural(
			sum(({ requests }) => requests),
			'request',
		),
		plural(count('double'), 'double'),
		`${count('lost')} lost`,
		plural(count('loop'), 'loop'),
		`${plural(
			sum(({ echoes }) => echoes),
			'run',
		)} started by an own change`,
	];
	console.log(`Of seed ${seed}: ${told.join(', ')}`);
	console.log(
		`${verdicts.length} histories: ${verdicts.length - wrong} in step after one more run, ${wrong} wrong`,
	);
	const mutants = messages.flatMap((message) => ('mutant' in message ? [message] : []));
	const missed = mutants.filter((one) => !one.found).length;
	if (mutants.length > 0)
		console.log(
			`${mutants.length} broken workflows: ${mutants.length - missed} noticed, ${missed} missed`,
		);
	if (missed > 0) return 1;
	if (codes.some((code) => code !== 0)) return 2;
	return verdicts.length > 0 && wrong === 0 ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(2);
	},
);
