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
		const reason = error instanceof Error ? error.message : String(error);
		return { ...written, note: `Saved, but the record could not be read back: ${reason}` };
	}
}
