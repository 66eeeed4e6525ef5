import { readDateHeader } from '../shared/http/responses';
import type { Row } from '../shared/values/row';
import type { Session } from '../shared/session/session';
import { InvalidInput } from '../shared/values/invalidInput';

/** A date header has no milliseconds: the server's clock may be so far ahead of it. */
const WITHIN_SECOND = 999;

/** The credential's user, and the server's clock when it responded, in ms. */
export async function whoAndWhen(session: Session): Promise<{ user: Row; time: number }> {
	const { path, root } = session.api.probe;
	const request = { method: 'GET', path: session.root(root) + path, json: true } as const;
	const response = await session.send(request);
	const user = session.api.readRow(request, response);
	const date = readDateHeader(response);
	if (date !== undefined) return { user, time: date + WITHIN_SECOND };
	throw new InvalidInput(
		"Jira's responses do not say what time it is",
		'A proxy between n8n and Jira may remove the header Date: without it the trigger cannot tell what is new.',
	);
}
