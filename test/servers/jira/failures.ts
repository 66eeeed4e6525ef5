import { errorAnswer, htmlAnswer, textAnswer, type Answer } from './envelope';
import type { Switches } from './switches';
import type { ScriptedFailure } from './types';

function matchesPath(pattern: string | undefined, path: string): boolean {
	if (pattern === undefined) return true;
	return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** Takes the first scripted failure that fits a request out of the list. */
export function takeFailure(
	{ failNext }: Switches,
	method: string,
	path: string,
): ScriptedFailure | undefined {
	const fitting = failNext.filter(
		(failure) =>
			(failure.method ?? method).toUpperCase() === method && matchesPath(failure.path, path),
	);
	for (const failure of fitting) {
		if (!failure.skip) return failNext.splice(failNext.indexOf(failure), 1)[0];
		failure.skip -= 1;
	}
	return undefined;
}

/** The answer of a scripted failure; undefined = destroy the socket. */
export function failureAnswer({ status, headers, body }: ScriptedFailure): Answer | undefined {
	if (status === 'drop') return undefined;
	if (status === 'html') {
		const page = htmlAnswer(200, 'Sign in');
		return { ...page, headers: { ...page.headers, ...headers } };
	}
	if (body === undefined) return errorAnswer(status, `Scripted failure ${status}`, headers);
	if (typeof body !== 'string') return { status, body, ...(headers && { headers }) };
	return textAnswer(status, body, { 'content-type': 'text/html;charset=UTF-8', ...headers });
}
