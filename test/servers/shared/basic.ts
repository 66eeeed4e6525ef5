/** The header Authorization of HTTP Basic (RFC 7617). */
export const basic = (username: string, password: string): string =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** User and password of a Basic header; undefined for any other header. */
export function decodeBasic(header: string): [user: string, password: string] | undefined {
	const [scheme, value = ''] = header.split(' ');
	if (scheme?.toLowerCase() !== 'basic') return undefined;
	const text = Buffer.from(value, 'base64').toString();
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}
