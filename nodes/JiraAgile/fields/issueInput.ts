import { InvalidInput } from '../../shared/values/invalidInput';
import { isRecord, toRecord } from '../../shared/values/objectPath';
import { resolveLocator } from '../../shared/pickers/locator';
import type { ValueContext } from '../../shared/operations/operation';
import { ISSUE } from './kinds';

const ONE = /^(\d+|[a-z][a-z0-9_]*-\d+)$/i;
const SHOWN = 5;

const EXAMPLE = 'Write keys, IDs or URLs separated by commas or lines, such as PUMP-12, PUMP-13.';

/** The text of one entry of a list: of an issue of an earlier step its key or ID. */
function textOf(one: unknown): string {
	const { key, id } = toRecord(one);
	return String(isRecord(one) ? (key ?? id ?? '') : (one ?? '')).trim();
}

/** What the user entered as separate entries: text with commas, lines or spaces between, JSON, or a list. */
function split(value: unknown): unknown[] {
	if (typeof value !== 'string') return [value].flat();
	const text = value.trim();
	if (text.startsWith('[')) {
		try {
			const list: unknown = JSON.parse(text);
			if (Array.isArray(list)) return list;
		} catch {
			// Not JSON after all: its parts are rejected below.
			return [text];
		}
	}
	return text.split(/[\s,;]+/);
}

const shown = (texts: string[]): string =>
	texts.slice(0, SHOWN).join(', ') +
	(texts.length > SHOWN ? ` and ${texts.length - SHOWN} more` : '');

/** A key or ID as it is sent: that of a URL copied from the browser, or the text in capitals. Throws InvalidInput. */
async function keyOf(text: string, label: string, context: ValueContext): Promise<string> {
	if (!/^https?:/i.test(text)) return text.toUpperCase();
	const key = await resolveLocator(ISSUE, label, { mode: 'url', value: text }, context);
	return String(key).toUpperCase();
}

/**
 * Reads issues that the user entered: text with commas or lines between, or a list of keys, IDs, URLs or issues.
 * @param label the parameter as the editor names it
 * @returns keys in capitals and IDs, in the order given, at least one
 * @throws InvalidInput when there is none, one is no key, ID or URL of this Jira, or one is named twice
 */
export async function readIssues(
	value: unknown,
	label: string,
	context: ValueContext,
): Promise<string[]> {
	const given = split(value)
		.map(textOf)
		.filter((text) => text !== '');
	if (given.length === 0) throw new InvalidInput(`'${label}' is empty`, EXAMPLE);
	const texts: string[] = [];
	for (const text of given) texts.push(await keyOf(text, label, context));
	const wrong = texts.filter((text) => !ONE.test(text));
	if (wrong.length > 0) {
		throw new InvalidInput(`'${label}' holds what is no key, ID or URL: ${shown(wrong)}`, EXAMPLE);
	}
	const twice = [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
	if (twice.length > 0) {
		throw new InvalidInput(
			`'${label}' names the same issue twice: ${shown(twice)}`,
			'Leave each issue in the list once, so that its place is clear.',
		);
	}
	return texts;
}
