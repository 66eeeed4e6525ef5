import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { withPassword } from '../../shared/credentials/authenticate';
import { rateProperties as rateFields } from '../../shared/credentials/credentialParts';
import type { Row } from '../../shared/values/row';
import type { Deployment } from './deployments';
import { DEPLOYMENTS, isDeployment } from './deployments';

export { ignoreSslIssues } from '../../shared/credentials/credentialParts';

export const siteUrlProperty: INodeProperties = {
	displayName: 'Site URL',
	name: 'baseUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.atlassian.net',
	description:
		'Address of your Jira, with the context path of Data Center if it has one (https://jira.example.com/jira), or only the sub-domain of the cloud (example)',
};

/** Jira publishes no figure of requests per second that holds for every site. */
export const rateProperties = rateFields({
	perSecond:
		'How fast all nodes of this n8n may ask this site together. Jira says when it is too fast, and the nodes slow down.',
	burst: 'How many requests may leave at once after a rest',
});

/**
 * Which deployment a server says that it is (GET serverInfo); undefined where it does not say so. Data Center and Server since
 * 7 call themselves Server, and older ones, which have JIRA Agile, have only a version.
 */
function deploymentOf({ deploymentType, versionNumbers }: Row): Deployment | undefined {
	if (deploymentType === 'Cloud') return 'cloud';
	if (deploymentType === 'Server') return 'dataCenter';
	const [major] = Array.isArray(versionNumbers) ? (versionNumbers as unknown[]) : [];
	if (deploymentType !== undefined || typeof major !== 'number') return undefined;
	return major < 7 ? 'agile67' : 'dataCenter';
}

/** What is wrong about the server that a credential leads to: it is another deployment than the credential says. */
export function otherDeployment(
	info: Row,
	{ deployment = 'cloud' }: ICredentialDataDecryptedObject,
): string | undefined {
	const is = deploymentOf(info);
	if (is === undefined || !isDeployment(deployment) || is === deployment) return undefined;
	return `This Jira is ${DEPLOYMENTS[is]}, and 'Deployment' says ${DEPLOYMENTS[deployment]}. Set 'Deployment' to ${DEPLOYMENTS[is]}, or correct the site URL.`;
}

/** Deployment of a credential that is good for one only. */
export const fixedDeployment = (value: string): INodeProperties => ({
	displayName: 'Deployment',
	name: 'deployment',
	type: 'hidden',
	default: value,
});

/** Basic; the API token of Cloud without the blanks that come along when it is pasted. A password may begin with one. */
export const withPasswordOrToken: typeof withPassword = async (credential, request) => {
	const { deployment, password } = credential;
	const signed =
		deployment === 'cloud' ? { ...credential, password: String(password).trim() } : credential;
	return await withPassword(signed, request);
};

export const REFUSED =
	'Jira rejected the credential (401). On Cloud enter the e-mail address and an API token, not the password; on Data Center the user name and password, or a personal access token that has not expired.';
export const NOT_JIRA =
	"The server responded, but not as the Jira API of this deployment: check 'Deployment', and the site URL with its context path. With single sign-on, a login page may be in the way.";
export const NO_DATA_CENTER =
	'The server responded, but not as the API of Jira Data Center: check the site URL with its context path. With single sign-on, a login page may be in the way.';
export const IS_CLOUD =
	'This is Jira Cloud, and personal access tokens are for Data Center only. For Cloud, use the credential Jira Agile API with e-mail address and API token.';
export const DENIED =
	'Jira rejected the user (403): after several wrong passwords it wants a CAPTCHA solved in the browser; otherwise the user lacks access to Jira.';
