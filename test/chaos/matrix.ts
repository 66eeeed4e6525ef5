import { FAULTS } from '../servers/faults/faults';
import type { Fault } from '../servers/faults/fault';
import type { ProxiedRequest } from '../servers/faults/proxy';
import type { OperationClass } from './operation';
import { CLASSES } from './operations';
import type { CredentialKind, Evidence } from './stage';

/** One run under one fault. */
export interface Cell {
	operation: OperationClass;
	fault: Fault;
	/** The n-th request of the operation. */
	from: number;
	/** first, middle, last, first write, last write; several when they are one. */
	place: string;
	lasting: boolean;
	credential: CredentialKind;
}

export const nameOf = ({ operation, fault, place, lasting }: Cell): string =>
	`${operation.name} × ${fault.name} × ${place}${lasting ? ', lasting' : ''}`;

/** Which credential a fault needs with an operation; undefined: it cannot meet it. */
export function credentialFor(
	operation: OperationClass,
	fault?: Fault,
): CredentialKind | undefined {
	const own = operation.credential ?? 'basic';
	if (fault?.needs !== 'oauth' || own === 'oauth') return own;
	return operation.system === 'jiraDataCenter' || operation.kind === 'test' ? undefined : 'oauth';
}

/** The places of a run of so many requests at which something may go wrong. */
export function placesOf(requests: ProxiedRequest[]): Map<number, string> {
	const count = requests.length;
	const writes = requests.flatMap(({ method, url }, index) =>
		method !== 'GET' && !url.includes('/oauth/token') ? [index + 1] : [],
	);
	const named: Array<[string, number | undefined]> = [
		['first', 1],
		['middle', Math.ceil((count + 1) / 2)],
		['last', count],
		['first write', writes[0]],
		['last write', writes.at(-1)],
	];
	const places = new Map<number, string>();
	for (const [name, at] of named) {
		if (at === undefined || at < 1 || at > count || places.has(at)) continue;
		places.set(at, name);
	}
	return places;
}

/** Tokens expire once; a redirect, a page or a shape may come for good. */
const lastings = (fault: Fault): boolean[] => (fault.expires ? [false] : [false, true]);

/** The cells of one operation, from what its clean run asked for. */
export function cellsOf(
	operation: OperationClass,
	cleanOf: (credential: CredentialKind) => Evidence,
	faults: readonly Fault[] = FAULTS,
): Cell[] {
	const cells: Cell[] = [];
	for (const fault of faults) {
		const credential = credentialFor(operation, fault);
		if (credential === undefined || operation.spares?.(fault)) continue;
		const { requests } = cleanOf(credential);
		for (const [from, place] of placesOf(requests)) {
			const request = requests[from - 1];
			if (!request?.answer) continue;
			const applies = (one: ProxiedRequest | undefined) =>
				one?.answer !== undefined && (fault.fits?.(one, one.answer) ?? true);
			if (!applies(request)) continue;
			for (const lasting of lastings(fault)) {
				// One request is the same once and for good, but for the attempts that follow it.
				cells.push({ operation, fault, from, place, lasting, credential });
			}
		}
	}
	return cells;
}

export const classesFor = (only: string | undefined): OperationClass[] =>
	CLASSES.filter(({ name }) => only === undefined || name.includes(only));
export const faultsFor = (only: string | undefined): Fault[] =>
	FAULTS.filter(({ name }) => only === undefined || name.includes(only));
