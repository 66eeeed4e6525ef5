/** `npm run test:chaos`: measures that no result is silently wrong. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from '../servers/faults/certificates';
import type { Certificates } from '../servers/faults/certificates';
import type { Options } from './options';
import { readOptions } from './options';
import type { CellResult } from './report';
import { summary, wrongLines } from './report';

type Message = CellResult | { listed: string } | { done: true };

/** Runs one worker to its end; resolves with its exit code. */
async function runWorker(
	index: number,
	options: Options,
	certificates: Certificates,
	trusted: string,
	take: (message: Message) => void,
): Promise<number> {
	const worker = fork(join(__dirname, 'worker.ts'), {
		env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
	});
	worker.on('message', take);
	worker.send({ options, certificates, index });
	return await new Promise((resolve) => worker.on('exit', (code) => resolve(code ?? 2)));
}

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	const certificates = await makeCertificates('*.chaos.test');
	const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
	const trusted = join(folder, 'trusted.pem');
	writeFileSync(trusted, [certificates.right.cert, certificates.otherName.cert].join('\n'));
	const results: CellResult[] = [];
	let listed = 0;
	const take = (message: Message) => {
		if ('listed' in message) {
			listed += 1;
			console.log(message.listed);
		} else if ('cell' in message) {
			results.push(message);
			if (options.verbose)
				console.log(`${message.result.verdict} ${message.cell} ${message.ms} ms`);
		}
	};
	try {
		const codes = await Promise.all(
			Array.from(
				{ length: options.workers },
				async (_, index) => await runWorker(index, options, certificates, trusted, take),
			),
		);
		if (codes.some((code) => code !== 0)) return 2;
	} finally {
		rmSync(folder, { recursive: true });
	}
	if (options.list) {
		console.log(`${listed} cells`);
		return 0;
	}
	for (const line of wrongLines(results)) console.log(line);
	console.log(summary(results, options.seed));
	return results.length > 0 && results.every(({ result }) => result.verdict !== 'wrong') ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(2);
	},
);
