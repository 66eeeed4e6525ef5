import type { IAuthenticate, IAuthenticateGeneric } from 'n8n-workflow';

/**
 * How a credential signs a request: a function, never n8n's `generic` kind with its expressions. n8n keeps one evaluator of
 * expressions for each workflow and takes it away whenever a poll of that workflow ends, also from one that still runs.
 */
type Authenticate = Exclude<IAuthenticate, IAuthenticateGeneric>;

const textOf = (value: unknown): string => String(value ?? '');

/** Basic: the credential's `username` and `password`. */
export const withPassword: Authenticate = async ({ username, password }, request) => ({
	...request,
	auth: { username: textOf(username).trim(), password: textOf(password) },
});

/** Bearer: the credential's `token`, without the blanks that come along when it is pasted. */
export const withToken: Authenticate = async ({ token }, request) => ({
	...request,
	headers: { ...request.headers, Authorization: `Bearer ${textOf(token).trim()}` },
});
