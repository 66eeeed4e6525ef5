import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseOptions } from './serve';

const root = join(__dirname, '../../..');

function run(args: string[]) {
	const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
	const child = spawn(process.execPath, [tsx, join(__dirname, 'serve.ts'), ...args], { cwd: root });
	let text = '';
	child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
	const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
	return { child, output: () => text, exit };
}

test('every flag becomes an option', () => {
	const flags =
		'--deployment dataCenter --port 4002 --issues 7 --rate 0.5 --burst 3 --latency 20 --tls ' +
		'--context-path /jira --token-lifetime 60 --retry-after date --page-max 10';
	expect(parseOptions(flags.split(' '))).toEqual({
		deployment: 'dataCenter',
		port: 4002,
		issues: 7,
		rate: 0.5,
		burst: 3,
		latency: 20,
		tls: true,
		contextPath: '/jira',
		tokenLifetime: 60,
		switches: { retryAfter: 'date', pageMax: 10 },
	});
	expect(parseOptions([])).toMatchObject({ deployment: 'cloud' });
	expect(parseOptions(['--help'])).toBe('help');
});

test.each([
	['--color red', '--color'],
	['stray', 'stray'],
	['--deployment server', '--deployment'],
	['--issues many', '--issues'],
	['--issues 1.5', '--issues'],
	['--port 70000', '--port'],
	['--rate 0', '--rate'],
	['--burst 5', '--burst'],
	['--latency', '--latency'],
	['--deployment dataCenter --context-path jira', '--context-path'],
	['--context-path /jira', '--context-path'],
	['--retry-after soon', '--retry-after'],
	['--page-max 0', '--page-max'],
])('%s is refused by name', (flags, name) => {
	expect(() => parseOptions(flags.split(' '))).toThrow(name);
});

test('it prints where it is, answers, and ends when told to', async () => {
	const { child, output, exit } = run('--deployment dataCenter --context-path /jira'.split(' '));
	while (!output().includes('Admin')) await new Promise((resolve) => setTimeout(resolve, 50));
	const [, url] = /Fake Jira\s+(\S+)/.exec(output()) ?? [];
	const [, token] = /Token\s+(\S+)/.exec(output()) ?? [];
	const headers = { authorization: `Bearer ${token}` };
	expect((await fetch(`${url}/rest/agile/1.0/board`, { headers })).status).toBe(200);
	const [, admin] = /Admin\s+(\S+)/.exec(output()) ?? [];
	expect(await (await fetch(admin!)).json()).toMatchObject([{ path: '/rest/agile/1.0/board' }]);
	child.kill('SIGTERM');
	expect(await exit).toBe(0);
});

test('a wrong flag ends with 2 and a message', async () => {
	const { output, exit } = run(['--nonsense']);
	expect(await exit).toBe(2);
	expect(output()).toContain('--nonsense');
});
