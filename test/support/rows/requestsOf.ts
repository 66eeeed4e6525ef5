import type { Endpoint, Operation } from '../../../nodes/shared/operations/operation';

/**
 * The endpoints that an operation's request stands for: a path field with choices, such as the type of a record, makes one of
 * each choice.
 */
export function requestsOf({
	request,
	fields = [],
}: Pick<Operation, 'fields' | 'request'>): Endpoint[] {
	if (request === undefined) return [];
	let endpoints = [request];
	for (const { in: place, as, property } of fields) {
		if (place !== 'path' || property.type !== 'options' || !property.options) continue;
		const name = `{${as ?? property.name}}`;
		const values = property.options.flatMap((one) => ('value' in one ? [String(one.value)] : []));
		endpoints = values.flatMap((value) =>
			endpoints.map((one) => one.replace(name, value) as Endpoint),
		);
	}
	return endpoints;
}
