import type { Fault } from './fault';
import type { Answer } from './message';
import { bytesOf, jsonOf, withJson } from './message';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const hasJson = (_request: unknown, answer: Answer) => jsonOf(answer) !== undefined;
const isSuccess = (answer: Answer) => answer.status < 300;

/** JSON of another shape, with the status and everything else of the true answer. */
function shape(name: string, change: (json: unknown) => unknown, fits = hasJson): Fault {
	return {
		name,
		at: 'request',
		carriedOut: true,
		act: (answer) => ({ pieces: [bytesOf(withJson(answer, change(jsonOf(answer))))], then: 'end' }),
		fits: (request, answer) => isSuccess(answer) && fits(request, answer),
	};
}

/** Without what an answer is about: Jama's `data`, Jira's `values` or `issues`. */
const CONTENTS = ['data', 'values', 'issues'];
/** What an answer says about itself. */
const ABOUT = ['meta', 'links', 'startAt', 'maxResults', 'total', 'isLast', 'nextPageToken'];

const without = (json: unknown, names: string[]): unknown =>
	isObject(json)
		? Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)))
		: json;

/** `id` as text at every depth, as some proxies and older servers have it. */
function idsAsText(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(idsAsText);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, content]) => [
			name,
			name === 'id' && typeof content === 'number' ? String(content) : idsAsText(content),
		]),
	);
}

const hasAny = (names: string[]) => (_request: unknown, answer: Answer) => {
	const json = jsonOf(answer);
	return isObject(json) && names.some((name) => name in json);
};

export const SHAPE_FAULTS: Fault[] = [
	shape('JSON list', () => []),
	shape('JSON null', () => null),
	shape('JSON text', () => 'OK'),
	shape('JSON empty object', () => ({})),
	shape('JSON without content', (json) => without(json, CONTENTS), hasAny(CONTENTS)),
	shape('JSON without facts about it', (json) => without(json, ABOUT), hasAny(ABOUT)),
	shape(
		'JSON content null',
		(json) =>
			isObject(json)
				? {
						...json,
						...Object.fromEntries(
							CONTENTS.filter((name) => name in json).map((name) => [name, null]),
						),
					}
				: json,
		hasAny(CONTENTS),
	),
	shape('JSON ids as text', idsAsText, (_request, answer) =>
		/"id":\d/.test(answer.body.toString()),
	),
];
