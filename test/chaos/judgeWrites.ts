import type { ProxiedRequest } from '../servers/faults/proxy';
import type { Judged } from './judge';
import { unpacked } from './judgeOutput';
import { textOfRow } from './rows';
import { differences } from './snapshot';
import type { Evidence } from './stage';
import type { Verdict } from './verdict';
import { wrong } from './verdict';
import type { Claim } from './words';
import { claimOf, unreadable, urgesAgain } from './words';

/** A token is asked for by a POST that changes nothing; a request that never came so far has no method. */
const isWrite = ({ method, url }: ProxiedRequest): boolean =>
	method !== '' && method !== 'GET' && !url.includes('/oauth/token');
/** Each attempt of an upload has a boundary of its own. */
const keyOf = ({ method, url, body }: ProxiedRequest): string => {
	const text = body.toString();
	const boundary = /^--([^\r\n]+)/.exec(text)?.[1];
	return `${method} ${url} ${boundary === undefined ? text : text.replaceAll(boundary, '')}`;
};
/** With success, and with what the server said: a 201 that cannot be read is about a request that failed. */
const wasAnswered = ({ received, answer, fault }: ProxiedRequest): boolean =>
	received !== undefined &&
	// Bytes after the end make the whole answer one that n8n's client does not hand on.
	fault !== 'more after the end' &&
	received.status >= 200 &&
	received.status < 300 &&
	answer !== undefined &&
	unpacked(received).body.equals(answer.body);

/** The same POST or PATCH that changed something twice, where the clean run did it once. */
function doubled(clean: Evidence, cell: Evidence): string | undefined {
	const count = ({ requests }: Evidence) => {
		const times = new Map<string, number>();
		for (const one of requests) {
			if (!['POST', 'PATCH'].includes(one.method) || one.changed.length === 0) continue;
			times.set(keyOf(one), (times.get(keyOf(one)) ?? 0) + 1);
		}
		return times;
	};
	const usual = count(clean);
	for (const [key, times] of count(cell)) {
		if (times > 1 && times > (usual.get(key) ?? 0)) return key;
	}
	return undefined;
}

const someOf = (list: string[]): string =>
	`${list.slice(0, 4).join(', ')}${list.length > 4 ? ` and ${list.length - 4} more` : ''}`;

/** What can be wrong with the state whatever was said, and with the state of a success. */
export function judgeState(
	operation: Judged,
	clean: Evidence,
	cell: Evidence,
): Verdict | undefined {
	const twice = doubled(clean, cell);
	if (twice !== undefined) return wrong('double write', twice);
	// A Custom API Action answers for what the server said, not for whether that is so.
	if (cell.outcome.error || operation.kind === 'report' || operation.kind === 'raw')
		return undefined;
	const off = differences(clean.after, cell.after);
	if (off.length === 0) return undefined;
	const duties = operation.duties?.(differences(cell.before, cell.after), cell.after) ?? [];
	const said = [...cell.outcome.hints, ...cell.outcome.rows.map(textOfRow)].join(' ');
	// Saved but still locked, for example, is a success that says so.
	if (duties.length > 0 && duties.every((duty) => duty.said.test(said)))
		return { verdict: 'clear' };
	return wrong('report differs from state', `success, but ${someOf(off)}`);
}

/** The requests that the error is about: the last write that was not answered with success, and earlier attempts of it. */
function failingOf(requests: ProxiedRequest[]): ProxiedRequest[] {
	const last = requests.filter(isWrite).findLast((one) => !wasAnswered(one));
	if (!last) return [];
	return requests.filter((one) => isWrite(one) && keyOf(one) === keyOf(last));
}

/** Could the node know that nothing of it was done? A refusal by the server, or a connection that was never made. */
function isKnownUndone(attempts: ProxiedRequest[]): boolean {
	return attempts.every(({ method, received, answer }) => {
		if (method === '') return true;
		if (!received) return false;
		// A login page or a redirect stands between: who answers so may have passed the request on before.
		return received.status >= 400 && received.status < 500 && answer?.status !== 200;
	});
}

function claimIsWrong(claim: Claim, changed: boolean, changes: string[]): Verdict | undefined {
	if (claim.not && (claim.done || claim.maybe))
		return wrong('contradicts itself', 'not changed, and (perhaps) carried out');
	if (claim.not && changed) return wrong('says nothing was changed', someOf(changes));
	if (claim.done && !changed) return wrong('says it was carried out', 'it was not');
	return undefined;
}

/** An error: whether it says the truth about what was done. */
export function judgeFailedWrite(operation: Judged, cell: Evidence): Verdict {
	const { error, hints } = cell.outcome;
	const text = [error?.message, error?.description, ...hints].join(' ');
	const changes = differences(cell.before, cell.after);
	const failing = failingOf(cell.requests);
	const byFailing = failing.flatMap(({ changed }) => changed);
	const earlier = changes.length > 0 && byFailing.length === 0;
	const claim = claimOf(text);

	// What the failing request itself did is told by the sentence about it.
	const before = changes.filter((change) => !byFailing.includes(change));
	const duties = operation.duties?.(before, cell.after) ?? [];
	const notEmitted = duties.find((duty) => !duty.said.test(text));
	if (notEmitted) return wrong('step not told', `${notEmitted.what}: ${text}`);

	if (earlier && duties.length === 0) {
		// Nothing says that an earlier step was done but the sentence itself.
		if (claim.not) return wrong('says nothing was changed', `${someOf(changes)}: ${text}`);
		if (!claim.done && !claim.maybe) return wrong('write not told', `${someOf(changes)}: ${text}`);
	} else {
		const told = claimIsWrong(claim, byFailing.length > 0, changes);
		if (told)
			return {
				...told,
				...(told.verdict === 'wrong' ? { detail: `${told.detail}: ${text}`.slice(0, 260) } : {}),
			};
		const restored = claim.restored && changes.length === 0;
		const silent = !claim.not && !claim.done && !claim.maybe && !restored;
		if (silent && byFailing.length > 0)
			return wrong('write not told', `${someOf(changes)}: ${text}`);
	}
	const repeatable = failing.every(({ method }) => method === 'PUT' || method === 'DELETE');
	if (byFailing.length > 0 && !repeatable && urgesAgain(text))
		return wrong('advice that doubles', text);
	// "May have been" where it was clearly refused misleads nobody into doing it twice; it is counted.
	const vague = claim.maybe && failing.length > 0 && isKnownUndone(failing);
	return vague ? { verdict: 'clear', vague } : { verdict: 'clear' };
}

/** An output that tells about several records: each line against the state. */
export function judgeReport(operation: Judged, clean: Evidence, cell: Evidence): Verdict {
	const told = operation.tells?.(cell.outcome) ?? [];
	const subjectsIn = (evidence: Evidence) => {
		const found = new Set<string>();
		for (const key of differences(evidence.before, evidence.after)) {
			const subject = operation.subjectOf?.(`${key} ${evidence.after.get(key.slice(1)) ?? ''}`);
			if (subject !== undefined) found.add(subject);
		}
		return found;
	};
	const wanted = subjectsIn(clean);
	const done = subjectsIn(cell);
	let failed = 0;
	let vague = false;
	for (const subject of wanted) {
		const lines = told.filter((line) => line.subject === subject);
		if (lines.length === 0) {
			if (done.has(subject))
				return wrong('report differs from state', `${subject} was changed and is not mentioned`);
			return wrong('report differs from state', `${subject} is not mentioned`);
		}
		for (const { ok, text } of lines) {
			if (ok) {
				if (!done.has(subject))
					return wrong('report differs from state', `${subject} is said to be done and is not`);
				continue;
			}
			failed += 1;
			const reason = unreadable(text);
			if (reason !== undefined) return wrong('unreadable', `${reason}: ${text}`);
			const claim = claimOf(text);
			const changed = done.has(subject);
			const off = claimIsWrong(claim, changed, [subject]);
			if (off)
				return {
					...off,
					...(off.verdict === 'wrong' ? { detail: `${off.detail}: ${text}`.slice(0, 260) } : {}),
				};
			if (changed && !claim.done && !claim.maybe) {
				return wrong(
					'report differs from state',
					`${subject} is said to have failed and was changed: ${text}`,
				);
			}
			if (changed && urgesAgain(text) && cell.requests.some(({ method }) => method === 'POST')) {
				return wrong('advice that doubles', text);
			}
			vague ||=
				claim.maybe &&
				!changed &&
				isKnownUndone(cell.requests.filter((one) => one.fault !== undefined));
		}
	}
	if (failed > 0) return vague ? { verdict: 'clear', vague } : { verdict: 'clear' };
	const off = differences(clean.after, cell.after);
	return off.length === 0
		? { verdict: 'right' }
		: wrong('report differs from state', `all well, but ${someOf(off)}`);
}
