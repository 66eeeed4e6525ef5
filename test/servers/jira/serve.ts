import { commonFlags, misplaced, number, oneOf, readFlags, serve } from '../shared/serve';
import { startJiraServer, type Deployment, type JiraServer, type JiraServerOptions } from './index';

const DEPLOYMENTS: Deployment[] = ['cloud', 'dataCenter', 'agile67'];

const FLAGS = {
	deployment: oneOf(
		'cloud, dataCenter or agile67 (JIRA Agile 6.7.6); default cloud',
		'D',
		DEPLOYMENTS,
	),
	issues: number('issues of the main project (default 60)', 0, 1_000_000),
	pageMax: number('largest page of any list (default 50)', 1, 5000),
	...commonFlags('/jira', '; not on Cloud', 3600),
};

/** The server's options for a command line; 'help' when that is what is asked for. */
export function parseOptions(argv: string[]): JiraServerOptions | 'help' {
	const values = readFlags(FLAGS, argv);
	if (values === 'help') return 'help';
	const { deployment = 'cloud', pageMax, retryAfter = 'seconds', ...options } = values;
	if (deployment === 'cloud' && options.contextPath)
		misplaced('contextPath', 'a Cloud site has none');
	const switches = { retryAfter, ...(pageMax === undefined ? {} : { pageMax }) };
	return { deployment, ...options, switches };
}

/** What the terminal shows: the address and the logins of the deployment. */
function greeting({ url, deployment, logins }: JiraServer): Array<[string, string]> {
	const { basic, token, oauth, reader, noLicense } = logins;
	const own: Record<Deployment, Array<[string, string]>> = {
		cloud: [
			['OAuth', `${oauth.clientId} / ${oauth.clientSecret}`],
			['Gateway', `${url}/ex/jira/${oauth.cloudId}`],
		],
		dataCenter: [['Token', token]],
		agile67: [],
	};
	return [
		['Fake Jira', `${url} (${deployment})`],
		['Basic', `${basic.username} / ${basic.password}`],
		...own[deployment],
		['Reader', `${reader.username} / ${reader.password} (main project, read only)`],
		['No license', `${noLicense.username} / ${noLicense.password}`],
	];
}

if (require.main === module)
	void serve({
		title: 'fake Jira',
		command: 'serve:jira',
		flags: FLAGS,
		parse: parseOptions,
		start: startJiraServer,
		greeting,
	});
