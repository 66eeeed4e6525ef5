import type { Row } from './operation';
import type { Session } from './session';

/**
 * Reads the record that a write saved. The write is done by now: a record that cannot be read back is a note in the output,
 * never an error, which would make somebody write again.
 * @param written what is known of the record without reading it
 */
export async function readSaved(session: Session, path: string, written: Row): Promise<Row> {
	try {
		return await session.row({ path });
	} catch (error) {
		return { ...written, note: `Saved, but the record could not be read back: ${reasonOf(error)}` };
	}
}

/**
 * Makes of a saved record what the user wants to see of it. What cannot be looked up for that is a note as well, and the record
 * goes out as it is.
 */
export async function shapeSaved(saved: Row, shape: (row: Row) => Promise<Row>): Promise<Row> {
	try {
		return await shape(saved);
	} catch (error) {
		return { ...saved, note: `Saved, but shown as it came: ${reasonOf(error)}` };
	}
}

const reasonOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);
