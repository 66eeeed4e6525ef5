import { htmlAnswer, type Answer } from '../../shared/answer';

export { htmlAnswer, type Answer };

/** What Jira says is wrong: general messages, and messages by field. */
export interface Trouble {
	errorMessages: string[];
	errors: Record<string, string>;
}

/** A request that Jira refuses; becomes an error collection. */
export class JiraError extends Error {
	constructor(
		readonly status: number,
		readonly trouble: Trouble,
		readonly headers?: Record<string, string>,
	) {
		super([...trouble.errorMessages, ...Object.values(trouble.errors)].join('; '));
	}
}

/** An error with one general message. */
export function refusal(status: number, message: string): JiraError {
	return new JiraError(status, { errorMessages: [message], errors: {} });
}

/** A 400 about one field of the body. */
export function fieldError(field: string, message: string): JiraError {
	return new JiraError(400, { errorMessages: [], errors: { [field]: message } });
}

/** `{errorMessages, errors}`: ErrorCollection of the Jira Software REST reference. */
export function errorAnswer(
	status: number,
	trouble: Trouble | string,
	headers?: Record<string, string>,
): Answer {
	const body = typeof trouble === 'string' ? { errorMessages: [trouble], errors: {} } : trouble;
	return { status, body, ...(headers && { headers }) };
}

/** A body of plain text, or of none. */
export function textAnswer(status: number, text: string, headers?: Record<string, string>): Answer {
	return {
		status,
		body: text === '' ? undefined : text,
		headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
	};
}
