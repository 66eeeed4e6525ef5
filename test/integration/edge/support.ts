/** Answers that no server gives on purpose, scripted on the socket of n8n-core's own request helper. */
import '../../support/engine/environment';
import { Readable } from 'node:stream';
import nock from 'nock';
import type { IDataObject } from 'n8n-workflow';
import type { RunResult, StoredCredential } from '../../support/engine/harness';
import { runNode } from '../../support/engine/harness';
import { failureOf, parametersOf, rowsOf } from '../jama/support';

const shared = { requestsPerSecond: 1000, burst: 1000, ignoreSSLIssues: false };
let host = 0;

/** A Jama that exists in this process only; each has a host of its own, so that no bucket is shared. */
export class Edge {
	readonly url = `http://jama-${(host += 1)}.test`;

	readonly scope = nock(this.url);

	/** Every request that left, as method and path. */
	readonly sent: string[] = [];

	/** The headers of every request. */
	readonly headers: Array<Record<string, string | string[]>> = [];

	constructor() {
		this.watch(this.scope);
	}

	/** Logs what leaves for another host, too. */
	watch(scope: nock.Scope): void {
		scope.on('request', (request: { method: string; path: string; headers: object }) => {
			this.sent.push(`${request.method} ${request.path}`);
			this.headers.push(request.headers as Record<string, string>);
		});
	}

	credentials(): StoredCredential {
		const login = { username: 'ada', password: 'p4ss-of-ada' };
		return { type: 'jamaApi', data: { baseUrl: this.url, ...login, ...shared } };
	}

	oAuth2(): StoredCredential {
		const login = { clientId: 'client', clientSecret: 's3cret-of-client' };
		return { type: 'jamaOAuth2Api', data: { baseUrl: this.url, ...login, ...shared } };
	}

	/** Runs `resource.operation`, and checks that no secret comes out. */
	async run(
		operation: string,
		parameters: object = {},
		more: { input?: IDataObject[]; continueOnFail?: boolean; credentials?: StoredCredential } = {},
	): Promise<RunResult> {
		const { credentials = this.credentials() } = more;
		const result = await runNode({
			...more,
			credentials,
			parameters: parametersOf(operation, parameters),
		});
		const basic = Buffer.from('ada:p4ss-of-ada').toString('base64');
		expect(JSON.stringify(result)).not.toMatch(new RegExp(`p4ss-of-ada|s3cret-of-client|${basic}`));
		return result;
	}

	rows = async (...run: Parameters<Edge['run']>) => rowsOf(await this.run(...run));

	failure = async (...run: Parameters<Edge['run']>) => failureOf(await this.run(...run));
}

export const envelope = (data: unknown) => ({ meta: { status: 'OK' }, links: {}, data });
export const JSON_TYPE = { 'content-type': 'application/json' };

/** A body that ends in the middle, as a connection that breaks leaves it. */
export const breaking = (start: string) => () =>
	Readable.from(
		(function* () {
			yield start;
			throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		})(),
	);

/** A connection that ends with a system error. */
export const systemError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

/** Intercepts all hosts, and lets nothing out. */
export function useNock(): void {
	beforeAll(() => nock.disableNetConnect());
	afterEach(() => nock.cleanAll());
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});
}
