import { createSiteUrl } from '../../shared/http/siteUrl';

/** How the address of a Jama is entered and completed. */
export const { read: readBaseUrl, expression: baseUrlExpression } = createSiteUrl({
	label: 'instance URL',
	example:
		'Enter it as https://example.jamacloud.com, with the context path of a self-hosted instance (https://jama.example.com/contour), or just the sub-domain (example).',
	cloud: 'jamacloud.com',
	afterContextPath: /[/](rest|api-docs|oauth|attachment|[^/]+[.](req|jsp|action|html?))([/].*)?$/i,
});
