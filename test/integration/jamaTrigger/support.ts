/** One fake Jama with a clock of its own for a test file, users who change things in it, and triggers that watch it. */
import { forgetConfiguration } from '../../support/engine/package-loader';
import '../../support/engine/environment';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startJamaServer } from '../../servers/jama';
import type { JamaServer, JamaServerOptions } from '../../servers/jama';
import { createEditor } from '../../servers/jama/history/editStream';
import type { Editor } from '../../servers/jama/history/editStream';
import { SEED } from '../../servers/jama/seed/seed';
import { TYPE } from '../../servers/jama/seed/seedTypes';
import type { Item } from '../../servers/jama/types';
import { jamaCredentials } from '../../support/engine/harness';
import { line } from '../jama/support';
import { createPollingNode } from '../../support/engine/polling';
import type { PollingNode, PollingOptions, PollRun } from '../../support/engine/polling';

export { SEED, TYPE };

/** The server's clock at the start of each test. */
export const START = Date.UTC(2026, 0, 15, 12);
/** What a poll sends when it looks for items of the main project. */
export const SEARCH = 'GET /abstractitems';

/** More than any test needs. */
const MOST_POLLS = 250;

type More = Partial<Omit<PollingOptions, 'parameters' | 'nodeType'>>;

/** A moment as Jama takes it in queries. */
export const wire = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

/** The rows of a poll that must succeed. */
export function rowsOf({ rows, error }: PollRun): IDataObject[] {
	if (error) throw new Error(`The poll failed: ${error.message} (${error.description ?? ''})`);
	return rows;
}

/** What was emitted, in order: kind of change and item. */
export const emitted = (run: PollRun): string[] =>
	rowsOf(run).map(({ changeType, id }) => `${String(changeType)} ${String(id)}`);

/** The error of a poll. Fails the test when there is none, or when it is no error that n8n can show. */
export function failureOf({ error, rows }: PollRun) {
	if (!error) throw new Error(`The poll did not fail: ${JSON.stringify(rows).slice(0, 500)}`);
	expect(['NodeApiError', 'NodeOperationError']).toContain(error.name);
	return { message: error.message, description: String(error.description ?? '') };
}

export class Watched {
	/** Started before the first test. */
	server!: JamaServer;
	time = START;
	/** A colleague of the credential's user. */
	editor!: Editor;
	/** The credential's user at work. */
	own!: Editor;

	/** Moves the server's clock. */
	tick(ms: number): void {
		this.time += ms;
	}

	/** A trigger that is not active yet. Raw rows, of both projects, unless emitted otherwise. */
	async trigger(parameters: object = {}, more: More = {}): Promise<PollingNode> {
		return await createPollingNode({
			credentials: jamaCredentials(this.server),
			...more,
			nodeType: 'jamaTrigger',
			parameters: { simplify: false, ...(parameters as INodeParameters) },
		});
	}

	/** A trigger that has stored its cursor, a minute ago. */
	async active(parameters: object = {}, more: More = {}): Promise<PollingNode> {
		const node = await this.trigger(parameters, more);
		expect(rowsOf(await node.poll())).toEqual([]);
		this.tick(60_000);
		this.server.requests.length = 0;
		return node;
	}

	/** Polls until two polls in a row find nothing. */
	async all(node: PollingNode): Promise<IDataObject[]> {
		const rows: IDataObject[] = [];
		for (let quiet = 0, polls = 1; quiet < 2; polls += 1) {
			if (polls > MOST_POLLS)
				throw new Error(`The trigger emitted ${rows.length} rows and goes on`);
			const found = rowsOf(await node.poll());
			rows.push(...found);
			quiet = found.length === 0 ? quiet + 1 : 0;
		}
		return rows;
	}

	/** Requests since the last time, as lines. */
	sent(): string[] {
		return this.server.requests.splice(0).map(line);
	}

	/** The n-th item of a type in the main project. */
	item(type: keyof typeof TYPE, n = 0): Item {
		const all = this.server.state
			.treeOrder(SEED.main)
			.filter(({ itemType }) => itemType === TYPE[type]);
		const found = all[n];
		if (!found) throw new Error(`no ${type} number ${n}`);
		return found;
	}

	/** The n-th item of the second project that is no folder of any kind. */
	other(n = 0): Item {
		const all = this.server.state
			.treeOrder(SEED.second)
			.filter(({ childItemType }) => childItemType === undefined);
		return all[n] as Item;
	}

	/** So many items of a type, each edited, the clock moving on in between. */
	edits(count: number, step = 0, type: keyof typeof TYPE = 'system'): number[] {
		return Array.from({ length: count }, (_, n) => {
			const { id } = this.item(type, n);
			this.editor.edit(id);
			this.tick(step);
			return id;
		});
	}
}

/**
 * Starts one server for the tests of a file. After each test it checks that nothing broke Jama's contract, and sets clock,
 * log, switches and data back.
 */
export function useWatchedJama(options: JamaServerOptions = {}): Watched {
	const jama = new Watched();
	beforeAll(async () => {
		jama.server = await startJamaServer({ now: () => jama.time, ...options });
	});
	beforeEach(() => {
		jama.time = START;
		jama.server.reset();
		jama.server.reseed();
		forgetConfiguration();
		jama.editor = createEditor(jama.server);
		jama.own = createEditor(jama.server, { user: SEED.integrator });
	});
	afterEach(() => expect(jama.server.violations).toEqual([]));
	afterAll(async () => await jama.server.close());
	return jama;
}
