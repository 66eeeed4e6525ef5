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

/**
 * Tells the user which numbers and switches of a body a record has otherwise after it was saved: some servers put a default in
 * the place of what they do not know.
 */
export function hintOtherwise(session: Session, body: unknown, saved: Row): void {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
	const others = Object.entries(body).filter(
		([name, value]) =>
			(typeof value === 'number' || typeof value === 'boolean') &&
			saved[name] !== undefined &&
			String(saved[name]) !== String(value),
	);
	for (const [name, value] of others) {
		session.hint(
			`${session.api.name} saved '${name}' as ${JSON.stringify(saved[name])}, although ${String(value)} was sent. Check that ${String(value)} exists and may be used there.`,
		);
	}
}
