import { notKeptHint } from './kept';
import { isRecord } from '../values/objectPath';
import type { Row } from '../values/row';
import { CARRIED_OUT, nameInBody } from '../http/outcome';
import type { ApiRequest, Session } from './session';

/**
 * Reads the record that a write saved. The write is done by now: a record that cannot be read back is a note in the output,
 * never an error, which would make somebody write again.
 * @param written what is known of the record without reading it
 * @param include what the response is to bring along
 */
export async function readSaved(
	session: Session,
	path: string,
	written: Row,
	include: readonly string[] = [],
): Promise<Row> {
	try {
		return await session.row({ path, ...(include.length > 0 ? { query: { include } } : {}) });
	} catch (error) {
		return { ...written, note: `Saved, but the record could not be read back: ${reasonOf(error)}` };
	}
}

/** Columns that say what became of the write. */
const OF_THE_WRITE: ReadonlySet<string> = new Set(['existed', 'note']);

/**
 * Makes of a saved record what the user wants to see of it. What cannot be looked up for that is a note as well, and the record
 * goes out as it is.
 * @param known what is known of the record, for the note
 */
export async function shapeSaved(
	saved: Row,
	shape: (row: Row) => Promise<Row>,
	known = 'Saved',
): Promise<Row> {
	try {
		const shaped = await shape(saved);
		// A choice of columns does not hide what is to be known of the write.
		const ofTheWrite = Object.entries(saved).filter(
			([name, value]) => OF_THE_WRITE.has(name) && value !== undefined && !(name in shaped),
		);
		return { ...shaped, ...Object.fromEntries(ofTheWrite) };
	} catch (error) {
		return { ...saved, note: `${known}, but shown as it came: ${reasonOf(error)}` };
	}
}

/**
 * What comes out of a write that was carried out and whose response lacks the record that should stand there: what is known of
 * it, and where to look.
 */
export function withoutRecord(session: Session, { path, body }: ApiRequest, known: Row): Row {
	const name = nameInBody(body);
	const where = name === undefined ? `at ${path}` : `for ${JSON.stringify(name)}`;
	const note = `${CARRIED_OUT} ${session.api.name} said nothing about the record: look ${where}.`;
	return { ...known, note };
}

const reasonOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/**
 * Informs the user which fields of a record that was read back have other values than those that were sent, and which numbers and
 * switches beside them: some servers put a default in the place of what they do not know.
 */
export function hintNotKept(session: Session, body: unknown, saved: Row): void {
	if (!isRecord(body)) return;
	const { id, documentKey, fields } = saved;
	const what = `The record ${String(documentKey ?? id)}`;
	const plain = Object.entries(body).filter(
		([name, value]) =>
			saved[name] !== undefined && (typeof value === 'number' || typeof value === 'boolean'),
	);
	const hints = [
		notKeptHint(what, Object.fromEntries(plain), saved),
		isRecord(body.fields) && isRecord(fields) ? notKeptHint(what, body.fields, fields) : undefined,
	];
	for (const hint of hints) if (hint) session.hint(hint);
}
