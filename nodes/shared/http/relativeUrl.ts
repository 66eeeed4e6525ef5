import type { IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../values/invalidInput';

const refuse = (reason: string): never => {
	throw new InvalidInput(
		`'Relative URL' ${reason}`,
		'Enter the part after the API root, such as /projects or /items/42/children. Anything else would send your credential elsewhere.',
	);
};

/** Undoes percent-encoding again and again, so that no dot or slash hides behind a second layer. */
function decodeFully(text: string): string {
	let decoded = '';
	try {
		decoded = decodeURIComponent(text);
	} catch {
		return refuse('has a percent sign that encodes nothing (write %25 for the sign itself)');
	}
	return decodeLayers(decoded) ?? refuse('is percent-encoded too many times');
}

/** Undoes layers of percent-encoding; undefined for more than five. */
function decodeLayers(text: string): string | undefined {
	let decoded = text;
	for (let round = 0; round < 5; round++) {
		// From here on a percent sign may stand for itself; what matters is ASCII.
		const once = decoded.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
			String.fromCharCode(parseInt(code, 16)),
		);
		if (once === decoded) return decoded;
		decoded = once;
	}
	return undefined;
}

/**
 * True for a path that some server between here and there may resolve to another one: dot segments in any encoding. Java
 * servers drop what follows a semicolon before they resolve dots: `..;` climbs as well.
 */
export function hasDotSegment(text: string): boolean {
	const decoded = decodeLayers(text);
	const names = decoded?.split(/[\\/]/).map((segment) => segment.replace(/;.*/s, '').trim());
	return names === undefined || names.includes('.') || names.includes('..');
}

const hasControlCharacter = (text: string): boolean =>
	[...text].some((character) => character < ' ' || character === '\u007f');

/**
 * Splits a relative URL into path and query, and rejects everything that could leave the API root: absolute URLs, `//host`,
 * backslashes, dot segments in any encoding, control characters (RFC 3986, 4.2 and 5.2.4).
 * @returns path with a slash in front, and the query's values (an array where a key is repeated)
 * @throws InvalidInput
 */
export function parseRelativeUrl(input: unknown): { path: string; query: IDataObject } {
	const text = typeof input === 'string' ? input.trim() : '';
	if (text === '') return refuse('is empty');
	if (hasControlCharacter(text)) return refuse('holds a control character');
	if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return refuse('is an absolute URL');
	if (/^[\\/]{2}/.test(text)) return refuse('starts with two slashes, which names another host');
	if (text.includes('#')) return refuse('holds a # (write %23)');

	const mark = text.indexOf('?');
	const path = mark === -1 ? text : text.slice(0, mark);
	const decoded = decodeFully(path);
	if (hasControlCharacter(decoded)) return refuse('holds a control character');
	if (decoded.includes('\\')) return refuse('holds a backslash');
	if (hasDotSegment(decoded)) return refuse('holds a dot segment (. or ..)');
	if (/^\/{2}/.test(decoded)) return refuse('starts with two slashes, which names another host');

	const query: Record<string, string | string[]> = {};
	for (const [name, value] of new URLSearchParams(mark === -1 ? '' : text.slice(mark + 1))) {
		const before = query[name];
		query[name] = before === undefined ? value : [before, value].flat();
	}
	// The URL parser encodes spaces and other characters that may not stand in a path.
	const encoded = new URL(`http://host/${path.replace(/^\//, '')}`).pathname;
	return { path: encoded, query };
}

/**
 * The URL of a request, the last check before anything is sent: it must lie where it says. A dot segment, a backslash or a
 * second host in a path would be resolved to another place, with the credential.
 * @param baseUrl of the connection; @param path with a slash in front, encoded
 * @throws InvalidInput
 */
export function urlBelow(baseUrl: string, path: string): string {
	const text = baseUrl + path;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const base = new URL(baseUrl);
	const depth = (of: string) => of.split('/').length;
	const isWhereItSays =
		url !== undefined &&
		path.startsWith('/') &&
		url.origin === base.origin &&
		url.username === '' &&
		!/[\\?#]/.test(path) &&
		depth(url.pathname) === depth(base.pathname.replace(/\/$/, '') + path);
	if (isWhereItSays) return text;
	throw new InvalidInput(
		'The request would go to another address than the operation has, and was not sent',
		`Check the values of its fields: ${path}`,
	);
}
