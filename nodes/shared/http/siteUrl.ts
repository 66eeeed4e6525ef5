import { InvalidInput } from '../values/invalidInput';

/** How addresses of one system look. */
export interface SiteUrlOptions {
	/** What the credential calls the address. */
	label: string;
	/** How to enter it; a whole sentence. */
	example: string;
	/** Domain of the vendor's cloud: a bare name means a sub-domain of it. There is no context path below it. */
	cloud: string;
	/** What may follow the context path in an address copied from the browser. Without a slash outside of brackets. */
	afterContextPath: RegExp;
}

/** The two ways to complete an address. */
export interface SiteUrl {
	/**
	 * Completes what the user entered: a bare sub-domain means the vendor's cloud, a host name gets https, and what follows the
	 * context path in a URL copied from the browser is cut off; on the vendor's cloud everything after the host.
	 * @returns scheme, host and context path without a slash at the end
	 * @throws InvalidInput
	 */
	read: (input: unknown) => string;
	/**
	 * The same completion as an n8n expression, for the places of a credential that only take expressions (test request,
	 * token URL).
	 * @param variable how n8n names the credential there
	 */
	expression: (variable: '$credentials' | '$self') => string;
}

/** Completes addresses of one system. */
export function createSiteUrl({
	label,
	example,
	cloud,
	afterContextPath,
}: SiteUrlOptions): SiteUrl {
	const onCloud = new RegExp(
		`^(https?:[/]+[^/]+[.]${cloud.replace(/\./g, '[.]')}(?::[0-9]+)?)([/].*)?$`,
		'i',
	);
	return {
		read(input) {
			const text = typeof input === 'string' ? input.trim() : '';
			if (text === '') throw new InvalidInput(`The credential has no ${label}`, example);
			if (/^[a-z0-9][a-z0-9-]*$/i.test(text) && text.toLowerCase() !== 'localhost') {
				return `https://${text.toLowerCase()}.${cloud}`;
			}
			const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
			if (!URL.canParse(withScheme)) {
				throw new InvalidInput(`The credential's ${label} is not a URL: ${text}`, example);
			}
			const url = new URL(withScheme);
			if (url.protocol !== 'https:' && url.protocol !== 'http:') {
				throw new InvalidInput(`The credential's ${label} starts with ${url.protocol}//`, example);
			}
			if (url.username || url.password) {
				throw new InvalidInput(
					`The credential's ${label} holds a user name or password`,
					'Remove everything up to the @ and enter them in their own fields.',
				);
			}
			// Sites of the vendor's cloud have no context path: whatever follows was copied from the browser.
			if (onCloud.test(url.origin)) return url.origin;
			const contextPath = url.pathname.replace(afterContextPath, '').replace(/\/+$/, '');
			return url.origin + contextPath;
		},

		expression(variable) {
			const text = `String(${variable}["baseUrl"] ?? "").trim()`;
			return `(/^(?!localhost$)[a-z0-9][a-z0-9-]*$/i.test(${text}) ? "https://" + ${text}.toLowerCase() + ".${cloud}" : /^https?:/i.test(${text}) ? ${text} : "https://" + ${text}).replace(/[?#].*/, "").replace(${String(onCloud)}, "$1").replace(${String(afterContextPath)}, "").replace(/[/]+$/, "")`;
		},
	};
}
