import { InvalidInput } from '../values/invalidInput';
import type { Field, Operation } from './operation';
import type { Session } from '../session/session';

/** The choice that shows everything, whatever deployment has it. */
export const EVERY_DEPLOYMENT = 'credential';

const existsIn = (
	{ deployments }: { deployments?: readonly string[] },
	deployment: string | undefined,
): boolean =>
	deployments === undefined || deployment === undefined || deployments.includes(deployment);

const label = ({ api }: Session, deployment: string | undefined): string =>
	`${api.name} (${api.deploymentNames?.[deployment ?? ''] ?? String(deployment)})`;

const namesOf = ({ api }: Session, deployments: readonly string[] = []): string =>
	deployments.map((one) => api.deploymentNames?.[one] ?? one).join(', ');

/**
 * Rejects an operation that the connection's deployment does not have; nothing is sent.
 * @param resource the resource's name as the editor shows it
 * @throws InvalidInput
 */
export function checkOperation(operation: Operation, resource: string, session: Session): void {
	const { deployment } = session.connection;
	if (existsIn(operation, deployment)) return;
	const there = namesOf(session, operation.deployments);
	throw new InvalidInput(
		`'${operation.name}' of '${resource}' does not exist in ${label(session, deployment)}`,
		[
			`The credential is for this deployment; the operation exists in: ${there}.`,
			operation.instead ??
				"Set 'Show Operations For' to see what there is, or choose another credential.",
		].join(' '),
	);
}

/** True for a value that the user gave. */
const isFilled = (value: unknown): boolean => {
	const inner =
		typeof value === 'object' && value !== null && 'mode' in value && 'value' in value
			? value.value
			: value;
	if (Array.isArray(inner)) return inner.length > 0;
	return inner !== undefined && inner !== null && inner !== '';
};

/**
 * Whether a field goes on the wire in the connection's deployment. A value for a field that does not exist there is rejected
 * instead of being dropped.
 * @param raw what the user entered
 * @param added the user added the field to the node; else it may hold its default
 * @throws InvalidInput
 */
export function fieldExists(field: Field, raw: unknown, session: Session, added: boolean): boolean {
	const { deployment } = session.connection;
	if (existsIn(field, deployment)) return true;
	const { displayName, default: initial } = field.property;
	if (isFilled(raw) && (added || raw !== initial)) {
		throw new InvalidInput(
			`'${displayName}' does not exist in ${label(session, deployment)}`,
			`Leave it out there; it exists in: ${namesOf(session, field.deployments)}.`,
		);
	}
	return false;
}
