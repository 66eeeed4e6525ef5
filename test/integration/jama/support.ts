/** One fake Jama for a test file, and short ways to run the node against it and to read its log. */
import '../../support/engine/environment';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startJamaServer } from '../../servers/jama';
import { createSeed } from '../../servers/jama/seed/seed';
import type { JamaServer, JamaServerOptions, LoggedRequest } from '../../servers/jama';
import { jamaCredentials, runNode } from '../../support/engine/harness';
import { forgetConfiguration } from '../../support/engine/package-loader';
import type { RunOptions, RunResult, StoredCredential } from '../../support/engine/harness';

type More = Partial<Omit<RunOptions, 'parameters'>>;

/** What a user sees of an error. */
export interface Failure {
	message: string;
	description: string;
	itemIndex?: number;
	/** Everything that n8n keeps of the error, as text. */
	text: string;
}

/** The id that the next record gets on a server of 120 items. */
export const NEXT_ID = createSeed(120).next('item');

/** A resource locator as the editor stores it. */
const locator = (mode: string, value: number | string) => ({ __rl: true, mode, value });
export const byId = (id: number | string) => locator('id', id);
export const byKey = (key: string) => locator('key', key);
export const byGlobalId = (globalId: string) => locator('globalId', globalId);
export const byName = (name: string) => locator('name', name);
export const byUrl = (url: string) => locator('url', url);
export const fromList = (id: number) => locator('list', id);

/** The value of a resource mapper whose columns were filled in. */
export const mapped = (value: IDataObject) => ({
	mappingMode: 'defineBelow',
	value,
	matchingColumns: [],
	schema: [],
});
/** Fields of an item as JSON. */
export const jsonFields = (fields: unknown) => ({
	fieldsInput: 'json',
	fieldsJson: typeof fields === 'string' ? fields : JSON.stringify(fields),
});
/** The value of a resource mapper that takes what comes in. */
export const autoMapped = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [] };

/** Node parameters of an operation named `resource.operation`. */
export function parametersOf(operation: string, parameters: object = {}): INodeParameters {
	const [resource = '', name = ''] = operation.split('.');
	// Simplify looks labels up; the tests of simplify.test.ts turn it on.
	return { resource, operation: name, simplify: false, ...(parameters as INodeParameters) };
}

/** A logged request as one line: method, path with query, body. Roots other than v1 are shown. */
export function line({ method, path, url, query, body }: LoggedRequest): string {
	const root = /\/rest\/(latest|labs)\//.exec(url)?.[1];
	const pairs = Object.entries(query).flatMap(([name, values]) =>
		[values].flat().map((value) => `${name}=${value}`),
	);
	const text = body === undefined ? '' : ` ${JSON.stringify(body)}`;
	const where = `${root ? `/rest/${root}` : ''}${path}`;
	return `${method} ${where}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}${text}`;
}

/** The error of a run. Fails the test when there is none. */
export function failureOf({ error, items }: RunResult): Failure {
	if (!error) throw new Error(`The run did not fail: ${JSON.stringify(items).slice(0, 500)}`);
	const { context } = error as { context?: { itemIndex?: number } };
	return {
		message: error.message,
		description: String((error as { description?: string }).description ?? ''),
		itemIndex: context?.itemIndex,
		text: JSON.stringify(error),
	};
}

/** The output of a run. Fails the test when the run failed. */
export function rowsOf({ error, items }: RunResult): IDataObject[] {
	if (error) {
		const { description } = error as { description?: string };
		throw new Error(`The run failed: ${error.message} (${description ?? ''})`);
	}
	return items.map(({ json }) => json);
}

/** A record with its most important values where Simplify puts them, so that tests read the same either way. */
function withColumns(json: IDataObject): IDataObject {
	const fields = json.fields as IDataObject | undefined;
	if (!fields) return json;
	const parent = (json.location as { parent?: { item?: number } } | undefined)?.parent?.item;
	const { name, description } = fields;
	return {
		...json,
		...(name === undefined ? {} : { name }),
		...(description === undefined ? {} : { description }),
		...(parent === undefined ? {} : { parent }),
	};
}

export class Jama {
	/** Started before the first test. */
	server!: JamaServer;

	/** Runs `resource.operation`, with Basic unless told otherwise, and checks that nothing secret comes out. */
	async run(operation: string, parameters: object = {}, more: More = {}): Promise<RunResult> {
		const { credentials = jamaCredentials(this.server) } = more;
		const result = await runNode({
			...more,
			credentials,
			parameters: parametersOf(operation, parameters),
		});
		const shown = JSON.stringify(result);
		result.items = result.items.map((item) => ({ ...item, json: withColumns(item.json) }));
		expect(this.secretsOf(credentials).filter((secret) => shown.includes(secret))).toEqual([]);
		return result;
	}

	/** What may stand in no output, error or hint. */
	private secretsOf({ data }: StoredCredential): string[] {
		const encode = (...parts: unknown[]) => Buffer.from(parts.join(':')).toString('base64');
		const password = data.password ? [String(data.password)] : [];
		const secret = data.clientSecret ? [String(data.clientSecret)] : [];
		return [
			...password,
			...secret,
			encode(data.username, data.password),
			encode(data.clientId, data.clientSecret),
			...this.server.state.tokens.keys(),
		];
	}

	/** Runs an operation that must succeed, and returns its rows. */
	async rows(operation: string, parameters?: object, more?: More): Promise<IDataObject[]> {
		return rowsOf(await this.run(operation, parameters, more));
	}

	/** Runs an operation that must fail, and returns its error. */
	async failure(operation: string, parameters?: object, more?: More): Promise<Failure> {
		return failureOf(await this.run(operation, parameters, more));
	}

	/** Every request that the server got, as lines. */
	sent(): string[] {
		return this.server.requests.map(line);
	}

	/** The requests that may have changed something. */
	writes(): string[] {
		return this.sent().filter((each) => !each.startsWith('GET '));
	}
}

/**
 * Starts one server for the tests of a file. After each test it checks that nothing broke Jama's contract, and sets log,
 * switches and data back.
 */
export function useJama(options: JamaServerOptions = {}): Jama {
	const jama = new Jama();
	beforeAll(async () => {
		jama.server = await startJamaServer(options);
	});
	afterEach(() => {
		const violations = [...jama.server.violations];
		jama.server.reset();
		jama.server.reseed();
		forgetConfiguration();
		expect(violations).toEqual([]);
	});
	afterAll(async () => await jama.server.close());
	return jama;
}
