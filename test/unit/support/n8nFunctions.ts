import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

/** What n8n's helper does for one request: an answer, or an error that it throws. */
export type HelperAnswer =
	| { statusCode: number; headers?: Record<string, string>; body?: unknown }
	| Error;

interface Options {
	answers?: HelperAnswer[] | ((options: IHttpRequestOptions) => HelperAnswer);
	credential?: Record<string, unknown>;
	parameters?: Record<string, unknown>;
	signal?: AbortSignal;
}

let host = 0;

/** Functions of n8n around a scripted HTTP helper; every set has a host of its own, so that no bucket is shared. */
export function n8nFunctions({
	answers = [],
	credential = {},
	parameters = {},
	signal,
}: Options = {}) {
	host += 1;
	const baseUrl = `https://jama-${host}.test/contour`;
	const requests: IHttpRequestOptions[] = [];
	const credentialTypes: string[] = [];
	const hints: string[] = [];
	const logged: string[] = [];
	const log = (level: string) => (message: string) => void logged.push(`${level}: ${message}`);
	let running = 0;
	const counts = { mostAtOnce: 0 };
	const functions = {
		getCredentials: async (type: string) => {
			credentialTypes.push(type);
			return await Promise.resolve({ baseUrl, ...credential });
		},
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCurrentNodeParameter: (name: string) => parameters[name],
		getNode: () => ({
			id: '1',
			name: 'Jama Connect',
			type: 'n8n-nodes-jama.jama',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		getTimezone: () => 'UTC',
		...(signal ? { getExecutionCancelSignal: () => signal } : {}),
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
		logger: { debug: log('debug'), info: log('info'), warn: log('warn') },
		helpers: {
			async httpRequestWithAuthentication(
				this: unknown,
				type: string,
				options: IHttpRequestOptions,
			) {
				if (this !== functions) throw new Error("n8n's helper needs n8n's functions as this");
				credentialTypes.push(type);
				requests.push(options);
				running += 1;
				counts.mostAtOnce = Math.max(counts.mostAtOnce, running);
				await new Promise((resolve) => setImmediate(resolve));
				running -= 1;
				const answer = Array.isArray(answers) ? answers.shift() : answers(options);
				if (answer === undefined) throw new Error(`The script has no answer for ${options.url}`);
				if (answer instanceof Error) throw answer;
				return { headers: {}, body: '', ...answer };
			},
		},
	};
	return {
		functions: functions as unknown as IAllExecuteFunctions,
		requests,
		credentialTypes,
		hints,
		logged,
		baseUrl,
		counts,
	};
}
