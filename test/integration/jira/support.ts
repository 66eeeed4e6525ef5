/** A fake Jira for a test file, of one kind or of each, and short ways to run the node against it and to read its log. */
import '../../support/engine/environment';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startJiraServer } from '../../servers/jira';
import type { Deployment, JiraServer, JiraServerOptions, LoggedRequest } from '../../servers/jira';
import { jiraCredentials, runListSearch, runNode } from '../../support/engine/harness';
import type { RunOptions, RunResult, StoredCredential } from '../../support/engine/harness';
import { byId, byKey, byName, byUrl, failureOf, fromList, rowsOf } from '../jama/support';
import type { Failure } from '../jama/support';

export { byId, byKey, byName, byUrl, failureOf, fromList, rowsOf };
export type { Failure };

export type More = Partial<Omit<RunOptions, 'parameters'>>;

export const DEPLOYMENTS: Deployment[] = ['cloud', 'dataCenter', 'agile67'];

/** Node parameters of an operation named `resource.operation`. */
export function parametersOf(operation: string, parameters: object = {}): INodeParameters {
	const [resource = '', name = ''] = operation.split('.');
	return { resource, operation: name, simplify: false, ...(parameters as INodeParameters) };
}

/** The usual root is left out, the others are named in front. */
const shorten = (path: string): string =>
	path
		.replace(/^\/rest\/(agile|greenhopper\/experimental-api)\/1\.0/, '')
		.replace(/^\/rest\/software\/1\.0/, 'software:')
		.replace(/^\/rest\/api\/(\d)/, 'platform$1:');

/** A logged request as one line: method, path with query, body. */
export function line({ method, path, query, body }: LoggedRequest): string {
	const pairs = Object.entries(query).flatMap(([name, values]) =>
		[values].flat().map((value) => `${name}=${value}`),
	);
	const text = body === undefined || path === '/oauth/token' ? '' : ` ${JSON.stringify(body)}`;
	return `${method} ${shorten(path)}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}${text}`;
}

export class Jira {
	/** Started before the first test. */
	server!: JiraServer;

	/** Runs `resource.operation`, with user and password unless told otherwise, and checks that nothing secret comes out. */
	async run(operation: string, parameters: object = {}, more: More = {}): Promise<RunResult> {
		const { credentials = jiraCredentials(this.server) } = more;
		const result = await runNode({
			...more,
			nodeType: 'jiraAgile',
			credentials,
			parameters: parametersOf(operation, parameters),
		});
		const shown = JSON.stringify(result);
		expect(this.secretsOf(credentials).filter((secret) => shown.includes(secret))).toEqual([]);
		return result;
	}

	/** What may stand in no output, error or hint. */
	private secretsOf({ data }: StoredCredential): string[] {
		const secrets = [data.password, data.token, data.clientSecret].filter(Boolean).map(String);
		const basic = Buffer.from(`${String(data.username)}:${String(data.password)}`);
		const { grants } = this.server.state;
		const tokens = grants.flatMap((grant) => [grant.accessToken, grant.refreshToken]);
		return [...secrets, ...tokens, basic.toString('base64')];
	}

	/** Runs an operation that must succeed, and returns its rows. */
	async rows(operation: string, parameters?: object, more?: More): Promise<IDataObject[]> {
		return rowsOf(await this.run(operation, parameters, more));
	}

	/** Runs an operation that must fail, and returns its error. */
	async failure(operation: string, parameters?: object, more?: More): Promise<Failure> {
		return failureOf(await this.run(operation, parameters, more));
	}

	/** What a list of the editor offers. */
	async search(method: string, parameters: object = {}, filter?: string, paginationToken?: string) {
		return await runListSearch(method, {
			nodeType: 'jiraAgile',
			credentials: jiraCredentials(this.server),
			parameters: parameters as INodeParameters,
			...(filter === undefined ? {} : { filter }),
			...(paginationToken === undefined ? {} : { paginationToken }),
		});
	}

	/** Every request that the server got, as lines. */
	sent(): string[] {
		return this.server.requests.map(line);
	}

	/** The requests that may have changed something. */
	writes(): string[] {
		return this.sent().filter((each) => !each.startsWith('GET '));
	}

	/** Takes the violations that a test means to cause. */
	takeViolations(): string[] {
		return this.server.violations.splice(0);
	}
}

/**
 * Starts one server for the tests of a file or block. After each test it checks that nothing broke Jira's contract, and
 * sets log, switches and data back.
 */
export function useJira(options: JiraServerOptions = {}): Jira {
	const jira = new Jira();
	beforeAll(async () => {
		jira.server = await startJiraServer(options);
	});
	afterEach(() => {
		const violations = [...jira.server.violations];
		jira.server.reset();
		jira.server.reseed();
		expect(violations).toEqual([]);
	});
	afterAll(async () => await jira.server.close());
	return jira;
}
