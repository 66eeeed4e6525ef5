import { type Call } from '../frame/call';
import { fieldError } from '../frame/envelope';
import type { User } from '../types';
import { type Flavour } from './issueViews';
import { optionsOf } from './metadata';
import { CUSTOM_FIELDS } from './siteFields';
import { userView } from './views';

/** The text of an Atlassian document. */
function plainText(node: unknown): string {
	if (typeof node !== 'object' || node === null) return '';
	const { type, text, content } = node as { type?: string; text?: string; content?: unknown[] };
	const inner = (content ?? []).map(plainText).join('');
	return type === 'paragraph' ? `${inner}\n` : (text ?? inner);
}

/** A text of a request: a document in version 3, a string in version 2. */
export function readText(value: unknown, field: string, flavour: Flavour): string {
	if (value === undefined || value === null) return '';
	const isText = typeof value === 'string';
	if (flavour === '3' && (isText || (value as { type?: string }).type !== 'doc'))
		throw fieldError(field, 'Operation value must be an Atlassian Document.');
	if (flavour !== '3' && !isText) throw fieldError(field, 'Operation value must be a string.');
	return isText ? value : plainText(value).trimEnd();
}

/** A part of a request that should be an object. */
export const record = (value: unknown): Record<string, string | undefined> =>
	(typeof value === 'object' && value !== null ? value : {}) as Record<string, string | undefined>;

/** The user that a request names. */
export function userOf({ state }: Call, value: unknown): User | undefined {
	const { accountId, name } = record(value);
	const is = (user: User) => user.accountId === accountId || user.name === name;
	return [...state.users.values()].find(is);
}

const isOption = (each: { id: string; value: string }, given: { id?: string; value?: string }) =>
	each.id === given.id || (given.id === undefined && each.value === given.value);

/** The value of a custom field as it is shown; null takes it away. */
export function customOf(call: Call, id: string, value: unknown, flavour: Flavour): unknown {
	const field = CUSTOM_FIELDS.find((each) => each.id === id)!;
	if (value === null) return null;
	if (field.type === 'user') {
		const user = userOf(call, value);
		if (!user) throw fieldError(id, 'The user does not exist.');
		return userView(call, user);
	}
	if (field.type === 'string') return readText(value, id, flavour);
	if (field.type === 'array') {
		const options = [value]
			.flat()
			.map((one) => optionsOf(field).find((each) => isOption(each, record(one))));
		if (options.includes(undefined)) throw fieldError(id, 'An option value is not valid');
		return options.length > 0 ? options : null;
	}
	const given = record(value) as { id?: string; value?: string; child?: unknown };
	const option = optionsOf(field).find((each) => isOption(each, given));
	if (!option) throw fieldError(id, `Option value '${given.value ?? given.id}' is not valid`);
	const { children = [], ...own } = option;
	if (given.child === undefined || given.child === null) return own;
	const child = children.find((each) => isOption(each, record(given.child)));
	if (!child) throw fieldError(id, 'The second option is not valid for the first.');
	return { ...own, child };
}
