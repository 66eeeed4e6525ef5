/** The kinds of Jira whose Agile API differs, by the value of the credential's field. */
export const DEPLOYMENTS = {
	cloud: 'Cloud',
	dataCenter: 'Data Center',
	agile67: 'JIRA Agile 6.7',
} as const;

export type Deployment = keyof typeof DEPLOYMENTS;

export const isDeployment = (value: unknown): value is Deployment =>
	typeof value === 'string' && value in DEPLOYMENTS;

/** Where something exists: on Cloud only. */
export const CLOUD: readonly Deployment[] = ['cloud'];
export const DATA_CENTER: readonly Deployment[] = ['dataCenter'];
/** Everywhere but in the old API. */
export const CURRENT: readonly Deployment[] = ['cloud', 'dataCenter'];
export const AGILE_67: readonly Deployment[] = ['agile67'];
