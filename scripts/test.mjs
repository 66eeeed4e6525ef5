/**
 * npm test: every check of the project in one command, also on a clean clone.
 * `npm test -- unit integration` runs only the named stages; integration tests bring the build along.
 */
import { ensureDependencies, main, npm, step } from './lib/setup.mjs';

const STAGES = [
	{ name: 'lint', title: 'lint', script: 'lint' },
	{ name: 'typecheck', title: 'type check', script: 'typecheck' },
	{ name: 'build', title: 'build', script: 'build' },
	{ name: 'unit', title: 'unit tests', script: 'test:unit' },
	{ name: 'integration', title: 'integration tests', script: 'test:integration', needs: 'build' },
];

/**
 * Picks stages by name, with what they need, in the order of the list.
 * @param names stage names; none means all
 * @throws Error on an unknown name
 */
function pickStages(names) {
	const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
	if (unknown !== undefined) {
		const known = STAGES.map(({ name }) => name).join(', ');
		throw new Error(`There is no stage "${unknown}", only: ${known}`);
	}
	if (names.length === 0) return STAGES;
	const needed = STAGES.filter(({ name }) => names.includes(name)).map(({ needs }) => needs);
	return STAGES.filter(({ name }) => names.includes(name) || needed.includes(name));
}

/** Runs one stage; never rejects. */
async function runStage({ name, title, script }) {
	const since = Date.now();
	let passed = true;
	try {
		await step(title, () => npm(['run', '--silent', script]));
	} catch (error) {
		passed = false;
		console.error(error.message);
	}
	return { name, passed, seconds: (Date.now() - since) / 1000 };
}

await main(async () => {
	const stages = pickStages(process.argv.slice(2));
	await ensureDependencies();

	const results = [];
	for (const stage of stages) {
		const broken = results.find(({ name, passed }) => name === stage.needs && !passed);
		// Tests of the files of an earlier build would say nothing about the present sources.
		results.push(
			broken ? { name: stage.name, skipped: true, passed: false } : await runStage(stage),
		);
	}

	const figures = results.map(({ name, passed, skipped, seconds }) =>
		skipped ? `${name} not run` : `${name} ${passed ? 'passed' : 'FAILED'} ${seconds.toFixed(1)} s`,
	);
	const total = results.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
	const passed = results.every((result) => result.passed);
	console.log(
		`\n${passed ? 'passed' : 'FAILED'}: ${figures.join(', ')}; ${total.toFixed(1)} s in all`,
	);
	if (!passed) process.exitCode = 1;
});
