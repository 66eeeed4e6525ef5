import type { IDataObject } from 'n8n-workflow';
import type { Part } from '../api/responses';
import { BadResponse, NoResponse, outcomeOf } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { ItemOutcome } from '../../shared/operations/operation';

const count = (issues: number): string => (issues === 1 ? '1 issue' : `${issues} issues`);

/** Adds to an error what the user has to know beside the API's words. */
function note(error: unknown, ...sentences: string[]): void {
	const text = sentences.filter(Boolean).join(' ');
	if (text !== '' && (error instanceof BadResponse || error instanceof NoResponse))
		error.done = text;
}

/** The same error with another note: it may be that of several items. */
function withNote(error: unknown, text: string): unknown {
	if (!(error instanceof BadResponse) && !(error instanceof NoResponse)) return error;
	const done = [text, error.done ?? ''].filter(Boolean).join(' ');
	return Object.assign(Object.create(Reflect.getPrototypeOf(error)), error, {
		message: error.message,
		done,
	});
}

/** What became of each issue of a run of moves, and what to say of it. */
export class MoveProgress {
	/** Nothing more is sent. */
	stopped = false;
	private readonly moved: string[] = [];
	/** Of the group at hand. */
	private fates = new Map<string, 'done' | 'leftOut' | { error: unknown }>();

	/** @param all how many issues there are; @param carryOn the user wants the others done when one fails */
	constructor(
		private readonly all: number,
		readonly carryOn: boolean,
	) {}

	/** Another group of items begins, with fates of its own. */
	begin(): void {
		this.fates = new Map();
		if (this.carryOn) this.stopped = false;
	}

	done(issues: readonly string[]): void {
		this.moved.push(...issues);
		for (const issue of issues) this.fates.set(issue, 'done');
	}

	leaveOut(issues: readonly string[]): void {
		for (const issue of issues) this.fates.set(issue, 'leftOut');
	}

	get leftOut(): string[] {
		return [...this.fates].filter(([, fate]) => fate === 'leftOut').map(([issue]) => issue);
	}

	/** Issues fail for an error; `words` say more of it. */
	fail(error: unknown, issues: readonly string[], words = ''): void {
		note(error, words);
		for (const issue of issues) this.fates.set(issue, { error });
	}

	/** A request failed as a whole. */
	failRequest(
		error: unknown,
		sent: readonly string[],
		{ ranked, verb, words = '' }: { ranked: boolean; verb: string; words?: string | undefined },
	): void {
		const isUnsure = outcomeOf(error) !== 'notDone';
		// Where the issues after these belong is not known any more.
		this.stopped = !this.carryOn || (ranked && isUnsure);
		this.fail(error, sent, words);
		if (!this.carryOn && this.all > sent.length) {
			note(error, words, this.tellDone(verb), this.tellRest(sent, verb, isUnsure));
		}
	}

	private tellDone(verb: string): string {
		const last = this.moved[this.moved.length - 1];
		return last === undefined
			? `None of the ${count(this.all)} was ${verb} before.`
			: `${this.moved.length} of ${count(this.all)} were ${verb} already, up to ${last} in the order given.`;
	}

	private tellRest(sent: readonly string[], verb: string, isUnsure: boolean): string {
		const [first = ''] = sent;
		if (!isUnsure) return `Run it again for the others, from ${first} on.`;
		const after = this.all - this.moved.length - sent.length;
		const range = sent.length === 1 ? first : `${first} to ${sent[sent.length - 1] ?? ''}`;
		const rest = after > 0 ? ` The ${count(after)} after them were not sent.` : '';
		return `The ${count(sent.length)} from ${range} may have been ${verb}.${rest}`;
	}

	/** Jira rejected some issues of a request and took the others. */
	refused(
		{ refused, taken, error }: Part,
		sent: readonly string[],
		rest: number,
		verb: string,
	): void {
		this.stopped = !this.carryOn;
		const names = refused.map((one) => one.names[0] ?? '');
		const after = rest > 0 ? ` ${count(rest)} after them were not sent.` : '';
		const note = `Of the issues sent these were ${verb}: ${this.moved.join(', ') || 'none'}. Rejected: ${names.join(', ')}.${after}`;
		for (const issue of sent.filter((one) => !taken.includes(one))) {
			const own = refused.filter((one) => one.names.includes(issue));
			if (!this.carryOn || own.length === 0) this.fail(error, [issue], note);
			else {
				const words = own.map(({ reason }) => `${issue}: ${reason}`).join(' ');
				this.fail(new BadResponse(error.request, error.response, 'status', words), [issue]);
			}
		}
	}

	/** What came of an input item that names these issues. */
	outcomeOf(issues: readonly string[], target: IDataObject = {}): ItemOutcome {
		const fates = issues.map((issue) => this.fates.get(issue));
		const failure = fates.find((fate) => typeof fate === 'object');
		const done = issues.filter((issue) => this.fates.get(issue) === 'done');
		if (typeof failure === 'object') {
			const tells = this.carryOn && done.length > 0;
			const own = `Of the issues of this item these are done: ${done.join(', ')}.`;
			return { error: tells ? withNote(failure.error, own) : failure.error };
		}
		if (fates.includes(undefined)) return this.carryOn ? { error: NOT_SENT() } : undefined;
		const left = issues.filter((issue) => this.fates.get(issue) === 'leftOut');
		const json = {
			success: done.length > 0,
			...target,
			count: done.length,
			issues: done,
			...(left.length > 0 ? { leftOut: left } : {}),
		};
		return [{ json }];
	}
}

const NOT_SENT = () =>
	new InvalidInput(
		'Nothing was sent for this item, since the request before it got no response',
		'Its issues belong behind those of that request, and whether these are there is not known. Look, and run it again for the rest.',
	);
