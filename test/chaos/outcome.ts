import { createHash } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import type { RunResult } from '../support/engine/harness';

/** What a user sees of a run. */
export interface Outcome {
	/** JSON of the output; a file is in it as its name, size and hash. */
	rows: Row[];
	/** Message and description of the error that ended it. */
	error?: { message: string; description: string };
	/** What was said beside the output. */
	hints: string[];
	/** Everything that n8n keeps, as text: secrets must not be in it. */
	all: string;
}

export type Row = Record<string, unknown>;

/** A file of the output as it is compared. */
function fileOf(data: string, name: string | undefined): Row {
	const content = Buffer.from(data, 'base64');
	const hash = createHash('sha1').update(content).digest('hex');
	return { fileName: name, bytes: content.length, hash };
}

function rowOf({ json, binary }: INodeExecutionData): Row {
	const files = Object.entries(binary ?? {}).map(([name, { data, fileName }]) => [
		name,
		fileOf(data, fileName),
	]);
	return files.length === 0 ? json : { ...json, binary: Object.fromEntries(files) as Row };
}

/** What an error says; the rest of n8n's error is for its developers. */
export function saidBy(error: unknown): { message: string; description: string } {
	const { message, description } = error as { message?: unknown; description?: unknown };
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	return { message: text(message), description: text(description) };
}

/** The outcome of a run of the engine. */
export function outcomeOf({ items, error, hints, runData }: RunResult): Outcome {
	return {
		rows: items.map(rowOf),
		...(error ? { error: saidBy(error) } : {}),
		hints: hints.map(({ message }) => message),
		all: JSON.stringify({ items, error, hints, runData }),
	};
}

/** The outcome of something that returns rows or throws, such as a list of the editor. */
export async function outcomeOfCall(work: () => Promise<Row[]>): Promise<Outcome> {
	try {
		const rows = await work();
		return { rows, hints: [], all: JSON.stringify(rows) };
	} catch (error) {
		const all = `${JSON.stringify(error)} ${(error as Error).stack ?? ''}`;
		return { rows: [], error: saidBy(error), hints: [], all };
	}
}
