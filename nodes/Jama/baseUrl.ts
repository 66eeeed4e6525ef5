import { InvalidInput } from '../shared/errors';

const EXAMPLE =
	'Enter it as https://example.jamacloud.com, with the context path of a self-hosted instance (https://jama.example.com/contour), or just the sub-domain (example).';

/** What may follow the context path in an address copied from the browser. */
const AFTER_CONTEXT_PATH = /[/](rest|api-docs|perspective[.]req|login[.]req)([/].*)?$/i;

/**
 * Completes what the user entered as instance URL: a bare sub-domain means Jama's cloud, a host name gets https, and what
 * follows the context path in a URL copied from the browser is cut off.
 * @returns scheme, host and context path without a slash at the end
 * @throws InvalidInput
 */
export function readBaseUrl(input: unknown): string {
	const text = typeof input === 'string' ? input.trim() : '';
	if (text === '') throw new InvalidInput('The credential has no instance URL', EXAMPLE);
	if (/^[a-z0-9][a-z0-9-]*$/i.test(text) && text.toLowerCase() !== 'localhost') {
		return `https://${text.toLowerCase()}.jamacloud.com`;
	}
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(withScheme)) {
		throw new InvalidInput(`The credential's instance URL is not a URL: ${text}`, EXAMPLE);
	}
	const url = new URL(withScheme);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new InvalidInput(`The credential's instance URL starts with ${url.protocol}//`, EXAMPLE);
	}
	if (url.username || url.password) {
		throw new InvalidInput(
			"The credential's instance URL holds a user name or password",
			'Remove everything up to the @ and enter them in their own fields.',
		);
	}
	const contextPath = url.pathname.replace(AFTER_CONTEXT_PATH, '').replace(/\/+$/, '');
	return url.origin + contextPath;
}

/**
 * The same completion as an n8n expression, for the places of a credential that only take expressions (test request,
 * token URL).
 * @param variable how n8n names the credential there: `$credentials` or `$self`
 */
export const baseUrlExpression = (variable: '$credentials' | '$self'): string => {
	const text = `String(${variable}["baseUrl"] ?? "").trim()`;
	return `(/^(?!localhost$)[a-z0-9][a-z0-9-]*$/i.test(${text}) ? "https://" + ${text}.toLowerCase() + ".jamacloud.com" : /^https?:/i.test(${text}) ? ${text} : "https://" + ${text}).replace(/[?#].*/, "").replace(${String(AFTER_CONTEXT_PATH)}, "").replace(/[/]+$/, "")`;
};
