import type { Call } from '../frame/call';
import type { FilterRule } from '../records/recordTypes';
import type { Item } from '../types';

type Test = (item: Item) => boolean;

const plainText = (value: unknown) =>
	(typeof value === 'string' ? value.replace(/<[^>]*>/g, ' ') : String(value ?? '')).toLowerCase();

function valueOf(item: Item, name: string): unknown {
	return name in item.fields
		? item.fields[name]
		: (item as unknown as Record<string, unknown>)[name];
}

const texts = (value: unknown) => [value].flat().map(String);

/** One comparison; undefined = an operator that this server cannot evaluate. */
function compare(call: Call, rule: FilterRule): ((value: unknown) => boolean) | undefined {
	const values = rule.values ?? [];
	const [first = ''] = values;
	const among = (value: unknown) => texts(value).some((each) => values.includes(each));
	const number = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
	switch (rule.operator) {
		case 'EQUALS':
		case 'EQUALS_MULTI':
		case 'IN':
			return (value) => value !== undefined && among(value);
		case 'NOT_EQUALS':
		case 'NOT_EQUALS_MULTI':
		case 'HAS_NONE':
			return (value) => !among(value);
		case 'HAS_ALL':
			return (value) => values.every((each) => texts(value).includes(each));
		case 'CONTAINS':
			return (value) => plainText(value).includes(first.toLowerCase());
		case 'NOT_CONTAINS':
			return (value) => !plainText(value).includes(first.toLowerCase());
		case 'GREATER_THAN':
			return (value) => number(value) > Number(first);
		case 'LESS_THAN':
			return (value) => number(value) < Number(first);
		case 'IS_TRUE':
			return (value) => value === true;
		case 'IS_FALSE':
			return (value) => value !== true;
		case 'IS_EMPTY':
			return (value) => value === undefined || value === '';
		case 'IS_NOT_EMPTY':
			return (value) => value !== undefined && value !== '';
		case 'IS_CURRENT_USER':
			return (value) => value === call.user.id;
		default:
			return undefined;
	}
}

/**
 * The test that a filter's rule stands for (contract, FilterRule): groups of rules, comparisons of field
 * values, narrowed to an item type. Assumption: an operator that is not evaluated here holds for no item.
 */
export function ruleTest(call: Call, rule: FilterRule): Test {
	const { operator, itemType, field } = rule;
	if (/(^|_)(AND|OR)$/.test(operator)) {
		const tests = (rule.rules ?? []).map((each) => ruleTest(call, each));
		return operator.endsWith('OR')
			? (item) => tests.some((test) => test(item))
			: (item) => tests.every((test) => test(item));
	}
	const matches = compare(call, rule);
	if (!matches || !field) return () => false;
	return (item) =>
		(itemType === undefined || item.itemType === itemType) && matches(valueOf(item, field.name));
}
