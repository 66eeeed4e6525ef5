import { createSiteUrl } from '../../shared/http/siteUrl';

/** How the address of a Jira is entered and completed. */
export const { read: readSiteUrl, expression: siteUrlExpression } = createSiteUrl({
	label: 'site URL',
	example:
		'Enter it as https://example.atlassian.net, with the context path of Data Center (https://jira.example.com/jira), or just the sub-domain of the cloud (example).',
	cloud: 'atlassian.net',
	afterContextPath:
		/[/](rest|browse|secure|projects|issues|jira[/](software|your-work|for-you|projects|people|core|dashboards|filters|plans)|login[.]jsp)([/].*)?$/i,
});
