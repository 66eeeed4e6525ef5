import { NoResponse } from './errors';
import type { HttpRequest, HttpResponse } from './http';

/** How a request ended. */
export type Ending = HttpResponse | NoResponse;

/** Ends of the credential or the server's address that no later request of the same execution will escape. */
const FOR_GOOD: ReadonlySet<string> = new Set(['TOKEN_REFUSED', 'TOKEN_MISPLACED', 'ENOTFOUND']);
/** Ends that say something of one request only. */
const OF_ONE_REQUEST: ReadonlySet<string> = new Set([
	'ERR_FR_TOO_MANY_REDIRECTS',
	'ERR_INVALID_URL',
	'ERR_CANCELED',
	'FILE_DIFFERS',
]);
const AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** So many bad ends in a row, without a good response between them, and nothing more is sent for a while. */
const GIVEN_UP_AFTER = 4;
/** ms after which one request tries whether the server is back. */
const TRIED_AGAIN_AFTER = 10_000;

/**
 * What one execution has learned of a server that stays away or rejects everybody: what is hopeless for one request is
 * hopeless for the next, which must not wait for it all over again. After a request that used up its attempts the next ones get
 * one attempt each, without waiting; after the fourth bad end in a row nothing is sent and each gets the last end at once,
 * but for one every ten seconds that tries whether the server is back. A good response makes all forgotten.
 */
export class Hopeless {
	private last: Ending | undefined;

	private inARow = 0;

	private usedUp = false;

	private triedAgainAt = -Infinity;

	constructor(private readonly now: () => number) {}

	/** Whether waiting for another attempt is in vain. */
	get inVain(): boolean {
		return this.usedUp;
	}

	/** The end of a request that is not worth sending; undefined when it is to be sent. */
	foresee(request: HttpRequest): Ending | undefined {
		if (this.last === undefined || this.inARow < GIVEN_UP_AFTER) return undefined;
		const now = this.now();
		if (now >= this.triedAgainAt) {
			// Others that come meanwhile do not try as well.
			this.triedAgainAt = now + TRIED_AGAIN_AFTER;
			return undefined;
		}
		return this.last instanceof NoResponse
			? this.last.with({ foreseen: true, perhapsDone: false }, request)
			: { ...this.last, foreseen: true, perhapsDone: false };
	}

	/**
	 * Learns from the end of a request.
	 * @param attempts how many attempts it took
	 */
	learn(ending: Ending, attempts: number): void {
		const isBad = ending instanceof NoResponse || AWAY.has(ending.statusCode);
		if (!isBad) {
			this.last = undefined;
			this.inARow = 0;
			this.usedUp = false;
			return;
		}
		const code = ending instanceof NoResponse ? ending.code : undefined;
		if (code !== undefined && OF_ONE_REQUEST.has(code)) return;
		if (!(ending instanceof NoResponse) && isOfOneRecord(ending)) return;
		const forGood = code !== undefined && FOR_GOOD.has(code);
		this.last = ending;
		this.inARow = forGood ? GIVEN_UP_AFTER : this.inARow + 1;
		this.usedUp ||= attempts > 1 || forGood || statusOf(ending) === 429;
		this.triedAgainAt = forGood ? Infinity : this.now() + TRIED_AGAIN_AFTER;
	}
}

const statusOf = (ending: Ending): number | undefined =>
	ending instanceof NoResponse ? undefined : ending.statusCode;

/** Some servers limit writes to one record, too, and say so in a header (see CONTRIBUTING, Sources: Rate limiting). */
const isOfOneRecord = ({ headers }: HttpResponse): boolean =>
	/per-issue/i.test(String(headers['ratelimit-reason'] ?? ''));
