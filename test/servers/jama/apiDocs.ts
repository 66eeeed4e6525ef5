import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlAnswer, meta, type Answer } from './frame/envelope';

interface Paths {
	paths: Record<string, Record<string, { operationId?: string; tags?: string[] }>>;
}

let known: Paths['paths'] | undefined;

function paths(): Paths['paths'] {
	const file = join(__dirname, 'jama-openapi.json');
	return (known ??= (JSON.parse(readFileSync(file, 'utf8')) as Paths).paths);
}

/** Where the description of a version is, below `/rest/<version>`. */
export const DESCRIPTION = '/api-docs';

/** `/api-docs` below the context path: the Swagger UI for those who are logged in (REST guide, Using Swagger UI). */
export function apiDocsPage(isLoggedIn: boolean): Answer {
	return htmlAnswer(200, isLoggedIn ? 'Swagger UI' : 'Sign in');
}

/** The JSON behind it, at `/rest/v1/api-docs` (REST guide names the address; assumption: Swagger 2.0). */
export function apiDescription(version: string): Answer {
	const info = { title: 'Jama REST API', version };
	const body = { swagger: '2.0', info, basePath: `/rest/${version}`, paths: paths() };
	return { status: 200, body };
}

/** `/rest/v1/`: official clients ask for it to see whether the server is there. Assumption: its resources. */
export function resourceList(now: number): Answer {
	const names = new Set(Object.keys(paths()).map((path) => path.split('/')[1]));
	const data = [...names].map((name) => ({ name, type: 'resources' }));
	return { status: 200, body: { meta: meta(200, now), links: {}, data } };
}
