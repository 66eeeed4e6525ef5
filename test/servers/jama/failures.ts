import { errorAnswer, htmlAnswer, type Answer } from './envelope';
import type { Switches } from './switches';
import type { ScriptedFailure } from './types';

function matchesPath(pattern: string | undefined, path: string): boolean {
	if (pattern === undefined) return true;
	return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** Takes the first scripted failure that fits a request out of the list. */
export function takeFailure(
	switches: Switches,
	method: string,
	path: string,
): ScriptedFailure | undefined {
	const index = switches.failNext.findIndex(
		(failure) =>
			(failure.method ?? method).toUpperCase() === method && matchesPath(failure.path, path),
	);
	return index < 0 ? undefined : switches.failNext.splice(index, 1)[0];
}

/** The answer of a scripted failure; undefined = destroy the socket. */
export function failureAnswer(failure: ScriptedFailure, now: number): Answer | undefined {
	const { status, headers, body } = failure;
	if (status === 'drop') return undefined;
	if (status === 'html')
		return {
			...htmlAnswer(200, 'Sign in'),
			...(headers && { headers: { 'content-type': 'text/html', ...headers } }),
		};
	if (body === undefined) return errorAnswer(status, `Scripted failure ${status}`, now, headers);
	const type: Record<string, string> =
		typeof body === 'string' ? { 'content-type': 'text/html;charset=UTF-8' } : {};
	return { status, body, headers: { ...type, ...headers } };
}

/** A 429, with Retry-After as the switch says: no document mentions the header, some clients read it. */
export function tooMany(switches: Switches, waitMs: number, now: number): Answer {
	const seconds = Math.max(1, Math.ceil(waitMs / 1000));
	const headers: Record<string, string> = {};
	if (switches.retryAfter === 'seconds') headers['retry-after'] = String(seconds);
	if (switches.retryAfter === 'date')
		headers['retry-after'] = new Date(now + seconds * 1000).toUTCString();
	return errorAnswer(429, 'API throttling limit exceeded', now, headers);
}
