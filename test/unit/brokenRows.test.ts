/** Rows that are wrong on purpose: the check of every row must find what is wrong with each. */
import type {
	Field,
	FunctionRow,
	Registry,
	RequestRow,
} from '../../nodes/shared/operations/operation';
import { text } from '../../nodes/shared/operations/fieldKit';
import { numberInPath, projectInBody, projectInQuery } from '../../nodes/Jama/fields/fields';
import { createRowCheck } from '../support/rows/rowCheck';
import type { RowContract } from '../support/rows/rowContract';
import { openRowContract } from '../support/rows/rowContract';
import { JAMA } from '../support/rows/systems';

let contract: RowContract;
beforeAll(async () => {
	contract = await openRowContract(JAMA);
});

const words = { name: 'Row', action: 'Do row', description: 'Do something' };
const textInQuery = (name: string): Field => ({
	property: { displayName: 'Word', name, type: 'string', default: '', required: true },
	in: 'query',
});
const name = text('body.name', { displayName: 'Name', name: 'name', required: true });
const tagId = { ...numberInPath('tagId', 'Tag ID', 'The tag'), as: 'id' };

/** What the check says of one row, without repetition. */
async function violationsOf(
	row: Omit<RequestRow, keyof typeof words> | Omit<FunctionRow, keyof typeof words>,
): Promise<string[]> {
	const registry: Registry = {
		broken: { name: 'Broken', operations: { row: { ...words, ...row } } },
	};
	const results = await createRowCheck(JAMA, contract, registry)('broken', 'row');
	return [...new Set(results.flatMap(({ violations }) => violations))];
}

test('sound rows are sound', async () => {
	expect(await violationsOf({ request: 'GET /tags/{id}', fields: [tagId] })).toEqual([]);
	expect(await violationsOf({ request: 'POST /tags', fields: [projectInBody, name] })).toEqual([]);
	const list = { request: 'GET /tags' as const, fields: [projectInQuery], list: true };
	expect(await violationsOf(list)).toEqual([]);
});

test.each<[string, Omit<RequestRow, keyof typeof words>, string]>([
	[
		'a method that the path does not take',
		{ request: 'PATCH /tags/{id}', fields: [tagId] },
		'PATCH /rest/v1/tags/1: no such operation',
	],
	[
		'a path that does not exist',
		{ request: 'GET /tag/{id}', fields: [tagId] },
		'GET /rest/v1/tag/1: no such operation',
	],
	[
		'no field for a placeholder',
		{ request: 'GET /tags/{id}' },
		'failed: No field fills {id} of GET /tags/{id}',
	],
	[
		'no field for a query parameter that must be there',
		{ request: 'GET /tags', list: true },
		"GET /rest/v1/tags: /query must have required property 'project'",
	],
	[
		'no field for a part of the body that must be there',
		{ request: 'POST /tags', fields: [name] },
		"POST /rest/v1/tags: /requestBody must have required property 'project'",
	],
	[
		'a misspelt query parameter',
		{ request: 'GET /users', fields: [textInQuery('userName')], list: true },
		'GET /rest/v1/users: unknown query parameter userName',
	],
	[
		'a misspelt part of the body',
		{ request: 'POST /tags', fields: [projectInBody, name, { ...name, as: 'nmae' }] },
		'POST /rest/v1/tags: /requestBody must NOT have additional properties nmae',
	],
	[
		'a body of the wrong type',
		{
			request: 'POST /tags',
			fields: [name, text('body.project', { displayName: 'Project', name: 'p', required: true })],
		},
		'POST /rest/v1/tags: /requestBody/project must be integer',
	],
	[
		'a body where none is taken',
		{ request: 'DELETE /tags/{id}', fields: [tagId, name] },
		'DELETE /rest/v1/tags/1: a body where none is taken',
	],
	[
		'no body where one is needed',
		{ request: 'POST /tags' },
		"POST /rest/v1/tags: must have required property 'requestBody'",
	],
	[
		'an operation of the labs root that names no root',
		{ request: 'GET /reviews', fields: [], list: true },
		'GET /rest/v1/reviews: no such operation',
	],
	[
		'a text where the path takes a number',
		{ request: 'GET /tags/{id}', fields: [{ ...textInQuery('id'), in: 'path' }] },
		'GET /rest/v1/tags/text: /path/id must be integer',
	],
])('%s is found', async (_, row, violation) => {
	expect(await violationsOf(row)).toContain(violation);
});

test('a function that calls what its row does not name is found', async () => {
	const found = await violationsOf({
		calls: ['GET /projects'],
		run: async ({ session }) => [{ json: await session.row({ path: '/items/1' }) }],
	});
	expect(found).toEqual(['GET /rest/v1/items/{}: not named by the row']);
});
