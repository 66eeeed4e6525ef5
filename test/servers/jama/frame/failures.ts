import { errorAnswer, type Answer } from './envelope';
import type { Switches } from '../switches';

/** A 429, with Retry-After as the switch says: no document mentions the header, some clients read it. */
export function tooMany(switches: Switches, waitMs: number, now: number): Answer {
	const seconds = Math.max(1, Math.ceil(waitMs / 1000));
	const headers: Record<string, string> = {};
	if (switches.retryAfter === 'seconds') headers['retry-after'] = String(seconds);
	if (switches.retryAfter === 'date')
		headers['retry-after'] = new Date(now + seconds * 1000).toUTCString();
	return errorAnswer(429, 'API throttling limit exceeded', now, headers);
}
