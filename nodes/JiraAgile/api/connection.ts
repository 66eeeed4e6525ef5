import { z } from 'zod';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Connection } from '../../shared/session/api';
import { readRate } from '../../shared/credentials/credentialParts';
import { BadResponse } from '../../shared/http/errors';
import { InvalidInput } from '../../shared/values/invalidInput';
import type { HttpRequest } from '../../shared/http/http';
import type { Send } from '../../shared/http/send';
import { checkResponse } from './responses';
import { DEPLOYMENTS, isDeployment } from './deployments';
import { readSiteUrl } from './siteUrl';

/** The gateway of the cloud for OAuth tokens, unless the credential names another. */
const API_BASE_URL = 'https://api.atlassian.com';

/** A site that a token may be used for (Jira Cloud platform, OAuth 2.0 (3LO) apps). */
const sites = z.array(z.object({ id: z.string(), url: z.string(), name: z.string().optional() }));

const withoutSlash = (url: string): string => url.trim().replace(/\/+$/, '');
const same = (a: string, b: string): boolean =>
	withoutSlash(a).toLowerCase() === withoutSlash(b).toLowerCase();

/**
 * Finds the cloud ID of a site: GET /oauth/token/accessible-resources, which lists the sites that the token was granted for.
 * @param siteUrl the site's address; undefined takes the only one there is
 * @throws InvalidInput that names the sites; BadResponse; NoResponse
 */
async function locateSite(
	send: Send,
	gateway: string,
	siteUrl: string | undefined,
): Promise<Partial<Connection>> {
	const request: HttpRequest = { method: 'GET', path: '/oauth/token/accessible-resources' };
	const response = await send(request);
	checkResponse(request, response);
	const parsed = sites.safeParse(response.body);
	if (!parsed.success) throw new BadResponse(request, response, 'unexpected');
	const granted = parsed.data;
	const [only] = granted;
	const site = siteUrl === undefined ? only : granted.find(({ url }) => same(url, siteUrl));
	if (site && (siteUrl !== undefined || granted.every(({ id }) => id === site.id))) {
		return { baseUrl: `${gateway}/ex/jira/${site.id}`, siteUrl: withoutSlash(site.url) };
	}
	const names = [...new Set(granted.map(({ url }) => url))].join(', ') || 'none';
	throw new InvalidInput(
		siteUrl === undefined
			? 'The credential names no site, and its token is good for several or none'
			: `The credential's token is not good for the site ${siteUrl}`,
		`It was granted for: ${names}. Correct the site URL, or connect the credential again and choose the site.`,
	);
}

/** A connection through the gateway of the cloud, for OAuth tokens. */
function connectByGateway(
	credential: ICredentialDataDecryptedObject,
	common: Omit<Connection, 'baseUrl'>,
): Connection {
	const gateway = withoutSlash(String(credential.apiBaseUrl || API_BASE_URL));
	if (!/^https?:\/\//i.test(gateway) || !URL.canParse(gateway)) {
		throw new InvalidInput(
			`The credential's 'API Base URL' is not a URL: ${gateway}`,
			`Leave it at ${API_BASE_URL} unless your Jira is in another Atlassian cloud.`,
		);
	}
	const site = String(credential.baseUrl ?? '').trim();
	const siteUrl = site === '' ? undefined : readSiteUrl(site);
	const cloudId = String(credential.cloudId ?? '').trim();
	if (cloudId === '') {
		return {
			...common,
			baseUrl: gateway,
			locate: async (send) => await locateSite(send, gateway, siteUrl),
		};
	}
	if (!/^[\w-]+$/.test(cloudId)) {
		throw new InvalidInput(
			`The credential's 'Cloud ID' is ${JSON.stringify(cloudId)}`,
			"It looks like 11223344-a1b2-3b33-c444-def123456789. Leave it empty to have it found by the 'Site URL'.",
		);
	}
	const baseUrl = `${gateway}/ex/jira/${cloudId}`;
	return siteUrl === undefined
		? { ...common, baseUrl, locate: readSite }
		: { ...common, baseUrl, siteUrl };
}

/** The gateway of the cloud as site URL, which API tokens with scopes need. */
const AT_GATEWAY = /[/]ex[/]jira[/][\w-]+$/;
const site = z.object({ baseUrl: z.string().url() });

/** Finds the address in the browser of a site behind the gateway: GET /serverInfo. Throws BadResponse; NoResponse. */
async function readSite(send: Send): Promise<Partial<Connection>> {
	const request: HttpRequest = { method: 'GET', path: '/rest/api/2/serverInfo' };
	const response = await send(request);
	checkResponse(request, response);
	const info = site.safeParse(response.body);
	if (!info.success) throw new BadResponse(request, response, 'unexpected');
	return { siteUrl: withoutSlash(info.data.baseUrl) };
}

/** Reads a credential: where requests go, and what kind of Jira that is. Throws InvalidInput. */
export function connect(credential: ICredentialDataDecryptedObject): Connection {
	const deployment = credential.deployment || 'cloud';
	if (!isDeployment(deployment)) {
		throw new InvalidInput(
			`The credential's 'Deployment' is ${JSON.stringify(deployment)}`,
			`Choose one of: ${Object.values(DEPLOYMENTS).join(', ')}.`,
		);
	}
	const common = {
		limit: readRate(credential),
		ignoreCertificate: credential.ignoreSSLIssues === true,
		deployment,
		// Jira rejects writes that look like a browser's without it ("XSRF check failed").
		headers: { 'X-Atlassian-Token': 'no-check' },
	};
	if (credential.apiBaseUrl !== undefined) return connectByGateway(credential, common);
	const baseUrl = readSiteUrl(credential.baseUrl);
	if (deployment !== 'cloud' && new URL(baseUrl).hostname.endsWith('.atlassian.net')) {
		throw new InvalidInput(
			`The credential's 'Deployment' is ${DEPLOYMENTS[deployment]}, and its site ${baseUrl} is in Atlassian's cloud`,
			"Set 'Deployment' to Cloud, or correct the site URL.",
		);
	}
	return AT_GATEWAY.test(baseUrl)
		? { ...common, baseUrl, locate: readSite }
		: { ...common, baseUrl };
}
