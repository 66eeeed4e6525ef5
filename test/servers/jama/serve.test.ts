import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseOptions } from './serve';

const root = join(__dirname, '../../..');

function run(args: string[]): {
	child: ReturnType<typeof spawn>;
	output: () => string;
	exit: Promise<number | null>;
} {
	const child = spawn(
		process.execPath,
		[join(root, 'node_modules/tsx/dist/cli.mjs'), join(__dirname, 'serve.ts'), ...args],
		{ cwd: root },
	);
	let text = '';
	child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
	child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
	return { child, output: () => text, exit: new Promise((resolve) => child.on('exit', resolve)) };
}

test('every flag becomes an option', () => {
	expect(
		parseOptions([
			'--port',
			'4001',
			'--items',
			'7',
			'--rate',
			'15',
			'--burst',
			'750',
			'--latency',
			'20',
			'--tls',
			'--context-path',
			'/contour',
			'--token-lifetime',
			'60',
			'--sso',
			'--retry-after',
			'date',
			'--odd-values',
			'--index-lag',
			'5000',
		]),
	).toEqual({
		port: 4001,
		items: 7,
		rate: 15,
		burst: 750,
		latency: 20,
		tls: true,
		oddValues: true,
		contextPath: '/contour',
		tokenLifetime: 60,
		switches: { sso: true, retryAfter: 'date', indexLag: 5000 },
	});
	expect(parseOptions(['--help'])).toBe('help');
});

test.each([
	[['--color', 'red'], '--color'],
	[['stray'], 'stray'],
	[['--items', 'many'], '--items'],
	[['--items', '1.5'], '--items'],
	[['--port', '70000'], '--port'],
	[['--rate', '0'], '--rate'],
	[['--burst', '5'], '--burst'],
	[['--latency'], '--latency'],
	[['--index-lag', '-1'], '--index-lag'],
	[['--context-path', 'contour'], '--context-path'],
	[['--retry-after', 'soon'], '--retry-after'],
])('%j is refused by name', (argv, name) => {
	expect(() => parseOptions(argv)).toThrow(name);
});

test('it prints where it is, answers, and ends when told to', async () => {
	const { child, output, exit } = run(['--items', '5', '--context-path', '/contour']);
	while (!output().includes('Admin')) await new Promise((resolve) => setTimeout(resolve, 50));
	const [, url] = /Fake Jama\s+(\S+)/.exec(output()) ?? [];
	const [, username, password] = /Basic\s+(\S+) \/ (\S+)/.exec(output()) ?? [];
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	expect((await fetch(`${url}/rest/v1/projects`, { headers: { authorization } })).status).toBe(200);
	const [, admin] = /Admin\s+(\S+)/.exec(output()) ?? [];
	expect(await (await fetch(admin as string)).json()).toMatchObject([{ path: '/projects' }]);
	child.kill('SIGTERM');
	expect(await exit).toBe(0);
});

test('a wrong flag ends with 2 and a message', async () => {
	const { output, exit } = run(['--nonsense']);
	expect(await exit).toBe(2);
	expect(output()).toContain('--nonsense');
});
