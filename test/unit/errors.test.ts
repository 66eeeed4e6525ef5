import { inspect } from 'node:util';
import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Advise } from '../../nodes/shared/http/errors';
import { BadResponse, NoResponse, notingDone, toNodeError } from '../../nodes/shared/http/errors';
import { InvalidInput } from '../../nodes/shared/values/invalidInput';
import type { HttpRequest } from '../../nodes/shared/http/http';

const node: INode = {
	id: '1',
	name: 'Jama Connect',
	type: 'n8n-nodes-jama.jama',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const advise: Advise = (failure) => ({
	message: failure.message,
	description: `advice for ${failure.request.method}`,
});
const request: HttpRequest = {
	method: 'POST',
	path: '/rest/v1/items',
	headers: { authorization: 'Bearer s3cr3t-token', 'x-mine': 'h34d3r' },
	body: { password: 'b0dy-secret' },
};
const bad = (statusCode: number, words?: string) => {
	const headers = { 'set-cookie': 'c00kie', 'www-authenticate': 'Basic' };
	return new BadResponse(request, { statusCode, headers, body: '' }, 'status', words);
};

describe('an answer with an error', () => {
	test('becomes a NodeApiError with the words of the API, the advice, the status and the item', () => {
		const error = toNodeError(node, bad(409, 'Item is locked'), 3, advise);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Item is locked');
		expect(error.description).toBe('advice for POST');
		expect((error as NodeApiError).httpCode).toBe('409');
		expect(error.context.itemIndex).toBe(3);
		expect(error.node).toEqual(node);
	});

	test('item 0 is an item, and no item is none', () => {
		expect(toNodeError(node, bad(400, 'x'), 0, advise).context.itemIndex).toBe(0);
		expect(toNodeError(node, bad(400, 'x'), undefined, advise).context.itemIndex).toBeUndefined();
	});

	test.each([
		[401, 'credential-invalid'],
		[429, 'rate-limited'],
		[500, 'temporarily-unavailable'],
		[503, 'temporarily-unavailable'],
	])('status %i tells n8n the cause %s', (status, cause) => {
		expect(toNodeError(node, bad(status, 'x'), 0, advise)).toMatchObject({ failure: { cause } });
	});

	test('status 404 tells no cause', () => {
		const error = toNodeError(node, bad(404, 'x'), 0, advise) as { failure?: { cause?: string } };
		expect(error.failure?.cause).toBeUndefined();
	});
});

test('no answer becomes a NodeApiError without a status', () => {
	const error = toNodeError(node, new NoResponse(request, 'ECONNRESET', 'broke'), 1, advise);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error.message).toBe('broke');
	expect((error as NodeApiError).httpCode).toBeNull();
	expect(error).toMatchObject({ failure: { cause: 'temporarily-unavailable' } });
});

describe('input of the user', () => {
	test('becomes a NodeOperationError with message, advice and item', () => {
		const error = toNodeError(node, new InvalidInput("'Limit' is 0", 'Enter 1'), 2, advise);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe("'Limit' is 0");
		expect(error.description).toBe('Enter 1');
		expect(error.context.itemIndex).toBe(2);
	});

	test.each([
		[new Error('a mistake'), 'a mistake'],
		['only text', 'only text'],
		[undefined, 'undefined'],
	])('anything else, such as %p, does too', (thrown, message) => {
		const error = toNodeError(node, thrown, 0, advise);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe(message);
	});
});

describe("n8n's own errors", () => {
	test.each([
		new NodeApiError(node, { message: 'x' }, { message: 'as it was' }),
		new NodeOperationError(node, 'as it was'),
	])('pass through as they are and get the item', (thrown) => {
		const error = toNodeError(node, thrown, 4, advise);
		expect(error).toBe(thrown);
		expect(error.message).toBe('as it was');
		expect(error.context.itemIndex).toBe(4);
	});

	test('keep the item that they had', () => {
		const thrown = new NodeOperationError(node, 'x', { itemIndex: 1 });
		expect(toNodeError(node, thrown, 4, advise).context.itemIndex).toBe(1);
	});
});

describe('secrets', () => {
	const SECRET = /s3cr3t|h34d3r|b0dy|c00kie|bearer/i;
	test.each([
		['an answer', bad(401, 'Unauthorized')],
		['no words', bad(500)],
		['no answer', new NoResponse(request, 'ECONNRESET', 'broke')],
	])('%s: no header, body or cookie is anywhere in the error', (_, failure) => {
		const error = toNodeError(node, failure, 0, advise);
		const all = [
			JSON.stringify(error),
			error.message,
			error.description,
			error.stack,
			JSON.stringify(error.messages),
			JSON.stringify(error.context),
			JSON.stringify(error.cause ?? null),
			String(error),
			inspect(error, { depth: Infinity, showHidden: true, getters: true }),
		];
		expect(all.join('\n')).not.toMatch(SECRET);
	});
});

describe('a step of several', () => {
	const failing = async (error: Error, ...notes: string[]) => {
		const step = async (): Promise<never> => await Promise.reject(error);
		const work = notes.reduceRight(
			(inner, note) => async () => await notingDone(note, inner),
			step,
		);
		const failure = await work().catch((caught: unknown) => caught);
		expect(failure).toBe(error);
		return toNodeError(node, failure, 0, advise);
	};
	const NOTE = 'Attachment 12 was created.';

	test.each<[string, Error, string, string]>([
		['an answer', bad(500, 'Out of space'), 'Out of space', `advice for POST ${NOTE}`],
		['no answer', new NoResponse(request, 'ECONNRESET', 'x'), 'x', `advice for POST ${NOTE}`],
		['a bad input', new InvalidInput('No file', 'Add one.'), 'No file', `Add one. ${NOTE}`],
		['a bad input without advice', new InvalidInput('No file'), 'No file', NOTE],
	])('that ends in %s says what was done before', async (_, error, message, description) => {
		expect(await failing(error, NOTE)).toMatchObject({ message, description });
	});

	test('inside another keeps the order of what was done', async () => {
		const error = await failing(bad(500, 'x'), 'First.', 'Second.');
		expect(error.description).toBe('advice for POST First. Second.');
	});

	test('hands on its result, and any other error as it is', async () => {
		expect(await notingDone(NOTE, async () => await Promise.resolve(3))).toBe(3);
		expect((await failing(new Error('bug'), NOTE)).description).toBeFalsy();
	});
});
