/** The fake Jama in a process of its own, with a clock that the bench sets. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startJamaServer, type JamaServer } from '../servers/jama';
import { createEditor, type Editor } from '../servers/jama/history/editStream';
import { SEED } from '../servers/jama/seed/seed';

/** The state in which a change left an item. */
export interface Changed {
	id: number;
	/** ms since 1970. */
	date: number;
	name: string;
}

interface Commands {
	start: { items: number; now: number };
	/** Saves the n-th item of the project at the n-th moment, beginning with `first`. */
	change: { first: number; at: number[] };
	clock: { now: number };
}
interface Answers {
	start: { url: string; username: string; password: string };
	change: Changed[];
	clock: null;
}
type Message = { [K in keyof Commands]: { command: K; of: Commands[K] } }[keyof Commands];

/** A fake Jama in another process. */
export interface ChangingServer {
	url: string;
	authorization: string;
	project: number;
	change: (first: number, at: number[]) => Promise<Changed[]>;
	setClock: (now: number) => Promise<void>;
	close: () => void;
}

/** Starts a fake Jama with so many items in another process; its clock stands at `now`. */
export async function startChangingServer(items: number, now: number): Promise<ChangingServer> {
	const child = fork(__filename, [], { serialization: 'advanced' });
	const end = () => child.kill();
	process.once('exit', end);
	const ask = async <K extends keyof Commands>(command: K, of: Commands[K]) => {
		const stop = new AbortController();
		const answer = once(child, 'message', stop);
		const death = once(child, 'exit', stop).then(() => {
			throw new Error('The server ended');
		});
		child.send({ command, of });
		try {
			const [first] = (await Promise.race([answer, death])) as [Answers[K]];
			return first;
		} finally {
			answer.catch(() => undefined);
			death.catch(() => undefined);
			stop.abort();
		}
	};
	const { url, username, password } = await ask('start', { items, now });
	return {
		url,
		authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
		project: SEED.main,
		change: async (first, at) => await ask('change', { first, at }),
		setClock: async (time) => void (await ask('clock', { now: time })),
		close: () => {
			process.off('exit', end);
			child.kill();
		},
	};
}

function serve(): void {
	let now = 0;
	let server: JamaServer;
	let editor: Editor;
	let ids: number[] = [];

	const handle = async (message: Message): Promise<Answers[keyof Answers]> => {
		if (message.command === 'clock') {
			now = message.of.now;
			return null;
		}
		if (message.command === 'change') {
			const { first, at } = message.of;
			return at.map((date, n) => {
				now = date;
				const { item } = editor.edit(ids[first + n] as number);
				const { id, lastActivityDate, fields } = server.state.items.get(item) ?? {};
				return { id, date: lastActivityDate, name: fields?.name } as Changed;
			});
		}
		now = message.of.now;
		server = await startJamaServer({
			items: message.of.items,
			validateResponses: false,
			now: () => now,
		});
		editor = createEditor(server);
		// Requirements and test cases only: sets and folders are few and carry no fields to look up.
		const { state } = server;
		ids = state
			.treeOrder(SEED.main)
			.filter(({ id }) => state.childrenOf(SEED.main, id).length === 0)
			.map(({ id }) => id);
		return { url: server.url, ...server.logins.basic };
	};
	process.on('message', (message: Message) => {
		void handle(message).then((answer) => process.send?.(answer));
	});
}

if (process.send && require.main === module) serve();
