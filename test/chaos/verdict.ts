/** In what way a result is wrong. */
export type WrongKind =
	| 'hang'
	| 'secret shown'
	| 'authorization sent to a stranger'
	| 'unreadable'
	| 'double write'
	| 'write not told'
	| 'says nothing was changed'
	| 'says it was carried out'
	| 'contradicts itself'
	| 'report differs from state'
	| 'step not told'
	| 'advice that doubles'
	| 'short without a hint'
	| 'rows twice'
	| 'other values without a hint'
	| 'wrong file'
	| 'broken answer as success'
	| 'change lost'
	| 'change told twice';

export type Verdict =
	| { verdict: 'right' }
	/** `vague`: says "may have been" where it could be known that it was not. */
	| { verdict: 'clear'; vague?: boolean }
	| { verdict: 'wrong'; kind: WrongKind; detail: string };

export const wrong = (kind: WrongKind, detail: string): Verdict => ({
	verdict: 'wrong',
	kind,
	detail: detail.replace(/\s+/g, ' ').slice(0, 260),
});
